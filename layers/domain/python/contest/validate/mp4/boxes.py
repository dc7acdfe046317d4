"""Parses the boxes of ISO/IEC 14496-12: a single header, or the tree of boxes in given bytes.

Pure and bounded: nothing beyond the given bytes is read, whatever they claim. The meaning of the
boxes is left to others."""

import struct
import sys
from array import array
from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

from contest.refusals import refused

Read = Callable[[int, int], bytes]
"""Takes offset and length and returns bytes; fewer if the file ends earlier."""

HEADER, LARGE_HEADER = 8, 16
MAX_BOXES, MAX_DEPTH = 4096, 8
CONTAINERS = frozenset(
    {"moov", "trak", "mdia", "minf", "stbl", "edts", "dinf", "mvex", "moof", "traf", "mfra"}
)


class Box(NamedTuple):
    kind: str
    start: int
    header: int
    size: int

    @property
    def named(self) -> bool:
        """Whether its kind can be one: four printable characters (clause 4.2)."""
        return self.kind.isascii() and self.kind.isprintable()

    def within(self, end: int) -> "Box":
        """The box, cut where the file ends."""
        return self._replace(size=min(self.size, end - self.start))

    @property
    def body(self) -> int:
        return self.start + self.header

    @property
    def end(self) -> int:
        return self.start + self.size


class Node(NamedTuple):
    """A box with its contents; the box's `start` counts from the beginning of the given bytes."""

    box: Box
    body: memoryview
    inner: tuple["Node", ...]

    @property
    def kind(self) -> str:
        return self.box.kind

    def all(self, kind: str) -> list["Node"]:
        return [node for node in self.inner if node.kind == kind]

    def find(self, *path: str) -> "Node | None":
        """The first box along the path of kinds; None if there is none."""
        node: Node | None = self
        for kind in path:
            node = next(iter(node.all(kind)), None) if node else None
        return node

    def every(self) -> Iterator["Node"]:
        """The box itself and all boxes within it, containers before their contents."""
        yield self
        for node in self.inner:
            yield from node.every()


def box_at(head: bytes | memoryview, *, start: int, end: int) -> Box | None:
    """The box whose header these bytes are (clause 4.2.2); it may claim to end after `end`.
    None: the header is incomplete, or the size is smaller than the header."""
    if len(head) < HEADER:
        return None
    size, kind = struct.unpack(">I4s", head[:HEADER])
    header = HEADER
    if size == 1:
        if len(head) < LARGE_HEADER:
            return None
        size, header = struct.unpack(">Q", head[HEADER:LARGE_HEADER])[0], LARGE_HEADER
    elif size == 0:
        size = end - start
    return Box(kind.decode("latin-1"), start, header, size) if size >= header else None


def tree(data: bytes | memoryview) -> Node:
    """The one box that fills `data`, with its contents. Refused if sizes do not fit each other."""
    found = nodes(memoryview(data), 0, len(data))
    if len(found) != 1:
        raise refused("media.broken", measured=f"{len(found)} × {len(data)} B", allowed="1")
    return found[0]


def nodes(
    data: memoryview,
    start: int,
    end: int,
    *,
    depth: int = 0,
    box_count: Iterator[int] | None = None,
) -> tuple[Node, ...]:
    """The boxes that fill a range of bytes; refused if they do not. At its end, fewer bytes than a
    header has are ignored, as decoders do: some writers end a container with four zero bytes."""
    box_count = box_count or count()
    found: list[Node] = []
    at = start
    while end - at >= HEADER:
        box = box_at(data[at : min(at + LARGE_HEADER, end)], start=at, end=end)
        if box is None or box.end > end:
            raise refused("media.broken", measured=f"@{at}")
        if depth > MAX_DEPTH or next(box_count) >= MAX_BOXES:
            raise refused(
                "media.too_complex",
                measured=f"> {MAX_BOXES} / {MAX_DEPTH}",
                allowed=f"{MAX_BOXES} / {MAX_DEPTH}",
            )
        within = box.kind in CONTAINERS
        inner = (
            nodes(data, box.body, box.end, depth=depth + 1, box_count=box_count) if within else ()
        )
        found.append(Node(box, data[box.body : box.end], inner))
        at = box.end
    return tuple(found)


def version(body: memoryview) -> int:
    """The version of a full box (clause 4.2.2): 0, or 1 if its numbers are longer."""
    return int(len(body) > 0 and body[0] == 1)


def u32(body: memoryview, at: int) -> int:
    """A big-endian number; refused if the box ends before it."""
    return _number(body, at, 4)


def u64(body: memoryview, at: int) -> int:
    return _number(body, at, 8)


def u16(body: memoryview, at: int) -> int:
    return _number(body, at, 2)


def _number(body: memoryview, at: int, width: int) -> int:
    if len(body) < at + width:
        raise refused("media.broken", measured=f"{len(body)} B", allowed=f"{at + width} B")
    return int.from_bytes(body[at : at + width], "big")


def signed(number: int, *, width: int = 4) -> int:
    """The number whose two's complement of 4 or 8 bytes this is."""
    half = 1 << 8 * width - 1
    return number - 2 * half if number >= half else number


def numbers(body: memoryview, at: int, many: int, *, width: int = 4) -> "array[int]":
    """`many` big-endian numbers of 4 or 8 bytes, read without a Python loop."""
    if len(body) < at + many * width:
        raise refused("media.broken", measured=f"{len(body)} B", allowed=f"{at + many * width} B")
    found = array("I" if width == 4 else "Q")
    found.frombytes(body[at : at + many * width])
    if sys.byteorder == "little":
        found.byteswap()
    return found
