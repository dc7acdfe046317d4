"""Compares what a file declares with what is in it: durations, sizes, places. Pure; the comparisons
return their refusals, so that all of them can be given at once.

MediaInfo believes what headers say; here the sample tables and the coded pictures decide. Clauses
are those of ISO/IEC 14496-12."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from contest.refusals import Refusal, Refused, refused
from contest.validate.codecs.bits import Picture
from contest.validate.mp4.boxes import Read
from contest.validate.mp4.gate import Gate, gated_movie
from contest.validate.mp4.key_frames import pictures_in, recovers, sound_head
from contest.validate.mp4.placement import Place, misplacement, settled
from contest.validate.mp4.sample_entry import SampleEntry
from contest.validate.mp4.sample_tables import Track, tracks
from contest.validate.mp4.spans import Presentation, Span, presented
from contest.validate.mp4.track_header import movie_clock
from contest.validate.verdict import clock

LEEWAY = Fraction(1)
"""Seconds by which a declared duration may be off: sound often ends a little after the picture.
This bends no rule, because the measured duration counts."""
SHARE = Fraction(1, 50)
MACROBLOCK = 16
"""Some encoders forget to crop 1088 lines to 1080 in their parameter sets or the sample entry."""
Heads = list[tuple[Place, bytes]]
"""Some samples, with their first bytes."""


class Movie(NamedTuple):
    """A file as far as it has been read."""

    gate: Gate
    size: int
    scale: int
    """Ticks per second of the movie's own clock."""
    declared: int | None
    """The movie header's duration (clause 8.2.2), in ticks of `scale`; None if not stated."""
    tracks: tuple[Track, ...]
    spans: dict[int, Span]
    """By track."""

    @property
    def pictures(self) -> list[Track]:
        """Picture tracks, enabled ones first; covers and thumbnails are left out."""
        found = [t for t in self.tracks if t.kind == "vide" and not all(e.still for e in t.entries)]
        return sorted(found, key=lambda track: not track.enabled)

    @property
    def sounds(self) -> list[Track]:
        return [track for track in self.tracks if track.kind == "soun"]

    def presentation(self, track: Track) -> Presentation:
        """What is shown of a track whose span was measured."""
        span, fragmented = self.spans[track.number], self.gate.fragmented
        return presented(track, span, scale=self.scale, open_ended=fragmented)


def movie_of(read: Read, *, size: int) -> Movie:
    """A file that has passed the gate, has a picture, and whose tables agree with each other.
    Refused otherwise. The tables of a fragmented file hold its first samples, or none."""
    gate = gated_movie(read, size=size)
    clock = movie_clock(gate.tree)
    played = (settled(one) if one.played else one for one in tracks(gate.tree))
    movie = Movie(gate, size, clock.scale, clock.duration, tuple(played), {})
    if not movie.pictures:
        raise refused("media.no_picture")
    return movie


def check_places(movie: Movie) -> None:
    """Refused unless all samples that the tables list lie in the file's media data and there is
    room for all of them. `fragments.walk` checks the samples of fragments instead."""
    played = [track for track in movie.tracks if track.played]
    for track in played:
        if wrong := misplacement(track, movie.gate.media, size=movie.size):
            raise Refused(wrong)
    listed = sum(track.total_bytes for track in played)
    room = sum(box.end - box.body for box in movie.gate.media)
    if listed > room:
        raise refused("media.data_missing", measured=f"{room} / {listed} B")


