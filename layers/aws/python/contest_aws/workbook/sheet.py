"""Reads the filled cells of each sheet with openpyxl, and notes which are hidden, merged or the
result of a formula.

openpyxl's own worksheets are not used. They create an object for every cell of a merged range, and
translate every shared formula for each of its cells, so that a few bytes can produce billions of
objects. Its streaming parser returns the rows one by one, and we refuse the file as soon as a limit
is passed.
"""

import io
import itertools
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS, STYLES_TYPE
from openpyxl.xml.functions import fromstring, iterparse

from contest.refusals import Refused, refused
from contest.spreadsheets.table import MOST_COLUMNS, MOST_ROWS, Cell, Table, column_name
from contest_aws.workbook.archive import Limits
from contest_aws.workbook.display import dated_cell, number_cell, text_cell
from contest_aws.workbook.number_format import GENERAL, PLAIN, code_of

MOST_RANGES = 20_000
MOST_SHEETS = 50
YES = ("1", "true", "on")
Rows = dict[int, dict[int, Cell]]
SURROGATES = re.compile("[\ud800-\udfff]")
"""Surrogates are not characters, and UTF-8 cannot encode them."""


class Book(NamedTuple):
    reader: Any
    formats: list[str]
    """The code of the number format, by a cell's style."""
    from_1904: bool
    formatted: Iterator[int]
    """Counts the cells with a number format."""


class Range(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


def sheets(file: bytes, limits: Limits) -> list[Table]:
    """The tables of every visible sheet, in order. `file` has passed the gate."""
    with warnings.catch_warnings(action="ignore"):
        with _library():
            book = _book(file)
            parts = [
                (sheet.name, relation.target)
                for sheet, relation in book.reader.parser.find_sheets()
                if sheet.state == "visible" and relation.target in book.reader.valid_files
            ]
        return [_table(book, name, part, limits) for name, part in parts[:MOST_SHEETS]]


def _book(file: bytes) -> Book:
    """Reads only what cells need, step by step. openpyxl would refuse what some programs write into
    properties, names and styles."""
    reader = ExcelReader(io.BytesIO(file), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    part = reader.package.find(STYLES_TYPE)
    formats = _formats(reader.archive.read(part.PartName[1:])) if part else []
    from_1904 = reader.wb.epoch == CALENDAR_MAC_1904
    return Book(reader, formats, from_1904, itertools.count())


def _formats(styles: bytes) -> list[str]:
    root = fromstring(styles)
    codes = {
        int(form.get("numFmtId")): form.get("formatCode", "")
        for form in root.iterfind(f"{{{SHEET_MAIN_NS}}}numFmts/{{{SHEET_MAIN_NS}}}numFmt")
    }
    numbers = (
        int(style.get("numFmtId", 0))
        for style in root.iterfind(f"{{{SHEET_MAIN_NS}}}cellXfs/{{{SHEET_MAIN_NS}}}xf")
    )
    return [code_of(number, codes) for number in numbers]


class _Parser(WorkSheetParser):  # type: ignore[misc]  # openpyxl ships no types
    """Keeps the parts of a sheet's XML that matter here. Of a formula it keeps only that there is
    one."""

    def __init__(self, book: Book, source: object) -> None:
        super().__init__(source, book.reader.shared_strings)
        self.hidden_rows, self.hidden_columns = set[int](), set[int]()
        self.merged, self.results = list[Range](), list[Range]()
        """`results`: ranges of formulas that fill more cells than their own."""

    def parse(self) -> Iterator[list[dict[str, Any]]]:
        for _, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                yield self._row(element)
                element.clear()
            elif element.tag == COL_TAG and element.get("hidden") in YES:
                first, last = int(element.get("min")), int(element.get("max"))
                self.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))
            elif element.tag == f"{{{SHEET_MAIN_NS}}}mergeCell":
                _keep(self.merged, element.get("ref"))

    def parse_formula(self, element: Element) -> str:
        formula = element.find(FORMULA_TAG)
        if formula is None:
            return ""
        if formula.get("t") in ("array", "dataTable"):
            _keep(self.results, formula.get("ref"))
        return f"={formula.text or ''}"

    def _row(self, element: Element) -> list[dict[str, Any]]:
        if len(element) > MOST_COLUMNS:
            most = str(MOST_COLUMNS)
            raise refused("sheet.too_large", measured=f"{len(element)} cells", allowed=most)
        number, cells = self.parse_row(element)
        self.row_dimensions.clear()
        if element.get("hidden") in YES:
            self.hidden_rows.add(number)
        return [cell for cell in cells if cell["value"] is not None]


