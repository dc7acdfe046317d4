"""Previews a unit's sheet: what committing it does with each row, by the rows and entries of the
unit and by those of the rows' contacts. Nothing is stored. `recommendations` commits the steps."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from contest.entry.entry import Entry
from contest.entry.form import Contact
from contest.model import Fact, Id
from contest.people.account import normalised
from contest.rules.contest import Contest
from contest.rules.form_fields import RecommendingUnit
from contest.spreadsheets.recommendation_sheet import Row, Sheet, TooMany, with_limit
from contest.spreadsheets.row_matching import (
    ENDED,
    Recommendation,
    RowStep,
    entry_of,
    plan,
    standing,
)
from contest_aws.services import parallel
from contest_aws.services.units.units import There, read, there
from contest_aws.services.upload.limits import EntrantTotal
from contest_aws.services.upload.submission import all_own
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store


class People(Protocol):
    """Accounts by normalised address."""

    def known(self, addresses: Iterable[str]) -> dict[str, Id]:
        """Accounts by address, of those addresses that have one."""

    def opened(self, address: str, *, name: str) -> tuple[Id, tuple[Change, ...]]:
        """A new account, and the changes that create it."""


class Planned(NamedTuple):
    steps: list[RowStep]
    accounts: dict[str, Id]
    """The contacts' accounts by normalised address, of the rows with something to do."""


class Preview(Fact):
    sheet: Sheet
    steps: tuple[RowStep, ...]
    """For the rows without mistakes, and those whose one mistake is their contact's limit."""


def preview(
    store: Store, contest: Contest, unit: RecommendingUnit, file: bytes, *, people: People
) -> Preview:
    """What the sheet would change. Nothing is changed or stored."""
    sheet, now = read(contest, unit, file), there(store, contest, unit.id)
    of = planned(store, contest, sheet.rows, now, people=people)
    beyond = beyond_limit(store, contest, of, now)
    return Preview(sheet=with_limit(sheet, beyond), steps=tuple(of.steps))


def address_of(contact: Contact) -> str:
    """One address may stand in several spellings. A row without mistakes has a valid one."""
    return normalised(contact.email)


def planned(
    store: Store,
    contest: Contest,
    rows: Sequence[Row],
    now: There,
    *,
    people: People,
) -> Planned:
    """The step of each row, in order. A row without an entry is matched with one that its contact
    entered without naming a unit."""
    steps = plan(rows, now.known, now.entries)
    due = [step for step in steps if step.unmatched or step.kind != "same"]
    accounts = people.known({address_of(step.row.contact) for step in due})
    owners = {
        account
        for step in due
        if step.unmatched and (account := accounts.get(address_of(step.row.contact)))
    }
    ordered = sorted(owners)
    found = parallel.each(store, lambda who: all_own(store, contest.id, entrant=who), ordered)
    entered = dict(zip(ordered, found, strict=True))
    taken = {k.recommendation.entry for k in now.known} & standing(now.entries)
    taken |= {step.entry.id for step in steps if step.entry}
    for number, step in enumerate(steps):
        account = accounts.get(address_of(step.row.contact))
        if not (step.unmatched and account):
            continue
        free = (e for e in entered[account] if e.id not in taken and not e.form.recommending_unit)
        if mine := entry_of(step.row, free):
            taken.add(mine.id)
            matched = {"kind": "matched", "entry": mine, "unmatched": False}
            steps[number] = step.model_copy(update=matched)
    return Planned(steps, accounts)


def untouched(entry: Entry | None, before: Recommendation) -> Entry | None:
    """The entry, if it is still the draft that the row has made. One that its entrant has edited is
    theirs."""
    if entry is None or entry.version != before.begun or entry.status in ENDED:
        return None
    return entry


def beyond_limit(store: Store, contest: Contest, of: Planned, now: There) -> list[TooMany]:
    """The rows of contacts who would have too many entries, by contact. Each commit counts
    again."""
    limit = contest.rules.limits.entries_per_entrant
    if not limit:
        return []
    rows, less = defaultdict[Id, list[int]](list), Counter[Id]()
    by_id = {entry.id: entry for entry in now.entries}
    for step in of.steps:
        address = address_of(step.row.contact)
        who = of.accounts.get(address) or address
        if step.kind == "new":
            rows[who].append(step.row.number)
        elif step.kind == "changed" and step.known:
            before = step.known.recommendation
            draft = untouched(by_id.get(before.entry), before)
            if draft and draft.owner != who:
                rows[who].append(step.row.number)
                less[draft.owner] += 1
    wanted = {who: keys.entrant_total(contest.id, who) for who in rows}
    totals = parallel.find_each(store, wanted.values(), EntrantTotal)
    there = {who: totals.get(key, EntrantTotal()).entries for who, key in wanted.items()}
    return [
        TooMany(rows=tuple(numbers), allowed=limit)
        for who, numbers in rows.items()
        if len(numbers) > less[who] and there[who] + len(numbers) - less[who] > limit
    ]
