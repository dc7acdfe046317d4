"""Puts together the facts of a file: durations, sizes and rates as measured here, and the names of
codecs and the like as MediaInfo describes them."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.crosscheck import Movie
from contest.validate.mp4.sample_entry import H264, H265, SampleEntry
from contest.validate.mp4.sample_tables import Track
from contest.validate.verdict import Description, MediaFacts

TURNED = (90, 270)
ALIKE = Fraction(1, 100)
"""A track header that stretches pictures less than this only rounds, or crops lines."""
FLATTEST = 16
"""The most that a pixel may be wider than tall, or taller than wide."""
NAMES = {**dict.fromkeys(H264, "AVC"), **dict.fromkeys(H265, "HEVC"), "mp4a": "AAC", "av01": "AV1"}


def facts(movie: Movie, description: Description | None = None) -> MediaFacts:
    """`description` is what MediaInfo says; None if MediaInfo was not run. Refused if there is no
    picture, or if it lasts 0 seconds."""
    if not movie.pictures:
        raise refused("media.no_picture")
    track = movie.pictures[0]
    span = movie.spans[track.number]
    shown = movie.presentation(track)
    if not span.rate or not shown.shown:
        raise refused("media.data_missing", measured="0 s")
    description = description or _by_its_marks(movie)
    shape = shape_of(track, stated_aspect=description.pixel_aspect)
    coded_width, coded_height = _turned(shape.coded_width, shape.height, track)
    width, height = _turned(shape.width, shape.height, track)
    square = shape.width == shape.coded_width
    return MediaFacts(
        **description.model_dump(exclude={"pixel_aspect"}),
        seconds=decimal(shown.shown),
        picture_begins=decimal(shown.begins),
        **_heard(movie),
        width=width,
        height=height,
        coded_width=None if square else coded_width,
        coded_height=None if square else coded_height,
        rotation=track.rotation,
        frame_rate=decimal(span.rate),
        variable_frame_rate=span.variable,
        bit_rate=round(Fraction(8 * movie.size) / max(shown.shown, span.seconds)),
        video_bit_rate=round(8 * span.bytes / span.seconds),
        video_tracks=len(movie.pictures),
        audio_tracks=len(movie.sounds),
        size=movie.size,
        size_measured=all(entry.pictures for entry in track.entries),
        hidden_seconds=decimal(max(Fraction(0), span.seconds - shown.shown)),
        trailing_bytes=movie.gate.trailing,
        missing_bytes=movie.gate.overrun,
        fragmented=movie.gate.fragmented,
    )


def _heard(movie: Movie) -> dict[str, Decimal]:
    """When the first sound begins and the last one ends, seen from the picture's beginning and
    end."""
    picture = movie.presentation(movie.pictures[0])
    sounds = [heard for track in movie.sounds if (heard := movie.presentation(track)).shown]
    if not sounds:
        return {}
    return {
        "sound_delay": decimal(min(heard.begins for heard in sounds) - picture.begins),
        "sound_excess": decimal(max(heard.ends for heard in sounds) - picture.ends),
    }


class Shape(NamedTuple):
    """Before rotation. `width` has square pixels, `coded_width` those of the file."""

    width: int
    height: int
    coded_width: int


def displayed(track: Track) -> tuple[int, int]:
    """Width and height with square pixels, before rotation."""
    shape = shape_of(track)
    return shape.width, shape.height


def shape_of(track: Track, *, stated_aspect: Decimal | None = None) -> Shape:
    """Of several sample entries, the smallest. `stated_aspect` is the pixel aspect to use if the
    file itself states none."""
    return min(
        (_shape(entry, track, stated_aspect) for entry in track.entries),
        key=lambda shape: shape.width * shape.height,
    )


def _turned(width: int, height: int, track: Track) -> tuple[int, int]:
    return (height, width) if track.rotation in TURNED else (width, height)


def _shape(entry: SampleEntry, track: Track, stated_aspect: Decimal | None) -> Shape:
    width, height, inside = entry.width, entry.height, None
    if entry.pictures:
        width, height, inside = min(entry.pictures, key=lambda one: one.width * one.height)
    aspect = (
        entry.pixel_aspect or _stretched(entry, track) or inside or Fraction(stated_aspect or 1)
    )
    if not (width and height and Fraction(1, FLATTEST) <= aspect <= FLATTEST):
        raise refused("media.broken", measured=f"{width}×{height} × {float(aspect):.3g}")
    return Shape(max(1, round(width * aspect)), height, width)


def _stretched(entry: SampleEntry, track: Track) -> Fraction | None:
    """The pixel aspect if the track header alone tells it: pictures are scaled to the size that it
    states (ISO/IEC 14496-12 clause 8.3.2). None if they keep their shape."""
    width, height = track.size
    if not (width and height and entry.width and entry.height):
        return None
    aspect = Fraction(width * entry.height) / (height * entry.width)
    plain = abs(aspect - 1) <= ALIKE or not 1 / FLATTEST <= aspect <= FLATTEST
    return None if plain else aspect


def decimal(value: Fraction) -> Decimal:
    """The value to the microsecond, without trailing zeros."""
    return (round(Decimal(value.numerator) / value.denominator, 6)).normalize() + Decimal(0)


def _by_its_marks(movie: Movie) -> Description:
    """A description from the codecs' four characters, for files refused before MediaInfo runs."""
    picture, sounds = movie.pictures[0], movie.sounds
    audio = next((entry.kind for track in sounds for entry in track.entries), None)
    return Description(
        format="MPEG-4",
        video_codec=_name(picture.entries[0].kind),
        audio_codec=None if audio is None else _name(audio),
    )


def _name(kind: str) -> str:
    return NAMES.get(kind, kind if kind.isprintable() else "?")
