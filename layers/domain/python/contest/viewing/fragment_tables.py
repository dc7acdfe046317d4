"""Reads the samples of all movie fragments, one by one (ISO/IEC 14496-12 clause 8.8)."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import (
    LARGE_HEADER,
    Node,
    Read,
    box_at,
    numbers,
    signed,
    tree,
    u32,
    u64,
    version,
)
from contest.validate.mp4.fragments.movie_fragment import (
    BASE_IS_MOOF,
    BASE_OFFSET,
    DATA_OFFSET,
    DURATION,
    ENTRY_INDEX,
    FIELDS,
    FIRST_FLAGS,
    SIZE,
)
from contest.validate.mp4.gate import check_counts
from contest.validate.mp4.movie_box import SMALL_MOOV
from contest.viewing.tables import GrowingTable

MOST_BOXES = 200_000
"""An hour and a half at 30 fragments a second, each with its media data."""
DEFAULT_FLAGS = 0x20
NOT_SYNC = 0x10000
"""The flag of a sample that is no key frame (clause 8.8.3.1)."""
LONGEST_FRAGMENT = 2_000_000
"""Samples in one run; more have no room in the movie fragment."""


class Usual(NamedTuple):
    """What samples have that state nothing."""

    entry: int = 1
    duration: int = 0
    size: int = 0
    flags: int = 0


def usual_of(moov: Node) -> dict[int, Usual]:
    """By track (clause 8.8.3)."""
    mvex = moov.find("mvex")
    boxes = mvex.all("trex") if mvex else []
    return {
        u32(trex.body, 4): Usual(*(u32(trex.body, at) for at in (8, 12, 16, 20))) for trex in boxes
    }


def add_fragments(
    read: Read, *, start: int, size: int, moov: Node, tables: Mapping[int, GrowingTable]
) -> None:
    """Adds the samples of all fragments from `start` on to the tables of their tracks; samples of
    other tracks are passed over. The file has to have passed validation."""
    usual, at = usual_of(moov), start
    for _ in range(MOST_BOXES):
        if at >= size:
            return
        box = box_at(read(at, LARGE_HEADER), start=at, end=size)
        if box is None or not box.named:
            return
        if box.kind == "moof":
            if box.size > SMALL_MOOV:
                raise refused("media.too_complex", measured=f"moof {box.size} B")
            moof = tree(read(box.start, box.size))
            check_counts(moof)
            _add(moof, start=at, usual=usual, tables=tables)
        at = box.end
    raise refused("media.fragmented", measured=f"> {MOST_BOXES}", allowed=MOST_BOXES)


def _add(
    moof: Node, *, start: int, usual: dict[int, Usual], tables: Mapping[int, GrowingTable]
) -> None:
    base = start
    for traf in moof.all("traf"):
        tfhd = traf.find("tfhd")
        if tfhd is None:
            raise refused("media.broken", measured=f"moof @{start}")
        number, base, own = _header(tfhd, start=start, base=base, usual=usual)
        table = tables.get(number)
        if table:
            table.begin(_time(traf))
        following = base
        for trun in traf.all("trun"):
            following = _add_run(trun, table, base=base, following=following, own=own)
        base = following


def _header(
    tfhd: Node, *, start: int, base: int, usual: dict[int, Usual]
) -> tuple[int, int, Usual]:
    """The track, where offsets count from, and what its samples usually have (clause 8.8.7)."""
    flags, number = u32(tfhd.body, 0) & 0xFFFFFF, u32(tfhd.body, 4)
    at, own = 8, usual.get(number, Usual())
    if flags & BASE_OFFSET:
        base, at = u64(tfhd.body, at), at + 8
    elif flags & BASE_IS_MOOF:
        base = start
    stated = {
        name: bit
        for name, bit in zip(
            Usual._fields, (ENTRY_INDEX, DURATION, SIZE, DEFAULT_FLAGS), strict=True
        )
        if flags & bit
    }
    found = {name: u32(tfhd.body, at + 4 * place) for place, name in enumerate(stated)}
    return number, base, own._replace(**found)


def _time(traf: Node) -> int | None:
    tfdt = traf.find("tfdt")
    if tfdt is None:
        return None
    return u64(tfdt.body, 4) if version(tfdt.body) else u32(tfdt.body, 4)


def _add_run(
    trun: Node, table: GrowingTable | None, *, base: int, following: int, own: Usual
) -> int:
    """Clause 8.8.8. Returns where its data ends; `following`: where that of the run before did."""
    flags, many = u32(trun.body, 0) & 0xFFFFFF, u32(trun.body, 4)
    if many > LONGEST_FRAGMENT:
        raise refused("media.too_complex", measured=f"trun × {many}")
    at, offset, first = 8, following, None
    if flags & DATA_OFFSET:
        offset, at = base + signed(u32(trun.body, at)), at + 4
    if flags & FIRST_FLAGS:
        first, at = u32(trun.body, at), at + 4
    present = [name for name, bit in FIELDS.items() if flags & bit]
    raw = numbers(trun.body, at, many * len(present))
    columns = {name: raw[place :: len(present)] for place, name in enumerate(present)}
    sizes = columns.get("size", array("I", [own.size]) * many)
    if table and many:
        table.add(
            offset,
            sizes,
            entry=own.entry,
            durations=_runs(columns.get("duration"), own.duration, many),
            lags=_runs(_signed(columns.get("composition")), 0, many),
            sync=_sync(columns.get("flags"), own.flags, first, many),
        )
    return offset + sum(sizes)


def _signed(column: "array[int] | None") -> "array[int] | None":
    return None if column is None else array("i", column.tobytes())


def _runs(column: "array[int] | None", usual: int, many: int) -> Iterator[tuple[int, int]]:
    if column is None:
        yield many, usual
        return
    for value, same in groupby(column):
        yield sum(1 for _ in same), value


def _sync(column: "array[int] | None", usual: int, first: int | None, many: int) -> Iterable[int]:
    """Numbers of the key frames in the run, from 0."""
    if column is not None:
        flags: Iterable[int] = column
    elif first is not None:
        flags = chain([first], [usual] * (many - 1))
    elif usual & NOT_SYNC:
        return ()
    else:
        return range(many)
    return (number for number, flag in enumerate(flags) if not flag & NOT_SYNC)
