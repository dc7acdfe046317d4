"""《推荐汇总表》, checked as a whole: every row that can be taken over as it stands, and of every
other what is wrong, cell by cell, all at once. Nothing is changed by looking."""

from collections.abc import Iterator, Sequence

from contest.entry.form import Contact, Form
from contest.entry.form_checks import mistakes, unit_of
from contest.model import Fact
from contest.refusals import Refusal
from contest.rules.form_fields import RecommendingUnit
from contest.rules.rules import Rules
from contest.spreadsheets.answers import Answers
from contest.spreadsheets.columns import headings
from contest.spreadsheets.rows import FilledRow, Lines, Mistake, lines
from contest.spreadsheets.table import Table, place
from contest.spreadsheets.values import ROUNDED, seconds, theme_of
from contest.unit_names import folded, normalised

SHOWN = 50
"""Characters of what was written that a mistake repeats."""
LENGTHS = "5分30秒、5:30 或 330（秒）"
GIVEN = frozenset({"recommending_unit"})
"""The same in every row, and so often filled in below the last."""


class Row(Fact):
    """One work, as its row has it."""

    number: int
    form: Form
    contact: Contact
    seconds: int | None = None
    """How long the work is said to be; what counts is measured later."""

    @property
    def work(self) -> tuple[str, str]:
        return work_of(self.form)


def work_of(form: Form) -> tuple[str, str]:
    """Title and entrant in one spelling: two rows with the same are one work."""
    return folded(form.title), normalised(form.entrant)


class Sheet(Fact):
    name: str
    filled: int
    """Rows that are filled in."""
    rows: tuple[Row, ...]
    """Those of them without any mistake."""
    mistakes: tuple[Mistake, ...]
    """By row."""
    examples: tuple[int, ...]
    unread_rows: tuple[int, ...]
    unread_columns: tuple[str, ...]


def check(tables: Sequence[Table], *, rules: Rules, unit: RecommendingUnit) -> Sheet:
    """Refused only where there is no table to be found in the file."""
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
    wrong.sort(key=lambda mistake: place(mistake.cell) or (mistake.row, 0))
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
    )


def _placed(found: Lines, line: FilledRow, refusals: Sequence[Refusal]) -> Iterator[Mistake]:
    """Each at its cell; of a cell that cannot be read at all, nothing further."""
    silent = {name for name, cell in line.cells.items() if cell.kind in ("formula", "error")}
    for refusal in refusals:
        if refusal.field not in silent:
            yield found.mistake(line, refusal.field, refusal)


def _read(line: FilledRow, *, rules: Rules, unit: RecommendingUnit) -> tuple[Row, list[Refusal]]:
    answers = Answers(line, rules)
    told = [*_particular(answers, rules, unit), *answers.too_long()]
    wrong = {refusal.field for refusal in told}
    form, contact = answers.form(unit), answers.contact()
    told += [r for r in mistakes(form, contact, rules=rules) if r.field not in wrong]
    length = seconds(answers.text("duration"), longest=rules.media.max_seconds)
    return Row(number=line.number, form=form, contact=contact, seconds=length), told


def _particular(answers: Answers, rules: Rules, unit: RecommendingUnit) -> Iterator[Refusal]:
    """What can be wrong in a sheet alone, where everything is free text."""
    names = "、".join(theme.name.zh for theme in rules.themes)
    for field, text in answers.themes():
        if theme_of(rules, text) is None:
            code = "form.unknown_theme"
            yield Refusal(code=code, field=field, measured=text[:SHOWN], allowed=names)
    phone, length = answers.text("phone"), answers.text("duration")
    if ROUNDED.fullmatch(phone):
        yield Refusal(code="sheet.rounded", field="phone", measured=phone[:SHOWN])
    if length and seconds(length, longest=rules.media.max_seconds) is None:
        told = length[:SHOWN]
        yield Refusal(code="sheet.duration", field="duration", measured=told, allowed=LENGTHS)
    other = answers.text("recommending_unit")
    if other and unit_of(rules, other) != unit:
        told, now = other[:SHOWN], unit.name.zh
        yield Refusal(
            code="sheet.other_unit", field="recommending_unit", measured=told, allowed=now
        )
