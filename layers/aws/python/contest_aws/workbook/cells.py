"""Reads the filled cells of one sheet's XML, row by row (ECMA-376 part 1, 18.3.1). Of a formula it
keeps only that there is one."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, INLINE_STRING, ROW_TAG, VALUE_TAG

from contest.refusals import refused
from contest.spreadsheets.table import MOST_COLUMNS, MOST_ROWS
from contest_aws.workbook.package import YES, Package, elements, tag, text_of

MOST_RANGES = 20_000
LONGEST_ADDRESS = 20
MERGED = tag("mergeCell")


def _number(stored: str) -> int | float:
    return float(stored) if set(".eE") & set(stored) else int(stored)


CONVERT: Mapping[str, Callable[[str], Any]] = {
    "n": _number,
    "b": lambda stored: bool(int(stored)),
    "d": from_ISO8601,
}
"""By the kind of value; all others are text."""


class Range(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


class SheetParser:
    def __init__(self, package: Package, part: str, *, columns: int) -> None:
        """`columns`: up to which it notes what is hidden."""
        self._package, self._part, self._columns = package, part, columns
        self.hidden_rows, self.hidden_columns = set[int](), set[int]()
        self.merged, self.results = list[Range](), list[Range]()
        """`results`: ranges of formulas that fill more cells than their own."""
        self._number = self._column_elements = 0

    def parse(self) -> Iterator[list[dict[str, Any]]]:
        for element in elements(self._package.archive, self._part):
            if element.tag == ROW_TAG:
                yield self._row(element)
                element.clear()
            elif element.tag == COL_TAG:
                self._hide_columns(element)
            elif element.tag == MERGED:
                _keep(self.merged, element.get("ref"))

    def _hide_columns(self, element: Any) -> None:  # noqa: ANN401 - an element of the tree
        self._column_elements += 1
        if self._column_elements > MOST_COLUMNS:
            raise refused("sheet.too_large", measured="columns", allowed=MOST_COLUMNS)
        if element.get("hidden") in YES:
            first, last = int(element.get("min")), int(element.get("max"))
            self.hidden_columns.update(range(first, min(last, self._columns) + 1))

    def _row(self, element: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        if len(element) > MOST_COLUMNS:
            measured = f"{len(element)} cells"
            raise refused("sheet.too_large", measured=measured, allowed=MOST_COLUMNS)
        self._number = _whole(element.get("r")) if "r" in element.attrib else self._number + 1
        if element.get("hidden") in YES:
            self.hidden_rows.add(self._number)
        return list(self._cells(element))

    def _cells(self, row: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
        before, beyond = "", 0
        for cell in row:
            before, beyond = (cell.get("r"), 0) if cell.get("r") else (before, beyond + 1)
            if not len(cell):
                continue
            kind, value = self._value(cell)
            if value is not None:
                number, column = _place(before) if before else (self._number, 0)
                yield {
                    "row": number,
                    "column": column + beyond,
                    "value": value,
                    "data_type": kind,
                    "style_id": int(cell.get("s", 0)),
                }

    def _value(self, cell: Any) -> tuple[str, Any]:  # noqa: ANN401
        """The kind of value, by the letters of the format, and the value; None if it is empty."""
        formula = cell.find(FORMULA_TAG)
        if formula is not None:
            if formula.get("t") in ("array", "dataTable"):
                _keep(self.results, formula.get("ref"))
            return "f", f"={formula.text or ''}"
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(INLINE_STRING)
            return "s", None if inline is None else text_of(inline)
        stored = cell.findtext(VALUE_TAG)
        if not stored:
            return kind, None
        if kind == "s":
            return kind, self._package.strings[int(stored)]
        return "s" if kind == "str" else kind, CONVERT.get(kind, str)(stored)


def _whole(stored: str) -> int:
    """Some programs write a row's number as 1.0."""
    number = float(stored)
    if not number.is_integer():
        raise ValueError(f"{stored} is no row")
    return int(number)


def _place(address: str) -> tuple[int, int]:
    if len(address) > LONGEST_ADDRESS:
        raise ValueError("an address of more than seven digits")
    row, column = coordinate_to_tuple(address)
    return row, column


def _keep(ranges: list[Range], reference: str | None) -> None:
    """Accepts whole columns (A:C) and rows, too, and ranges written from any corner."""
    if not reference:
        return
    if len(ranges) == MOST_RANGES:
        raise refused("sheet.too_large", measured="merged cells, formulas", allowed=MOST_RANGES)
    left, top, right, bottom = range_boundaries(reference)
    (left, right), (top, bottom) = (
        sorted((left or 1, right or MOST_COLUMNS)),
        sorted((top or 1, bottom or MOST_ROWS)),
    )
    ranges.append(Range(left, top, right, bottom))
