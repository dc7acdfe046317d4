"""Reads what one movie fragment says about its tracks (ISO/IEC 14496-12 clause 8.8)."""

from array import array
from itertools import accumulate, compress, repeat
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import Node, numbers, signed, u32, u64, version
from contest.validate.mp4.composition import Extent, composed_singly
from contest.validate.mp4.key_frames import spread
from contest.validate.mp4.placement import Place
from contest.validate.mp4.spans import uneven

BASE_OFFSET, ENTRY_INDEX, DURATION, SIZE, BASE_IS_MOOF = 0x1, 0x2, 0x8, 0x10, 0x20000
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
    uneven: int = 0
    """How many of its samples last longer or shorter than most."""
    extent: Extent = Extent()
    """When its samples are composed, counted from its beginning."""
    empty: int = 0
    """How many of its samples have no bytes."""
    data: tuple[Place, ...] = ()
    """Where the bytes of each run lie."""
    some: tuple[Place, ...] = ()
    """A few samples of each run, evenly spread, without those that have no bytes."""


class _Header(NamedTuple):
    number: int
    base: int
    """Where offsets count from."""
    own: Defaults
    """What samples have that state nothing."""


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
    base = start
    for traf in moof.all("traf"):
        tfhd = traf.find("tfhd")
        if tfhd is None:
            raise refused("media.broken", measured=f"moof @{start}")
        header = _header(tfhd, start=start, base=base, known=known)
        part = found.get(header.number) or Part(_time(traf))
        truns = traf.all("trun")
        if len(truns) > MOST_RUNS:
            raise refused("media.too_complex", measured=f"trun × {len(truns)}", allowed=MOST_RUNS)
        base = header.base
        for trun in truns:
            part = _with_run(part, trun, header=header, following=base)
            base = part.data[-1].offset + part.data[-1].size
        found[header.number] = part
    return found


def _header(tfhd: Node, *, start: int, base: int, known: dict[int, Defaults]) -> _Header:
    """Without a base of its own, a track fragment counts its offsets from the end of the data of
    the one before it, `base`; the first, from the beginning of the movie fragment."""
    flags, number = u32(tfhd.body, 0) & 0xFFFFFF, u32(tfhd.body, 4)
    at = 8
    duration, size = known.get(number, Defaults())
    if flags & BASE_OFFSET:
        base, at = u64(tfhd.body, at), at + 8
    elif flags & BASE_IS_MOOF:
        base = start
    if flags & ENTRY_INDEX:
        at += 4
    if flags & DURATION:
        duration, at = u32(tfhd.body, at), at + 4
    if flags & SIZE:
        size = u32(tfhd.body, at)
    return _Header(number, base, Defaults(duration, size))


def _time(traf: Node) -> int | None:
    tfdt = traf.find("tfdt")
    if tfdt is None:
        return None
    return u64(tfdt.body, 4) if version(tfdt.body) else u32(tfdt.body, 4)


def _with_run(part: Part, trun: Node, *, header: _Header, following: int) -> Part:
    """`following`: where the data of the run before this one ends (clause 8.8.8)."""
    flags, many = u32(trun.body, 0) & 0xFFFFFF, u32(trun.body, 4)
    at, offset, own = 8, following, header.own
    if flags & DATA_OFFSET:
        offset, at = header.base + signed(u32(trun.body, at)), at + 4
    at += 4 if flags & FIRST_FLAGS else 0
    present = [name for name, bit in FIELDS.items() if flags & bit]
    raw = numbers(trun.body, at, many * len(present))
    columns = {name: raw[number :: len(present)] for number, name in enumerate(present)}
    lasting, sizes, lags = (columns.get(name) for name in ("duration", "size", "composition"))
    size = sum(sizes) if sizes is not None else many * own.size
    first = part.first
    if first is None and many:
        first = Place(offset, sizes[0] if sizes else own.size)
    ticks = sum(lasting) if lasting is not None else many * own.duration
    extent = Extent(0, ticks)
    if many and lags is not None:  # their distances are signed, whatever the version
        durations = repeat(own.duration, many) if lasting is None else lasting
        extent = composed_singly(durations, array("i", lags.tobytes()))
    return Part(
        part.time,
        part.ticks + ticks,
        part.samples + many,
        part.size + size,
        first,
        part.uneven + _uneven(lasting),
        _with_extent(part, extent) if many else part.extent,
        part.empty + (sizes.count(0) if sizes is not None else many * (not own.size)),
        (*part.data, Place(offset, size)),
        (*part.some, *_some(offset, sizes, many, own.size)),
    )


def _some(offset: int, sizes: "array[int] | None", many: int, usual: int) -> list[Place]:
    if sizes is None:
        return [Place(offset + usual * n, usual) for n in spread(range(many))] if usual else []
    filled = list(compress(zip(accumulate(sizes, initial=0), sizes, strict=False), sizes))
    return [Place(offset + before, size) for before, size in spread(filled)]


def _with_extent(part: Part, run: Extent) -> Extent:
    """The extent of a part that goes on with a run."""
    start, end = part.ticks + run.start, part.ticks + run.end
    if not part.samples:
        return Extent(start, end)
    return Extent(min(part.extent.start, start), max(part.extent.end, end))


def _uneven(lasting: "array[int] | None") -> int:
    """How many durations are not the usual one. The last one is ignored: it often stands for
    samples to come."""
    some = lasting[:-1] if lasting else array("I")
    if not some or max(some) == min(some):
        return 0
    return uneven(repeat(1), some, usual=sorted(some)[len(some) // 2])
