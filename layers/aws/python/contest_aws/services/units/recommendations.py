"""Recommendations: commits a unit's sheet, a few rows per transaction. After an interruption,
committing the same sheet again continues: rows that are stored as the sheet has them are left
alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from contest.entry.entry import Entry
from contest.entry.form import Contact
from contest.entry.queue_card import is_as_decided
from contest.model import Fact, Id
from contest.refusals import Refused, refused
from contest.rules.form_fields import RecommendingUnit
from contest.spreadsheets.recommendation_sheet import Row, Sheet
from contest.spreadsheets.row_matching import Recommendation, RowStep
from contest_aws.services.context import Context
from contest_aws.services.pointers import OwnEntry
from contest_aws.services.units.row_steps import (
    People,
    address_of,
    beyond_limit,
    planned,
    untouched,
)
from contest_aws.services.units.units import Ledger, There, check_open, there
from contest_aws.services.upload.limits import count_entries
from contest_aws.services.upload.submission import drafted, named
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Change, create, recorded, retry_on_conflict, update

ROWS = 7
"""The most rows in one transaction: a row takes 13 of the 100 writes if its contact needs a new
account."""


class SheetProgress(Fact):
    done: int
    """Rows that were committed, now or before."""
    left: int
    """Rows for which there was no time: send the sheet again."""


@dataclass(frozen=True, kw_only=True)
class SheetContext(Context):
    """The context in which a unit's sheet is committed."""

    unit: RecommendingUnit
    people: People
    sheet: str
    """SHA-256 of the file."""
    new_id: Callable[[], Id]
    """Draws an id that nobody can guess: from one that is made of unit and row, a judge could tell
    who recommends a work."""


def commit(
    ctx: SheetContext,
    sheet: Sheet,
    *,
    in_time: Callable[[], bool] = lambda: True,
) -> SheetProgress:
    """Turn every row into a draft and invite its contact, or match it with an entry that exists. A
    row that was committed before is updated. `in_time` says whether another chunk may begin.

    Refused if the sheet has mistakes or holds only examples, and from the unit's closing date
    on."""
    check_open(ctx.contest, ctx.unit, now=ctx.now)
    if sheet.mistakes:
        raise refused("sheet.mistakes", measured=len(sheet.mistakes))
    if not sheet.rows:
        raise refused("sheet.no_rows")
    left = retry_on_conflict(lambda: _take_over(ctx, sheet, in_time))
    return SheetProgress(done=len(sheet.rows) - left, left=left)


def _take_over(ctx: SheetContext, sheet: Sheet, in_time: Callable[[], bool]) -> int:
    """Returns the number of rows left. Raises `Conflict` if somebody else changed the same
    items."""
    now = there(ctx.store, ctx.contest, ctx.unit.id)
    of = planned(ctx.store, ctx.contest, sheet.rows, now, people=ctx.people)
    if beyond := beyond_limit(ctx.store, ctx.contest, of, now):
        raise Refused(*(one.limit_refusal for one in beyond))
    due = [step for step in of.steps if step.kind != "same"]
    chunk = _Chunk(ctx, now, of.accounts)
    while due and in_time():
        chunk.write(due[:ROWS])
        due = due[ROWS:]
    return len(due)


def _once(changes: Iterable[Change]) -> list[Change]:
    """Merges duplicate condition checks, which several rows of one person produce."""
    found: dict[Key, Change] = {}
    for number, change in enumerate(changes):
        found.setdefault(change.key if change.item is None else Key("", str(number)), change)
    return list(found.values())


