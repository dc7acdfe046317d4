"""Finds where the fragments of a fragmented mp4 begin: from the index at its end (`mfra`), from the
one at its head (`sidx`), or, without either, by walking from header to header up to a limit.

Whether an index is true and whole is left to `fragments.spans`. Clauses are those of ISO/IEC
14496-12."""

import struct
from itertools import accumulate, pairwise
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import (
    HEADER,
    LARGE_HEADER,
    Node,
    Read,
    box_at,
    numbers,
    tree,
    u16,
    u32,
    u64,
    version,
)
from contest.validate.mp4.fragments.movie_fragment import defaults
from contest.validate.mp4.fragments.walk import Walker
from contest.validate.mp4.gate import STEP, Gate
from contest.validate.mp4.movie_box import SMALL_MOOV

TAIL = 32 * 1024
"""Bytes read at the end: they hold the index of an hour in fragments of two seconds."""
MFRO = 16
MOST_HOPS = 8


class Index(NamedTuple):
    """Fragments in the file's order; `times` are in ticks of `scale`, or of the track's clock if
    `scale` is None."""

    offsets: tuple[int, ...]
    times: tuple[int, ...] = ()
    """When each begins; empty if the file was walked."""
    track: int | None = None
    scale: int | None = None


def fragment_index(read: Read, gate: Gate, *, size: int, track: int) -> Index:
    """The index of a file that has passed the gate. `track` is the track whose index is wanted.

    Refused if the file has no index and more fragments than are walked."""
    found = stated_index(read, gate, size=size, track=track)
    if found is None:
        stretch = Walker(read, size, defaults(gate.tree)).walk(gate.fragments_start, size)
        return Index(tuple(fragment.start for fragment in stretch.fragments))
    return found


def stated_index(read: Read, gate: Gate, *, size: int, track: int) -> Index | None:
    """The index that the file has; None if it has none. Refused if it is damaged."""
    found = _at_the_tail(read, size=size, track=track) or _at_the_head(read, gate, size=size)
    if found is None or not found.offsets:
        return None
    if any(a >= b for a, b in pairwise(found.offsets)):
        raise refused("media.tables_disagree", measured="mfra / sidx")
    if found.offsets[-1] + HEADER > size:
        raise refused("media.cut_short", measured=f"{size} B", allowed=f"{found.offsets[-1]} B")
    return found


def index_bytes(read: Read, *, size: int) -> int:
    """How long the index at the end is; 0 if there is none. Refused if it cannot be so long."""
    tail = read(max(0, size - TAIL), TAIL)
    if tail[-12:-8] != b"mfro":
        return 0
    length = int.from_bytes(tail[-4:], "big")
    if not MFRO + HEADER <= length <= min(size, SMALL_MOOV):
        raise refused("media.broken", measured=f"mfro {length} B")
    return length


def _at_the_tail(read: Read, *, size: int, track: int) -> Index | None:
    """Clauses 8.8.9 to 8.8.11."""
    length = index_bytes(read, size=size)
    if not length:
        return None
    data = read(size - length, length)
    if data[4:8] != b"mfra":
        raise refused("media.broken", measured=f"mfra @{size - length}")
    tables = [node for node in tree(data).all("tfra") if u32(node.body, 4) == track]
    return _tfra(tables[0], track) if tables else None


def _tfra(tfra: Node, track: int) -> Index:
    """Clause 8.8.10: there is an entry for each key frame; the first in each fragment counts."""
    body, long = tfra.body, version(tfra.body)
    extra = sum((u32(body, 8) >> shift & 3) + 1 for shift in (4, 2, 0))
    width = 8 if long else 4
    step, many = 2 * width + extra, u32(body, 12)
    if 16 + many * step > len(body):
        raise refused("media.broken", measured=f"tfra × {many}")
    entries = bytes(body[16 : 16 + many * step])
    first: dict[int, int] = {}
    for time, offset in struct.iter_unpack(f">{'QQ' if long else 'II'}{extra}x", entries):
        first.setdefault(offset, time)
    return Index(tuple(first), tuple(first.values()), track)


def _at_the_head(read: Read, gate: Gate, *, size: int) -> Index | None:
    """A segment index of the whole file (clause 8.16.3), at most `MOST_HOPS` boxes after the movie
    box."""
    at = gate.moov.end
    box = box_at(read(at, STEP)[:LARGE_HEADER], start=at, end=size)
    for _ in range(MOST_HOPS):
        if box is None or box.kind == "sidx":
            break
        box = box_at(read(box.end, STEP)[:LARGE_HEADER], start=box.end, end=size)
    if box is None or box.kind != "sidx" or not box.size <= min(SMALL_MOOV, size - box.start):
        return None
    return _sidx(Node(box, memoryview(read(box.body, box.end - box.body)), ()), size=size)


def _sidx(sidx: Node, *, size: int) -> Index | None:
    body, long = sidx.body, version(sidx.body)
    time, at = (u64(body, 12), 20) if long else (u32(body, 12), 16)
    first = u64(body, at) if long else u32(body, at)
    at += 8 if long else 4
    raw = numbers(body, at + 4, 3 * u16(body, at + 2))
    if any(reference >> 31 for reference in raw[0::3]):
        return None  # an index of indexes
    offsets = tuple(accumulate(raw[0::3], initial=sidx.box.end + first))
    times = tuple(accumulate(raw[1::3], initial=time))
    whole = len(raw) > 3 and offsets[-1] <= size < offsets[-1] + TAIL + 1
    return Index(offsets[:-1], times[:-1], None, u32(body, 8)) if whole else None
