"""One sheet of a workbook: its filled cells, what of it is hidden, merged, or came of a formula."""

from contest.refusals import refused
from contest.workbook.archive import Limits
from contest.workbook.cells import Cell, Range, Table, column_name, place, span
from contest.workbook.numbers import number_cell
from contest.workbook.parts import YES, Workbook, plain
from contest.workbook.xml import Attributes

MOST_RANGES = 20_000


class SheetReader:
    """Fed by `xml.walk`. Refuses beyond the limits as soon as they are passed."""

    def __init__(self, book: Workbook, limits: Limits) -> None:
        self._book, self._limits = book, limits
        self.rows: dict[int, dict[int, Cell]] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merged: list[Range] = []
        self._results: list[Range] = []
        """Of formulas that fill more cells than the one in which they stand."""
        self._row, self._column = 0, 0
        self._cell: Attributes = {}
        self._formula, self._wanted, self._aside = False, False, 0
        self._pieces: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        match name:
            case "row":
                self._begin_row(attributes)
            case "c":
                self._begin_cell(attributes)
            case "f":
                self._begin_formula(attributes)
            case "v" | "t":
                self._wanted = not self._aside
            case "rPh":
                self._aside += 1
            case "mergeCell":
                self._keep(self._merged, attributes.get("ref"))
            case "col" if attributes.get("hidden", "") in YES:
                self._hide_columns(attributes)

    def text(self, text: str) -> None:
        if self._wanted:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        match name:
            case "v" | "t":
                self._wanted = False
            case "rPh":
                self._aside -= 1
            case "c":
                self._end_cell("".join(self._pieces))
                self._pieces.clear()

    def table(self, name: str) -> Table:
        for area in self._results:
            for row in _within(self.rows, area):
                for column in [c for c in self.rows[row] if area.left <= c <= area.right]:
                    self.rows[row][column] = self.rows[row][column]._replace(kind="formula")
        for area in self._merged:
            self._fill_down(area)
        rows = {row: dict(sorted(cells.items())) for row, cells in sorted(self.rows.items())}
        hidden = frozenset(self._hidden_rows & rows.keys())
        return Table(name, rows, hidden, frozenset(self._hidden_columns))

    def _begin_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        known = place(f"A{number}")
        self._row, self._column = known[0] if known else self._row + 1, 0
        if attributes.get("hidden", "") in YES:
            self._hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Attributes) -> None:
        known = place(attributes.get("r", ""))
        self._row, self._column = known or (self._row, self._column + 1)
        self._cell, self._formula = attributes, False

    def _begin_formula(self, attributes: Attributes) -> None:
        self._formula = True
        if attributes.get("t") in ("array", "dataTable"):
            self._keep(self._results, attributes.get("ref"))

    def _end_cell(self, stored: str) -> None:
        cell = self._read(stored)
        if not cell.text.strip() and not self._formula:
            return
        if self._column > self._limits.columns:
            most = column_name(self._limits.columns)
            raise refused(
                "sheet.too_many_columns", measured=column_name(self._column), allowed=most
            )
        row = self.rows.setdefault(self._row, {})
        if len(self.rows) > self._limits.rows:
            raise refused("sheet.too_many_rows", allowed=self._limits.rows)
        row[self._column] = cell._replace(kind="formula") if self._formula else cell

    def _read(self, stored: str) -> Cell:
        match self._cell.get("t", "n"):
            case "s":
                index = int(stored) if stored.isascii() and stored.isdigit() else -1
                known = 0 <= index < len(self._book.strings)
                return Cell(self._book.strings[index] if known else "")
            case "n":
                style = self._cell.get("s", "0")
                index = int(style) if style.isascii() and style.isdigit() else 0
                kinds = self._book.kinds
                kind = kinds[index] if index < len(kinds) else "number"
                return number_cell(stored, kind, from_1904=self._book.from_1904)
            case "b":
                return Cell("TRUE" if stored == "1" else "FALSE", "boolean")
            case "e":
                return Cell(stored, "error")
            case "d":
                return Cell(stored.removesuffix("T00:00:00").replace("T", " "), "date")
            case _:
                return Cell(plain(stored))

    def _keep(self, ranges: list[Range], reference: str | None) -> None:
        area = span(reference or "")
        if area and len(ranges) < MOST_RANGES:
            ranges.append(area)

    def _hide_columns(self, attributes: Attributes) -> None:
        first, last = (place(f"A{attributes.get(name, '')}") for name in ("min", "max"))
        if first and last:
            self._hidden_columns.update(range(first[0], min(last[0], self._limits.columns) + 1))

    def _fill_down(self, area: Range) -> None:
        """Cells merged from top to bottom hold one answer for every row that they span."""
        shown = self.rows.get(area.top, {}).get(area.left)
        if shown and area.left == area.right:
            for row in _within(self.rows, area):
                self.rows[row].setdefault(area.left, shown)


def _within(rows: dict[int, dict[int, Cell]], area: Range) -> list[int]:
    if area.bottom - area.top < len(rows):
        return [row for row in range(area.top, area.bottom + 1) if row in rows]
    return [row for row in rows if area.top <= row <= area.bottom]
