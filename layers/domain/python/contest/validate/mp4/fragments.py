"""Reads what one movie fragment says about its tracks (ISO/IEC 14496-12 clause 8.8)."""

from array import array
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import Node, numbers, u32, u64, version
from contest.validate.mp4.placement import Place

BASE_OFFSET, ENTRY_INDEX, DURATION, SIZE = 0x1, 0x2, 0x8, 0x10
"""Flags of `tfhd` (clause 8.8.7)."""
DATA_OFFSET, FIRST_FLAGS = 0x1, 0x4
FIELDS = {"duration": 0x100, "size": 0x200, "flags": 0x400, "composition": 0x800}
"""Flags of `trun`, in the order of an entry's fields (clause 8.8.8)."""
MOST_RUNS = 1024


class Defaults(NamedTuple):
    duration: int = 0
    size: int = 0


class Part(NamedTuple):
    """What a fragment holds of one track; times are in the track's clock."""

    time: int | None
    """When it begins (clause 8.8.12); None if not stated."""
    ticks: int = 0
    samples: int = 0
    size: int = 0
    first: Place | None = None
    """Where its first sample lies."""
    uneven: bool = False
    """Whether its samples have different durations."""


def defaults(moov: Node) -> dict[int, Defaults]:
    """The defaults of each track (clause 8.8.3)."""
    mvex = moov.find("mvex")
    found = {}
    for trex in mvex.all("trex") if mvex else ():
        found[u32(trex.body, 4)] = Defaults(u32(trex.body, 12), u32(trex.body, 16))
    return found


def parts(moof: Node, *, start: int, known: dict[int, Defaults]) -> dict[int, Part]:
    """The fragment's part of each track. `start`: where the fragment begins in the file."""
    found: dict[int, Part] = {}
    for traf in moof.all("traf"):
        header = traf.find("tfhd")
        if header is None:
            raise refused("media.broken", measured=f"moof @{start}")
        number, base, own = _header(header, start=start, known=known)
        part = Part(_time(traf))
        truns = traf.all("trun")
        if len(truns) > MOST_RUNS:
            raise refused("media.too_complex", measured=f"trun × {len(truns)}", allowed=MOST_RUNS)
        for trun in truns:
            part = _with_run(part, trun, base=base, own=own)
        found[number] = part
    return found


def _header(header: Node, *, start: int, known: dict[int, Defaults]) -> tuple[int, int, Defaults]:
    """The track, the base of its offsets, and the defaults for samples that state nothing."""
    flags, number = u32(header.body, 0) & 0xFFFFFF, u32(header.body, 4)
    at, base = 8, start
    duration, size = known.get(number, Defaults())
    if flags & BASE_OFFSET:
        base, at = u64(header.body, at), at + 8
    if flags & ENTRY_INDEX:
        at += 4
    if flags & DURATION:
        duration, at = u32(header.body, at), at + 4
    if flags & SIZE:
        size = u32(header.body, at)
    return number, base, Defaults(duration, size)


def _time(traf: Node) -> int | None:
    tfdt = traf.find("tfdt")
    if tfdt is None:
        return None
    return u64(tfdt.body, 4) if version(tfdt.body) else u32(tfdt.body, 4)


def _with_run(part: Part, trun: Node, *, base: int, own: Defaults) -> Part:
    flags, many = u32(trun.body, 0) & 0xFFFFFF, u32(trun.body, 4)
    at = 8
    offset = 0
    if flags & DATA_OFFSET:
        offset, at = u32(trun.body, at), at + 4
        offset -= 2**32 if offset >= 2**31 else 0
    at += 4 if flags & FIRST_FLAGS else 0
    present = [name for name, bit in FIELDS.items() if flags & bit]
    raw = numbers(trun.body, at, many * len(present))
    columns = {name: raw[number :: len(present)] for number, name in enumerate(present)}
    lasting, sizes = columns.get("duration"), columns.get("size")
    ticks = sum(lasting) if lasting is not None else many * own.duration
    size = sum(sizes) if sizes is not None else many * own.size
    first = part.first
    if first is None and many:
        first = Place(base + offset, sizes[0] if sizes else own.size)
    return Part(
        part.time,
        part.ticks + ticks,
        part.samples + many,
        part.size + size,
        first,
        part.uneven or _uneven(lasting),
    )


def _uneven(lasting: "array[int] | None") -> bool:
    """Whether durations differ. The last one is ignored: it often stands for samples to come."""
    some = lasting[:-1] if lasting else ()
    return bool(some) and max(some) > 1.2 * min(some) + 1
