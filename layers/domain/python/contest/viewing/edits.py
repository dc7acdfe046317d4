"""When a copied track is shown, by edits (ISO/IEC 14496-12 clause 8.6.6), and for how long."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from contest.validate.mp4.track_header import Edit
from contest.viewing.tables import SampleTable

NORMAL = 0x10000
"""The rate of an edit that shows the media at its own speed."""


class Timing(NamedTuple):
    edits: tuple[Edit, ...]
    """None: the whole media is shown from the beginning."""
    duration: int
    """In ticks of the movie's clock."""


def as_listed(
    edits: tuple[Edit, ...], table: SampleTable, *, media_scale: int, movie_scale: int
) -> Timing:
    """Of a track without fragments: as its own edit list says."""
    media = ceil(Fraction(table.ticks * movie_scale, media_scale))
    return Timing(edits, sum(edit.duration for edit in edits) or media)


def begins(edits: Sequence[Edit], *, media_scale: int, movie_scale: int) -> Fraction:
    """When the media begins, in seconds of the movie, which may be before 0. Only the first edit
    that shows something counts."""
    delay = Fraction(0)
    for edit in edits:
        if edit.media_time is not None:
            return delay - Fraction(edit.media_time, media_scale)
        delay += Fraction(edit.duration, movie_scale)
    return delay


def placed(table: SampleTable, begin: Fraction, *, media_scale: int, movie_scale: int) -> Timing:
    """Edits by which the first sample is decoded at `begin`, and all that follows is shown."""
    extent = table.extent
    first = max(0, round(-begin * media_scale))
    shown = max(0, ceil(Fraction((extent.end - first) * movie_scale, media_scale)))
    media = Edit(shown, first, NORMAL)
    if begin > 0:
        delay = round(begin * movie_scale)
        return Timing((Edit(delay, None, NORMAL), media), delay + shown)
    return Timing((media,) if first else (), shown)
