"""A track's tables, byte by byte as ISO/IEC 14496-12 lays them out (clauses 8.3 to 8.7)."""

import struct
from fractions import Fraction

import pytest

from contest.refusals import Refused
from contest.validate.mp4.boxes import tree
from contest.validate.mp4.composition import Extent
from contest.validate.mp4.sample_tables import Track, tracks
from contest.validate.mp4.track_header import Clock, Edit
from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import full

HERE, ELSEWHERE = full("url ", flags=1), full("url ", flags=0)
STSD = full("stsd", 1, tail=box("jpeg", bytes(78)))
PLAIN = {
    "stsd": STSD,
    "stts": full("stts", 2, 3, 10, 1, 20),
    "stsc": full("stsc", 1, 1, 2, 1),
    "stsz": full("stsz", 0, 4, 7, 8, 9, 10),
    "stco": full("stco", 2, 100, 200),
}
TKHD = full("tkhd", 0, 0, 5, 0, 50, 0, 0, 0, 0, *[0] * 9, 1920 << 16, 1080 << 16, flags=1)


def trak(
    kind: str = "vide",
    *,
    header: bytes = TKHD,
    edts: bytes = b"",
    dref: bytes = b"",
    without: str = "",
    **tables: bytes,
) -> bytes:
    held = [one for name, one in (PLAIN | tables).items() if name != without]
    stbl = b"" if without == "stbl" else box("stbl", *held)
    handler = full("hdlr", 0, tail=kind.encode() + bytes(13))
    media = box(
        "mdia",
        full("mdhd", 0, 0, 100, 50),
        b"" if without == "hdlr" else handler,
        box("minf", box("dinf", dref), stbl),
    )
    return box("trak", b"" if without == "tkhd" else header, edts, media)


def track(kind: str = "vide", **made) -> Track:
    (found,) = tracks(tree(box("moov", trak(kind, **made))))
    return found


def code(kind: str = "vide", **made) -> str:
    with pytest.raises(Refused) as problem:
        track(kind, **made)
    (reason,) = problem.value.refusals
    return reason.code


def test_a_track_is_read_whole():
    edit = box("edts", full("elst", 1, 50, 0, 1 << 16))
    found = track(edts=edit, stss=full("stss", 2, 1, 3), ctts=full("ctts", 2, 1, 5, 3, 2**32 - 5))
    assert (found.number, found.kind, found.enabled, found.rotation) == (5, "vide", True, 0)
    assert (found.shown, found.clock, found.size) == (50, Clock(100, 50), (1920, 1080))
    assert found.edits == (Edit(50, 0, 1 << 16),)
    assert (list(found.counts), list(found.deltas)) == ([3, 1], [10, 20])
    assert (found.one_size, list(found.sizes), found.samples) == (0, [7, 8, 9, 10], 4)
    assert (list(found.chunks), list(found.held)) == ([100, 200], [2, 2])
    assert list(found.sync) == [1, 3]
    assert (list(found.lag_counts), list(found.lags)) == ([1, 3], [5, -5])
    assert (found.ticks, found.seconds, found.total_bytes) == (50, Fraction(1, 2), 34)
    assert found.extent == Extent(5, 45)
    assert found.played


def test_a_header_of_version_1_has_its_numbers_elsewhere():
    words = struct.pack(">QQIIQ", 0, 0, 6, 0, 2**33)
    rest = bytes(16 + 36) + struct.pack(">II", 640 << 16, 360 << 16)
    header = box("tkhd", b"\1\0\0\2", words, rest)
    found = track("soun", header=header)
    assert (found.number, found.enabled, found.shown, found.size) == (6, False, 2**33, (640, 360))


@pytest.mark.parametrize("flags", range(4))
def test_the_lowest_flag_switches_a_track_on(flags):
    header = TKHD[:11] + bytes([flags]) + TKHD[12:]
    assert track(header=header).enabled == (flags in (1, 3))


def test_without_some_tables_there_is_nothing_or_the_usual():
    found = track(without="stts")
    assert (found.ticks, found.sync, list(found.lags)) == (0, None, [])
    assert list(track(without="stco").chunks) == []
    assert list(track(without="stco").held) == []


@pytest.mark.parametrize("missing", ["tkhd", "hdlr", "stbl", "stsd", "stsz"])
def test_without_others_a_track_is_damaged(missing):
    assert code(without=missing) == "media.broken"


@pytest.mark.parametrize(
    ("kind", "played"), [("vide", True), ("soun", True), ("text", False), ("hint", False)]
)
def test_picture_and_sound_are_played_and_have_to_be_in_the_file(kind, played):
    assert track(kind, dref=full("dref", 1, tail=HERE)).played == played
    far = full("dref", 2, tail=HERE + ELSEWHERE)
    if played:
        assert code(kind, dref=far) == "media.data_missing"
        assert code(kind, dref=full("dref", 1, tail=ELSEWHERE)) == "media.data_missing"
    else:
        assert not track(kind, dref=far).played


