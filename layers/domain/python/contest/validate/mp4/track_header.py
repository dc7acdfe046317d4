"""Reads what a track's headers declare: its clock, rotation, size and edits. Whether it is true is
left to `crosscheck`. Clauses are those of ISO/IEC 14496-12."""

from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import Node, signed, u32, u64, version

TURNS = {(0, 1): 90, (-1, 0): 180, (0, -1): 270}
UNKNOWN = {0: 2**32 - 1, 1: 2**64 - 1}
"""By version: an unknown duration (clause 8.4.2.3)."""
EMPTY = -1
"""The media time of an edit that shows nothing (clause 8.6.6.3)."""
MOST_EDITS = 1024


class Edit(NamedTuple):
    """For `duration` of the movie's time, shows the media from `media_time` on, which counts in
    composition time (clause 8.6.6)."""

    duration: int
    media_time: int | None
    """None: the edit shows nothing."""
    rate: int
    """Fixed point: 16 bits for the whole part, 16 for the fraction."""


class Clock(NamedTuple):
    scale: int
    duration: int | None
    """In ticks of `scale`; None: not stated."""


def movie_clock(moov: Node) -> Clock:
    """The clock of the movie header (clause 8.2.2)."""
    return clock_of(moov.find("mvhd"))


def clock_of(header: Node | None) -> Clock:
    """The clock of `mvhd` or `mdhd` (clauses 8.2.2 and 8.4.2), whose first fields are the same.
    Refused if the header is missing or its time scale is 0."""
    if header is None:
        raise refused("media.broken", measured="mvhd / mdhd × 0", allowed="1")
    form = version(header.body)
    scale = u32(header.body, 20 if form else 12)
    duration = u64(header.body, 24) if form else u32(header.body, 16)
    if not scale:
        raise refused("media.broken", measured="timescale 0")
    return Clock(scale, None if duration == UNKNOWN[form] else duration)


def shown_of(tkhd: memoryview) -> int | None:
    """The track's duration in ticks of the movie's clock (clause 8.3.2); None if not stated."""
    form = version(tkhd)
    shown = u64(tkhd, 28) if form else u32(tkhd, 20)
    return None if shown == UNKNOWN[form] else shown


def rotation_of(tkhd: memoryview) -> int:
    """Degrees clockwise, from the display matrix (clause 8.3.2). 0 for any rotation that is not a
    multiple of 90."""
    a, b, _, _ = _matrix(tkhd)
    return TURNS.get((_sign(a), _sign(b)), 0)


def size_of(tkhd: memoryview) -> tuple[Fraction, Fraction]:
    """Width and height to which the pictures are scaled before they are turned (clause 8.3.2); 0
    and 0 if not stated. A matrix that stretches one side more than the other is applied."""
    at = 88 if version(tkhd) else 76
    if len(tkhd) < at + 8:
        return Fraction(0), Fraction(0)
    width, height = Fraction(u32(tkhd, at), 1 << 16), Fraction(u32(tkhd, at + 4), 1 << 16)
    a, b, c, d = _matrix(tkhd)
    across, down = isqrt(a * a + b * b), isqrt(c * c + d * d)
    return (width * across / down if across and down else width), height


def _matrix(tkhd: memoryview) -> tuple[int, int, int, int]:
    """a, b, c and d of the display matrix, in fixed point."""
    at = 52 if version(tkhd) else 40
    u32(tkhd, at + 32)
    a, b, c, d = (signed(u32(tkhd, at + place)) for place in (0, 4, 12, 16))
    return a, b, c, d


def edits_of(elst: Node | None) -> tuple[Edit, ...]:
    if elst is None:
        return ()
    form = version(elst.body)
    width, read = (8, u64) if form else (4, u32)
    step = 2 * width + 4
    many = u32(elst.body, 4)
    if many > MOST_EDITS:
        raise refused("media.too_complex", measured=f"elst × {many}", allowed=MOST_EDITS)
    found = []
    for at in range(8, 8 + many * step, step):
        start = signed(read(elst.body, at + width), width=width)
        shown = None if start == EMPTY else max(0, start)
        found.append(Edit(read(elst.body, at), shown, u32(elst.body, at + 2 * width)))
    return tuple(found)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
