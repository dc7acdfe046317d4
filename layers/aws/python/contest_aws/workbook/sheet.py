"""Reads the filled cells of each sheet, and notes which are hidden, merged or the result of a
formula.

openpyxl's own worksheets are not used. They create an object for every cell of a merged range, and
translate every shared formula for each of its cells, so that a few bytes can produce billions of
objects. Here rows come one by one, and we refuse the file as soon as a limit is passed.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

from openpyxl.utils.escape import unescape

from contest.refusals import Refused, refused
from contest.spreadsheets.table import MOST_ROWS, Cell, Table, column_name
from contest_aws.workbook.archive import Limits
from contest_aws.workbook.areas import covered, within
from contest_aws.workbook.cells import Range, SheetParser
from contest_aws.workbook.display import dated_cell, number_cell, text_cell
from contest_aws.workbook.number_format import GENERAL, PLAIN, code_of
from contest_aws.workbook.package import Package, elements, open_package, tag

Rows = dict[int, dict[int, Cell]]
SURROGATES = re.compile("[\ud800-\udfff]")
"""Surrogates are not characters, and UTF-8 cannot encode them."""
LONGEST, ESCAPE = 32_767, 7
"""The most characters of a cell, and those of `_x000D_`, which stands for one."""
LONGEST_FORMAT, MOST_STYLES = 255, 65_536
"""More than Excel has (its specifications and limits)."""


class Book(NamedTuple):
    package: Package
    formats: list[str]
    """The code of the number format, by a cell's style."""
    from_1904: bool


class Budget:
    """What all sheets of a file may hold together."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self._cells, self._text = limits, limits.cells, limits.text
        self._formatted = limits.formatted

    def spend(self, cell: Cell) -> None:
        self._cells -= 1
        self._text -= len(cell.text)
        if self._cells < 0:
            raise refused("sheet.too_large", measured="cells", allowed=self.limits.cells)
        if self._text < 0:
            raise refused("sheet.too_large", measured="text", allowed=self.limits.text)

    def spend_format(self) -> None:
        """One more cell is shown in a number format."""
        self._formatted -= 1
        if self._formatted < 0:
            allowed = self.limits.formatted
            raise refused("sheet.too_large", measured="formatted cells", allowed=allowed)


def sheets(file: bytes, limits: Limits) -> list[Table]:
    """The tables of every visible sheet, in order. `file` has passed the gate."""
    budget = Budget(limits)
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(io.BytesIO(file)) as archive:
        with _library():
            book = _book(archive)
        return [_table(book, name, part, budget) for name, part in book.package.sheets]


def _book(archive: zipfile.ZipFile) -> Book:
    package = open_package(archive)
    styles = elements(archive, package.styles) if package.styles else ()
    return Book(package, _formats(styles), package.from_1904)


def _formats(styles: Iterable[Any]) -> list[str]:
    """`styles`: the elements of the part, in which formats come before the styles of cells."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    for element in styles:
        if element.tag == tag("numFmt"):
            code = element.get("formatCode", "")[: LONGEST_FORMAT + 1]
            codes.setdefault(int(element.get("numFmtId")), code)
        elif element.tag == tag("cellXfs"):
            numbers = [int(style.get("numFmtId", 0)) for style in element.findall(tag("xf"))]
    if len(numbers) > MOST_STYLES:
        raise refused("sheet.too_large", measured="styles", allowed=MOST_STYLES)
    return [code_of(number, codes) for number in numbers]


def _table(book: Book, name: str, part: str, budget: Budget) -> Table:
    rows: Rows = {}
    columns = budget.limits.columns
    parser = SheetParser(book.package, part, columns=columns)
    for found in _rows(parser):
        for element in found:
            _put(rows, element, _cell(book, element, budget), budget)
    numbers = sorted(rows)
    if parser.results:
        for row, column in covered(numbers, parser.results, columns=columns):
            if column in rows[row]:
                rows[row][column] = rows[row][column]._replace(kind="formula")
    for area in parser.merged:
        _fill_down(rows, within(numbers, area), area, budget)
    ordered = {row: dict(sorted(rows[row].items())) for row in numbers}
    hidden = frozenset(parser.hidden_rows & rows.keys())
    return Table(name, ordered, hidden, frozenset(parser.hidden_columns))


def _rows(parser: SheetParser) -> Iterator[list[dict[str, Any]]]:
    with _library():
        yield from parser.parse()


def _put(rows: Rows, element: dict[str, Any], cell: Cell, budget: Budget) -> None:
    row, column, limits = element["row"], element["column"], budget.limits
    if not cell.text.strip():
        return
    if not 1 <= row <= MOST_ROWS:
        raise refused("sheet.damaged", measured=f"XML: row {row}")
    if column > limits.columns:
        last, most = column_name(column), column_name(limits.columns)
        raise refused("sheet.too_many_columns", measured=last, allowed=most)
    budget.spend(cell)
    rows.setdefault(row, {})[column] = cell
    if len(rows) > limits.rows:
        raise refused("sheet.too_many_rows", allowed=limits.rows)


def _cell(book: Book, element: dict[str, Any], budget: Budget) -> Cell:
    value, style = element["value"], element["style_id"]
    code = book.formats[style] if 0 <= style < len(book.formats) else GENERAL
    if code not in PLAIN:
        budget.spend_format()
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
            return text_cell(_shown(str(value)), code)


@lru_cache(maxsize=256)
def _shown(stored: str) -> str:
    """A string may stand in every cell of a sheet, so it is looked at once."""
    return SURROGATES.sub("\ufffd", unescape(stored[: LONGEST * ESCAPE]))[:LONGEST]


def _fill_down(rows: Rows, numbers: list[int], area: Range, budget: Budget) -> None:
    """Copies a value that is merged over several rows into every row that it spans. Merged ranges
    do not overlap, so all of them together cover no more cells than a sheet may have."""
    shown = rows.get(area.top, {}).get(area.left)
    if shown and area.left == area.right:
        for row in numbers:
            budget.spend(shown)
            rows[row].setdefault(area.left, shown)


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
    if isinstance(error, ParseError):
        return refused("sheet.damaged", measured=f"XML: {error}")
    message = " ".join(f"{type(error).__name__}: {error}".split())
    return refused("sheet.unreadable", measured=message[:100])
