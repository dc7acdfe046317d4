"""Finds C2PA's content credentials: a manifest store of JUMBF boxes (ISO/IEC 19566-5) in a `uuid`
box, and the digital source types that its actions name. Signatures are not checked."""

import re
from collections.abc import Iterator

from contest.validate.labels.file_labels import SOURCE_TYPES
from contest.validate.mp4.boxes import LARGE_HEADER, Read, box_at

CREDENTIALS_ID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
"""C2PA's specification, appendix A.5: the identifier of its `uuid` box."""
PURPOSE = 24
"""Bytes after the identifier that are enough for version, flags and what the box is for."""
VERSION, OFFSET = 4, 8
MANIFESTS = frozenset({b"manifest", b"original", b"update"})
"""Purposes of boxes that hold manifests; `merkle` holds hashes."""
CONTENTS = frozenset({"cbor", "json"})
LARGEST_CONTENT = 16 * 1024
"""What an assertion holds behind so many bytes is not read. Actions have a few hundred bytes."""
MOST_BOXES, DEEPEST = 512, 8
SOURCE_TYPE = re.compile(rb"digitalsourcetype/([A-Za-z]{1,64})")


def manifest_at(body: bytes) -> int | None:
    """Where the manifest store begins in a `uuid` box, given the bytes after its identifier. None:
    the box holds no manifest."""
    purpose = body[VERSION:PURPOSE].partition(b"\0")[0]
    return VERSION + len(purpose) + 1 + OFFSET if purpose in MANIFESTS else None


def source_types(read: Read, start: int, end: int) -> Iterator[str]:
    """The digital source types that the assertions between two places name, each once."""
    seen = set[str]()
    for content_start, content_end in _contents(read, start, end):
        content = read(content_start, min(content_end - content_start, LARGEST_CONTENT))
        for found in SOURCE_TYPE.findall(content):
            name = found.decode()
            if name in SOURCE_TYPES and name not in seen:
                seen.add(name)
                yield name


def _contents(read: Read, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of all boxes with CBOR or JSON. Pictures are stepped over."""
    levels, boxes = [(start, end)], 0
    while levels and boxes < MOST_BOXES:
        at, level_end = levels.pop()
        box = box_at(read(at, LARGE_HEADER), start=at, end=level_end)
        boxes += 1
        if box is None or box.end > level_end:
            continue
        levels.append((box.end, level_end))
        if box.kind == "jumb" and len(levels) < DEEPEST:
            levels.append((box.body, box.end))
        elif box.kind in CONTENTS:
            yield box.body, box.end
