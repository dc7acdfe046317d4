"""Gathers what is known about judges and entries, in few batched reads, to compare them.

It reads accounts and contacts, so the judges' own function must never use it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

from contest.entry.entrants import entrant_kind
from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact
from contest.model import Id
from contest.people.account import Account, Grant, GrantStatus, Role
from contest.people.sign_in import sha256
from contest.review.conflict_facts import JudgeFacts, WorkFacts
from contest.review.identity import emails, phone_numbers
from contest.review.judge import Judge
from contest.rules.contest import Contest
from contest.spreadsheets.row_matching import Recommendation
from contest_aws.services import parallel
from contest_aws.services.pointers import OwnEntry, Pointer
from contest_aws.store import keys
from contest_aws.store.protocol import Store

NOT_ENTERED = frozenset({EntryStatus.DRAFT, EntryStatus.WITHDRAWN})
FEW = 20
"""Up to so many entries, the units' rows are looked up by entry, beyond by unit."""


class Candidate(NamedTuple):
    """Somebody who may be invited to judge."""

    address: str
    """Normalised."""
    name: str
    unit: str = ""
    phone: str = ""


def judge_facts(store: Store, contest: Contest, judges: Iterable[Judge]) -> list[JudgeFacts]:
    """Of judges on the panel, those who have left too."""
    panel = list(judges)
    accounts = _accounts_of(store, contest, panel)
    known = _people(store, contest, set(accounts.values()))
    return [
        JudgeFacts(
            judge=judge.id,
            name=judge.name,
            unit=judge.unit,
            left=judge.left,
            recused=frozenset(judge.recused),
            accounts=frozenset({accounts[judge.id]}),
            **known[accounts[judge.id]]._asdict(),
        )
        for judge in panel
    ]


def candidate_facts(store: Store, contest: Contest, candidate: Candidate) -> JudgeFacts:
    pointer = store.find(keys.address(sha256(candidate.address)), Pointer)
    account = pointer.account if pointer else "candidate"
    known = _people(store, contest, {account})[account]
    return JudgeFacts(
        judge=account,
        name=candidate.name,
        unit=candidate.unit,
        phones=phone_numbers(candidate.phone),
        **known._replace(emails=emails(candidate.address))._asdict(),
    )


class _Person(NamedTuple):
    """What the account of a judge says."""

    emails: frozenset[str] = frozenset()
    acts_for: frozenset[Id] = frozenset()
    enters: bool = False


def _accounts_of(store: Store, contest: Contest, judges: Iterable[Judge]) -> dict[Id, Id]:
    """The account of each judge. A judge is known by the account's own id, or by another one."""
    pointers = store.query(keys.invited(contest.id, "", "").pk, Pointer, begins=f"{Role.JUDGE}#")
    wanted = [keys.grant(pointer.account, contest.id, Role.JUDGE) for pointer in pointers]
    found = {grant.person: grant.account for grant in store.find_all(wanted, Grant)}
    return {judge.id: found.get(judge.id, judge.id) for judge in judges}


def _people(store: Store, contest: Contest, accounts: Iterable[Id]) -> dict[Id, _Person]:
    wanted = list(accounts)
    grants = store.find_all([keys.grant(a, contest.id, Role.UNIT) for a in wanted], Grant)
    acting = {g.account: g.unit for g in grants if g.status is GrantStatus.ACCEPTED}
    found = {account.id: account for account in store.find_all(map(keys.account, wanted), Account)}
    return {
        id_: _Person(
            emails=emails(found[id_].address) if id_ in found else frozenset(),
            acts_for=frozenset({acting[id_]} if id_ in acting else ()),
            enters=not contest.rules.entrants_may_judge and _enters(store, contest, id_),
        )
        for id_ in wanted
    }


def _enters(store: Store, contest: Contest, account: Id) -> bool:
    partition = keys.own_entry(contest.id, account, "").pk
    pointers = store.query(partition, OwnEntry, begins=keys.SK_ENTRY)
    wanted = [keys.entry(contest.id, pointer.entry) for pointer in pointers]
    own = (entry for entry in store.find_all(wanted, Entry) if entry.owner == account)
    return any(entry.status not in NOT_ENTERED for entry in own)


def work_facts(store: Store, contest: Contest, entries: Iterable[Entry]) -> list[WorkFacts]:
    works = list(entries)
    recommending = _recommending(store, contest, works)
    rows = [
        keys.row_contact(contest.id, entry, unit)
        for entry, units in recommending.items()
        for unit in units
    ]
    own = [keys.contact(contest.id, entry.id) for entry in works]
    contacts: dict[str, list[Contact]] = defaultdict(list)
    for key, contact in parallel.find_each(store, [*own, *rows], Contact).items():
        contacts[key.pk].append(contact)
    accounts = [keys.account(entry.owner) for entry in works]
    owners = parallel.find_each(store, accounts, Account)
    named = {unit.id: (unit.name.zh, unit.name.en) for unit in contest.rules.units}
    return [
        _work(
            named,
            entry,
            contacts[keys.contact(contest.id, entry.id).pk],
            account=owners.get(keys.account(entry.owner)),
            units=recommending[entry.id],
        )
        for entry in works
    ]


def _recommending(
    store: Store, contest: Contest, entries: list[Entry]
) -> Mapping[Id, frozenset[Id]]:
    """The units that recommend each entry: the one that its form names, and those whose sheets have
    it."""
    found: dict[Id, set[Id]] = {e.id: {e.recommended_by} - {None} for e in entries}  # type: ignore[misc]
    if len(entries) <= FEW:
        for entry in entries:
            rows = keys.row_contact(contest.id, entry.id, "")
            for key in store.keys(rows.pk, begins=rows.sk):
                found[entry.id].add(key.sk.removeprefix(rows.sk))
    else:
        listed = partial(_in_sheets_of, store, contest.id)
        units = [unit.id for unit in contest.rules.units]
        for unit, in_sheets in zip(units, parallel.each(store, listed, units), strict=True):
            for entry_id in in_sheets:
                found.get(entry_id, set()).add(unit)
    return {entry: frozenset(units) for entry, units in found.items()}


def _in_sheets_of(store: Store, contest_id: Id, unit: Id) -> list[Id]:
    """The entries that the rows of a unit's sheets name."""
    partition = keys.unit(contest_id, unit).pk
    return [row.entry for row in store.query(partition, Recommendation, begins=keys.SK_ROW)]


def _work(
    named: Mapping[Id, tuple[str, ...]],
    entry: Entry,
    contacts: list[Contact],
    *,
    account: Account | None,
    units: frozenset[Id],
) -> WorkFacts:
    form, screening = entry.form, entry.screening
    deciders = (screening.actor, screening.confirmed_by) if screening else ()
    names = [name for unit in sorted(units & named.keys()) for name in named[unit]]
    return WorkFacts(
        entry=entry.id,
        accounts=frozenset({entry.owner}),
        emails=emails(*(contact.email for contact in contacts), account.address if account else ""),
        phones=phone_numbers(*(contact.phone for contact in contacts)),
        contacts=tuple(contact.person for contact in contacts),
        entrant=form.entrant,
        kind=entrant_kind(form),
        credits=form.credits,
        recommended_by=units,
        recommending=tuple(dict.fromkeys(filter(None, (form.recommending_unit, *names)))),
        screened_by=frozenset({*entry.screened_by, *(by.id for by in deciders if by)}),
    )
