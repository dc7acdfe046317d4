"""What headers declare, byte by byte as ISO/IEC 14496-12 lays it out (clauses 8.2.2, 8.3.2, 8.4.2
and 8.6.6)."""

import struct
from fractions import Fraction

import pytest

from contest.refusals import Refused
from contest.validate.mp4.boxes import Node, tree
from contest.validate.mp4.track_header import (
    Clock,
    Edit,
    clock_of,
    edits_of,
    movie_clock,
    rotation_of,
    shown_of,
    size_of,
)
from tests.contest.validate.mp4.tiny_mp4 import box

U32, U64 = 2**32 - 1, 2**64 - 1
ONE, TWO, HALF = 1 << 16, 2 << 16, 1 << 15
UPRIGHT = (ONE, 0, 0, ONE)


def clock_box(kind: str, scale: int, duration: int, *, version: int = 0) -> Node:
    """Version and flags, created, modified, time scale, duration; then what nobody reads here."""
    times = ">B3xQQIQ" if version else ">B3xIIII"
    return tree(box(kind, struct.pack(times, version, 11, 12, scale, duration), bytes(4)))


@pytest.mark.parametrize("kind", ["mvhd", "mdhd"])
@pytest.mark.parametrize(
    ("version", "duration", "stated"),
    [
        (0, 60_000, 60_000),
        (0, U32 - 1, U32 - 1),
        (0, U32, None),
        (1, 60_000, 60_000),
        (1, U32, U32),
        (1, U64 - 1, U64 - 1),
        (1, U64, None),
    ],
)
def test_a_clock_has_a_scale_and_a_duration_or_none(kind, version, duration, stated):
    assert clock_of(clock_box(kind, 90_000, duration, version=version)) == Clock(90_000, stated)


def test_the_movie_has_a_clock_of_its_own():
    one = struct.pack(">B3xIIII", 0, 0, 0, 600, 1200)
    assert movie_clock(tree(box("moov", box("free"), box("mvhd", one)))) == Clock(600, 1200)


@pytest.mark.parametrize(
    "header", [None, clock_box("mdhd", 0, 1), clock_box("mdhd", 0, 1, version=1)]
)
def test_a_clock_that_does_not_tick_is_damaged(header):
    with pytest.raises(Refused) as problem:
        clock_of(header)
    assert [one.code for one in problem.value.refusals] == ["media.broken"]


def track_header(
    *,
    version: int = 0,
    duration: int = 0,
    matrix: tuple[int, int, int, int] = UPRIGHT,
    size: tuple[int, int] | None = (0, 0),
) -> memoryview:
    """The body of `tkhd`: created, modified, track, reserved, duration; two reserved words, layer,
    group, volume; nine numbers of the matrix; width and height."""
    a, b, c, d = matrix
    head = struct.pack(">B3xQQIIQ" if version else ">B3xIIIII", version, 1, 2, 7, 5, duration)
    nine = struct.pack(">9i", a, b, 9, c, d, 9, 9, 9, 1 << 30)
    return memoryview(head + b"\7" * 16 + nine + (struct.pack(">II", *size) if size else b""))


@pytest.mark.parametrize(
    ("version", "duration", "stated"),
    [
        (0, 90, 90),
        (0, U32 - 1, U32 - 1),
        (0, U32, None),
        (1, 90, 90),
        (1, U32, U32),
        (1, U64, None),
    ],
)
def test_a_track_states_how_long_it_is_shown(version, duration, stated):
    assert shown_of(track_header(version=version, duration=duration)) == stated


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize(
    ("matrix", "degrees"),
    [
        (UPRIGHT, 0),
        ((0, ONE, -ONE, 0), 90),
        ((-ONE, 0, 0, -ONE), 180),
        ((0, -ONE, ONE, 0), 270),
        ((0, 3, -3, 0), 90),
        ((ONE, ONE, -ONE, ONE), 0),
        ((-ONE, ONE, -ONE, -ONE), 0),
        ((0, 0, 0, 0), 0),
    ],
)
def test_the_matrix_turns_by_quarters(version, matrix, degrees):
    assert rotation_of(track_header(version=version, matrix=matrix)) == degrees


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize(
    ("matrix", "size", "shown"),
    [
        (UPRIGHT, (1920 * ONE, 1080 * ONE), (1920, 1080)),
        (UPRIGHT, (1920 * ONE + HALF, 1080 * ONE), (Fraction(3841, 2), 1080)),
        ((TWO, 0, 0, ONE), (960 * ONE, 1080 * ONE), (1920, 1080)),
        ((ONE, 0, 0, TWO), (960 * ONE, 540 * ONE), (480, 540)),
        ((0, TWO, -ONE, 0), (960 * ONE, 1080 * ONE), (1920, 1080)),
        ((3 * ONE, 4 * ONE, -5 * ONE, 12 * ONE), (1300 * ONE, 700 * ONE), (500, 700)),
        ((0, 0, 0, ONE), (960 * ONE, 540 * ONE), (960, 540)),
        ((ONE, 0, 0, 0), (960 * ONE, 540 * ONE), (960, 540)),
        (UPRIGHT, None, (0, 0)),
    ],
)
def test_the_header_scales_the_pictures(version, matrix, size, shown):
    """3, 4, 5 and 5, 12, 13: the matrix stretches by 5 across and by 13 down."""
    assert size_of(track_header(version=version, matrix=matrix, size=size)) == shown


def test_a_size_cut_short_is_not_stated_and_a_matrix_cut_short_is_damage():
    whole = track_header(size=(1920 * ONE, 1080 * ONE))
    assert size_of(whole[:-1]) == (0, 0)
    assert rotation_of(whole[:76]) == 0
    with pytest.raises(Refused):
        rotation_of(whole[:75])


def edit_list(*edits: tuple[int, int, int], version: int = 0) -> Node:
    each = ">QqI" if version else ">IiI"
    body = b"".join(struct.pack(each, *edit) for edit in edits)
    return tree(box("elst", struct.pack(">B3xI", version, len(edits)), body))


@pytest.mark.parametrize(
    ("version", "lasting", "begin"), [(0, U32, 2**31 - 1), (1, U32 + 1, 2**31), (1, U64, 2**63 - 1)]
)
def test_edits_show_media_or_nothing(version, lasting, begin):
    found = edits_of(
        edit_list((3, -1, ONE), (lasting, begin, ONE), (5, 0, 0), (6, -2, HALF), version=version)
    )
    assert found == (
        Edit(3, None, ONE),
        Edit(lasting, begin, ONE),
        Edit(5, 0, 0),
        Edit(6, 0, HALF),
    )


def test_there_need_be_no_edits_and_may_be_1024():
    assert edits_of(None) == ()
    assert edits_of(edit_list()) == ()
    assert len(edits_of(edit_list(*[(1, 0, ONE)] * 1024))) == 1024
    with pytest.raises(Refused) as problem:
        edits_of(edit_list(*[(1, 0, ONE)] * 1025))
    assert [one.code for one in problem.value.refusals] == ["media.too_complex"]
