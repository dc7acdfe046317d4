"""Writes an .xlsx. Text is written as text, whatever it begins with, so that it can never become a
formula. The cell's format keeps it text when somebody edits it later."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from contest.spreadsheets.layout import Page, PageLine, Style, Value
from contest.spreadsheets.table import column_name

LONGEST = 32_767
"""The most characters of a cell in Excel."""
NO_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
OPTIONS = "options"
"""The hidden sheet that holds the choices of drop-down lists."""
FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The time stamp of all files, so that the same content gives the same bytes."""

MARGIN = 0.55
"""14 mm, in inches."""
LINE = Side(style="thin", color="FFBFBFBF")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
TOP = Alignment(vertical="top", wrap_text=True)
TEXT = "@"
"""The number format of text."""
LOOKS: Mapping[Style, Mapping[str, object]] = {
    "text": {"font": Font(name="等线", size=11)},
    "title": {"font": Font(name="等线", size=16, bold=True)},
    "note": {"font": Font(name="等线", size=10, color="FF595959")},
    "head": {
        "font": Font(name="等线", size=11, bold=True),
        "fill": PatternFill("solid", fgColor="FFDCE6F1"),
        "border": BOX,
    },
    "example": {"font": Font(name="等线", size=11, italic=True, color="FF7F7F7F")},
    "wrong": {
        "font": Font(name="等线", size=11),
        "fill": PatternFill("solid", fgColor="FFFFE699"),
    },
}


def workbook(*pages: Page) -> bytes:
    """The pages in order, followed by a hidden sheet of choices if there are any."""
    book = Workbook()
    book.remove(book.active)
    for style, look in LOOKS.items():
        named = NamedStyle(_named(style), number_format=TEXT, alignment=TOP, **look)
        book.add_named_style(named)
    lists = list[Sequence[str]]()
    for page in pages:
        _add_lists(_sheet(book, page), page, lists)
    if lists:
        depth = max(map(len, lists))
        rows = [[one[at] if at < len(one) else None for one in lists] for at in range(depth)]
        options = _sheet(book, Page(OPTIONS, [PageLine(row) for row in rows], [30] * len(lists)))
        options.sheet_state = "hidden"
    return _saved(book)


def _named(style: Style) -> str:
    """A name that differs from those of Excel's own styles."""
    return f"laurel {style}"


def _sheet(book: Workbook, page: Page) -> Worksheet:
    sheet = book.create_sheet(page.name)
    _set_print(sheet, page)
    for at, width in enumerate(page.widths, 1):
        _widen(sheet.column_dimensions[column_name(at)], width)
    if page.frozen:
        sheet.freeze_panes = f"A{page.frozen + 1}"
    texts: dict[Style, Cell] = {}
    for number, line in enumerate(page.lines, 1):
        for at, value in enumerate(line.values, 1):
            if value not in (None, ""):
                _put(sheet.cell(number, at), value, line.style, texts)
        if line.height:
            sheet.row_dimensions[number].height = line.height
        if line.merged:
            sheet.merge_cells(f"A{number}:{column_name(len(page.widths))}{number}")
    return sheet


def _set_print(sheet: Worksheet, page: Page) -> None:
    """A4 landscape, as wide as one page; the headings are repeated on every page."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = sheet.PAPERSIZE_A4, sheet.ORIENTATION_LANDSCAPE
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(**dict.fromkeys(("left", "right", "top", "bottom"), MARGIN))
    sheet.print_options.horizontalCentered = True
    if page.frozen:
        sheet.print_title_rows = f"{page.frozen}:{page.frozen}"


def _widen(column: ColumnDimension, width: int) -> None:
    """Formats the whole column as text, so that a typed phone number keeps its digits and a date
    its form."""
    column.width = width
    column.font, column.alignment, column.number_format = LOOKS["text"]["font"], TOP, TEXT
    column.quotePrefix = True


def _put(cell: Cell, value: Value, style: Style, texts: dict[Style, Cell]) -> None:
    """`texts`: the first cell of each style, which the others share it with. Looking a style up by
    name for each of half a million cells would take a minute."""
    if isinstance(value, str) or (isinstance(value, Decimal) and not value.is_finite()):
        if style in texts:
            cell._style = texts[style]._style  # noqa: SLF001 - there is no public way
        else:
            cell.style, cell.quotePrefix = _named(style), True
            texts[style] = cell
        cell.value = _safe(str(value))
        cell.data_type = "s"
    else:
        cell.value = value
        if isinstance(value, Decimal):
            places = len(f"{value:f}".partition(".")[2])
            cell.number_format = f"{0:.{places}f}"


def _safe(text: str) -> str:
    """Escapes characters that XML cannot hold, in the way that the format defines."""
    escaped = LIKE_AN_ESCAPE.sub("_x005F_", text[:LONGEST].encode(errors="replace").decode())
    return NO_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", escaped)


def _add_lists(sheet: Worksheet, page: Page, lists: list[Sequence[str]]) -> None:
    """`lists`: the lists of earlier pages. Those of this page are appended."""
    last = len(page.lines) + page.free
    for column, choices in page.choices.items():
        lists.append(choices)
        at, here = column_name(len(lists)), column_name(column)
        source = f"{OPTIONS}!${at}$1:${at}${len(choices)}"
        strict = column not in page.others
        rule = DataValidation("list", source, allow_blank=True, showErrorMessage=strict)
        rule.add(f"{here}{page.frozen + 1}:{here}{last}")
        sheet.add_data_validation(rule)


def _saved(book: Workbook) -> bytes:
    """Saves without the current time, which openpyxl writes into the properties and `zipfile` next
    to each member."""
    moment = datetime(*FIRST_TIME)  # noqa: DTZ001 - the format's own, not a real time
    book.properties = DocumentProperties(creator="Laurel", created=moment, modified=moment)
    draft, target = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(draft, "w")).save()
    with zipfile.ZipFile(draft) as made, zipfile.ZipFile(target, "w") as archive:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, FIRST_TIME)
            archive.writestr(info, made.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
