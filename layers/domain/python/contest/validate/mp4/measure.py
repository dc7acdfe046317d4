"""Puts together the facts of a file: durations, sizes and rates as measured here, and the names of
codecs and the like as MediaInfo describes them."""

from decimal import Decimal
from fractions import Fraction

from contest.refusals import refused
from contest.validate.mp4.crosscheck import Movie, presented
from contest.validate.mp4.sample_entry import H264, H265, SampleEntry
from contest.validate.verdict import Description, MediaFacts

TURNED = (90, 270)
NAMES = {**dict.fromkeys(H264, "AVC"), **dict.fromkeys(H265, "HEVC"), "mp4a": "AAC", "av01": "AV1"}


def facts(movie: Movie, description: Description | None = None) -> MediaFacts:
    """`description` is what MediaInfo says; None if MediaInfo was not run. Refused if there is no
    picture, or if it lasts 0 seconds."""
    if not movie.pictures:
        raise refused("media.no_picture")
    track = movie.pictures[0]
    span = movie.spans[track.number]
    seconds = presented(track, span, scale=movie.scale)
    if not span.rate or not seconds:
        raise refused("media.data_missing", measured="0 s")
    description = description or _by_its_marks(movie)
    width, height = displayed(track.entries, stated_aspect=description.pixel_aspect)
    if track.rotation in TURNED:
        width, height = height, width
    return MediaFacts(
        **description.model_dump(exclude={"pixel_aspect"}),
        seconds=decimal(seconds),
        width=width,
        height=height,
        rotation=track.rotation,
        frame_rate=decimal(span.rate),
        variable_frame_rate=span.variable,
        bit_rate=round(Fraction(8 * movie.size) / max(seconds, span.seconds)),
        video_bit_rate=round(8 * span.bytes / span.seconds),
        video_tracks=len(movie.pictures),
        audio_tracks=len(movie.sounds),
        size=movie.size,
        size_measured=all(entry.pictures for entry in track.entries),
        hidden_seconds=decimal(span.seconds - seconds),
        trailing_bytes=movie.gate.trailing,
        fragmented=movie.gate.fragmented,
    )


def displayed(
    entries: tuple[SampleEntry, ...], *, stated_aspect: Decimal | None = None
) -> tuple[int, int]:
    """Width and height with square pixels, before rotation; of several entries, the smallest.
    `stated_aspect` is the pixel aspect to use if the file itself states none."""
    return min(
        (_displayed(entry, stated_aspect) for entry in entries), key=lambda size: size[0] * size[1]
    )


def _displayed(entry: SampleEntry, stated_aspect: Decimal | None) -> tuple[int, int]:
    width, height, inside = entry.width, entry.height, None
    if entry.pictures:
        width, height, inside = min(entry.pictures, key=lambda one: one.width * one.height)
    aspect = entry.pixel_aspect or inside or Fraction(stated_aspect or 1)
    if not (width and height and Fraction(1, 16) <= aspect <= 16):
        raise refused("media.broken", measured=f"{width}×{height} × {float(aspect):.3g}")
    return max(1, round(width * aspect)), height


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
