"""Which samples are looked at: spread over the whole film, whichever key frames it lists."""

from array import array
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.validate.mp4.key_frames import HEAD, MOST_KEYS, PROBES, middles, sample_places, spread
from contest.validate.mp4.sample_tables import Track
from contest.validate.mp4.track_header import Clock


def track(sizes: list[int], sync: list[int] | None = None) -> Track:
    """One chunk that begins at 0, so that a place's offset tells its sample."""
    return Track(
        number=1,
        kind="vide",
        enabled=True,
        rotation=0,
        shown=None,
        clock=Clock(1000, None),
        edits=(),
        entries=(),
        counts=array("I", [len(sizes)]),
        deltas=array("I", [40]),
        one_size=0,
        sizes=array("I", sizes),
        samples=len(sizes),
        chunks=array("I", [0]),
        held=array("I", [len(sizes)]),
        sync=None if sync is None else array("I", sync),
    )


def looked_at(one: Track) -> list[int]:
    """Numbers of samples of 10 bytes, from 0."""
    return [place.offset // 10 for place in sample_places(one)]


def test_without_a_table_of_key_frames_samples_are_spread_evenly():
    assert looked_at(track([10] * 1401)) == [0, 200, 400, 600, 800, 1000, 1200, 1400]
    assert looked_at(track([10] * 5)) == [0, 1, 2, 3, 4]


def test_the_first_kib_of_eight_samples_is_read():
    """As docs/stages/2-validate.md says."""
    assert (PROBES, HEAD) == (8, 1024)


def test_of_more_than_32768_key_frames_every_second_or_third_is_near_enough():
    """Every sample is one. Of 100,000, each fourth is taken."""
    many = 100_000
    found = looked_at(track([10] * many, [*range(1, many + 1)]))
    assert MOST_KEYS == 32_768
    assert found == [0, 14_284, 28_572, 42_856, 57_140, 71_428, 85_712, 99_996]
    few = looked_at(track([10] * 32_767, [*range(1, 32_768)]))
    assert few == [number * 32_766 // 7 for number in range(8)]


def test_key_frames_that_are_not_there_are_ignored():
    assert looked_at(track([10] * 5, [0])) == [0, 1, 2, 3, 4]
    assert looked_at(track([10] * 5, [6, 7])) == [0, 1, 2, 3, 4]
    assert looked_at(track([10] * 5, [0, 5, 6])) == [1, 2, 3, 4]


def test_a_key_frame_is_near_within_a_sixteenth_of_the_film():
    """Of 1600 samples, 100; the second aim is 228."""
    assert looked_at(track([10] * 1600, [1, 129, 1600]))[1] == 128
    assert looked_at(track([10] * 1600, [1, 128, 1600]))[1] == 228
    assert looked_at(track([10] * 1600, [1, 329, 1600]))[1] == 328
    assert looked_at(track([10] * 1600, [1, 330, 1600]))[1] == 228
    assert looked_at(track([10] * 1600, [1, 199, 259, 1600]))[1] == 198


@pytest.mark.parametrize(
    ("most", "found"), [(2, [0, 9]), (3, [0, 4, 9]), (8, [0, 1, 2, 3, 5, 6, 7, 9])]
)
def test_a_few_are_spread_over_all_the_first_and_the_last_among_them(most, found):
    """9 divided by 1, 2 and 7, rounded down."""
    assert spread(range(10), most) == found
    assert spread(range(most), most) == [*range(most)]
    assert middles(100, 4) == [12, 37, 62, 87]
    assert middles(3, 3) == [0, 1, 2]


def test_the_last_sample_may_be_the_only_key_frame():
    assert looked_at(track([10] * 1401, [1401])) == [200, 400, 600, 800, 1000, 1200, 1400]


def test_key_frames_are_taken_where_there_are_some_near():
    keys = range(1, 1401, 50)
    assert looked_at(track([10] * 1400, [*keys])) == [0, 200, 400, 600, 800, 1000, 1200, 1350]


def test_of_very_many_key_frames_some_are_near_enough():
    """At worst the table fills a movie box, in any order: few of its entries are sorted."""
    many = 3 * MOST_KEYS
    found = looked_at(track([10] * many, [number * 7919 % many for number in range(many)]))
    aims = [number * (many - 1) // 7 for number in range(8)]
    assert all(abs(one - aim) < 50 for one, aim in zip(found, aims, strict=True))


def test_few_key_frames_or_none_do_not_keep_anything_from_being_looked_at():
    whole = [0, 199, 399, 599, 799, 999, 1199, 1399]
    assert looked_at(track([10] * 1400, [])) == whole
    assert looked_at(track([10] * 1400, [1])) == whole
    assert looked_at(track([10] * 1400, [1, 2, 3, 4, 5, 6, 7, 8])) == [0, *whole[1:]]
    assert looked_at(track([10] * 1400, [0, 1401, 2**32 - 1])) == whole
    assert looked_at(track([10] * 1400, [601])) == [199, 399, 600, 799, 999, 1199, 1399]


def test_samples_without_bytes_are_passed_over():
    sizes = [10] * 1401
    for number in range(0, 1401, 200):
        sizes[number] = 0
    found = sample_places(track(sizes))
    assert len(found) == PROBES - 1  # behind the last there is none
    assert all(place.size == 10 for place in found)
    assert sample_places(track([0] * 9)) == []


def test_samples_of_one_size_have_bytes():
    one = replace(track([10] * 1401), one_size=10, sizes=array("I"))
    assert looked_at(one) == [0, 200, 400, 600, 800, 1000, 1200, 1400]


@given(st.integers(1, 3000), st.lists(st.integers(0, 4000), max_size=30))
def test_no_stretch_of_the_film_is_left_out(samples, sync):
    found = looked_at(track([10] * samples, sync))
    assert len(found) <= PROBES
    known = [number - 1 for number in sync if 0 < number <= samples]
    if known:
        assert min(known) in found
    wide = samples // (PROBES - 1) + 2 * (samples // (2 * PROBES)) + 2
    assert all(b - a <= wide for a, b in pairwise(sorted({*found, samples - 1})))


def test_items_are_spread_with_the_first_and_the_last():
    assert spread(range(15)) == [0, 2, 4, 6, 8, 10, 12, 14]
    assert spread(range(9)) == [0, 1, 2, 3, 4, 5, 6, 8]
    assert spread(range(8)) == [*range(8)]
    assert spread([]) == []
