"""Reads what a track's headers declare: its clock, rotation and edit list. Whether it is true is
left to `crosscheck`. Clauses are those of ISO/IEC 14496-12."""

from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import Node, u32, u64, version

TURNS = {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}
UNKNOWN = {0: 2**32 - 1, 1: 2**64 - 1}
"""By version: an unknown duration (clause 8.4.2.3), or an edit that shows nothing (8.6.6.3)."""
MOST_EDITS = 1024


class Edit(NamedTuple):
    """For `duration` of the movie's time, shows the media from `media_time` on (clause 8.6.6)."""

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
    at = 52 if version(tkhd) else 40
    u32(tkhd, at + 32)
    a, b = (_sign(u32(tkhd, at + place)) for place in (0, 4))
    return TURNS.get((a, b), 0)


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
        start = read(elst.body, at + width)
        shown = None if start == UNKNOWN[form] else start
        found.append(Edit(read(elst.body, at), shown, u32(elst.body, at + 2 * width)))
    return tuple(found)


def _sign(fixed: int) -> int:
    """The sign of a signed 32-bit number."""
    return 0 if fixed == 0 else 1 if fixed < 2**31 else -1
