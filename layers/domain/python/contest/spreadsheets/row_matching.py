"""Matches the rows of a unit's sheet to the rows of its earlier sheets, and to entries.

A row keeps its identity when a sheet is corrected. It is recognised by its work (title and entrant
in normal form) or, if those were corrected, by its contact. The contact counts only if at least
half of the rows are known works. Otherwise the sheet adds works: the third part of a series must
not be taken for the first part, renamed."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal, TypeVar

from pydantic import AwareDatetime

from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact, Form
from contest.entry.phones import phones
from contest.model import Fact, Id
from contest.spreadsheets.recommendation_sheet import Row, work_of
from contest.unit_names import folded, normalised

LIKE = 0.5
"""Similarity from which two titles of the same contact count as one corrected title."""
MOST_PAIRS = 10_000
"""Most pairs of titles that are compared, which takes half a second. Only one contact for a hundred
works, all with changed titles, reaches this number. Rows beyond it count as new."""
ENDED = frozenset({EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED})
Thing = TypeVar("Thing")


class Recommendation(Fact):
    """One row as the unit last submitted it, and its entry. Its contact is stored apart."""

    contest: Id
    unit: Id
    id: Id
    sheet: str
    """SHA-256 of the file."""
    number: int
    form: Form
    seconds: int | None = None
    entry: Id
    begun: int | None
    """The entry's version when it was created or last corrected from the row. None if the entry
    existed before the row."""
    recommended_at: AwareDatetime


class KnownRow(Fact):
    """A row that was submitted before, with its contact."""

    recommendation: Recommendation
    contact: Contact


def link(rows: Sequence[Row], known: Sequence[KnownRow]) -> dict[int, KnownRow]:
    """The earlier row of each row, by row number. Rows that are missing here are new.

    Rows are matched by work first. If that finds half of the rows or more, the sheet is a
    correction. The remaining rows are then matched by contact, the most similar title first."""
    left = {k.recommendation.id: k for k in known}
    found = dict[int, KnownRow]()
    by_work = _grouped(known, lambda k: work_of(k.recommendation.form))
    for row in rows:
        for same in by_work.get(row.work, []):
            if left.pop(same.recommendation.id, None):
                found[row.number] = same
                break
    open_rows = [row for row in rows if row.number not in found]
    if len(found) >= len(open_rows):
        found |= dict(_by_contact(open_rows, list(left.values())))
    return found


StepKind = Literal["new", "matched", "changed", "moved", "same"]
"""new: a new draft. matched: an existing entry. changed: an earlier row, corrected. moved: an
earlier row that is the same, in another line. same: nothing to do."""


class RowStep(Fact):
    """What committing the sheet does with one row."""

    kind: StepKind
    row: Row
    known: KnownRow | None = None
    entry: Entry | None = None
    """The matched entry."""
    unmatched: bool = False
    """Whether no entry that names the unit and has not ended is known for the row. Its contact may
    have one that names no unit."""


def plan(rows: Sequence[Row], known: Sequence[KnownRow], named: Sequence[Entry]) -> list[RowStep]:
    """The step of each row, in order. `named` are the entries that name the unit. An earlier row
    is matched anew if its entry has ended or no longer names the unit."""
    linked, stand = link(rows, known), standing(named)
    taken = {k.recommendation.entry for k in known}
    free = [entry for entry in named if entry.id not in taken]
    steps = []
    for row in rows:
        before, entry = linked.get(row.number), None
        lost = before is None or before.recommendation.entry not in stand
        if lost and (entry := entry_of(row, free)):
            free.remove(entry)
        kind: StepKind = "matched" if entry else _kind(row, before)
        unmatched = lost and entry is None
        step = RowStep(kind=kind, row=row, known=before, entry=entry, unmatched=unmatched)
        steps.append(step)
    return steps


def standing(named: Iterable[Entry]) -> set[Id]:
    """The ids of those entries that have not ended."""
    return {entry.id for entry in named if entry.status not in ENDED}


def _kind(row: Row, known: KnownRow | None) -> StepKind:
    if known is None:
        return "new"
    before = known.recommendation
    there = Row(number=row.number, form=before.form, contact=known.contact, seconds=before.seconds)
    if there != row:
        return "changed"
    return "same" if before.number == row.number else "moved"


def entry_of(row: Row, entries: Iterable[Entry]) -> Entry | None:
    """The oldest entry with this row's work that has not ended; None if there is none."""
    there = (e for e in entries if work_of(e.form) == row.work and e.status not in ENDED)
    return min(there, key=lambda e: (e.created_at, e.id), default=None)


def _by_contact(rows: Sequence[Row], known: Sequence[KnownRow]) -> Iterator[tuple[int, KnownRow]]:
    """Matches by contact: the most similar titles first, then single remaining rows with the same
    email and entrant."""
    rows_left = {row.number: row for row in rows}
    known_left = {k.recommendation.id: k for k in known}
    pairs = islice(_pairs(rows, known), MOST_PAIRS)
    for alike, number, one in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if alike >= LIKE and number in rows_left and one in known_left:
            del rows_left[number]
            yield number, known_left.pop(one)
    mine = _grouped(known_left.values(), lambda k: _whose(k.contact, k.recommendation.form))
    for whose, others in _grouped(rows_left.values(), lambda r: _whose(r.contact, r.form)).items():
        match others, mine.get(whose):
            case [row], [same]:
                yield row.number, same


def _pairs(rows: Sequence[Row], known: Sequence[KnownRow]) -> Iterator[tuple[float, int, Id]]:
    """Pairs of an earlier and a current row with the same email or phone, and their similarity."""
    mine = _grouped(
        [(key, k) for k in known for key in _contact(k.contact)], by=lambda pair: pair[0]
    )
    for row in rows:
        found = (k for key in _contact(row.contact) for _, k in mine.get(key, []))
        for one, same in {k.recommendation.id: k for k in found}.items():
            yield _alike(row.form, same.recommendation.form), row.number, one


def _contact(contact: Contact) -> set[str]:
    numbers = [phone.number for phone in phones(contact.phone) or ()] or [contact.phone]
    digits = {"".join(filter(str.isdigit, number)) for number in numbers}
    return {text for text in (contact.email.casefold(), *digits) if text}


def _whose(contact: Contact, form: Form) -> Hashable:
    return contact.email.casefold(), normalised(form.entrant)


def _alike(one: Form, other: Form) -> float:
    """Similarity of the titles, 1 for the same. The entrant does not count."""
    return SequenceMatcher(None, folded(one.title), folded(other.title), autojunk=False).ratio()


def _grouped(
    things: Iterable[Thing], by: Callable[[Thing], Hashable]
) -> dict[Hashable, list[Thing]]:
    groups: dict[Hashable, list[Thing]] = defaultdict(list)
    for thing in things:
        groups[by(thing)].append(thing)
    return groups
