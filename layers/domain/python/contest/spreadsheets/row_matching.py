"""Rows of a unit's sheets from one hand-in to the next, and which entry each of them is.

A row keeps its identity when the sheet is corrected: by its work (title and entrant in one
spelling), and, where that was what was wrong, by its contact. A sheet of further works, which has
few rows of before, corrects nothing: there the third part of a series is not the first, renamed."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal, TypeVar

from pydantic import AwareDatetime

from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact, Form
from contest.model import Fact, Id
from contest.spreadsheets.recommendation_sheet import Row, work_of
from contest.unit_names import folded, normalised

LIKE = 0.5
"""From here on two titles of the same contact are one title, mended."""
MOST_PAIRS = 10_000
"""Titles that are held against each other, in half a second. It takes one contact for a hundred
works, all of them under other titles than before, to come so far; what is beyond counts as new."""
ENDED = frozenset({EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED})
Thing = TypeVar("Thing")


class Recommendation(Fact):
    """One row as a unit last handed it in, and the entry that it is. Its contact is kept apart."""

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
    """The version at which the entry was made from the row, or last mended from it; None where it
    was there already."""
    recommended_at: AwareDatetime


class KnownRow(Fact):
    """A row that was handed in before, with its contact."""

    recommendation: Recommendation
    contact: Contact


def link(rows: Sequence[Row], known: Sequence[KnownRow]) -> dict[int, KnownRow]:
    """By row number, the earlier row that it is; whatever is not here is new.

    The work first. Where that finds half of the rows or more, the sheet is a correction: among what
    is left the contact counts then, for the row whose title is most alike."""
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


StepKind = Literal["new", "matched", "changed", "same"]
"""A new draft; an entry that is there already; a row of before, mended, or as it was."""


class RowStep(Fact):
    """What a row comes to once its sheet is committed."""

    kind: StepKind
    row: Row
    known: KnownRow | None = None
    entry: Entry | None = None
    """The entry that is matched."""


def plan(rows: Sequence[Row], known: Sequence[KnownRow], named: Iterable[Entry]) -> list[RowStep]:
    """`named`: entries that name the unit."""
    linked = link(rows, known)
    taken = {k.recommendation.entry for k in known}
    free = [entry for entry in named if entry.id not in taken]
    steps = []
    for row in rows:
        before, entry = linked.get(row.number), None
        if before is None and (entry := entry_of(row, free)):
            free.remove(entry)
        steps.append(RowStep(kind=_kind(row, before, entry), row=row, known=before, entry=entry))
    return steps


def _kind(row: Row, known: KnownRow | None, entry: Entry | None) -> StepKind:
    if known is None:
        return "matched" if entry else "new"
    before = known.recommendation
    there = Row(
        number=before.number, form=before.form, contact=known.contact, seconds=before.seconds
    )
    return "same" if there == row else "changed"


def entry_of(row: Row, entries: Iterable[Entry]) -> Entry | None:
    """Among those that name the unit, the one that is this row's work and has not ended."""
    there = (e for e in entries if work_of(e.form) == row.work and e.status not in ENDED)
    return min(there, key=lambda e: (e.created_at, e.id), default=None)


def _by_contact(rows: Sequence[Row], known: Sequence[KnownRow]) -> Iterator[tuple[int, KnownRow]]:
    """Titles most alike first; then the one row that is left of a contact and an entrant."""
    rows_left = {row.number: row for row in rows}
    known_left = {k.recommendation.id: k for k in known}
    pairs = islice(_pairs(rows, known), MOST_PAIRS)
    for alike, number, one in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if alike >= LIKE and number in rows_left and one in known_left:
            del rows_left[number]
            yield number, known_left.pop(one)
    mine = _grouped(known_left.values(), lambda k: _whose(k.contact, k.recommendation.form))
    for whose, contest_time in _grouped(
        rows_left.values(), lambda r: _whose(r.contact, r.form)
    ).items():
        match contest_time, mine.get(whose):
            case [row], [same]:
                yield row.number, same


def _pairs(rows: Sequence[Row], known: Sequence[KnownRow]) -> Iterator[tuple[float, int, Id]]:
    """Rows, before and now, of the same address or phone, and how alike their titles are."""
    mine = _grouped(
        [(key, k) for k in known for key in _contact(k.contact)], by=lambda pair: pair[0]
    )
    for row in rows:
        found = (k for key in _contact(row.contact) for _, k in mine.get(key, []))
        for one, same in {k.recommendation.id: k for k in found}.items():
            yield _alike(row.form, same.recommendation.form), row.number, one


def _contact(contact: Contact) -> set[str]:
    digits = "".join(filter(str.isdigit, contact.phone))
    return {text for text in (contact.email.casefold(), digits) if text}


def _whose(contact: Contact, form: Form) -> Hashable:
    return contact.email.casefold(), normalised(form.entrant)


def _alike(one: Form, other: Form) -> float:
    """1 for the same title; an entrant who is another does not make it another work."""
    return SequenceMatcher(None, folded(one.title), folded(other.title), autojunk=False).ratio()


def _grouped(
    things: Iterable[Thing], by: Callable[[Thing], Hashable]
) -> dict[Hashable, list[Thing]]:
    groups: dict[Hashable, list[Thing]] = defaultdict(list)
    for thing in things:
        groups[by(thing)].append(thing)
    return groups
