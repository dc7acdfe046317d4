"""How a copy is read and written: in order, in parts, and with little in memory."""

import tracemalloc
from array import array
from fractions import Fraction

import pytest

from contest.refusals import Refused
from contest.viewing.copying import Copying, Windows
from contest.viewing.descriptions import SampleDescription
from contest.viewing.edits import Timing
from contest.viewing.head import Written, head_of
from contest.viewing.pieces import pieces
from contest.viewing.plan import CopiedTrack, CopyPlan, plan_copy
from contest.viewing.tables import SampleTable
from tests.contest.viewing.copies import parts_of
from tests.corpus.muxer import mux, picture, sound

KIB = 1024


def film(seconds=20, **how):
    return mux(picture().lasting(seconds), sound().lasting(seconds), **how)


def test_parts_fill_in_order_and_the_first_comes_last():
    parts = parts_of(film(), part=64 * KIB, first=48 * KIB)
    assert [part.number for part in parts] == [*range(2, len(parts) + 1), 1]
    assert {len(part.body) for part in parts[:-2]} == {64 * KIB}
    assert parts[-1].body[4:8] == b"ftyp"
    assert b"".join(part.body for part in sorted(parts)) == parts_of(film())[0].body


def test_a_short_film_is_one_part():
    assert [part.number for part in parts_of(film(1))] == [1]


def test_picture_and_sound_of_one_moment_lie_side_by_side():
    """Also if the original has all of the picture first."""
    plan = plan_copy(reader(film(chunk=100)), size=len(film(chunk=100)))
    times = [piece.time for piece in plan.pieces()]
    assert times == sorted(times)
    tracks = [piece.track for piece in plan.pieces()]
    assert tracks[:6] == [0, 1, 0, 1, 0, 1]


def reader(data):
    return lambda start, length: data[start : start + length]


def test_a_copy_of_a_copy_is_the_same():
    once = parts_of(film())[0].body
    assert parts_of(once)[0].body == once


def test_each_byte_of_a_well_ordered_film_is_fetched_once():
    data, reads = film(60), []

    def fetch(start, length):
        reads.append(length)
        return data[start : start + length]

    windows = Windows(fetch, size=len(data), window=128 * KIB)
    plan = plan_copy(windows.read, size=len(data))
    fetched = sum(reads)
    list(Copying(plan, windows.read).parts())
    assert sum(reads) - fetched <= 1.05 * len(data)
    assert len(reads) <= 2 + 1.2 * len(data) / (128 * KIB)


def test_a_fetch_that_ends_too_early_is_a_fault_of_the_cloud():
    windows = Windows(lambda *_: b"", size=100)
    with pytest.raises(OSError, match="0 bytes came instead of 100"):
        windows.read(0, 10)


def big_plan(size: int, samples: int) -> CopyPlan:
    table = SampleTable(
        counts=array("I", [samples]),
        deltas=array("I", [1]),
        sizes=array("I", [size]) * samples,
        samples=samples,
        chunks=array("Q", [100]),
        held=array("I", [samples]),
        entries=array("I", [1]),
    )
    described = SampleDescription(b"", (None,), "")
    track = CopiedTrack("vide", 25, table, described, Timing((), samples), bytes(44))
    return CopyPlan(25, bytes(36), (track,))


def test_a_gigabyte_takes_little_memory():
    """It is never held: the reader makes it up, and nobody keeps the parts."""
    plan, held = big_plan(KIB * KIB, 1000), 0
    tracemalloc.start()
    copying = Copying(plan, Windows(lambda _, length: bytes(length), size=2**31).read)
    written = sum(len(part.body) for part in copying.parts())
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert copying.media_bytes == 1000 * KIB * KIB
    assert 0 < written - copying.media_bytes < 8 * KIB
    assert held < 80 * KIB * KIB


def test_samples_beyond_four_gigabytes_have_long_offsets():
    plan, written = big_plan(10, 2), Written()
    written.sizes.extend([10, 10])
    for at in (0, 5 * 2**30):
        written.note(at, 1, 1, goes_on=False)
    head = head_of(plan, [written], media_bytes=5 * 2**30 + 10)
    at = head.index(b"co64") + 4
    assert int.from_bytes(head[at + 16 : at + 24], "big") == len(head) + 5 * 2**30
    assert head[-16:] == b"\0\0\0\1mdat" + (5 * 2**30 + 26).to_bytes(8, "big")


def test_a_sample_that_no_camera_writes_is_refused():
    table = big_plan(64 * KIB * KIB, 1).tracks[0].table
    with pytest.raises(Refused) as refused:
        list(pieces(table, track=0, scale=25, begins=Fraction(0)))
    assert [reason.code for reason in refused.value.refusals] == ["media.too_complex"]