class _Chunk:
    """Writes steps in groups and remembers what it wrote before."""

    def __init__(self, ctx: SheetContext, now: There, accounts: dict[str, Id]) -> None:
        self._ctx, self._ledger = ctx, now.ledger
        self._accounts = dict(accounts)
        self._named = {entry.id: entry for entry in now.entries}
        self._more: Counter[Id] = Counter()
        """How many entries each entrant gets by the present chunk."""

    def write(self, steps: list[RowStep]) -> None:
        before, self._more = self._ledger or Ledger(), Counter()
        changes = _once(c for step in steps for c in self._changes(step))
        key = keys.unit(self._ctx.contest.id, self._ctx.unit.id)
        rows = [step.row.number for step in steps]
        after, record = before.with_record(
            "unit.recommend",
            subject=key,
            actor=self._ctx.actor,
            at=self._ctx.contest_time,
            details={"sheet": self._ctx.sheet, "rows": rows},
        )
        handed = update(key, after, before=before) if self._ledger else create(key, after)
        counts = count_entries(self._ctx, self._more)
        self._ctx.store.commit(handed, recorded(key, record), *changes, *counts)
        self._ledger = after

    def _changes(self, step: RowStep) -> Iterator[Change]:
        row, ctx, before = step.row, self._ctx, step.known and step.known.recommendation
        if before and step.kind == "moved":
            yield self._moved(row, before)
            return
        entry_id, begun, writes = self._entry(step)
        yield from writes
        kept = Recommendation(
            contest=ctx.contest.id,
            unit=ctx.unit.id,
            id=before.id if before else ctx.new_id(),
            sheet=ctx.sheet,
            number=row.number,
            form=row.form,
            seconds=row.seconds,
            entry=entry_id,
            begun=begun,
            recommended_at=ctx.contest_time,
        )
        yield Change(keys.recommendation(kept.contest, kept.unit, kept.id), kept, "any")
        yield Change(keys.row_contact(kept.contest, entry_id, kept.unit), row.contact, "any")

    def _moved(self, row: Row, before: Recommendation) -> Change:
        """The row stands in another line of the sheet. Its entry is left alone."""
        kept = before.model_copy(update={"sheet": self._ctx.sheet, "number": row.number})
        return Change(keys.recommendation(kept.contest, kept.unit, kept.id), kept, "any")

    def _entry(self, step: RowStep) -> tuple[Id, int | None, tuple[Change, ...]]:
        """The row's entry, the version that the row has made of it, and what changes in it: one
        that it is matched with, that of the earlier row, or a new draft."""
        ctx, row = self._ctx, step.row
        if step.entry:
            names_it = step.entry.recommended_by == ctx.unit.id
            return step.entry.id, None, () if names_it else self._adopted(step.entry)
        if step.known:
            before = step.known.recommendation
            return before.entry, *self._mended(row, before)
        account, opened = self._account(row.contact)
        entry, writes = drafted(
            ctx,
            entrant=account,
            entry_id=ctx.new_id(),
            form=row.form,
            contact=row.contact,
            recommended=True,
        )
        self._more[account] += 1
        return entry.id, entry.version, (*opened, *writes)

    def _adopted(self, entry: Entry) -> tuple[Change, ...]:
        """Makes the entry name the unit from now on. A decision on it stands as it was taken."""
        ctx, key = self._ctx, keys.entry(entry.contest, entry.id)
        form = entry.form.model_copy(update={"recommending_unit": ctx.unit.name.zh})
        after, record = entry.with_record(
            "entry.recommend",
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            form=form,
            details={"unit": ctx.unit.id},
            recommended_by=ctx.unit.id,
            recommended_at=ctx.contest_time,
            **(entry.aside_marks if is_as_decided(entry) else {}),
        )
        return update(key, after, before=entry), recorded(key, record), *named(after)

    def _mended(self, row: Row, before: Recommendation) -> tuple[int | None, tuple[Change, ...]]:
        """Updates a draft that its entrant has not edited. An entry that the entrant has edited is
        theirs and stays."""
        entry = untouched(self._named.get(before.entry), before)
        if entry is None:
            return before.begun, ()
        ctx, key = self._ctx, keys.entry(entry.contest, entry.id)
        account, opened = self._account(row.contact)
        writes = (*opened, Change(keys.contact(entry.contest, entry.id), row.contact, "any"))
        if account == entry.owner:
            after = entry.next_version(form=row.form, edits=entry.edits + 1)
            return after.version, (*writes, update(key, after, before=entry))
        after, record = entry.with_record(
            "entry.recommend",
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            form=row.form,
            edits=entry.edits + 1,
            details={"unit": ctx.unit.id},
            recommended_at=ctx.contest_time,
        )
        after = after.model_copy(update={"owner": account})
        self._more.update({account: 1, entry.owner: -1})
        pointer = keys.own_entry(entry.contest, account, entry.id)
        mine = Change(pointer, OwnEntry(entry=entry.id), "any")
        return after.version, (
            *writes,
            update(key, after, before=entry),
            recorded(key, record),
            mine,
            Change(keys.erasure(account), None, "absent"),
        )

    def _account(self, contact: Contact) -> tuple[Id, tuple[Change, ...]]:
        """The contact's account, and the changes that create it if there is none yet."""
        address = address_of(contact)
        if known := self._accounts.get(address):
            return known, ()
        account, writes = self._ctx.people.opened(address, name=contact.person)
        self._accounts[address] = account
        return account, writes
