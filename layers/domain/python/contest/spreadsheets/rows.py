"""Reads the filled rows below a sheet's headings. Reports formulas, error values and hidden rows or
columns, whatever their content."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from contest.model import Fact
from contest.refusals import Refusal
from contest.spreadsheets.columns import Columns, Heading, find
from contest.spreadsheets.footers import is_footer
from contest.spreadsheets.table import UNREADABLE, Cell, Table, address, column_name
from contest.spreadsheets.values import is_rounded

NUMBER = re.compile(r"[\dA-Za-z.、()（）第-]*")
EXAMPLE = "【示例】"
"""The beginning of the example rows in the blank sheet."""


class Mistake(Fact):
    """A mistake in one cell, such as D7, with its refusal."""

    row: int
    cell: str
    refusal: Refusal


class FilledRow(NamedTuple):
    """One filled row."""

    number: int
    cells: dict[str, Cell]
    """The filled cells by heading id."""

    def readable(self, heading: str) -> bool:
        """Whether the cell's text is what a person wrote: no formula, no error value."""
        return heading not in self.cells or self.cells[heading].kind not in UNREADABLE

    def text(self, heading: str) -> str:
        """The cell's text; empty if the cell is empty or unreadable."""
        there = heading in self.cells and self.readable(heading)
        return self.cells[heading].text if there else ""


class Lines(NamedTuple):
    sheet: str
    columns: Columns
    lines: tuple[FilledRow, ...]
    mistakes: tuple[Mistake, ...]
    examples: tuple[int, ...]
    """Numbers of the example rows."""
    unread: tuple[int, ...]
    """Numbers of rows that do not belong to the table."""

    def place(self, line: FilledRow, heading: str) -> str:
        """The address of the cell under a heading; column A if the sheet lacks the heading."""
        return address(line.number, self.columns.at.get(heading, 1))

    def mistake(self, line: FilledRow, heading: str, refusal: Refusal) -> Mistake:
        return Mistake(row=line.number, cell=self.place(line, heading), refusal=refusal)


def lines(tables: Sequence[Table], asked: Sequence[Heading], *, given: frozenset[str]) -> Lines:
    """The filled rows of the table. Refuses if no table is found.

    `given`: headings with the same value in every row. A row with nothing else is not filled."""
    table, columns = find(tables, asked)
    found, examples, unread = list[FilledRow](), list[int](), list[int]()
    above = 0
    for number, cells in table.rows.items():
        if number <= columns.row:
            continue
        answers = {name: cells[at] for name, at in columns.at.items() if at in cells}
        if any(_is_example(cell) for cell in answers.values()):
            examples.append(number)
        elif not (rest := _without_numbers(cells, columns)):
            continue
        elif answers.keys() - given and not is_footer(
            rest, after_another=bool(unread) and unread[-1] == above
        ):
            found.append(FilledRow(number, answers))
        else:
            unread.append(number)
        above = number
    draft = Lines(table.name, columns, tuple(found), (), tuple(examples), tuple(unread))
    return draft._replace(mistakes=tuple(_hidden(table, draft)) + tuple(_no_values(draft)))


def _is_example(cell: Cell) -> bool:
    return cell.text.lstrip().startswith(EXAMPLE)


def _without_numbers(cells: Mapping[int, Cell], columns: Columns) -> list[Cell]:
    """The cells but for those that only number the row. 合计 in their column is no number."""

    def counts(at: int, cell: Cell) -> bool:
        numbered = cell.kind in ("number", "formula") or NUMBER.fullmatch(cell.text.strip())
        return at in columns.counters and bool(numbered)

    return [cell for at, cell in cells.items() if not counts(at, cell)]


def _hidden(table: Table, found: Lines) -> Iterator[Mistake]:
    """Hidden rows and columns are reported: they are neither imported nor skipped silently."""
    for line in found.lines:
        if line.number in table.hidden_rows:
            refusal = Refusal(code="sheet.hidden_row", measured=str(line.number))
            yield Mistake(row=line.number, cell=address(line.number, 1), refusal=refusal)
    for name, column in found.columns.at.items():
        if column in table.hidden_columns and any(name in line.cells for line in found.lines):
            refusal = Refusal(code="sheet.hidden_column", field=name, measured=column_name(column))
            row = found.columns.row
            yield Mistake(row=row, cell=address(row, column), refusal=refusal)


def _no_values(found: Lines) -> Iterator[Mistake]:
    for line in found.lines:
        for name, cell in line.cells.items():
            if cell.kind == "formula":
                yield found.mistake(line, name, Refusal(code="sheet.formula", field=name))
            if cell.kind == "error":
                refusal = Refusal(code="sheet.error_value", field=name, measured=cell.text[:50])
                yield found.mistake(line, name, refusal)
            if cell.kind == "unclear":
                code = "sheet.rounded" if is_rounded(cell.text) else "sheet.unclear"
                refusal = Refusal(code=code, field=name, measured=cell.text[:50])
                yield found.mistake(line, name, refusal)
