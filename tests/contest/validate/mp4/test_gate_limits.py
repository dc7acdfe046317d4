"""What the gate lets through to the byte and the box, and what is one more. The limits are those of
docs/stages/2-validate.md, the tables those of ISO/IEC 14496-12."""

import struct

import pytest

from contest.refusals import Refusal, Refused
from contest.validate.mp4.boxes import Box
from tests.contest.validate.mp4.tiny_mp4 import FTYP, MDAT, box, gate, moov, mp4, structure, track
from tests.corpus.muxer import full

COMPLEX, TEXT, BROKEN = "media.too_complex", "media.metadata_too_big", "media.broken"
GOOD = mp4()


def passes(file: bytes) -> bool:
    return isinstance(gate(file), Box)


def reason(file: bytes) -> Refusal:
    with pytest.raises(Refused) as problem:
        structure(file)
    (found,) = problem.value.refusals
    return found


def brands(*marks: bytes, size: int = 0) -> bytes:
    """A film whose type has these brands: the major one, its version, the others."""
    body = marks[0] + b"\0\0\2\0" + b"".join(marks[1:])
    return box("ftyp", body.ljust(size - 8, b"\0")) + moov() + MDAT


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (b"qt  ", "QuickTime"),
        (b"mif1", "HEIF"),
        (b"heic", "HEIF"),
        (b"heix", "HEIF"),
        (b"avif", "AVIF"),
    ],
)
def test_a_file_of_another_brand_alone_is_no_mp4(mark, name):
    other = Refusal(code="media.not_mp4", measured=name, allowed="mp4")
    assert reason(brands(mark)) == other
    assert reason(brands(mark, mark)) == other
    assert reason(brands(mark, bytes(4))) == other
    assert reason(brands(bytes(4), mark)) == other
    assert passes(brands(mark, b"isom"))
    assert passes(brands(b"isom", mark))
    assert passes(brands(b"isom"))


def test_a_type_without_a_brand_is_none():
    assert reason(brands(bytes(4))) == Refusal(code="media.not_mp4", measured="ftyp", allowed="mp4")
    assert reason(box("ftyp") + moov() + MDAT).code == "media.not_mp4"
    assert reason(brands(b"qt  ", b"iso")).measured == "QuickTime", "a mark cut short is none"


def test_a_type_has_at_most_4_kib():
    assert passes(brands(b"isom", size=4096))
    assert reason(brands(b"isom", size=4097)).code == "media.not_mp4"


PACKET = b"G" + bytes(187)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1fB\x86\x81\x01", "Matroska / WebM"),
        (b"RIFF\x24\x10\0\0AVI LIST", "AVI"),
        (b"FLV\x01\x05\0\0\0\x09\0\0\0\0", "FLV"),
        (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), "WMV"),
        (b"\0\0\x01\xbaD\0\x04\0\x04\x01", "MPEG-PS"),
        (2 * PACKET, "MPEG-TS"),
        (2 * (bytes(4) + PACKET), "MPEG-TS"),
        (box("moov"), "QuickTime"),
        (b"PK\x03\x04\x14\0\x08\0\x08\0", "zip"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01", "?"),
        (b"RIFF\x24\x10\0\0WAVEfmt ", "?"),
        (b"G", "?"),
    ],
)
def test_a_file_that_is_no_mp4_is_named_by_its_kind(head, kind):
    assert reason(head) == Refusal(code="media.not_mp4", measured=kind, allowed="ftyp")


def test_an_empty_file_is_no_mp4():
    assert reason(b"") == Refusal(code="media.not_mp4", measured="0 B", allowed="ftyp")


def free(size: int) -> bytes:
    return box("free", bytes(size - 8))


def test_at_most_1024_boxes_stand_on_the_first_level():
    """The type, the movie and the media data are three of them."""
    assert passes(mp4(moov(), MDAT, free(8) * 1021))
    many = mp4(moov(), MDAT, free(8) * 1022)
    assert reason(many) == Refusal(code=COMPLEX, measured="> 1024", allowed="1024")


def test_at_most_64_of_them_have_256_bytes_and_more():
    """The movie box is one of them."""
    assert len(moov()) >= 256
    assert passes(mp4(moov(), MDAT, free(256) * 63))
    assert reason(mp4(moov(), MDAT, free(256) * 64)) == Refusal(
        code=COMPLEX, measured="> 64", allowed="64"
    )
    assert passes(mp4(moov(), MDAT, free(255) * 200))


def test_there_is_one_movie_with_at_least_one_track_and_at_most_32():
    assert reason(mp4(moov(), MDAT, moov())) == Refusal(
        code=BROKEN, measured="moov × 2", allowed="moov × 1"
    )
    assert reason(mp4(MDAT)).measured == "moov × 0"
    assert passes(mp4(moov(tracks=track() * 32), MDAT))
    assert reason(mp4(moov(tracks=track() * 33), MDAT)) == Refusal(
        code=COMPLEX, measured="trak × 33", allowed="1–32"
    )
    assert reason(mp4(moov(tracks=b""), MDAT)).code == BROKEN
    assert reason(mp4(moov())) == Refusal(
        code="media.data_missing", measured="mdat × 0", allowed="mdat"
    )


