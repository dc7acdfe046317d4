"""The facts of a file, each by arithmetic by hand. Clauses are those of ISO/IEC 14496-12."""

from array import array
from decimal import Decimal
from fractions import Fraction

import pytest

from contest.refusals import Refused
from contest.validate.codecs.bits import Picture
from contest.validate.mp4.boxes import Box, Node
from contest.validate.mp4.crosscheck import Movie
from contest.validate.mp4.gate import Gate
from contest.validate.mp4.measure import decimal, displayed, facts, shape_of
from contest.validate.mp4.sample_entry import SampleEntry
from contest.validate.mp4.sample_tables import Track
from contest.validate.mp4.spans import Span, span_of
from contest.validate.mp4.track_header import Clock, Edit
from contest.validate.verdict import Description, MediaFacts

SCALE, ONE = 1000, 1 << 16
FULL = Picture(1920, 1080)
ENTRY = SampleEntry("avc1", 1920, 1080, coding="h264", pictures=(FULL,))
AAC = SampleEntry("mp4a")
SEEN = Description(format="MPEG-4", video_codec="AVC", audio_codec="AAC", video_profile="High")


def track(*entries: SampleEntry, kind="vide", number=1, frames=250, each=40, **more) -> Track:
    """Ten seconds of 25 frames of 1000 bytes each, if nothing else is said."""
    made = {"rotation": 0, "edits": (), "enabled": True, "deltas": array("I", [each]), **more}
    return Track(
        number=number,
        kind=kind,
        shown=None,
        clock=Clock(SCALE, None),
        entries=entries or (ENTRY,),
        counts=array("I", [frames]),
        one_size=1000,
        sizes=array("I"),
        samples=frames,
        chunks=array("I", [100]),
        held=array("I", [frames]),
        sync=None,
        **made,
    )


def movie(*tracks: Track, size=1_000_000, spans=None, **gate) -> Movie:
    moov = Box("moov", 0, 8, 90)
    structure = Gate(moov, Node(moov, memoryview(b""), ()), (), **gate)
    found = {one.number: span_of(one) for one in tracks}
    return Movie(structure, size, SCALE, None, tracks, found | (spans or {}))


def sound(number=2, *, frames=250, **more) -> Track:
    return track(AAC, kind="soun", number=number, frames=frames, **more)


def test_a_film_is_described_whole():
    assert facts(movie(track(), sound()), SEEN) == MediaFacts(
        format="MPEG-4",
        video_codec="AVC",
        audio_codec="AAC",
        video_profile="High",
        seconds=Decimal(10),
        picture_begins=Decimal(0),
        sound_delay=Decimal(0),
        sound_excess=Decimal(0),
        width=1920,
        height=1080,
        rotation=0,
        frame_rate=Decimal(25),
        variable_frame_rate=False,
        bit_rate=800_000,
        video_bit_rate=200_000,
        video_tracks=1,
        audio_tracks=1,
        size=1_000_000,
        size_measured=True,
        hidden_seconds=Decimal(0),
        trailing_bytes=0,
        missing_bytes=0,
        fragmented=False,
    )


def test_what_the_gate_saw_is_told():
    found = facts(movie(track(), trailing=7, overrun=9, first_fragment=500), SEEN)
    assert (found.trailing_bytes, found.missing_bytes, found.fragmented) == (7, 9, True)


def test_a_part_that_the_edits_hide_is_no_part_of_the_film():
    cut = track(edits=(Edit(8000, 1000, ONE),))
    found = facts(movie(cut), SEEN)
    assert (found.seconds, found.hidden_seconds) == (8, 2)
    assert (found.bit_rate, found.video_bit_rate) == (800_000, 200_000), "of what there is"


def test_the_bits_of_a_film_held_longer_than_its_samples_are_spread_over_all_of_it():
    gap = Span(Fraction(10), 250, 250_000, Fraction(25), end=Fraction(21, 2))
    found = facts(movie(track(), spans={1: gap}), SEEN)
    assert (found.seconds, found.hidden_seconds) == (Decimal("10.5"), 0)
    assert found.bit_rate == round(8_000_000 / 10.5)


def test_sound_is_held_against_the_picture():
    late = track(edits=(Edit(500, None, ONE), Edit(10_000, 0, ONE)))
    first, last = sound(2, frames=200), sound(3, edits=(Edit(3000, None, ONE), Edit(9000, 0, ONE)))
    found = facts(movie(late, first, last), SEEN)
    assert (found.picture_begins, found.seconds) == (Decimal("0.5"), 10)
    assert (found.sound_delay, found.sound_excess) == (Decimal("-0.5"), Decimal("1.5"))
    assert found.audio_tracks == 2


def test_sound_that_lasts_0_seconds_is_none():
    silent = sound(frames=0, edits=(Edit(3000, None, ONE),))
    found = facts(movie(track(), silent), SEEN)
    assert (found.sound_delay, found.sound_excess) == (0, 0)


@pytest.mark.parametrize(
    ("rotation", "size"),
    [(0, (1920, 1080)), (90, (1080, 1920)), (180, (1920, 1080)), (270, (1080, 1920))],
)
def test_a_film_that_is_turned_by_a_quarter_has_its_sides_changed(rotation, size):
    found = facts(movie(track(rotation=rotation)), SEEN)
    assert (found.width, found.height, found.rotation) == (*size, rotation)
    assert (found.coded_width, found.coded_height) == (None, None)


@pytest.mark.parametrize(
    ("rotation", "size", "coded"),
    [(0, (1915, 1080), (1920, 1080)), (90, (1080, 1915), (1080, 1920))],
)
def test_of_a_film_whose_pixels_are_not_square_the_coded_size_is_known_too(rotation, size, coded):
    almost = SampleEntry("avc1", 1920, 1080, pixel_aspect=Fraction(360, 361))
    found = facts(movie(track(almost, rotation=rotation)), SEEN)
    assert (found.width, found.height) == size
    assert (found.coded_width, found.coded_height) == coded


