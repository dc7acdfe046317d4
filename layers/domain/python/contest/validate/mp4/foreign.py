"""Names the kind of a file that is no mp4, and finds another kind of file, or text, that stands
behind a film or in a box that players skip: a film that is a page or an archive as well could be
handed on as one.

What is looked at is bounded, and mostly fetched already: both ends of a box, and a short tail
whole."""

import codecs
from contextlib import suppress

from contest.refusals import refused
from contest.validate.mp4.boxes import Box, Read

LOOKED_AT = 4096
"""Bytes at either end of a box or a long tail."""
WHOLE_TAIL = 1_179_648
"""A tail of up to so many bytes comes along with its first byte."""
FILM = frozenset(
    {"ftyp", "moov", "mdat", "moof", "mfra", "sidx", "ssix", "styp", "meta", "emsg", "prft", "pdin"}
)
"""Boxes of the first level that have a meaning of their own."""
PAGES = {
    "SVG": (b"<svg ", b"<svg>", b"<svg\n"),
    "PHP": (b"<?php",),
    "HLS": (b"#extm3u",),
    "ffconcat": (b"ffconcat version",),
    "DASH": (b"<mpd ",),
    "SMIL": (b"<smil",),
    "PLS": (b"[playlist]",),
    "#!": (b"#!/bin/", b"#!/usr/"),
    "RTF": (b"{\\rtf",),
    "PostScript": (b"%!ps-",),
    "PDF": (b"%pdf-",),
    "HTML": (b"<html", b"<!doctype", b"<script", b"<iframe", b"<body"),
}
"""How pages, lists and documents begin, in lower case; each may be in UTF-16 as well. HTML is last,
because others have its elements."""
ARCHIVES = {
    "zip": (b"PK\x03\x04\x0a\0", b"PK\x03\x04\x14\0", b"PK\x03\x04\x2d\0", b"PK\x05\x06\0\0"),
    "RAR": (b"Rar!\x1a\x07",),
    "7z": (b"7z\xbc\xaf\x27\x1c",),
    "ELF": (b"\x7fELF\x01\x01", b"\x7fELF\x02\x01"),
    "OLE": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "Matroska": (b"\x42\x82\x84webm", b"\x42\x82\x88matroska"),
}
"""Long enough that noise does not have them by chance."""
FILMS = (
    ("Matroska / WebM", ((0, b"\x1a\x45\xdf\xa3"),)),
    ("AVI", ((0, b"RIFF"), (8, b"AVI "))),
    ("FLV", ((0, b"FLV\x01"),)),
    ("WMV", ((0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),)),
    ("MPEG-PS", ((0, b"\x00\x00\x01\xba"),)),
    ("MPEG-TS", ((0, b"G"), (188, b"G"))),
    ("MPEG-TS", ((4, b"G"), (196, b"G"))),
    *(("QuickTime", ((4, kind),)) for kind in (b"moov", b"mdat", b"wide", b"free", b"skip")),
)
"""How films of other kinds begin: bytes at their places. QuickTime files may have no `ftyp`."""
BEGINNING = 197
"""Bytes that tell the kind."""
BEGINNINGS = tuple((mark, kind) for kind, marks in PAGES.items() for mark in marks)
ARCHIVE_MARKS = tuple((mark, kind) for kind, marks in ARCHIVES.items() for mark in marks)
SHORTEST = min(len(mark) for mark, _ in (*BEGINNINGS, *ARCHIVE_MARKS))
XML = b"<?xml"
"""Cameras write XML into boxes of their own, but not behind the last box."""
LEAST_TEXT = 32
BLANK = b"\0 \t\r\n"
TEXTS = ("utf-8-sig", "gb18030")
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def begins_as(head: bytes) -> str:
    """The kind of file by its first bytes; `?` if it is none of those that are known here."""
    kinds = (kind for kind, marks in FILMS if all(head[at:].startswith(m) for at, m in marks))
    return next(kinds, None) or _kind(head) or "?"


def check_skipped(read: Read, box: Box) -> None:
    """Refused if a box of the first level that players skip hides a file of another kind."""
    if box.kind in FILM:
        return
    if kind := _kind(_ends(read, box.body, box.end)):
        raise refused("media.polyglot", measured=f"{kind} @{box.start}")


def check_trailing(read: Read, *, at: int, size: int) -> None:
    """Refused if what follows the last box is a file of another kind, or text."""
    some = read(at, size - at) if size - at <= WHOLE_TAIL else _ends(read, at, size)
    kind = _kind(some) or ("XML" if XML in some.lower() else _text(some))
    if kind:
        raise refused("media.polyglot", measured=f"{kind} @{at}")


def _ends(read: Read, start: int, end: int) -> bytes:
    first = read(start, min(LOOKED_AT, end - start))
    rest = max(start + LOOKED_AT, end - LOOKED_AT)
    return first + (read(rest, end - rest) if rest < end else b"")


def _kind(data: bytes) -> str | None:
    """The other kind of file that begins somewhere in the data."""
    if len(data) < SHORTEST:
        return None
    narrow = data.lower()
    found = _first(BEGINNINGS, narrow) or _first(BEGINNINGS, narrow.replace(b"\0", b""))
    return found or _first(ARCHIVE_MARKS, data)


def _first(marks: tuple[tuple[bytes, str], ...], data: bytes) -> str | None:
    return next((kind for mark, kind in marks if mark in data), None)


def _text(data: bytes) -> str | None:
    """`text` if the data begins as text does, behind zeros and blanks. Text in an encoding of its
    own, or of a few letters, is not found."""
    start = data.lstrip(BLANK)[:LOOKED_AT].rstrip(BLANK)
    encodings = ("utf-16",) if start.startswith(WIDE_MARKS) else TEXTS
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            text = codecs.getincrementaldecoder(encoding)().decode(start)
            if len(text) >= LEAST_TEXT and all(c.isprintable() or c.isspace() for c in text):
                return "text"
    return None
