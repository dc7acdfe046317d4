"""The parts of a workbook beside its sheets: which sheets there are, the strings that they share,
and which of their number formats are dates."""

import posixpath
import re
from typing import NamedTuple

from contest.refusals import refused
from contest.workbook.archive import Archive
from contest.workbook.cells import Kind
from contest.workbook.numbers import format_kind
from contest.workbook.xml import Attributes, walk

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
SURROGATES = range(0xD800, 0xE000)
"""No characters, and nothing that UTF-8 could hold."""
YES = ("1", "true", "on")
MOST_SHEETS = 50


class SheetPart(NamedTuple):
    name: str
    part: str
    hidden: bool


class Workbook(NamedTuple):
    sheets: tuple[SheetPart, ...]
    strings: tuple[str, ...]
    kinds: tuple[Kind, ...]
    """By a cell's style: what it makes of a number."""
    from_1904: bool


def open_workbook(archive: Archive) -> Workbook:
    if not {WORKBOOK, RELATIONS} <= archive.names:
        raise refused("sheet.damaged", measured=WORKBOOK)
    parts, book, styles, strings = _Relations(), _Sheets(), _Styles(), Strings()
    walk(archive.read(RELATIONS), parts)
    walk(archive.read(WORKBOOK), book)
    for name, reader in (("styles", styles), ("sharedStrings", strings)):
        if (part := parts.by_type.get(name, "")) in archive.names:
            walk(archive.read(part), reader)
    sheets = [
        SheetPart(name, parts.by_id[relation], hidden)
        for name, relation, hidden in book.found[:MOST_SHEETS]
        if parts.by_id.get(relation) in archive.names
    ]
    return Workbook(tuple(sheets), tuple(strings.found), tuple(styles.kinds), book.from_1904)


def plain(text: str) -> str:
    """With the format's own escapes for characters taken back: _x000D_ is a carriage return."""
    return ESCAPED.sub(_character, text) if "_x" in text else text


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1], 16)
    return "\ufffd" if number in SURROGATES else chr(number)


class Strings:
    """`si` by `si`; of phonetic hints (`rPh`) nothing."""

    def __init__(self, item: str = "si") -> None:
        self.found: list[str] = []
        self._item, self._pieces, self._wanted, self._aside = item, list[str](), False, 0

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - a reader's form
        self._aside += name == "rPh"
        self._wanted = name == "t" and not self._aside

    def text(self, text: str) -> None:
        if self._wanted:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        self._aside -= name == "rPh"
        self._wanted = False
        if name == self._item:
            self.found.append(plain("".join(self._pieces)))
            self._pieces.clear()


class _Silent:
    def text(self, text: str) -> None:
        pass

    def end(self, name: str) -> None:
        pass


class _Relations(_Silent):
    def __init__(self) -> None:
        self.by_id: dict[str, str] = {}
        self.by_type: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            part = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            self.by_id[attributes.get("Id", "")] = part.lstrip("/")
            self.by_type[attributes.get("Type", "").rpartition("/")[2]] = part.lstrip("/")


class _Sheets(_Silent):
    def __init__(self) -> None:
        self.found: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in YES
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.found.append((attributes.get("name", ""), attributes.get("id", ""), hidden))


class _Styles(_Silent):
    def __init__(self) -> None:
        self.kinds: list[Kind] = []
        self._codes: dict[int, str] = {}
        self._in_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        if name == "cellXfs":
            self._in_cells = True
        if name == "xf" and self._in_cells:
            number = _whole(attributes.get("numFmtId"))
            self.kinds.append(format_kind(number, self._codes.get(number)))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
