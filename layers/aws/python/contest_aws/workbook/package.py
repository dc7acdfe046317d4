"""What the sheets of an .xlsx have in common: their order, the shared strings, the styles.

Each part is read once, element by element, in time that grows with its length alone. openpyxl makes
objects of every element that a part can have: a workbook of 50 kB would take it half a minute."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from openpyxl.xml.constants import (
    PKG_REL_NS,
    REL_NS,
    SHARED_STRINGS,
    SHEET_MAIN_NS,
    STYLES_TYPE,
    XLSX,
    XLTX,
)

from contest.refusals import refused

YES = ("1", "true", "on")
STATES = ("visible", "hidden", "veryHidden")
TYPES, DEFAULT_BOOK = "[Content_Types].xml", "xl/workbook.xml"
MOST_SHEETS = 50
LONGEST_TAG = 200_000
"""Bytes from one angle bracket to the next. The longest text of a cell has 100,000."""


def tag(name: str) -> str:
    return f"{{{SHEET_MAIN_NS}}}{name}"


STRING, TEXT, RUN = tag("si"), tag("t"), tag("r")


class Package(NamedTuple):
    archive: zipfile.ZipFile
    sheets: list[tuple[str, str]]
    """Name and part of every visible sheet, in order."""
    strings: list[str]
    styles: str | None
    """The part that has the styles."""
    from_1904: bool


def open_package(archive: zipfile.ZipFile) -> Package:
    """Raises what the parser raises if a part is no XML, or KeyError or ValueError if the parts do
    not belong together."""
    parts = _parts(archive)
    book = parts.get(XLSX) or parts.get(XLTX) or DEFAULT_BOOK
    sheets, from_1904 = _book(archive, book)
    strings = parts.get(SHARED_STRINGS)
    return Package(
        archive,
        sheets,
        list(_strings(archive, strings)) if strings else [],
        parts.get(STYLES_TYPE),
        from_1904,
    )


def text_of(element: Any) -> str:  # noqa: ANN401 - an element of the tree
    """The text of a string with or without formats. Phonetic hints are left out."""
    found = []
    for child in element:
        if child.tag == TEXT:
            found.append(child.text or "")
        elif child.tag == RUN:
            found.append(child.findtext(TEXT) or "")
    return "".join(found)


def elements(archive: zipfile.ZipFile, part: str) -> Iterator[Any]:
    """Each element of a part when it is complete. `archive` has passed the gate: none of its parts
    has a document type, so the standard library's fast parser meets no entities."""
    body = archive.read(part)
    if max(map(len, body.split(b"<"))) > LONGEST_TAG:
        raise refused("sheet.too_large", measured="XML: one element", allowed=LONGEST_TAG)
    for _, element in ET.iterparse(io.BytesIO(body)):  # noqa: S314 - see above
        yield element


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The first part of each content type."""
    found: dict[str, str] = {}
    for element in elements(archive, TYPES):
        if element.tag.endswith("}Override"):
            found.setdefault(element.get("ContentType"), element.get("PartName").lstrip("/"))
    return found


def _book(archive: zipfile.ZipFile, book: str) -> tuple[list[tuple[str, str]], bool]:
    targets, there = _targets(archive, book), set(archive.namelist())
    sheets, from_1904 = list[tuple[str, str]](), False
    for element in elements(archive, book):
        if element.tag == tag("workbookPr"):
            from_1904 = element.get("date1904") in YES
        elif element.tag == tag("sheet"):
            target, state = targets[element.get(f"{{{REL_NS}}}id")], element.get("state", "visible")
            if state not in STATES:
                raise ValueError(f"sheet state {state}")
            if state == "visible" and target in there and len(sheets) < MOST_SHEETS:
                sheets.append((element.get("name"), target))
    if len({part for _, part in sheets}) < len(sheets):
        raise refused("sheet.damaged", measured="XML: two sheets are one part")
    return sheets, from_1904


def _targets(archive: zipfile.ZipFile, book: str) -> dict[str, str]:
    """The parts that the workbook refers to, by the name of the relation."""
    folder, name = posixpath.split(book)
    found = {}
    for element in elements(archive, f"{folder}/_rels/{name}.rels"):
        if element.tag == f"{{{PKG_REL_NS}}}Relationship":
            target = posixpath.normpath(posixpath.join(f"/{folder}", element.get("Target")))
            found[element.get("Id")] = target.lstrip("/")
    return found


def _strings(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    for element in elements(archive, part):
        if element.tag == STRING:
            yield text_of(element)
            element.clear()
