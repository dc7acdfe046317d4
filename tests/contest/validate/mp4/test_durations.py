"""How long a file says that it lasts, against its samples (ISO/IEC 14496-12 clauses 8.4.2, 8.3.2
and 8.2.2)."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.refusals import Refusal
from contest.validate.mp4.crosscheck import durations
from contest.validate.mp4.track_header import Clock, Edit
from tests.contest.validate.mp4.tracks import SCALE, codes, movie, track


@given(st.integers(0, 200_000), st.sampled_from(["media", "track", "movie"]))
def test_a_declared_length_may_be_a_second_or_a_fiftieth_too_long(told, where):
    """Clauses 8.4.2, 8.3.2 and 8.2.2. One that is too short does no harm: the samples count."""
    changes = {
        "media": {"clock": Clock(SCALE, told)},
        "track": {"shown": told},
        "movie": {},
    }[where]
    declared = told if where == "movie" else 60 * SCALE
    found = codes(durations(movie(track(**changes), declared=declared)))
    leeway = max(SCALE, told / 50)
    assert found == (["media.duration_differs"] if told - 60_000 > leeway else [])


@pytest.mark.parametrize("where", ["media", "track", "movie"])
@pytest.mark.parametrize(
    ("seconds", "told", "allowed"),
    [
        (10, 11_000, None),
        (10, 11_001, "0:11.001"),
        (100, 102_040, None),
        (100, 102_041, "1:42.041"),
    ],
)
def test_the_leeway_is_a_second_or_a_fiftieth_whichever_is_more(where, seconds, told, allowed):
    """102.040 less a fiftieth of it is 99.9992; 102.041 less a fiftieth is 100.00018."""
    plain = {"shown": None, "clock": Clock(SCALE, None)}
    changes = plain | {"media": {"clock": Clock(SCALE, told)}, "track": {"shown": told}}.get(
        where, {}
    )
    film = track(frames=25 * seconds, **changes)
    found = durations(movie(film, declared=told if where == "movie" else None))
    measured = {10: "0:10", 100: "1:40"}[seconds]
    told_longer = {"code": "media.duration_differs", "measured": measured, "allowed": allowed}
    assert found == ([Refusal(**told_longer)] if allowed else [])


def test_lengths_are_told_to_the_millisecond():
    thirds = track(clock=Clock(3, 200), shown=None, deltas=array("I", [1]), frames=100)
    (found,) = durations(movie(thirds, declared=None))
    assert (found.measured, found.allowed) == ("0:33.333", "1:06.667")


def test_headers_of_a_fragmented_film_may_cover_its_beginning_only():
    told = movie(track(shown=99 * SCALE, clock=Clock(SCALE, 99 * SCALE)))
    fragmented = told._replace(gate=told.gate._replace(first_fragment=100))
    assert durations(fragmented) == []
    assert codes(durations(told)) == ["media.duration_differs"]
    assert codes(durations(fragmented._replace(declared=99 * SCALE))) == ["media.duration_differs"]


def test_the_movie_lasts_as_long_as_its_longest_track_whatever_it_holds():
    text = track(number=2, kind="text", shown=90 * SCALE)
    assert durations(movie(track(), text, declared=90 * SCALE)) == []
    assert durations(movie(track(), text, declared=91_836)) == []
    assert codes(durations(movie(track(), text, declared=91_837))) == ["media.duration_differs"]
    untold = track(number=2, kind="text", shown=None)
    assert durations(movie(track(), untold, declared=60 * SCALE)) == []


EMPTY_SECOND = Edit(SCALE, None, 1 << 16)


@pytest.mark.parametrize("late", ["vide", "soun"])
def test_headers_count_the_time_before_a_picture_or_a_sound_begins(late):
    """Clause 8.3.2: a track header's duration is the sum of all edits, empty ones too."""
    delayed = (*[EMPTY_SECOND] * 5, Edit(60 * SCALE, 0, 1 << 16))
    tracks = [
        track(number=n, kind=kind, shown=65_000, edits=delayed)
        if kind == late
        else track(number=n, kind=kind)
        for n, kind in enumerate(("vide", "soun"), start=1)
    ]
    assert durations(movie(*tracks, declared=65 * SCALE)) == []
    assert codes(durations(movie(*tracks, declared=67 * SCALE))) == ["media.duration_differs"]


def test_what_the_sound_declares_refuses_no_film():
    sound = track(number=2, kind="soun", shown=99 * SCALE, clock=Clock(SCALE, 99 * SCALE))
    assert durations(movie(track(), sound)) == []


def test_lengths_that_are_not_told_are_no_lie():
    untold = track(shown=None, clock=Clock(SCALE, None))
    assert durations(movie(untold, declared=None)) == []
