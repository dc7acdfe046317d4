"""Tables that count the same samples, and those that nearly do (ISO/IEC 14496-12 clauses 8.6.1.2,
8.7.3 and 8.7.4). What decoders make of the latter is what FFmpeg's demuxer makes of them: every
sample that has a size and a chunk, the last duration going on."""

from array import array

import pytest

from contest.refusals import Refused
from contest.validate.mp4.boxes import Box
from contest.validate.mp4.placement import Place, misplacement, places, settled
from contest.validate.mp4.sample_tables import Track
from contest.validate.mp4.track_header import Clock


def track(*, timed=100, sized=100, chunked=100, sizes=True) -> Track:
    """Ten samples in a chunk of 1000 bytes, the rest in a second one behind it."""
    return Track(
        number=1,
        kind="soun",
        enabled=True,
        rotation=0,
        shown=None,
        clock=Clock(10, None),
        edits=(),
        entries=(),
        counts=array("I", [1, timed - 1]),
        deltas=array("I", [5, 1]),
        one_size=0 if sizes else 100,
        sizes=array("I", [100] * sized if sizes else []),
        samples=sized,
        chunks=array("I", [1000, 2000]),
        held=array("I", [10, chunked - 10]),
        sync=None,
    )


def counted(one: Track) -> tuple[int, int, int, int]:
    found = settled(one)
    return found.samples, sum(found.counts), found.ticks, found.total_bytes


@pytest.mark.parametrize("sizes", [True, False])
@pytest.mark.parametrize(
    ("tables", "samples"),
    [
        ({}, 100),
        ({"timed": 101}, 100),
        ({"timed": 99}, 100),
        ({"sized": 99}, 99),
        ({"sized": 101}, 100),
        ({"chunked": 99}, 99),
        ({"chunked": 101}, 100),
        ({"timed": 98, "chunked": 99}, 99),
    ],
)
def test_tables_that_nearly_agree_hold_what_has_a_size_and_a_chunk(tables, samples, sizes):
    one = track(**tables, sizes=sizes)
    assert counted(one) == (samples, samples, samples + 4, samples * 100)
    whole = Box("mdat", 992, 8, 8 + 10 * 100 + (samples - 10) * 100)
    assert misplacement(settled(one), (whole,), size=whole.end) is None
    short = whole._replace(size=whole.size - 1)
    assert misplacement(settled(one), (short,), size=whole.end).code == "media.data_missing"
    assert misplacement(settled(one), (short,), size=short.end).code == "media.cut_short"
    assert places(settled(one), [samples - 1]) == [Place(2000 + 100 * (samples - 11), 100)]


@pytest.mark.parametrize("tables", [{"timed": 103}, {"timed": 97}, {"sized": 90}, {"chunked": 10}])
def test_tables_that_differ_in_more_than_one_sample_of_fifty_are_refused(tables):
    with pytest.raises(Refused) as problem:
        settled(track(**tables))
    assert [one.code for one in problem.value.refusals] == ["media.tables_disagree"]
