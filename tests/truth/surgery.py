"""Boxes of a real file rearranged, while every offset keeps pointing at the same bytes.

`tests.corpus.muxer.changed` does for files whose media data comes first; this one does for all, and
for fragments (ISO/IEC 14496-12, clauses 8.7.5, 8.8.7, 8.8.8 and 8.8.10)."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import CONTAINERS, Tree, parsed

BASE, DEFAULT_BASE_IS_MOOF, DATA_OFFSET = 0x1, 0x20000, 0x1


@dataclass
class Top:
    """A box of the first level. `start` and `end`: where it stood; -1 for a new one."""

    kind: str
    body: bytes | Tree
    start: int = -1
    end: int = -1
    new_start: int = field(default=0, init=False)

    def dump(self) -> bytes:
        return box(self.kind, dumped(self.body))


def dumped(tree: bytes | Tree) -> bytes:
    """A node of the kind "" is bytes in no box."""
    if isinstance(tree, bytes):
        return tree
    return b"".join(dumped(body) if not kind else box(kind, dumped(body)) for kind, body in tree)


Change = Callable[[list[Top]], list[Top]]


def tops(data: bytes) -> list[Top]:
    found, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        name, body = kind.decode("latin-1"), data[at + 8 : at + size]
        assert size >= 8, "64-bit boxes are made after the rearranging"
        found.append(Top(name, parsed(body) if name in CONTAINERS else body, at, at + size))
        at += size
    return found


def rearranged(data: bytes, change: Change) -> bytes:
    """`change` gets the boxes of the first level, and returns those that shall be there."""
    old = tops(data)
    new = change(list(old))
    at = 0
    for top in new:
        top.new_start = at
        at += len(top.dump())
    for top in new:
        if top.start >= 0:
            _relocate(top, old)
    return b"".join(top.dump() for top in new)


def _moved(offset: int, old: list[Top]) -> int:
    """Where a byte of media data, or the first of a box, stands now."""
    top = next(top for top in old if top.start <= offset < top.end)
    return top.new_start + offset - top.start


def _relocate(top: Top, old: list[Top]) -> None:
    match top.kind:
        case "moov":
            for node in walked(top.body, "stco", "co64"):
                node[1] = _offsets(node, old)
        case "moof":
            for traf in walked(top.body, "traf"):
                _relocate_run(traf, top, old)
        case "mfra":
            tree = parsed(top.body)
            for node in walked(tree, "tfra"):
                node[1] = _index(node[1], old)
            top.body = dumped(tree)


def walked(tree: bytes | Tree, *kinds: str) -> Iterator[list]:
    """All boxes of these kinds, however deep."""
    for node in tree if isinstance(tree, list) else ():
        if not node[0]:
            continue
        if node[0] in kinds:
            yield node
        yield from walked(node[1], *kinds)


def _offsets(node: list, old: list[Top]) -> bytes:
    form = "Q" if node[0] == "co64" else "I"
    many = struct.unpack_from(">I", node[1], 4)[0]
    found = struct.unpack_from(f">{many}{form}", node[1], 8)
    return node[1][:8] + struct.pack(f">{many}{form}", *(_moved(at, old) for at in found))


def _relocate_run(traf: list, moof: Top, old: list[Top]) -> None:
    header = next(walked(traf[1], "tfhd"))
    flags = int.from_bytes(header[1][1:4], "big")
    first = next(walked(moof.body, "traf")) is traf
    if flags & BASE:
        (base,) = struct.unpack_from(">Q", header[1], 8)
        new = _moved(base, old)
        header[1] = header[1][:8] + struct.pack(">Q", new) + header[1][16:]
    elif flags & DEFAULT_BASE_IS_MOOF or first:
        base, new = moof.start, moof.new_start
    else:
        return  # it counts from the end of the data of the run before
    for run in walked(traf[1], "trun"):
        if int.from_bytes(run[1][1:4], "big") & DATA_OFFSET:
            (offset,) = struct.unpack_from(">i", run[1], 8)
            offset = _moved(base + offset, old) - new
            run[1] = run[1][:8] + struct.pack(">i", offset) + run[1][12:]


def _index(body: bytes, old: list[Top]) -> bytes:
    width = "Q" if body[0] else "I"
    (lengths, many) = struct.unpack_from(">II", body, 8)
    tail = sum((lengths >> place & 3) + 1 for place in (4, 2, 0))
    out, at = bytearray(body), 16
    for _ in range(many):
        at += struct.calcsize(f">{width}")
        (offset,) = struct.unpack_from(f">{width}", body, at)
        struct.pack_into(f">{width}", out, at, _moved(offset, old))
        at += struct.calcsize(f">{width}") + tail
    return bytes(out)


def within(kind: str, change: Callable[[Tree], Tree]) -> Change:
    """Changes the content of every container of this kind, wherever it is."""

    def apply(boxes: list[Top]) -> list[Top]:
        for top in boxes:
            nodes = [[top.kind, top.body]] if top.kind == kind else list(walked(top.body, kind))
            for node in nodes:
                node[1] = change(node[1])
            if top.kind == kind:
                top.body = nodes[0][1]
        return boxes

    return apply


def at_end(kind: str, more: bytes) -> Change:
    """Bytes at the end of every container of this kind."""
    return within(kind, lambda body: [*_nodes(body), ["", more]])


def at_start(kind: str, more: bytes) -> Change:
    return within(kind, lambda body: [["", more], *_nodes(body)])


def _nodes(body: bytes | Tree) -> Tree:
    return [["", body]] if isinstance(body, bytes) else body


def before(kind: str, *more: bytes) -> Change:
    """Whole boxes before every box of this kind at the first level."""

    def apply(boxes: list[Top]) -> list[Top]:
        found = []
        for top in boxes:
            found += [new for one in more for new in fresh(one)] if top.kind == kind else []
            found.append(top)
        return found

    return apply


def fresh(boxes: bytes) -> list[Top]:
    return [Top(top.kind, top.body) for top in tops(boxes)]
