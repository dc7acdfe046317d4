"""Checks a filled 《推荐汇总表》 as a whole: returns the rows that can be imported and all
mistakes, cell by cell. The check changes nothing."""

from collections.abc import Iterable, Iterator, Sequence

from contest.entry.form import Contact, Form
from contest.entry.form_checks import mistakes, unit_of
from contest.model import Fact
from contest.refusals import Refusal
from contest.rules.form_fields import RecommendingUnit
from contest.rules.rules import Rules
from contest.rules.sections import MediaRules
from contest.spreadsheets.answers import Answers
from contest.spreadsheets.columns import headings
from contest.spreadsheets.rows import FilledRow, Lines, Mistake, lines
from contest.spreadsheets.table import UNREADABLE, Table, address, place
from contest.spreadsheets.values import ROUNDED, seconds, theme_of
from contest.unit_names import folded, normalised
from contest.validate.requirements import lengths

SHOWN = 50
"""Most characters of a cell's text that a mistake repeats."""
LENGTHS = "5分30秒、5:30 或 330（秒）"
GIVEN = frozenset({"recommending_unit"})
"""Headings with the same value in every row. It is often filled in below the last row too."""


class Row(Fact):
    """One work, as its row describes it."""

    number: int
    form: Form
    contact: Contact
    seconds: int | None = None
    """The duration stated in the row. The measured one counts."""

    @property
    def work(self) -> tuple[str, str]:
        return work_of(self.form)


def work_of(form: Form) -> tuple[str, str]:
    """Title and entrant in normal form. Two rows with the same pair are one work."""
    return folded(form.title), normalised(form.entrant)


class Sheet(Fact):
    name: str
    filled: int
    """Number of filled rows."""
    rows: tuple[Row, ...]
    """Rows without mistakes."""
    mistakes: tuple[Mistake, ...]
    """In the order of rows, then columns."""
    examples: tuple[int, ...]
    unread_rows: tuple[int, ...]
    unread_columns: tuple[str, ...]
    email_column: int = 1
    """Where the contacts' addresses stand, counted from 1; 1 if the sheet has no such column."""


class TooMany(Fact):
    """Rows of one contact, who would have more works than the rules allow."""

    rows: tuple[int, ...]
    """Their numbers, in order."""
    allowed: int

    @property
    def limit_refusal(self) -> Refusal:
        rows, allowed = row_numbers(self.rows), str(self.allowed)
        return Refusal(code="sheet.too_many", field="email", measured=rows, allowed=allowed)


def row_numbers(numbers: Iterable[int]) -> str:
    """Ascending row numbers, neighbours together: `2–4, 7`."""
    runs = list[tuple[int, int]]()
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{one}–{last}" if one != last else str(one) for one, last in runs)


def with_limit(sheet: Sheet, beyond: Iterable[TooMany]) -> Sheet:
    """The sheet with these rows as mistakes too, each at its contact's address."""
    wrong = [
        Mistake(row=row, cell=address(row, sheet.email_column), refusal=one.limit_refusal)
        for one in beyond
        for row in one.rows
    ]
    spoilt = {mistake.row for mistake in wrong}
    mistakes_ = sorted([*sheet.mistakes, *wrong], key=_in_order)
    rows = tuple(row for row in sheet.rows if row.number not in spoilt)
    return sheet.model_copy(update={"mistakes": tuple(mistakes_), "rows": rows})


def _in_order(mistake: Mistake) -> tuple[int, int]:
    return place(mistake.cell) or (mistake.row, 0)


def check(tables: Sequence[Table], *, rules: Rules, unit: RecommendingUnit) -> Sheet:
    """The valid rows and all mistakes of the unit's sheet. Refuses only if no table is found."""
    asked = headings(rules)
    found = lines(tables, asked, given=GIVEN)
    rows, wrong, seen = [], list(found.mistakes), dict[tuple[str, str], int]()
    for line in found.lines:
        row, refusals = _read(line, rules=rules, unit=unit)
        first = seen.setdefault(row.work, line.number) if all(row.work) else line.number
        if first != line.number:
            refusals.append(Refusal(code="sheet.row_twice", field="title", measured=str(first)))
        wrong += _placed(found, line, refusals)
        rows.append(row)
    wrong.sort(key=_in_order)
    spoilt = {mistake.row for mistake in wrong}
    sound = () if found.columns.row in spoilt else (r for r in rows if r.number not in spoilt)
    return Sheet(
        name=found.sheet,
        filled=len(rows),
        rows=tuple(sound),
        mistakes=tuple(wrong),
        examples=found.examples,
        unread_rows=found.unread,
        unread_columns=found.columns.unread,
        email_column=found.columns.at.get("email", 1),
    )


def _placed(found: Lines, line: FilledRow, refusals: Sequence[Refusal]) -> Iterator[Mistake]:
    """The refusals with their cells. An unreadable cell gets no further refusals."""
    silent = {name for name, cell in line.cells.items() if cell.kind in UNREADABLE}
    for refusal in refusals:
        if refusal.field not in silent:
            yield found.mistake(line, refusal.field, refusal)


def _read(line: FilledRow, *, rules: Rules, unit: RecommendingUnit) -> tuple[Row, list[Refusal]]:
    """Fields that the sheet does not have are the entrant's to fill in."""
    answers = Answers(line, rules)
    refusals = [*_particular(answers, rules, unit), *answers.too_long()]
    open_ = {field.id for field in rules.sheet_fields} - {refusal.field for refusal in refusals}
    form, contact = answers.form(unit), answers.contact()
    refusals += [r for r in mistakes(form, contact, rules=rules) if r.field in open_]
    length = seconds(answers.text("duration"), longest=rules.media.max_seconds)
    return Row(number=line.number, form=form, contact=contact, seconds=length), refusals


def _particular(answers: Answers, rules: Rules, unit: RecommendingUnit) -> Iterator[Refusal]:
    """Mistakes that occur only in sheets, where everything is free text."""
    names = "、".join(theme.name.zh for theme in rules.themes)
    for field, text in answers.themes():
        if theme_of(rules, text) is None:
            code = "form.unknown_theme"
            yield Refusal(code=code, field=field, measured=text[:SHOWN], allowed=names)
    phone, length = answers.text("phone"), answers.text("duration")
    if ROUNDED.fullmatch(phone):
        yield Refusal(code="sheet.rounded", field="phone", measured=phone[:SHOWN])
    if length:
        yield from _of_length(length, rules.media)
    other = answers.text("recommending_unit")
    if other and unit_of(rules, other) != unit:
        shown, own_name = other[:SHOWN], unit.name.zh
        yield Refusal(
            code="sheet.other_unit", field="recommending_unit", measured=shown, allowed=own_name
        )


def _of_length(written: str, media: MediaRules) -> Iterator[Refusal]:
    """A length is read off a player, which cuts off part of a second: 59 may be 60 less a frame."""
    length, shown = seconds(written, longest=media.max_seconds), written[:SHOWN]
    if length is None:
        yield Refusal(code="sheet.duration", field="duration", measured=shown, allowed=LENGTHS)
    elif length > media.max_seconds or length + 1 < media.min_seconds:
        allowed = lengths(media)
        yield Refusal(code="sheet.length", field="duration", measured=shown, allowed=allowed)
