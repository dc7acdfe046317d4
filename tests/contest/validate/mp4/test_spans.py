"""What an edit list shows of a track, and when, as ISO/IEC 14496-12 clause 8.6.6 lays down."""

from array import array
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.validate.mp4.sample_tables import Track
from contest.validate.mp4.spans import Presentation, Span, presented, span_of, uneven
from contest.validate.mp4.track_header import Clock, Edit

SCALE, MEDIA = 1000, 25
"""Ticks per second of the movie, and of the media: one a frame."""
PLAIN, DWELL, SLOW = 1 << 16, 0, 6553


def track(*edits: Edit, frames=1500, lags=()) -> Track:
    """Of a minute. `lags`: runs of composition offsets, in frames."""
    return Track(
        number=1,
        kind="vide",
        enabled=True,
        rotation=0,
        shown=None,
        clock=Clock(MEDIA, None),
        edits=edits,
        entries=(),
        counts=array("I", [frames]),
        deltas=array("I", [1]),
        one_size=10,
        sizes=array("I"),
        samples=frames,
        chunks=array("I", [100]),
        held=array("I", [frames]),
        sync=None,
        lag_counts=array("I", [many for many, _ in lags]),
        lags=array("i", [lag for _, lag in lags]),
    )


def shown(one: Track, *, open_ended=False) -> Presentation:
    return presented(one, span_of(one), scale=SCALE, open_ended=open_ended)


def seconds(*numbers) -> Presentation:
    return Presentation(*map(Fraction, numbers))


REORDERED = ((1, 2), (1, 5), (2, 0), (1496, 2))
"""The first picture is composed two frames after 0."""


def test_a_minute_with_reordered_frames_is_a_minute():
    """As every encoder writes it: the edit begins with the first picture."""
    whole = Edit(60_000, 2, PLAIN)
    assert shown(track(whole, lags=REORDERED)) == seconds(60, 0, 60)


def test_a_minute_without_an_edit_list_begins_two_frames_late():
    late = Fraction(2, MEDIA)
    assert shown(track(lags=REORDERED)) == Presentation(Fraction(60), late, 60 + late)


def test_pictures_may_be_composed_before_their_decoding():
    """With negative offsets (version 1), an edit list is not needed: ffmpeg's
    `negative_cts_offsets`."""
    assert shown(track(lags=((1, 0), (1, 3), (2, -2), (1496, 0)))) == seconds(60, 0, 60)


def test_an_edit_that_begins_before_the_first_picture_loses_nothing():
    assert shown(track(Edit(60_000, 0, PLAIN), lags=REORDERED)).shown == 60


def test_an_edit_shows_its_part():
    assert shown(track(Edit(20_000, 250, PLAIN))) == seconds(20, 0, 20)
    assert shown(track(Edit(20_000, 1250, PLAIN))) == seconds(10, 0, 10)
    assert shown(track(Edit(20_000, 1500, PLAIN))).shown == 0


def test_an_edit_that_lasts_0_ticks_goes_on_to_the_end():
    assert shown(track(Edit(0, 250, PLAIN))) == seconds(50, 0, 50)


def test_an_empty_edit_delays_and_is_not_shown():
    assert shown(track(Edit(3000, None, PLAIN), Edit(60_000, 0, PLAIN))) == seconds(60, 3, 63)
    assert shown(track(Edit(3000, None, PLAIN))) == seconds(60, 3, 63)


def test_several_edits_add_up_and_a_gap_between_them_is_not_shown():
    first, gap, second = Edit(20_000, 0, PLAIN), Edit(5000, None, PLAIN), Edit(10_000, 1000, PLAIN)
    assert shown(track(first, gap, second)) == seconds(30, 0, 35)


def test_a_dwell_holds_a_picture_for_its_time():
    """Media rate 0 (clause 8.6.6.3)."""
    dwell = Edit(5000, 500, DWELL)
    assert shown(track(Edit(20_000, 0, PLAIN), dwell)) == seconds(25, 0, 25)


@pytest.mark.parametrize("repeated", [[Edit(7000, 0, PLAIN)] * 10, [Edit(70_000, 0, SLOW)]])
def test_no_edit_list_makes_more_of_a_track_than_its_samples_last(repeated):
    """Players know no other rates than 1: ffprobe says 7 s of the second."""
    assert shown(track(*repeated, frames=175)).shown == 7


def test_fragments_go_on_with_the_last_edit():
    """ffmpeg writes the length of the movie box's own samples into it."""
    assert shown(track(Edit(2000, 2, PLAIN), lags=REORDERED), open_ended=True).shown == 60
    ended = track(Edit(2000, 2, PLAIN), lags=REORDERED)
    assert shown(ended).shown == presented(ended, span_of(ended), scale=SCALE).shown == 2


