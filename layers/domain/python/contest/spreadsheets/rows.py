"""Reads the filled rows below a sheet's headings. Reports formulas, error values and hidden rows or
columns, whatever their content."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from contest.model import Fact
from contest.refusals import Refusal
from contest.spreadsheets.columns import Columns, Heading, find
from contest.spreadsheets.table import Cell, Table, address, column_name
from contest.spreadsheets.values import plain

FOOTERS = (
    "注",
    "备注",
    "说明",
    "填表",
    "制表",
    "填报",
    "合计",
    "总计",
    "共计",
    "联系",
    "审核",
    "负责人",
    "经办",
    "单位(",
    "盖章",
    "日期",
)
"""How a line below the table begins that is not one of its rows."""
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
        """Whether the cell is neither a formula nor an error value."""
        return heading not in self.cells or self.cells[heading].kind not in ("formula", "error")

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
    found, examples, unread = [], [], []
    for number, cells in table.rows.items():
        if number <= columns.row:
            continue
        answers = {name: cells[at] for name, at in columns.at.items() if at in cells}
        if any(_is_example(cell) for cell in answers.values()):
            examples.append(number)
        elif answers.keys() - given and not _is_footer(list(cells.values())):
            found.append(FilledRow(number, answers))
        elif cells.keys() - columns.counters:
            unread.append(number)
    draft = Lines(table.name, columns, tuple(found), (), tuple(examples), tuple(unread))
    return draft._replace(mistakes=tuple(_hidden(table, draft)) + tuple(_no_values(draft)))


def _is_example(cell: Cell) -> bool:
    return cell.text.lstrip().startswith(EXAMPLE)


def _is_footer(cells: list[Cell]) -> bool:
    return len(cells) == 1 and plain(cells[0].text).startswith(FOOTERS)


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