def test_references_may_be_of_any_length():
    named = box("url ", b"\0\0\0\1", b"film.mp4")
    assert track(dref=full("dref", 2, tail=named + HERE)).played
    assert code(dref=full("dref", 2, tail=named + ELSEWHERE)) == "media.data_missing"
    assert track(dref=full("dref", 1, tail=ELSEWHERE[:-1])).played, "cut short: not one"
    none = b"\0\0\0\0url \0\0\0\1"
    assert code(dref=full("dref", 2, tail=none + ELSEWHERE)) == "media.data_missing"


def test_samples_of_one_size_are_not_listed():
    found = track(stsz=full("stsz", 9, 4))
    assert (found.one_size, list(found.sizes), found.samples, found.total_bytes) == (9, [], 4, 36)
    assert track(stsz=full("stsz", 1, 2**32 - 1)).samples == 2**32 - 1


@pytest.mark.parametrize(
    ("bits", "samples", "body", "sizes"),
    [
        (4, 4, b"\x12\x3f", [1, 2, 3, 15]),
        (4, 3, b"\x12\x3f", [1, 2, 3]),
        (4, 3, b"\x12\x3f\xff", [1, 2, 3]),
        (8, 2, b"\x12\xff", [18, 255]),
        (8, 2, b"\x12\xff\x09", [18, 255]),
        (16, 2, b"\x01\x02\xff\xfe", [258, 65534]),
        (16, 1, b"\x01\x02\xff\xfe", [258]),
    ],
)
def test_sizes_may_be_compact(bits, samples, body, sizes):
    """Clause 8.7.3.3: the first of two sizes in a byte is the upper half."""
    found = track(without="stsz", stz2=full("stz2", bits, samples, tail=body))
    assert (found.one_size, list(found.sizes), found.samples) == (0, sizes, samples)


@pytest.mark.parametrize(
    ("bits", "samples", "body"),
    [
        (8, 0, None),
        (8, 9, b"\1" * 8),
        (4, 5, b"\1\2"),
        (8, 3, b"\1\2"),
        (16, 2, b"\1\2\3"),
        (5, 1, b"\1"),
        (32, 1, bytes(4)),
    ],
)
def test_compact_sizes_cut_short_or_of_other_widths_are_damage(bits, samples, body):
    compact = box("stz2", bytes(7)) if body is None else full("stz2", bits, samples, tail=body)
    assert code(without="stsz", stz2=compact) == "media.broken"


def test_a_million_and_a_half_samples_are_the_most():
    """As docs/stages/2-validate.md says; of one size, or compact, they cost less room."""
    most = 1_500_000
    whole = full("stz2", 4, most, tail=bytes(most // 2))
    assert track(without="stsz", stz2=whole).samples == most
    more = full("stz2", 4, most + 1, tail=bytes(most // 2 + 1))
    assert code(without="stsz", stz2=more) == "media.too_complex"
    assert code(stsz=full("stsz", 0, most + 1)) == "media.too_complex"
    assert code(stsz=full("stsz", 0, most)) == "media.broken", "they are not there"


def test_chunks_may_lie_beyond_4_gib():
    far = box("co64", struct.pack(">IIQQ", 0, 2, 2**40, 2**41))
    assert list(track(without="stco", co64=far).chunks) == [2**40, 2**41]


@pytest.mark.parametrize(
    ("runs", "held"),
    [
        ([(1, 4)], [4, 4, 4]),
        ([(1, 4), (2, 1)], [4, 1, 1]),
        ([(1, 4), (3, 1)], [4, 4, 1]),
        ([(1, 4), (2, 5), (3, 1)], [4, 5, 1]),
    ],
)
def test_a_run_of_chunks_goes_on_to_the_next(runs, held):
    raw = [number for first, each in runs for number in (first, each, 1)]
    found = track(stco=full("stco", 3, 1, 2, 3), stsc=full("stsc", len(runs), *raw))
    assert list(found.held) == held


@pytest.mark.parametrize("firsts", [[], [0], [2], [1, 1], [1, 3, 2], [1, 4], [1, 2, 4]])
def test_runs_of_chunks_begin_at_1_ascend_and_are_there(firsts):
    raw = [number for first in firsts for number in (first, 1, 1)]
    stsc = full("stsc", len(firsts), *raw)
    assert code(stco=full("stco", 3, 1, 2, 3), stsc=stsc) == "media.tables_disagree"
