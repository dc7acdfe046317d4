"""The structural gate before any parser: is this an mp4 whose boxes and counts fit each other?

A bounded walk over the boxes of ISO/IEC 14496-12, pure: bytes are asked for by offset and length.
What it refuses never reaches MediaInfo, which a playlist named .mp4 can send to other files and
addresses, and a false count can hold for minutes.
"""

import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

from contest.refusals import refused

Read = Callable[[int, int], bytes]
"""Offset and length to bytes; fewer where the file ends before."""

HEADER, LARGE_HEADER = 8, 16
MAX_TOP_BOXES = 64
MAX_MOOV = 16 * 1024 * 1024
"""An 8-minute moov has half a MiB; nothing honest comes near this."""
MAX_BOXES, MAX_DEPTH, MAX_TRACKS = 4096, 8, 32
MAX_TEXT = 256 * 1024
"""Of all that is no sample table: titles, covers, private data."""

CONTAINERS = frozenset({"moov", "trak", "mdia", "minf", "stbl", "edts", "dinf", "mvex"})
COUNT = 4
TABLES = {
    "stts": (4, 8), "ctts": (4, 8), "stsc": (4, 12), "stco": (4, 4), "co64": (4, 8),
    "stss": (4, 4), "stsz": (8, 4), "elst": (4, 12), "sbgp": (8, 8), "sgpd": (8, 1),
    "subs": (4, 6),
}  # fmt: skip
"""Bytes before a table's entry count, version and flags among them, and the fewest that an entry
takes (clauses 8.6.1.2, 8.6.1.3, 8.7.4, 8.7.5, 8.6.2, 8.7.3.2, 8.6.6, 8.9.2, 8.9.3, 8.7.7)."""
NO_TEXT = frozenset({*TABLES, "stz2", "sdtp", "cslg"})


class Box(NamedTuple):
    kind: str
    start: int
    header: int
    size: int

    @property
    def body(self) -> int:
        return self.start + self.header

    @property
    def end(self) -> int:
        return self.start + self.size


def movie(read: Read, *, size: int) -> Box:
    """The file's `moov`, after every check. Refused with `media.not_mp4` or `media.broken`."""
    boxes = _top_boxes(read, size=size)
    found = [box for box in boxes if box.kind == "moov"]
    if len(found) != 1:
        raise refused("media.broken", measured=f"moov × {len(found)}", allowed="1")
    moov = found[0]
    if moov.size > MAX_MOOV:
        raise refused("media.broken", measured=f"moov {moov.size} B", allowed=f"{MAX_MOOV} B")
    if "mdat" not in {box.kind for box in boxes}:
        raise refused("media.broken", measured="mdat × 0", allowed="mdat")
    _check_movie(read(moov.start, moov.size))
    return moov


def _top_boxes(read: Read, *, size: int) -> list[Box]:
    """All boxes of the file's first level (clause 4.2); what follows the last whole one is none."""
    boxes: list[Box] = []
    at = 0
    while at < size:
        box = _box(read(at, LARGE_HEADER), start=at, end=size)
        if not boxes and (box is None or box.kind != "ftyp"):
            raise refused("media.not_mp4", measured=_shown(read(0, 12)), allowed="ftyp")
        if box is None or len(boxes) == MAX_TOP_BOXES:
            raise refused("media.broken", measured=f"@{at}", allowed=f"{size} B")
        boxes.append(box)
        at = box.end
    if not boxes:
        raise refused("media.not_mp4", measured="0 B", allowed="ftyp")
    return boxes


def _box(head: bytes, *, start: int, end: int) -> Box | None:
    """The box that begins here, if there is a whole one (clause 4.2.2)."""
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
    if size < header or start + size > end:
        return None
    return Box(kind.decode("latin-1"), start, header, size)


def _check_movie(moov: bytes) -> None:
    boxes = list(_walk(moov, 0, len(moov), depth=0))
    kinds = [box.kind for box in boxes]
    if "mvex" in kinds:
        raise refused("media.fragmented")
    if not 1 <= kinds.count("trak") <= MAX_TRACKS:
        raise refused("media.broken", measured=f"trak × {kinds.count('trak')}", allowed="1–32")
    for box in boxes:
        if not _counts_fit(moov, box):
            raise refused("media.broken", measured=f"{box.kind} @{box.start}")
    text = sum(b.size for b in boxes if b.kind not in CONTAINERS | NO_TEXT)
    if text > MAX_TEXT:
        raise refused("media.broken", measured=f"{text} B", allowed=f"{MAX_TEXT} B")


def _walk(data: bytes, start: int, end: int, *, depth: int, seen: int = 0) -> Iterator[Box]:
    """Every box within, containers before what they hold."""
    at = start
    while at < end:
        box = _box(data[at : at + LARGE_HEADER], start=at, end=end)
        seen += 1
        if box is None or depth > MAX_DEPTH or seen > MAX_BOXES:
            raise refused("media.broken", measured=f"moov @{at}")
        yield box
        if box.kind in CONTAINERS:
            for inner in _walk(data, box.body, box.end, depth=depth + 1, seen=seen):
                seen += 1
                yield inner
        at = box.end


def _counts_fit(data: bytes, box: Box) -> bool:
    """Whether a table has room for as many entries as it claims."""
    body = data[box.body : box.end]
    if box.kind not in TABLES:
        return True
    fixed, entry = TABLES[box.kind]
    if len(body) < fixed + COUNT:
        return False
    version = body[0]
    if box.kind == "stsz" and body[4:8] != bytes(4):
        return True  # all samples are of one size, which is said once
    if box.kind == "sbgp" and version == 1:
        fixed += 4
    if box.kind == "sgpd" and version >= 1:
        fixed, entry = fixed + 4, max(entry, struct.unpack_from(">I", body, 8)[0])
    if box.kind == "elst" and version == 1:
        entry = 20
    if len(body) < fixed + COUNT:
        return False
    (count,) = struct.unpack_from(">I", body, fixed)
    return bool(count * entry <= len(body) - fixed - COUNT)


def _shown(head: bytes) -> str:
    """The first bytes as a person may recognise them."""
    return "".join(char if char.isprintable() else "·" for char in head.decode("latin-1"))
