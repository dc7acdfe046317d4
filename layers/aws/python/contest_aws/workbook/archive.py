"""The gate before any parser: is the file an .xlsx of readable size? Any other kind of file is
refused by name, with advice on what to do."""

import io
import zipfile
import zlib
from typing import NamedTuple

from contest.refusals import Refused, refused

MIB = 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream of an OLE container in which Excel keeps a workbook with a password."""
BEGINNINGS = {b"%PDF": "PDF", b"{\\rtf": "RTF", b"Rar!": "RAR", b"7z\xbc\xaf": "7z"}
MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"mime-version", b"<head", b"<meta")
"""Web pages and XML that programs save under the name .xls."""
CONTENT_TYPES = "[Content_Types].xml"
KINDS = {
    "mimetype": "OpenDocument .ods",
    "xl/workbook.bin": ".xlsb",
    "Index/Document.iwa": ".numbers",
}
"""Archives of other programs, by a member that only they have."""
STRICT = b"purl.oclc.org/ooxml/spreadsheetml"
"""The namespace of the format's strict variant, which openpyxl would read as a sheet without
rows."""
DECLARATIONS = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
"""Without it XML has no entities, so that nothing can grow and no other file can be named. Expat
reads no encoding in which these letters are other bytes."""
ENCRYPTED_FLAG = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The methods that the format allows (ECMA-376 part 2, annex C)."""
SAMPLE = 4096


class Limits(NamedTuple):
    """What a file may be. API Gateway passes 6 MB to a function, which is 4.4 MB of a file."""

    bytes: int = 4 * MIB
    members: int = 1000
    unpacked: int = 48 * MIB
    """Bytes of all members together. The sheet of 5,000 full rows has 5 MiB."""
    ratio: int = 150
    """Unpacked to packed. Many rows of empty cells pack at 60 to 1."""
    markup: int = 1_500_000
    """Angle brackets and equals signs in all members, from which a parser makes objects. The sheet
    of 5,000 full rows has 600,000 as we write it, and 900,000 as Excel does, with phonetic
    hints."""
    elements: int = 500_000
    """Elements in all members. The same sheet has 200,000 and 330,000."""
    rows: int = 5000
    """Rows with content."""
    columns: int = 100
    cells: int = 130_000
    """Filled cells of all sheets: 5,000 rows of columns A to Z."""
    text: int = 10_000_000
    """Characters of all filled cells. A string that is stored once may stand in all of them."""
    formatted: int = 30_000
    """Cells with a number format, in all sheets. Each takes up to 60 microseconds. 2,300 rows of
    《推荐汇总表》 have as many cells."""


LIMITS = Limits()
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
    OverflowError,
)
"""What `zipfile` may raise on an archive or a member."""


def check_kind(file: bytes, limits: Limits = LIMITS) -> None:
    """Refuses by name a file that, by its first bytes, can be neither .xlsx nor .csv."""
    if len(file) > limits.bytes:
        raise refused("sheet.too_big", measured=len(file), allowed=limits.bytes)
    if not file.strip():
        raise refused("sheet.empty")
    if file.startswith(OLE):
        raise refused("sheet.locked" if ENCRYPTED in file else "sheet.old_excel")
    start = file[:SAMPLE].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    foreign = next((name for mark, name in BEGINNINGS.items() if file.startswith(mark)), None)
    if foreign or start.startswith(MARKUP):
        raise refused("sheet.other_kind", measured=foreign or "HTML / XML")


def check_archive(file: bytes, limits: Limits = LIMITS) -> None:
    """Refuses by name a zip that is no .xlsx, or that is unsafe to parse. A file that passes
    unpacks without an error and within the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            members = archive.infolist()
            _check_sizes(members, limits)
            _check_kind(archive)
            _check_bodies(archive, limits)
    except FAULTS as error:
        raise _damaged(error) from None


def _check_sizes(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if len(members) > limits.members:
        raise _bomb(f"{len(members)} members", f"{limits.members}")
    if unpacked > limits.unpacked:
        raise _bomb(f"{unpacked} bytes", f"{limits.unpacked}")
    if unpacked > MIB and unpacked > limits.ratio * packed:
        raise _bomb(f"{unpacked}:{packed}", f"{limits.ratio}:1")
    if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        raise refused("sheet.locked")
    if any(member.compress_type not in METHODS for member in members):
        raise refused("sheet.damaged", measured="zip: compression")
    if len({member.filename for member in members}) < len(members):
        raise refused("sheet.damaged", measured="zip: two members of one name")


def _check_kind(archive: zipfile.ZipFile) -> None:
    """Judges by the archive's members. The file's own name proves nothing."""
    names = archive.namelist()
    if foreign := next((kind for member, kind in KINDS.items() if member in names), None):
        raise refused("sheet.other_kind", measured=foreign)
    if CONTENT_TYPES not in names:
        raise refused("sheet.other_kind", measured="zip")
    types = archive.read(CONTENT_TYPES).lower()
    if b"macroenabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refused("sheet.macros")
    if b"spreadsheetml" not in types:
        named = "Word .docx" if b"wordprocessingml" in types else "Office"
        raise refused("sheet.other_kind", measured=named)


def _check_bodies(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Unpacks every member in turn. `zipfile` reads no further than the size that a member states,
    and verifies its checksum."""
    markup = elements = 0
    for name in archive.namelist():
        body = archive.read(name)
        if any(mark in body for mark in DECLARATIONS):
            raise refused("sheet.unsafe", measured="DOCTYPE")
        if STRICT in body[:SAMPLE].replace(b"\0", b""):
            raise refused("sheet.other_kind", measured="Strict Open XML .xlsx")
        markup += body.count(b"<") + body.count(b"=")
        elements += body.count(b"<") - body.count(b"</")
        if markup > limits.markup or elements > limits.elements:
            raise _bomb("XML", f"{limits.elements}")


def _damaged(error: Exception) -> Refused:
    return refused("sheet.damaged", measured=f"zip: {str(error)[:100]}")


def _bomb(measured: str, allowed: str) -> Refused:
    return refused("sheet.too_large", measured=measured, allowed=allowed)
