"""Files of other kinds behind a film, and in boxes that players skip."""

import pytest

from contest.refusals import Refused
from contest.validate.mp4.boxes import Box
from contest.validate.mp4.foreign import (
    FILM,
    LEAST_TEXT,
    LOOKED_AT,
    WHOLE_TAIL,
    check_skipped,
    check_trailing,
)

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'
XMP = b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>'


class File:
    """Counts the bytes that are read of it."""

    def __init__(self, data: bytes) -> None:
        self.data, self.given = data, 0

    def read(self, start: int, length: int) -> bytes:
        found = self.data[start : start + length]
        self.given += len(found)
        return found


def found_behind(tail: bytes) -> str | None:
    return _found(lambda file: check_trailing(file.read, at=9, size=len(file.data)), tail)


def found_in(body: bytes, kind: str = "free") -> str | None:
    box = Box(kind, 1, 8, len(body) + 8)
    return _found(lambda file: check_skipped(file.read, box), body)


def _found(check, data: bytes) -> str | None:
    try:
        check(File(bytes(9) + data))
    except Refused as problem:
        (reason,) = problem.refusals
        assert reason.code == "media.polyglot"
        return reason.measured
    return None


OTHERS = {
    "HTML": b"<!DOCTYPE html><title>film</title>",
    "SVG": SVG,
    "PHP": b"<?php echo 1; ?>",
    "HLS": b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
    "ffconcat": b"ffconcat version 1.0\nfile a.mp4\n",
    "DASH": b'<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
    "SMIL": b"<smil><body></body></smil>",
    "PLS": b"[playlist]\nFile1=a.mp4\n",
    "#!": b"#!/bin/sh\nrm -r /\n",
    "RTF": b"{\\rtf1 film}",
    "PostScript": b"%!PS-Adobe-3.0",
    "PDF": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04\x14\0\0\0\x08\0",
    "RAR": b"Rar!\x1a\x07\x01\0",
    "7z": b"7z\xbc\xaf\x27\x1c\0\4",
    "ELF": b"\x7fELF\x02\x01\x01\0",
    "OLE": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "Matroska": b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_kind_of_file_is_named_with_its_place(kind):
    data = OTHERS[kind]
    for filler in (b"", bytes(2000), b"\x81" * 300):
        assert found_behind(filler + data + bytes(30)) == f"{kind} @9"
        assert found_in(filler + data + bytes(30)) == f"{kind} @1"
    assert found_in(data, "uuid") == found_in(data, "abcd") == f"{kind} @1"


def test_pages_in_upper_case_and_in_utf_16_are_pages():
    assert found_behind(b"<HTML><BODY></BODY></HTML>") == "HTML @9"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        assert found_behind("<html lang='zh'>".encode(encoding)) == "HTML @9"


def test_xml_is_a_file_behind_the_last_box_and_metadata_in_one():
    xml = b"<?xml version='1.0'?><NonRealTimeMeta/>"
    assert found_behind(b"\0\0" + xml) == "XML @9"
    assert found_behind(b"\x81\x03" * 20 + xml[:4] + b"\x81\x03" * 20) is None
    assert found_in(xml, "uuid") is None
    assert found_in(XMP, "uuid") is None


def test_boxes_with_a_meaning_are_not_looked_at():
    for kind in ("mdat", "moov", "meta", "moof"):
        assert found_in(SVG, kind) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_behind_the_film_is_text(encoding):
    words = "请评委看这里：本片由某厂制作，获奖后请联系我们的办公室领取样片和说明，谢谢各位评委。"
    assert found_behind(bytes(20) + words.encode(encoding) + bytes(20)) == "text @9"
    assert found_behind(words.encode("utf-8") * 1000) == "text @9"


@pytest.mark.parametrize(
    "tail",
    [
        bytes(100_000),
        b"\xff\xfe" * 99,
        b"\xff" * 5000,
        b" " * 5000,
        b"TAG" + b"title".ljust(30, b"\0") + b"artist".ljust(95, b"\0"),
        b"short note",
        b"8db42d694ccc418790edff439fe026bf\x01\x02" + b"\x90\x81\x07" * 200,
        b"<svgd",
        b"PK\x03\x04" + b"\x99" * 30,
    ],
)
def test_padding_and_noise_are_nothing(tail):
    assert found_behind(tail) is None
    assert found_in(tail) is None


def test_what_is_read_is_bounded():
    for size in (WHOLE_TAIL, WHOLE_TAIL + 1, 9 * WHOLE_TAIL):
        file = File(bytes(size))
        check_trailing(file.read, at=0, size=size)
        assert file.given == (size if size <= WHOLE_TAIL else 2 * LOOKED_AT)
        boxed = File(bytes(size))
        check_skipped(boxed.read, Box("free", 0, 8, size))
        assert boxed.given == 2 * LOOKED_AT


@pytest.mark.parametrize("size", [1, LOOKED_AT - 1, LOOKED_AT, LOOKED_AT + 1, 2 * LOOKED_AT])
def test_no_byte_of_a_small_box_is_left_out(size):
    """The page ends where the box ends, wherever the middle is."""
    body = bytes(size) + SVG
    assert found_in(body) == "SVG @1"
    assert found_in(SVG + bytes(size)) == "SVG @1"


def test_what_stands_behind_a_box_is_not_in_it():
    for size in (3, 2 * LOOKED_AT + 3):
        file = File(bytes(9 + size) + SVG)
        check_skipped(file.read, Box("free", 1, 8, size + 8))


@pytest.mark.parametrize("letters", [LEAST_TEXT - 1, LEAST_TEXT])
def test_a_few_letters_are_no_text(letters):
    words = (b"abcdefghij" * 9)[:letters]
    assert found_behind(words) == ("text @9" if letters == LEAST_TEXT else None)


MARKS = {
    "SVG": [b"<svg ", b"<svg>", b"<svg\n"],
    "PHP": [b"<?php"],
    "HLS": [b"#EXTM3U"],
    "ffconcat": [b"ffconcat version"],
    "DASH": [b"<MPD "],
    "SMIL": [b"<smil"],
    "PLS": [b"[playlist]"],
    "#!": [b"#!/bin/", b"#!/usr/"],
    "RTF": [b"{\\rtf"],
    "PostScript": [b"%!PS-"],
    "PDF": [b"%PDF-"],
    "HTML": [b"<html", b"<!DOCTYPE", b"<script", b"<iframe", b"<body"],
    "zip": [
        b"PK\x03\x04\x0a\0",
        b"PK\x03\x04\x14\0",
        b"PK\x03\x04\x2d\0",
        b"PK\x05\x06\0\0",
    ],
    "RAR": [b"Rar!\x1a\x07"],
    "7z": [b"7z\xbc\xaf\x27\x1c"],
    "ELF": [b"\x7fELF\x01\x01", b"\x7fELF\x02\x01"],
    "OLE": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
    "Matroska": [b"\x42\x82\x84webm", b"\x42\x82\x88matroska"],
}


@pytest.mark.parametrize(
    ("kind", "mark"), [(k, mark) for k, some in MARKS.items() for mark in some]
)
def test_each_kind_is_told_by_its_whole_mark(kind, mark):
    noise = b"\x81\x03" * 20
    assert found_behind(mark + noise) == found_behind(noise + mark) == f"{kind} @9"
    assert found_behind(mark) == f"{kind} @9"
    assert found_in(mark) == f"{kind} @1"
    assert found_behind(noise + mark[:-1] + noise) is None


@pytest.mark.parametrize("kind", sorted(FILM))
def test_boxes_of_a_film_are_not_looked_at(kind):
    assert found_in(SVG, kind) is None
    assert found_in(SVG, kind[:-1] + "?") == "SVG @1"


def test_what_boxes_of_the_first_level_mean():
    """ISO/IEC 14496-12 table 1, and `emsg` of ISO/IEC 23009-1."""
    assert {
        *("ftyp", "moov", "mdat", "moof", "mfra", "sidx"),
        *("ssix", "styp", "meta", "emsg", "prft", "pdin"),
    } == FILM


def test_both_ends_of_4_kib_are_read_and_nothing_twice():
    """A tail of 1.1 MB comes along whole."""
    assert (LOOKED_AT, WHOLE_TAIL, LEAST_TEXT) == (4096, 1_179_648, 32)
    for size, read in (
        (4096, [(1, 4096)]),
        (4097, [(1, 4096), (4097, 1)]),
        (6000, [(1, 4096), (4097, 1904)]),
        (8192, [(1, 4096), (4097, 4096)]),
        (9000, [(1, 4096), (4905, 4096)]),
    ):
        given = []

        def read_of(start: int, length: int, given=given) -> bytes:
            given.append((start, length))
            return bytes(length)

        check_skipped(read_of, Box("free", 0, 1, size + 1))
        assert given == read


def test_text_is_looked_for_behind_blanks_and_in_its_first_4_kib():
    words = b"The jury will find our office at the gate. "
    noise = b"\x81\xff" * 40
    assert found_behind(b"\0 \t\r\n" * 9 + words + b"\0 \t\r\n" * 9) == "text @9"
    assert found_behind(words * 100 + noise) == "text @9"
    assert found_behind(words * 90 + noise) is None
    assert found_behind(words + b"\x07" + words) is None, "it rings"
    assert found_behind(words + b"\n" + words) == "text @9"


NEARLY = [
    b"<htm>",
    b"<!doctyp",
    b"<scrip>",
    b"<ifram>",
    b"<bod>",
    b"<svgs",
    b"<?ph ",
    b"#extm3",
    b"ffconcat versio",
    b"<mpds",
    b"<smi>",
    b"[playlist)",
    b"#!/bi/",
    b"#!/us/",
    b"{\\rt ",
    b"%!ps_",
    b"%pdf_",
    b"PK\x03\x04\x14\x01",
    b"PK\x03\x04\x0b\0",
    b"PK\x05\x06\0\1",
    b"Rar!\x1a\x08",
    b"7z\xbc\xaf\x27\x1d",
    b"\x7fELF\x01\x02",
    b"\x7fELF\x02\x02",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe2",
    b"\x42\x82\x84webn",
    b"\x42\x82\x88matroske",
]


@pytest.mark.parametrize("nearly", NEARLY)
def test_what_only_begins_like_another_kind_is_none(nearly):
    """As noise may, by chance."""
    assert found_behind(b"\x01" * 40 + nearly + b"\x01" * 40) is None