def test_the_first_track_that_is_switched_on_counts():
    off = track(SampleEntry("avc1", 640, 360), enabled=False)
    found = facts(movie(off, track(number=2)), SEEN)
    assert (found.width, found.video_tracks, found.size_measured) == (1920, 2, True)


def test_a_size_is_measured_if_each_entry_has_a_picture():
    assert not facts(movie(track(ENTRY, SampleEntry("apch", 1920, 1080))), SEEN).size_measured


def test_without_pictures_or_seconds_there_is_no_film():
    for broken, code in (
        (movie(sound()), "media.no_picture"),
        (movie(track(frames=0)), "media.data_missing"),
        (movie(track(edits=(Edit(9000, 11_000, ONE),))), "media.data_missing"),
    ):
        with pytest.raises(Refused) as problem:
            facts(broken, SEEN)
        assert [one.code for one in problem.value.refusals] == [code]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *[(f"avc{n}", "AVC") for n in (1, 2, 3, 4)],
        *[(kind, "HEVC") for kind in ("hvc1", "hev1", "dvh1", "dvhe")],
        ("av01", "AV1"),
        ("vp09", "vp09"),
        ("a\0cd", "?"),
    ],
)
def test_what_mediainfo_did_not_see_is_named_by_its_four_characters(kind, name):
    one = movie(track(SampleEntry(kind, 64, 36)), sound(2), sound(3))
    found = facts(one)
    assert (found.format, found.video_codec, found.audio_codec) == ("MPEG-4", name, "AAC")
    assert facts(movie(track())).audio_codec is None
    odd = track(SampleEntry("\0bcd"), kind="soun", number=2)
    assert facts(movie(track(), odd)).audio_codec == "?"


def shape(width, height, **more) -> tuple[int, int]:
    header = more.pop("header", (0, 0))
    stated = more.pop("stated", None)
    one = track(SampleEntry("avc1", width, height, **more), size=tuple(map(Fraction, header)))
    found = shape_of(one, stated_aspect=stated)
    return found.width, found.height


def test_pixels_get_their_shape_from_the_entry_the_header_the_picture_or_mediainfo():
    """In this order: `pasp`, `tkhd`, the parameter set, MediaInfo's word."""
    inside = (Picture(1440, 1080, Fraction(2)),)
    wide = {"header": (1920, 1080), "pictures": inside, "stated": Decimal("1.25")}
    assert shape(1440, 1080, pixel_aspect=Fraction(3, 2), **wide) == (2160, 1080)
    assert shape(1440, 1080, **wide) == (1920, 1080)
    assert shape(1440, 1080, **wide | {"header": (0, 0)}) == (2880, 1080)
    assert shape(1440, 1080, stated=Decimal("1.25")) == (1800, 1080)
    assert shape(1440, 1080) == (1440, 1080)


@pytest.mark.parametrize(
    ("header", "size"),
    [
        ((1010, 1000), (1000, 1000)),
        ((1011, 1000), (1011, 1000)),
        ((990, 1000), (1000, 1000)),
        ((989, 1000), (989, 1000)),
        ((500, 500), (1000, 1000)),
        ((16_000, 1000), (16_000, 1000)),
        ((16_001, 1000), (1000, 1000)),
        ((1000, 16_000), (62, 1000)),
        ((1000, 16_001), (1000, 1000)),
        ((0, 1000), (1000, 1000)),
        ((1000, 0), (1000, 1000)),
    ],
)
def test_a_header_stretches_by_more_than_a_hundredth_and_at_most_by_16(header, size):
    assert shape(1000, 1000, header=header) == size


def test_the_smallest_picture_counts():
    small = (Picture(1920, 1080), Picture(640, 360), Picture(1280, 720))
    assert shape(1920, 1080, pictures=small) == (640, 360)
    flat = (Picture(1920, 80), Picture(300, 90), Picture(100, 700))
    assert shape(1920, 1080, pictures=flat) == (300, 90)
    entries = (SampleEntry("avc1", picture.width, picture.height) for picture in flat)
    assert displayed(track(*entries)) == (300, 90)
    two = track(ENTRY, SampleEntry("avc1", 320, 180), SampleEntry("avc1", 640, 360))
    assert displayed(two) == (320, 180)


@pytest.mark.parametrize(
    ("aspect", "size"), [(Fraction(16), (1600, 100)), (Fraction(1, 16), (6, 100))]
)
def test_pixels_are_at_most_16_times_as_wide_as_tall_or_as_tall_as_wide(aspect, size):
    assert shape(100, 100, pixel_aspect=aspect) == size
    for beyond in (aspect * Fraction(101, 100), aspect / Fraction(101, 100)):
        if not Fraction(1, 16) <= beyond <= 16:
            with pytest.raises(Refused) as problem:
                shape(100, 100, pixel_aspect=beyond)
            assert [one.code for one in problem.value.refusals] == ["media.broken"]


@pytest.mark.parametrize(("width", "height"), [(0, 100), (100, 0)])
def test_a_picture_has_two_sides(width, height):
    with pytest.raises(Refused):
        shape(width, height)
    assert shape(1, 9, pixel_aspect=Fraction(1, 16)) == (1, 9), "rounded, but there"


def test_values_are_told_to_the_microsecond_without_zeros():
    assert str(decimal(Fraction(1, 3))) == "0.333333"
    assert str(decimal(Fraction(2_000_001, 1_000_000))) == "2.000001"
    assert str(decimal(Fraction(600))) == "600"
    assert str(decimal(Fraction(25, 2))) == "12.5"
