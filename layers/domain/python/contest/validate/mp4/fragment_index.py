"""Finds where the fragments of a fragmented mp4 begin: from the index at its end (`mfra`), from the
one at its head (`sidx`), or, without either, by walking from header to header up to a limit.

Clauses are those of ISO/IEC 14496-12."""

from itertools import pairwise
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
from contest.validate.mp4.gate import Gate
from contest.validate.mp4.movie_box import SMALL_MOOV

TAIL = 32 * 1024
"""Bytes read at the end: they hold the index of an hour in fragments of two seconds."""
MFRO = 16
STEP = 2 * 1024
"""Bytes read at each fragment on a walk; most movie fragment boxes fit into them."""
MOST_WALKED = 512
"""The most fragments of a file without an index: 17 minutes in fragments of two seconds. At `STEP`
bytes each, that is 1 MiB and as many requests as fragments."""
WALKED_BYTES = 1_400_000
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

    Refused if the index is damaged, or the file has more fragments than are walked."""
    found = _at_the_tail(read, size=size, track=track) or _at_the_head(read, gate, size=size)
    if found is None:
        return Index(_walked(read, gate, size=size))
    if not found.offsets or any(a >= b for a, b in pairwise(found.offsets)):
        raise refused("media.tables_disagree", measured="mfra / sidx")
    if found.offsets[-1] + HEADER > size:
        raise refused("media.cut_short", measured=f"{size} B", allowed=f"{found.offsets[-1]} B")
    return found


def _at_the_tail(read: Read, *, size: int, track: int) -> Index | None:
    """Clauses 8.8.9 to 8.8.11."""
    tail = read(max(0, size - TAIL), TAIL)
    if tail[-12:-8] != b"mfro":
        return None
    length = int.from_bytes(tail[-4:], "big")
    if not MFRO + HEADER <= length <= min(size, SMALL_MOOV):
        raise refused("media.broken", measured=f"mfro {length} B")
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
    read = u64 if long else u32
    first: dict[int, int] = {}
    for at in range(16, 16 + many * step, step):
        first.setdefault(read(body, at + width), read(body, at))
    return Index(tuple(first), tuple(first.values()), track)


def _at_the_head(read: Read, gate: Gate, *, size: int) -> Index | None:
    """A segment index of the whole file (clause 8.16.3), at most `MOST_HOPS` boxes after the movie
    box."""
    at = gate.moov.end
    box = box_at(read(at, STEP)[:LARGE_HEADER], start=at, end=size)
    for _ in range(MOST_HOPS):
        if box is None or box.kind == "sidx" or box.end >= size:
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
    offset = sidx.box.end + first
    offsets, times = [], []
    for reference, lasting in zip(raw[0::3], raw[1::3], strict=True):
        if reference >> 31:
            return None  # an index of indexes
        offsets.append(offset)
        times.append(time)
        offset, time = offset + reference, time + lasting
    whole = len(offsets) > 1 and offset <= size < offset + TAIL + 1
    return Index(tuple(offsets), tuple(times), None, u32(body, 8)) if whole else None


def _walked(read: Read, gate: Gate, *, size: int) -> tuple[int, ...]:
    found: list[int] = []
    at, looked_at = gate.moov.end, 0
    while at < size:
        box = box_at(read(at, STEP)[:LARGE_HEADER], start=at, end=size)
        if box is None or not (box.kind.isascii() and box.kind.isprintable()):
            raise refused("media.broken", measured=f"@{at}", allowed=f"{size} B")
        if box.end > size:
            raise refused("media.cut_short", measured=f"{size} B", allowed=f"{box.end} B")
        if box.kind == "moof":
            found.append(at)
            looked_at += max(STEP, box.size)
        looked_at += LARGE_HEADER
        if len(found) > MOST_WALKED or looked_at > WALKED_BYTES:
            raise refused("media.fragmented", measured=f"> {len(found) - 1}", allowed=MOST_WALKED)
        at = box.end
    return tuple(found)