def durations(movie: Movie) -> list[Refusal]:
    """Compares `mdhd`, `tkhd` and `mvhd` with the picture's samples (clauses 8.4.2, 8.3.2, 8.2.2).
    Headers of tracks and of the movie count empty edits too. A header that says less than there is
    does no harm, because the samples count. How long the sound lasts is no reason to refuse."""
    picture = movie.pictures[0]
    span, ends = movie.spans[picture.number], movie.presentation(picture).ends
    longest = max(ends, span.seconds)
    media = _seconds(picture.clock.duration, picture.clock.scale)
    header = _seconds(picture.shown, movie.scale)
    if movie.gate.fragmented:
        media = header = None  # they may cover the first fragment only
    if media and media > span.seconds + _leeway(media):
        return [_longer("media.duration_differs", span.seconds, media)]
    if header and header > longest + _leeway(header):
        return [_longer("media.duration_differs", span.seconds, header)]
    others = [
        movie.presentation(track).ends if track.played else Fraction(track.shown or 0, movie.scale)
        for track in movie.tracks
    ]
    whole = _seconds(movie.declared, movie.scale)
    if whole and whole > max([longest, *others]) + _leeway(whole):
        return [_longer("media.duration_differs", longest, whole)]
    return []


def _seconds(ticks: int | None, scale: int) -> Fraction | None:
    return None if ticks is None else Fraction(ticks, scale)


def _leeway(declared: Fraction) -> Fraction:
    return max(LEEWAY, declared * SHARE)


def _longer(code: str, measured: Fraction, declared: Fraction) -> Refusal:
    return Refusal(code=code, measured=clock(_rounded(measured)), allowed=clock(_rounded(declared)))


def _rounded(seconds: Fraction) -> Decimal:
    return round(Decimal(seconds.numerator) / seconds.denominator, 3)


def with_pictures(movie: Movie, heads: Heads) -> Movie:
    """The movie with what its first picture track's samples say about their pictures, beside what
    the sample entries say."""
    track = movie.pictures[0]
    entries = tuple(
        entry._replace(pictures=(*entry.pictures, *_inside(entry, heads, track.entries)))
        for entry in track.entries
    )
    known = replace(track, entries=entries)
    return movie._replace(tracks=tuple(known if one is track else one for one in movie.tracks))


def _inside(
    entry: SampleEntry, heads: Heads, entries: tuple[SampleEntry, ...]
) -> Iterator[Picture]:
    """The pictures that samples describe, without those that fit another of the entries."""
    for place, head in heads:
        for picture in pictures_in(head, size=place.size, entry=entry):
            if _near(entry, picture) or not any(_near(other, picture) for other in entries):
                yield picture


def picture_sizes(track: Track) -> list[Refusal]:
    """Compares the size in the sample entry (clause 12.1.3) with the pictures that its
    configuration and the samples describe."""
    if not any(entry.pictures or entry.coding == "other" for entry in track.entries):
        return [Refusal(code="media.broken", measured=f"{track.entries[0].kind}: ? × ?")]
    for entry in track.entries:
        for picture in entry.pictures:
            if not _near(entry, picture):
                return [
                    Refusal(
                        code="media.size_differs",
                        measured=f"{picture.width}×{picture.height}",
                        allowed=f"{entry.width}×{entry.height}",
                    )
                ]
    return []


def _near(entry: SampleEntry, picture: Picture) -> bool:
    """Whether the sizes agree. Some programs declare the size that is displayed, with square
    pixels."""
    shown = round(picture.width * (picture.pixel_aspect or 1))
    across = min(abs(entry.width - width) for width in (picture.width, shown))
    return across < MACROBLOCK and abs(entry.height - picture.height) < MACROBLOCK


def unreadable_heads(track: Track, heads: Heads) -> list[Refusal]:
    """Finds samples that cannot be real ones: zeros, or noise."""
    bad = [
        place
        for place, head in heads
        if not any(sound_head(head, size=place.size, entry=entry) for entry in track.entries)
    ]
    if not bad:
        return []
    return [Refusal(code="media.data_missing", measured=f"{len(bad)} / {len(heads)}", allowed="0")]


def open_groups(track: Track, heads: Heads) -> bool:
    """Whether the looked-at samples show groups of pictures that need the group before."""
    return any(
        recovers(head, size=place.size, entry=entry)
        for place, head in heads
        for entry in track.entries
    )