def test_private_data_has_at_most_512_kib():
    """Beside 108 bytes of `mvhd`, 8 of `tkhd` and 16 of `stsd`; tables and containers are none."""
    left = 512 * 1024 - 108 - 8 - 16
    assert passes(mp4(moov(box("abcd", bytes(left - 8))), MDAT))
    assert reason(mp4(moov(box("abcd", bytes(left - 7))), MDAT)) == Refusal(
        code=TEXT, measured="524289", allowed="524288"
    )
    tables = full("sdtp", tail=bytes(600_000)) + full("cslg", tail=bytes(100))
    assert passes(mp4(moov(tracks=track(tables)), MDAT))
    assert passes(mp4(moov(tracks=track(full("stz2", tail=bytes(600_000)))), MDAT))
    assert passes(mp4(moov(box("udta", bytes(600_000)), box("abcd", bytes(left - 8))), MDAT))


TABLES = {
    "stts": (0, b"", 8),
    "ctts": (0, b"", 8),
    "ctts of version 1": (1, b"", 8),
    "stsc": (0, b"", 12),
    "stco": (0, b"", 4),
    "co64": (0, b"", 8),
    "stss": (0, b"", 4),
    "stsz": (0, bytes(4), 4),
    "elst": (0, b"", 12),
    "elst of version 1": (1, b"", 20),
    "sbgp": (0, b"roll", 8),
    "sbgp of version 1": (1, b"rollpara", 8),
    "sgpd": (0, b"roll", 1),
    "sgpd of version 1, of two bytes": (1, b"roll\0\0\0\2", 2),
    "sgpd of version 1, of any length": (1, b"roll\0\0\0\0", 1),
    "sgpd of version 2": (2, b"roll\0\0\0\3", 3),
    "subs": (0, b"", 6),
}
"""The version, what stands before the count, and the fewest bytes of an entry (clauses 8.6.1.2,
8.6.1.3, 8.7.4, 8.7.5, 8.6.2, 8.7.3.2, 8.6.6, 8.9.2, 8.9.3 and 8.7.7)."""


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("many", [0, 1, 3])
def test_a_table_has_room_for_its_entries_to_the_byte(name, many):
    version, before, each = TABLES[name]
    head = bytes([version, 0, 0, 0]) + before
    whole = head + struct.pack(">I", many) + b"\1" * (many * each)
    kind = name[:4]
    assert passes(mp4(moov(tracks=track(box(kind, whole))), MDAT))
    short = mp4(moov(tracks=track(box(kind, whole[:-1]))), MDAT)
    assert gate(short) == BROKEN
    assert reason(short).measured.startswith(f"{kind} @")


def test_samples_of_one_size_need_no_table():
    for size in (b"\0\0\0\1", b"\1\0\0\0"):
        table = box("stsz", bytes(4) + size + b"\xff" * 4)
        assert passes(mp4(moov(tracks=track(table)), MDAT))


MVEX = box("mvex", full("trex", 1, 1, 1, 1, 0))
MOOF = box("moof", full("mfhd", 1))


def test_the_walk_ends_at_the_first_fragment_of_a_movie_that_says_it_has_some():
    head = FTYP + moov(MVEX)
    found = structure(head + MDAT + free(9) + MOOF + b"\xff" * 50)
    assert found.first_fragment == found.fragments_start == len(head) + len(MDAT) + 9
    assert found.fragmented
    assert (found.trailing, found.overrun, len(found.media)) == (0, 0, 1)
    plain = structure(FTYP + moov() + MOOF + MDAT)
    assert (plain.fragmented, plain.fragments_start) == (False, len(FTYP) + len(moov()))


def test_fragments_before_their_movie_are_passed_over():
    found = structure(FTYP + MOOF + moov(MVEX) + MDAT)
    assert not found.fragmented


def test_what_the_file_ends_with_is_told():
    for tail in (1, 7, 8, 50):
        found = structure(GOOD + b"\xff" * tail)
        assert (found.trailing, found.overrun) == (tail, 0)
    long = structure(FTYP + moov() + box("mdat", bytes(30), size=50))
    assert (long.trailing, long.overrun) == (0, 12)
    (media,) = long.media
    assert media.end == len(FTYP) + len(moov()) + 38


@pytest.mark.parametrize(
    "kind", ["moov", "moof", "free", "skip", "wide", "uuid", "meta", "mfra", "sidx", "styp"]
)
def test_a_box_of_a_known_kind_over_the_end_was_cut(kind):
    cut = GOOD + box(kind, bytes(20), size=4000)
    size = len(GOOD) + 28
    assert reason(cut) == Refusal(
        code="media.cut_short", measured=f"{size} B", allowed=f"{len(GOOD) + 4000} B"
    )
    below = GOOD + box(kind, size=5)
    assert reason(below) == Refusal(
        code=BROKEN, measured=f"@{len(GOOD)}", allowed=f"{len(GOOD) + 8} B"
    )


def test_a_box_of_another_kind_over_the_end_is_no_box():
    odd = structure(GOOD + box("abcd", bytes(20), size=4000))
    assert odd.trailing == 28
    assert structure(GOOD + box("abcd", size=5)).trailing == 8
