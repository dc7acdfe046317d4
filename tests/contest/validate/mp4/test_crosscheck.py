"""What a file declares holds against what is in it; clauses are those of ISO/IEC 14496-12."""

import struct
from array import array
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.refusals import Refusal, Refused
from contest.validate.codecs.bits import Picture
from contest.validate.mp4.crosscheck import (
    check_places,
    durations,
    movie_of,
    picture_sizes,
    unreadable_heads,
    with_pictures,
)
from contest.validate.mp4.placement import Place
from contest.validate.mp4.sample_entry import SampleEntry
from contest.validate.mp4.spans import Span, span_of
from tests.contest.validate.mp4.tracks import ENTRY, FULL, codes, movie, track
from tests.corpus.muxer import mux, sound


def test_what_is_true_is_found_true():
    whole = movie(track())
    check_places(whole)
    assert durations(whole) == []
    assert picture_sizes(whole.pictures[0]) == []


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


def test_media_data_has_room_for_every_sample_and_no_more_is_needed():
    few = track(number=2, frames=3, kind="soun")
    for more, fits in ((29, False), (30, True)):
        whole = movie(track(), few, media=((100, 15_100), (16_000, 16_000 + more)))
        if fits:
            check_places(whole)
            continue
        with pytest.raises(Refused) as problem:
            check_places(whole)
        assert codes(problem.value.refusals) == ["media.data_missing"]


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


@pytest.mark.parametrize(
    ("width", "height", "near"),
    [
        (1935, 1095, True),
        (1905, 1065, True),
        (1936, 1080, False),
        (1904, 1080, False),
        (1920, 1096, False),
        (1920, 1064, False),
    ],
)
def test_fifteen_lines_are_near_and_sixteen_are_not(width, height, near):
    entry = ENTRY._replace(pictures=(FULL, Picture(width, height)))
    found = picture_sizes(track(entry=entry))
    differs = Refusal(code="media.size_differs", measured=f"{width}×{height}", allowed="1920×1080")
    assert found == ([] if near else [differs])


def test_a_declared_width_may_be_the_displayed_one():
    for aspect, near in ((Fraction(4, 3), True), (Fraction(5, 4), False), (None, False)):
        entry = ENTRY._replace(pictures=(Picture(1440, 1080, aspect),))
        assert (picture_sizes(track(entry=entry)) == []) == near


def vp8_key_frame(width: int, height: int) -> bytes:
    """RFC 6386 clause 9.1."""
    return b"\x10\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height) + b"\7" * 40


def test_samples_describe_pictures_of_the_entry_that_they_fit():
    wide, small = (
        SampleEntry("vp08", 1920, 1080, coding="vp8"),
        SampleEntry("vp08", 640, 360, coding="vp8"),
    )
    both = track(number=7)
    both = replace(both, entries=(wide, small))
    sound = track(number=8, kind="soun")
    samples = [vp8_key_frame(*size) for size in ((1920, 1080), (640, 360), (800, 450))]
    found = with_pictures(movie(both, sound), [(Place(100, len(one)), one) for one in samples])
    assert [[(p.width, p.height) for p in entry.pictures] for entry in found.tracks[0].entries] == [
        [(1920, 1080), (800, 450)],
        [(640, 360), (800, 450)],
    ]
    assert found.tracks[1] is sound


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


def test_a_film_without_a_picture_is_none():
    file = mux(sound().lasting(1))
    with pytest.raises(Refused) as problem:
        movie_of(lambda start, length: file[start : start + length], size=len(file))
    assert codes(problem.value.refusals) == ["media.no_picture"]


def test_a_span_says_how_long_and_how_fast():
    assert span_of(track()) == Span(Fraction(60), 1500, 15_000, Fraction(25), end=Fraction(60))
