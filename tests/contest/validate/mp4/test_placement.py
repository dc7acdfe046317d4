"""Tables that count the same samples, and those that nearly do (ISO/IEC 14496-12 clauses 8.6.1.2,
8.7.3 and 8.7.4). What decoders make of the latter is what FFmpeg's demuxer makes of them: every
sample that has a size and a chunk, the last duration going on."""

from array import array
from dataclasses import replace

import pytest

from contest.refusals import Refusal, Refused
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


def chunked(*chunks: tuple[int, int]) -> Track:
    """Chunks by their offsets and bytes, a byte a sample."""
    each = [length for _, length in chunks]
    return replace(
        track(),
        one_size=1,
        sizes=array("I"),
        samples=sum(each),
        chunks=array("I", [at for at, _ in chunks]),
        held=array("I", each),
    )


BOXES = (Box("mdat", 92, 8, 58), Box("mdat", 300, 16, 66))
"""Media data from 100 to 150, and from 316 to 366."""


@pytest.mark.parametrize(
    ("chunks", "outside"),
    [
        ([(100, 50)], 0),
        ([(316, 50), (100, 50)], 0),
        ([(100, 1), (149, 1), (316, 1), (365, 1)], 0),
        ([(99, 1), (120, 9)], 1),
        ([(100, 51)], 1),
        ([(150, 1)], 1),
        ([(315, 2), (316, 50)], 1),
        ([(316, 51)], 1),
        ([(0, 1), (100, 1), (200, 1), (380, 1)], 3),
    ],
)
def test_each_chunk_lies_in_one_box_of_media_data(chunks, outside):
    found = misplacement(chunked(*chunks), BOXES, size=999)
    missing = Refusal(code="media.data_missing", measured=f"{outside} / {len(chunks)}", allowed="0")
    assert found == (missing if outside else None)


def test_a_track_without_chunks_is_nowhere_wrong():
    none = replace(chunked(), sizes=array("I"), samples=0)
    assert misplacement(none, BOXES, size=999) is None
    assert misplacement(none, (), size=999) is None
    assert misplacement(chunked((100, 5)), (), size=999).measured == "1 / 1"


@pytest.mark.parametrize(("empty", "measured"), [(10, None), (11, "11 × 0 B")])
def test_one_sample_in_ten_may_have_no_bytes(empty, measured):
    sizes = array("I", [0] * empty + [100] * (100 - empty))
    one = replace(track(), sizes=sizes)
    found = misplacement(one, (Box("mdat", 992, 8, 100_000),), size=200_000)
    assert found == (Refusal(code="media.data_missing", measured=measured) if measured else None)


def test_a_chunk_of_one_sample_each_and_one_of_many_end_where_their_samples_do():
    sizes = array("I", [10, 20, 30])
    for held, chunks, reach in (
        ([1, 1, 1], [500, 100, 200], 510),
        ([2, 1], [500, 100], 530),
        ([1, 2], [100, 500], 550),
        ([3], [500], 560),
    ):
        one = replace(
            track(), sizes=sizes, samples=3, chunks=array("I", chunks), held=array("I", held)
        )
        media = (Box("mdat", 92, 8, 900),)
        assert misplacement(one, media, size=reach) is None
        assert misplacement(one, media, size=reach - 1).allowed == f"{reach} B"


def test_chunks_of_one_sample_that_are_too_few_count():
    one = replace(track(), samples=4, sizes=array("I", [9] * 4), counts=array("I", [4]))
    one = replace(one, deltas=array("I", [5]), chunks=array("I", [1, 2, 3]))
    assert counted(replace(one, held=array("I", [1, 1, 1]))) == (3, 3, 15, 27)


def test_a_chunk_holds_at_least_a_sample():
    with pytest.raises(Refused) as problem:
        settled(replace(track(), chunks=array("I", [1, 2, 3]), held=array("I", [10, 0, 90])))
    assert [one.code for one in problem.value.refusals] == ["media.tables_disagree"]


def test_two_chunks_of_two_samples_are_not_two_samples():
    one = replace(track(), sizes=array("I", [9, 9]), samples=2, counts=array("I", [2]))
    with pytest.raises(Refused) as problem:
        settled(replace(one, deltas=array("I", [1]), held=array("I", [2, 2])))
    assert problem.value.refusals[0].measured == "stts 2, stsz 2, stsc 4"


def test_four_billion_samples_cost_nothing():
    most = 2**32 - 1
    one = replace(track(), one_size=7, sizes=array("I"), samples=most, counts=array("I", [most]))
    one = replace(one, deltas=array("I", [1]), chunks=array("I", [100]), held=array("I", [most]))
    size = 100 + 7 * most
    assert settled(one) == one
    assert misplacement(one, (Box("mdat", 92, 8, size - 92),), size=size) is None
    assert misplacement(one, (Box("mdat", 92, 8, size - 93),), size=size).measured == "1 / 1"
    assert places(one, [most - 1]) == [(size - 7, 7)]


def test_places_are_counted_from_the_first_sample_of_each_chunk():
    sizes = array("I", [10, 20, 30, 40])
    one = replace(
        track(), sizes=sizes, samples=4, chunks=array("I", [500, 100]), held=array("I", [1, 3])
    )
    assert places(one, [3, 0, 1, 2]) == [(150, 40), (500, 10), (100, 20), (120, 30)]
    same = replace(one, sizes=array("I"), one_size=7)
    assert places(same, range(4)) == [(500, 7), (100, 7), (107, 7), (114, 7)]
    with pytest.raises(IndexError):
        places(one, [4])


SHORT = {"timed": 60, "sized": 60, "chunked": 60}


def test_of_few_samples_one_may_differ():
    assert counted(track(**SHORT | {"timed": 61})) == (60, 60, 64, 6000)
    assert counted(track(**SHORT | {"chunked": 59})) == (59, 59, 63, 5900)


@pytest.mark.parametrize(
    "tables",
    [
        {"timed": 103},
        {"timed": 97},
        {"sized": 90},
        {"chunked": 10},
        SHORT | {"timed": 62},
        SHORT | {"chunked": 58},
        SHORT | {"sized": 62},
    ],
)
def test_tables_that_differ_in_more_than_one_sample_of_fifty_are_refused(tables):
    with pytest.raises(Refused) as problem:
        settled(track(**tables))
    assert [one.code for one in problem.value.refusals] == ["media.tables_disagree"]
