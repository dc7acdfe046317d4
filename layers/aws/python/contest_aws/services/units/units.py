"""Units: what is stored for a recommending unit, the entries that name it, and both compared.
`row_steps` previews a sheet, and `recommendations` commits it. Part of the stage upload."""

from datetime import datetime
from typing import NamedTuple

from contest.audit import Audited
from contest.entry.entrant_view import as_told
from contest.entry.entry import Entry
from contest.entry.form import Contact
from contest.model import Id
from contest.refusals import Refused, refused
from contest.refusals.formatting import stored
from contest.rules.contest import Contest
from contest.rules.deadline import not_open_yet
from contest.rules.form_fields import RecommendingUnit
from contest.spreadsheets.recommendation_sheet import Sheet, check
from contest.spreadsheets.reconciliation import Match, reconcile
from contest.spreadsheets.row_matching import KnownRow, Recommendation
from contest_aws.services.pointers import OwnEntry
from contest_aws.store import keys
from contest_aws.store.protocol import Store
from contest_aws.workbook.read import tables


class Ledger(Audited):
    """Serialises what a unit submits: concurrent commits conflict on its version. Its audit chain
    says from which file each row came."""


class There(NamedTuple):
    """What is stored for a unit at one moment."""

    ledger: Ledger | None
    known: list[KnownRow]
    entries: list[Entry]
    """Entries that name the unit."""


def unit_of(contest: Contest, unit_id: Id) -> RecommendingUnit:
    for unit in contest.rules.units:
        if unit.id == unit_id:
            return unit
    raise refused("item.missing")


def closes(contest: Contest, unit: RecommendingUnit) -> datetime:
    """The unit's own closing date, or else that of submission."""
    return unit.sheet_closes or contest.rules.dates.submission_closes


def check_open(contest: Contest, unit: RecommendingUnit, *, now: datetime) -> None:
    """Refused before the contest opens, and from the unit's closing date on."""
    contest_time, opens, last = (
        contest.time_at(now),
        contest.rules.dates.submission_opens,
        closes(contest, unit),
    )
    if contest_time < opens:
        raise Refused(not_open_yet(contest.rules))
    if contest_time >= last:
        zone = contest.rules.zone
        raise refused(
            "sheet.too_late", measured=stored(contest_time, zone), allowed=stored(last, zone)
        )


def read(contest: Contest, unit: RecommendingUnit, file: bytes) -> Sheet:
    return check(tables(file), rules=contest.rules, unit=unit)


def there(store: Store, contest: Contest, unit_id: Id) -> There:
    rows = recommendations(store, contest, unit_id)
    wanted = {row.id: keys.row_contact(contest.id, row.entry, unit_id) for row in rows}
    contacts = store.find_each(wanted.values(), Contact)
    known = [
        KnownRow(recommendation=row, contact=contacts.get(wanted[row.id], Contact()))
        for row in rows
    ]
    ledger = store.find(keys.unit(contest.id, unit_id), Ledger)
    return There(ledger, known, entries(store, contest, unit_id))


def recommendations(store: Store, contest: Contest, unit_id: Id) -> list[Recommendation]:
    partition = keys.unit(contest.id, unit_id).pk
    return list(store.query(partition, Recommendation, begins=keys.SK_ROW))


def entries(store: Store, contest: Contest, unit_id: Id) -> list[Entry]:
    """Entries that name the unit now, the newest first."""
    pointers = store.query(keys.unit(contest.id, unit_id).pk, OwnEntry, begins=keys.SK_ENTRY)
    wanted = [keys.entry(contest.id, pointer.entry) for pointer in pointers]
    found = (e for e in store.find_all(wanted, Entry) if e.recommended_by == unit_id)
    return sorted(found, key=lambda entry: (entry.created_at, entry.id), reverse=True)


def entries_as_told(store: Store, contest: Contest, unit_id: Id, *, now: datetime) -> list[Entry]:
    """The same, as the unit may know them: a screening decision that can still be undone is not
    shown. `now`: by our clock."""
    return [as_told(entry, now=now) for entry in entries(store, contest, unit_id)]


def reconciled(store: Store, contest: Contest, unit_id: Id, *, now: datetime) -> list[Match]:
    """`now`: by our clock."""
    rows = recommendations(store, contest, unit_id)
    return reconcile(rows, entries_as_told(store, contest, unit_id, now=now), rules=contest.rules)
