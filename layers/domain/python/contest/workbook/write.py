"""Writes an .xlsx. A text is written as text, whatever it begins with: there is no way here to make
a formula, and the cell's format keeps it text when somebody edits it later."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape

from contest.workbook import templates
from contest.workbook.cells import address, column_name

Value = str | int | Decimal | None
Style = Literal["text", "title", "note", "head", "example", "wrong"]
STYLES: Mapping[Style, int] = {
    "text": 1, "title": 2, "note": 3, "head": 4, "example": 5, "wrong": 6,
}  # fmt: skip
"""By their places in `templates.STYLES`; 0 is a plain number."""
LONGEST = 32_767
"""Characters of a cell; Excel takes no more."""
FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""The same content gives the same bytes."""
NO_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
OPTIONS = "options"
"""The hidden sheet that drop-down lists are read from."""


class Line(NamedTuple):
    values: Sequence[Value]
    style: Style = "text"
    merged: bool = False
    """Its first value stands across all columns."""
    height: int | None = None


class Page(NamedTuple):
    name: str
    lines: Sequence[Line]
    widths: Sequence[int]
    """Of the columns, in characters."""
    frozen: int = 0
    """Lines that stay in sight."""
    choices: Mapping[int, Sequence[str]] = {}
    """By column from 1: what may be chosen below the frozen lines."""
    free: int = 0
    """Empty lines below, for which the lists hold too."""


def workbook(*pages: Page) -> bytes:
    """Pages in their order, and a hidden one with the choices where there are any."""
    lists = [choices for page in pages for choices in page.choices.values()]
    names = [page.name for page in pages]
    bodies = list(_bodies(pages))
    if lists:
        names.append(OPTIONS)
        depth = max(map(len, lists))
        rows = [[one[at] if at < len(one) else None for one in lists] for at in range(depth)]
        bodies.append(_body(Page(OPTIONS, [Line(row) for row in rows], [30] * len(lists)), 0))
    return _zipped(templates.around(names, hidden=OPTIONS if lists else None), bodies)


def _bodies(pages: Sequence[Page]) -> Iterator[str]:
    first = 0
    for page in pages:
        yield _body(page, first)
        first += len(page.choices)


def _body(page: Page, first_list: int) -> str:
    last = len(page.lines) + page.free
    rows = "".join(_row(number, line) for number, line in enumerate(page.lines, 1))
    across = [number for number, line in enumerate(page.lines, 1) if line.merged]
    end = column_name(len(page.widths))
    return templates.SHEET.format(
        pane=templates.PANE.format(lines=page.frozen, below=page.frozen + 1) if page.frozen else "",
        columns="".join(
            templates.COLUMN.format(at=at, width=width) for at, width in enumerate(page.widths, 1)
        ),
        rows=rows,
        merged=templates.ranges([f"A{number}:{end}{number}" for number in across]),
        lists=templates.lists(
            [
                (
                    f"{column_name(column)}{page.frozen + 1}:{column_name(column)}{last}",
                    f"{OPTIONS}!${column_name(at)}$1:${column_name(at)}${len(choices)}",
                )
                for at, (column, choices) in enumerate(page.choices.items(), first_list + 1)
            ]
        ),
    )


def _row(number: int, line: Line) -> str:
    height = f' ht="{line.height}" customHeight="1"' if line.height else ""
    cells = "".join(
        _cell(address(number, column), value, line.style)
        for column, value in enumerate(line.values, 1)
        if value not in (None, "")
    )
    return f'<row r="{number}"{height}>{cells}</row>'


def _cell(at: str, value: Value, style: Style) -> str:
    if isinstance(value, str) or (isinstance(value, Decimal) and not value.is_finite()):
        text = _safe(str(value))
        kept = f'<is><t xml:space="preserve">{text}</t></is>'
        return f'<c r="{at}" s="{STYLES[style]}" t="inlineStr">{kept}</c>'
    return f'<c r="{at}"><v>{value}</v></c>'


def _safe(text: str) -> str:
    """As XML, with the format's own escape for what XML cannot hold."""
    escaped = LIKE_AN_ESCAPE.sub("_x005F_", text[:LONGEST].encode(errors="replace").decode())
    return escape(NO_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", escaped))


def _zipped(around: Mapping[str, str], bodies: Sequence[str]) -> bytes:
    parts = {**around}
    parts |= {f"xl/worksheets/sheet{number}.xml": body for number, body in enumerate(bodies, 1)}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, FIRST_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, part.encode())
    return target.getvalue()
