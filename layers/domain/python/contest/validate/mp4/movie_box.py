"""Reads the movie box (ISO/IEC 14496-12 clause 8.2.1) without the covers, titles and private data
in it, which may be larger than all the rest. Nobody needs them here: they decide nothing."""

from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import LARGE_HEADER, Box, Node, Read, box_at, tree

MAX_MOOV = 16 * 1024 * 1024
"""The moov of an 8-minute film has half a MiB; no honest file comes near this limit."""
SMALL_MOOV = 1_179_648
"""A larger moov is read only if the file has at least `MEDIA_PER_MOOV` times as many bytes."""
MEDIA_PER_MOOV = 4
NEXT = 2048
"""Bytes read along with the movie box: the next header, and the head of the first key frame."""
METADATA = frozenset({"udta", "meta", "uuid", "free", "skip", "wide"})
LARGE = 64 * 1024
"""Metadata of more bytes is left out."""
PEEK = 2 * LARGE_HEADER
"""A reader takes a shorter wish for a walk over boxes, and fetches the rest of a short file."""
MOST_PARTS = 64


class MovieBox(NamedTuple):
    tree: Node
    left_out: tuple[Box, ...]
    """Large metadata, by its place in the file."""


def movie_box(read: Read, moov: Box, *, size: int) -> MovieBox:
    """Refused if it is too large for its file even without its metadata."""
    most = MAX_MOOV if moov.size * MEDIA_PER_MOOV <= size else SMALL_MOOV
    if moov.size > most:
        return _in_parts(read, moov, most)
    root = tree(memoryview(read(moov.start, moov.size + NEXT))[: moov.size])
    large = (node.box for node in root.every() if left_out(node.box))
    return MovieBox(root, tuple(box._replace(start=moov.start + box.start) for box in large))


def _in_parts(read: Read, moov: Box, most: int) -> MovieBox:
    """Large metadata is not even read."""
    kept, large, at = list[Box](), list[Box](), moov.body
    while moov.end - at >= LARGE_HEADER // 2:
        box = box_at(read(at, PEEK)[:LARGE_HEADER], start=at, end=moov.end)
        if box is None or box.end > moov.end:
            raise refused("media.broken", measured=f"moov @{at}")
        (large if left_out(box) else kept).append(box)
        held = moov.header + sum(one.size for one in kept)
        if held > most:
            raise refused("media.too_complex", measured=f"moov {held} B", allowed=f"{most} B")
        if len(kept) + len(large) > MOST_PARTS:
            raise refused("media.too_complex", measured=f"moov > {MOST_PARTS}", allowed=MOST_PARTS)
        at = box.end
    body = b"".join(read(box.start, box.size) for box in kept)
    return MovieBox(tree((len(body) + 8).to_bytes(4, "big") + b"moov" + body), tuple(large))


def left_out(box: Box) -> bool:
    return box.kind in METADATA and box.size > LARGE
