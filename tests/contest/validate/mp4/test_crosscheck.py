"""What a file declares holds against what is in it; clauses are those of ISO/IEC 14496-12."""

import struct
from array import array
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.refusals import Refused
from contest.validate.codecs.bits import Picture
from contest.validate.mp4.boxes import Box, Node
from contest.validate.mp4.crosscheck import (
    Movie,
    check_places,
    durations,
    picture_sizes,
    unreadable_heads,
)
from contest.validate.mp4.gate import Gate
from contest.validate.mp4.placement import Place
from contest.validate.mp4.sample_entry import SampleEntry
from contest.validate.mp4.sample_tables import Track
from contest.validate.mp4.spans import Span, span_of
from contest.validate.mp4.track_header import Clock, Edit

SCALE, RATE = 1000, 25
FULL = Picture(1920, 1080)
ENTRY = SampleEntry("avc1", 1920, 1080, coding="h264", pictures=(FULL,))


def track(*, frames=1500, kind="vide", number=1, entry=ENTRY, **more) -> Track:
    """Of a minute, if nothing else is said: one chunk that begins at 100, 10 bytes a sample."""
    made = {
        "shown": 60 * SCALE,
        "clock": Clock(SCALE, 60 * SCALE),
        "edits": (),
        "counts": array("I", [frames]),
        "deltas": array("I", [SCALE // RATE]),
        "chunks": array("I", [100]),
        "held": array("I", [frames]),
        **more,
    }
    return Track(
        number=number,
        kind=kind,
        enabled=True,
        rotation=0,
        entries=(entry,),
        one_size=10,
        sizes=array("I"),
        samples=frames,
        sync=None,
        **made,
    )


def movie(*tracks: Track, declared=60 * SCALE, media=((100, 15_100),), size=20_000) -> Movie:
    boxes = tuple(Box("mdat", start - 8, 8, end - start + 8) for start, end in media)
    moov = Box("moov", 0, 8, 90)
    gate = Gate(moov, Node(moov, memoryview(b""), ()), boxes)
    spans = {one.number: span_of(one) for one in tracks}
    return Movie(gate, size, SCALE, declared, tracks, spans)


def codes(refusals) -> list[str]:
    return [one.code for one in refusals]


def test_what_is_true_is_found_true():
    whole = movie(track())
    check_places(whole)
    assert durations(whole) == []
    assert picture_sizes(whole.pictures[0]) == []


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


@given(st.integers(0, 30_000), st.integers(0, 30_000))
def test_every_sample_lies_in_media_data_inside_the_file(start, end):
    """Clause 8.7.5, with the media data of clause 8.1.1. The samples lie from 100 to 15,100."""
    whole = movie(track(), media=((min(start, end), max(start, end)),), size=20_000)
    if min(start, end) <= 100 and max(start, end) >= 15_100:
        check_places(whole)
    else:
        with pytest.raises(Refused) as problem:
            check_places(whole)
        assert codes(problem.value.refusals) == ["media.data_missing"]


def test_samples_behind_the_end_of_the_file_were_cut_off():
    with pytest.raises(Refused) as problem:
        check_places(movie(track(), size=15_099))
    assert codes(problem.value.refusals) == ["media.cut_short"]


def test_samples_that_nothing_plays_may_lie_anywhere():
    check_places(movie(track(), track(number=2, kind="text", chunks=array("I", [19_999]))))


def test_samples_may_not_be_listed_twice():
    """Two tracks over the same bytes list more than the media data has room for."""
    with pytest.raises(Refused) as problem:
        check_places(movie(track(), track(number=2)))
    assert codes(problem.value.refusals) == ["media.data_missing"]


@given(st.integers(1, 4000), st.integers(1, 4000))
def test_the_coded_picture_is_within_a_macroblock_of_the_declared_one(width, height):
    """Clause 12.1.3 against ITU-T H.264 clause 7.3.2.1.1: 1088 lines are often not cropped."""
    entry = ENTRY._replace(pictures=(Picture(width, height),))
    near = abs(width - 1920) < 16 and abs(height - 1080) < 16
    found = codes(picture_sizes(track(entry=entry)))
    assert found == ([] if near else ["media.size_differs"])


def test_a_coded_picture_that_is_nowhere_described_is_refused():
    entry = ENTRY._replace(pictures=())
    assert codes(picture_sizes(track(entry=entry))) == ["media.broken"]
    assert picture_sizes(track(entry=SampleEntry("apch", 1920, 1080))) == []


types = st.sampled_from([1, 5, 6, 9, 12])
units = st.lists(st.tuples(types, st.integers(40, 900)), min_size=1, max_size=4)


def sample(units) -> bytes:
    """NAL units, each behind its length (ISO/IEC 14496-15 clause 5.3.3)."""
    return b"".join(struct.pack(">IB", size, kind) + b"\x5a" * (size - 1) for kind, size in units)


def heads(data: bytes, read: int = 1024) -> list[tuple[Place, bytes]]:
    return [(Place(100, len(data)), data[:read])]


@given(units, st.integers(5, 1024))
def test_nal_units_that_fill_their_sample_are_sound_however_little_is_read(some, read):
    assert unreadable_heads(track(), heads(sample(some), read)) == []


@given(units)
def test_a_unit_that_leaves_its_sample_is_not(some):
    data = sample(some)
    place = [(Place(100, len(data) - 1), data[:1024])]
    inside = len(data) - some[-1][1] < 1024 - 4  # its length stands in what was read
    assert codes(unreadable_heads(track(), place)) == ["media.data_missing"] * inside


@pytest.mark.parametrize("data", [bytes(1000), b"\xff" * 1000, b"", b"\0\0\0\x09\x80" + b"Z" * 8])
def test_zeros_noise_nothing_and_the_forbidden_bit_are_no_key_frame(data):
    assert codes(unreadable_heads(track(), heads(data))) == ["media.data_missing"]


def test_of_several_tracks_the_first_that_is_switched_on_counts_and_covers_do_not():
    cover = track(number=1, entry=SampleEntry("jpeg"))
    whole = movie(cover, track(number=2), track(number=3), track(number=4, kind="soun"))
    assert [one.number for one in whole.pictures] == [2, 3]
    assert [one.number for one in whole.sounds] == [4]


def test_a_span_says_how_long_and_how_fast():
    assert span_of(track()) == Span(Fraction(60), 1500, 15_000, Fraction(25), end=Fraction(60))
