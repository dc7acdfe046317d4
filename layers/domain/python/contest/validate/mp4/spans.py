"""Measures how long a track lasts by its samples, not its headers, and what of it is shown when.
Fragmented files are left to `fragments.spans`. Clauses are those of ISO/IEC 14496-12.

Edits count in composition time (8.6.6): where frames are reordered, the first picture is composed a
few frames after 0, and the edit that shows the whole film begins there."""

from array import array
from collections.abc import Iterable
from fractions import Fraction
from itertools import compress, repeat
from operator import gt, lt, ne
from typing import NamedTuple

from contest.validate.mp4.sample_tables import Track

ODD_ONES_IN = 50
"""One frame in this many may be uneven; with more, a work has a variable frame rate."""
LONGEST_GAPS = Fraction(1, 2)
"""Seconds that gaps may add to what the samples last."""
DWELL = 0
"""The rate of an edit that holds one picture."""


class Span(NamedTuple):
    seconds: Fraction
    samples: int
    bytes: int
    rate: Fraction
    """Samples per second."""
    variable: bool = False
    start: Fraction = Fraction(0)
    """When the earliest sample is composed, in seconds."""
    end: Fraction = Fraction(0)
    """When the latest sample ends in composition time."""

    @property
    def extent(self) -> Fraction:
        """From the first picture composed to the end of the last. Where a film was cut between
        B-frames, pictures are missing, and the one before a gap stays for longer."""
        return max(self.seconds, min(self.end - self.start, self.seconds + LONGEST_GAPS))


class Presentation(NamedTuple):
    """A track on the movie's own timeline, in seconds."""

    shown: Fraction
    """How long it is seen or heard, at most as long as its samples last."""
    begins: Fraction
    ends: Fraction


def span_of(track: Track) -> Span:
    """The span of a track that has sample tables."""
    seconds, extent, scale = track.seconds, track.extent, track.clock.scale
    return Span(
        seconds,
        track.samples,
        track.total_bytes,
        track.samples / seconds if seconds else Fraction(0),
        _variable(track),
        Fraction(extent.start, scale),
        Fraction(extent.end, scale),
    )


def _variable(track: Track) -> bool:
    """Whether too many samples are uneven. A last run of one sample is ignored: it often stands for
    samples to come."""
    counts, deltas = track.counts, track.deltas
    if counts and counts[-1] == 1:
        counts, deltas = counts[:-1], deltas[:-1]
    _, usual = max(zip(counts, deltas, strict=True), default=(0, 0))
    return uneven(counts, deltas, usual=usual) * ODD_ONES_IN > track.samples


def uneven(counts: Iterable[int], deltas: "array[int]", *, usual: int) -> int:
    """How many samples last a tenth and a tick longer than usual, or as much shorter."""
    least, most = -(10 * (1 - usual) // 11), (11 * usual + 10) // 10
    odd = map(ne, map(lt, deltas, repeat(least)), map(gt, deltas, repeat(most)))
    return sum(compress(counts, odd))


def presented(track: Track, span: Span, *, scale: int, open_ended: bool = False) -> Presentation:
    """What the edit list shows of a track, and when (clause 8.6.6). `scale`: ticks per second of
    the movie's clock.

    An empty edit delays what follows. A dwell holds one picture. Any other edit shows the media at
    its own speed, as players do, and so does one that lasts 0 ticks, to the end. `open_ended`: the
    last edit goes on to the end as well, because fragments follow it."""
    if not any(edit.media_time is not None for edit in track.edits):
        delay = sum(edit.duration for edit in track.edits)
        first = Fraction(delay, scale) + max(Fraction(0), span.start)
        return Presentation(span.extent, first, first + span.extent)
    shown, at = Fraction(0), Fraction(0)
    begins: Fraction | None = None
    for edit in track.edits:
        lasts = Fraction(edit.duration, scale)
        if edit.media_time is not None:
            first = Fraction(edit.media_time, track.clock.scale)
            left = max(Fraction(0), span.end - first)
            to_the_end = not lasts or (open_ended and edit is track.edits[-1])
            if edit.rate == DWELL:
                lasts = lasts if left else left
            else:
                lasts = left if to_the_end else min(lasts, left)
            if begins is None and lasts:
                begins = at + min(lasts, max(Fraction(0), span.start - first))
            shown += lasts
        at += lasts
    return Presentation(min(shown, span.extent), begins or Fraction(0), at)
