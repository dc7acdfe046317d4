"""What an edit list shows of a track, and when, as ISO/IEC 14496-12 clause 8.6.6 lays down."""

from array import array
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.validate.mp4.sample_tables import Track
from contest.validate.mp4.spans import Presentation, presented, span_of
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
    assert shown(track(Edit(2000, 2, PLAIN), lags=REORDERED)).shown == 2


ticks = st.integers(0, 200_000)
edits = st.builds(Edit, ticks, st.none() | ticks, st.sampled_from([PLAIN, DWELL, SLOW]))


@given(st.lists(edits, max_size=5), st.integers(1, 5000), st.integers(0, 9))
def test_an_edit_list_never_shows_more_than_there_is(some, frames, lag):
    one = track(*some, frames=frames, lags=((frames, lag),))
    found = shown(one)
    assert 0 <= found.shown <= Fraction(frames, MEDIA)
    assert found.begins <= found.ends or not found.shown