def test_a_dwell_may_hold_the_last_picture_for_longer_than_it_lasts():
    half, dwell = Edit(30_000, 0, PLAIN), Edit(5000, 1499, DWELL)
    assert shown(track(half, dwell)) == seconds(35, 0, 35)
    assert shown(track(half, Edit(5000, 1500, DWELL))) == seconds(30, 0, 30), "nothing to hold"


def test_a_picture_may_begin_within_its_edit_or_behind_a_part_that_shows_nothing():
    """The first picture is composed two frames late, 80 ms after what the edit begins with."""
    found = shown(track(Edit(3000, None, PLAIN), Edit(60_000, 0, PLAIN), lags=REORDERED))
    assert (found.begins, found.ends) == (Fraction("3.08"), 63)
    found = shown(track(Edit(20, 0, PLAIN), lags=REORDERED))
    assert found.begins == Fraction("0.02"), "it ends before the first picture"
    behind = shown(track(Edit(4000, 1500, PLAIN), Edit(20_000, 0, PLAIN)))
    assert behind == seconds(20, 0, 20)


def test_several_empty_edits_alone_delay_the_film_by_all_of_them():
    found = shown(track(Edit(3000, None, PLAIN), Edit(2000, None, PLAIN), lags=REORDERED))
    assert found == Presentation(Fraction(60), Fraction("5.08"), Fraction("65.08"))


def test_only_the_last_edit_of_a_fragmented_film_goes_on_to_the_end():
    twice = track(Edit(10_000, 0, PLAIN), Edit(2000, 500, PLAIN))
    assert shown(twice, open_ended=True) == seconds(50, 0, 50)


def test_gaps_of_at_most_half_a_second_belong_to_the_film():
    for gap, extent in ((0, 60), (12, Fraction("60.48")), (13, Fraction("60.5"))):
        span = Span(Fraction(60), 1500, 15_000, Fraction(25), end=60 + Fraction(gap, 25))
        assert span.extent == extent
    assert (
        Span(Fraction(60), 1500, 15_000, Fraction(25), start=Fraction(1), end=Fraction(50)).extent
        == 60
    )


@pytest.mark.parametrize(
    ("usual", "even", "odd"),
    [
        (100, (90, 111), (89, 112)),
        (9, (8, 10), (7, 11)),
        (1, (0, 2), (3,)),
        (1001, (910, 1102), (909, 1103)),
    ],
)
def test_a_sample_is_uneven_if_it_lasts_a_tenth_and_a_tick_longer_or_shorter(usual, even, odd):
    """1.1 times 100 is 110, and a tick 111; 1.1 times 90 is 99, a tick less than 100. 1.1 times
    1001 is 1101.1, and a tick 1102.1; 1.1 times 910 is 1001, 1.1 times 909 is 999.9."""
    for delta in (usual, *even):
        assert uneven([7], array("I", [delta]), usual=usual) == 0
    for delta in odd:
        assert uneven([7], array("I", [delta]), usual=usual) == 7
    assert uneven([1, 2, 4], array("I", [odd[0], usual, odd[-1]]), usual=usual) == 5


@pytest.mark.parametrize(
    ("runs", "variable"),
    [
        ([(100, 40)], False),
        ([(98, 40), (2, 80)], False),
        ([(97, 40), (3, 80)], True),
        ([(97, 40), (2, 80), (1, 900)], False),
        ([(96, 40), (3, 80), (1, 900)], True),
        ([(50, 40), (50, 42)], False),
        ([(2, 40), (98, 80)], False),
        ([(1, 40), (1, 900)], False),
        ([(1, 40)], False),
        ([(50, 40), (50, 80)], True),
        ([], False),
    ],
)
def test_a_film_varies_if_more_than_one_frame_in_fifty_is_uneven(runs, variable):
    """The last run is ignored if it is a single sample, which often stands for samples to come."""
    counts, deltas = (array("I", [run[at] for run in runs]) for at in (0, 1))
    one = replace(track(frames=sum(counts)), counts=counts, deltas=deltas)
    assert span_of(one).variable == variable


def test_a_span_says_how_much_how_long_and_how_fast():
    found = span_of(track(lags=REORDERED))
    assert found == Span(
        Fraction(60), 1500, 15_000, Fraction(25), start=Fraction("0.08"), end=Fraction("60.08")
    )
    assert span_of(track(frames=0)) == Span(Fraction(0), 0, 0, Fraction(0))


ticks = st.integers(0, 200_000)
edits = st.builds(Edit, ticks, st.none() | ticks, st.sampled_from([PLAIN, DWELL, SLOW]))


@given(st.lists(edits, max_size=5), st.integers(1, 5000), st.integers(0, 9))
def test_an_edit_list_never_shows_more_than_there_is(some, frames, lag):
    one = track(*some, frames=frames, lags=((frames, lag),))
    found = shown(one)
    assert 0 <= found.shown <= Fraction(frames, MEDIA)
    assert found.begins <= found.ends or not found.shown
