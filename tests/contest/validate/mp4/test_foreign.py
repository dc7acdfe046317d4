"""Files of other kinds behind a film, and in boxes that players skip."""

import pytest

from contest.refusals import Refused
from contest.validate.mp4.boxes import Box
from contest.validate.mp4.foreign import LOOKED_AT, WHOLE_TAIL, check_skipped, check_trailing

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