def _keep(ranges: list[Range], reference: str | None) -> None:
    """Accepts whole columns (A:C) and rows, too, and ranges written from any corner."""
    if reference and len(ranges) < MOST_RANGES:
        left, top, right, bottom = range_boundaries(reference)
        (left, right), (top, bottom) = (
            sorted((left or 1, right or MOST_COLUMNS)),
            sorted((top or 1, bottom or MOST_ROWS)),
        )
        ranges.append(Range(left, top, right, bottom))


def _table(book: Book, name: str, part: str, limits: Limits) -> Table:
    rows: Rows = {}
    with book.reader.archive.open(part) as source:
        parser = _Parser(book, source)
        for found in _rows(parser):
            for element in found:
                _put(rows, element, _cell(book, element, limits), limits)
    for area in parser.results:
        for row in _within(rows, area):
            for column in [c for c in rows[row] if area.left <= c <= area.right]:
                rows[row][column] = rows[row][column]._replace(kind="formula")
    for area in parser.merged:
        _fill_down(rows, area)
    ordered = {row: dict(sorted(cells.items())) for row, cells in sorted(rows.items())}
    hidden = frozenset(parser.hidden_rows & rows.keys())
    return Table(name, ordered, hidden, frozenset(parser.hidden_columns))


def _rows(parser: _Parser) -> Iterator[list[dict[str, Any]]]:
    with _library():
        yield from parser.parse()


def _put(rows: Rows, element: dict[str, Any], cell: Cell, limits: Limits) -> None:
    row, column = element["row"], element["column"]
    if not cell.text.strip():
        return
    if not 1 <= row <= MOST_ROWS:
        raise refused("sheet.damaged", measured=f"XML: row {row}")
    if column > limits.columns:
        last, most = column_name(column), column_name(limits.columns)
        raise refused("sheet.too_many_columns", measured=last, allowed=most)
    rows.setdefault(row, {})[column] = cell
    if len(rows) > limits.rows:
        raise refused("sheet.too_many_rows", allowed=limits.rows)


def _cell(book: Book, element: dict[str, Any], limits: Limits) -> Cell:
    value, style = element["value"], element["style_id"]
    code = book.formats[style] if 0 <= style < len(book.formats) else GENERAL
    if code not in PLAIN and next(book.formatted) >= limits.formatted:
        raise refused("sheet.too_large", measured="formatted cells", allowed=limits.formatted)
    match element["data_type"]:
        case "f":
            return Cell(value, "formula")
        case "n":
            return number_cell(str(value), code, from_1904=book.from_1904)
        case "b":
            return Cell(str(value).upper(), "boolean")
        case "e":
            return Cell(str(value), "error")
        case "d":
            return dated_cell(value, code, from_1904=book.from_1904)
        case _:
            return text_cell(SURROGATES.sub("\ufffd", unescape(str(value))), code)


def _fill_down(rows: Rows, area: Range) -> None:
    """Copies a value that is merged over several rows into every row that it spans."""
    shown = rows.get(area.top, {}).get(area.left)
    if shown and area.left == area.right:
        for row in _within(rows, area):
            rows[row].setdefault(area.left, shown)


def _within(rows: Rows, area: Range) -> list[int]:
    if area.bottom - area.top < len(rows):
        return [row for row in range(area.top, area.bottom + 1) if row in rows]
    return [row for row in rows if area.top <= row <= area.bottom]


@contextmanager
def _library() -> Iterator[None]:
    """openpyxl may raise any exception. Each one means that it cannot read this file."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        raise _refusal(error) from error


def _refusal(error: BaseException) -> Refused:
    while error.__cause__:
        error = error.__cause__
    if isinstance(error, DefusedXmlException):
        return refused("sheet.unsafe", measured="XML entities")
    if isinstance(error, ParseError):
        return refused("sheet.damaged", measured=f"XML: {error}")
    message = " ".join(f"{type(error).__name__}: {error}".split())
    return refused("sheet.unreadable", measured=message[:100])
