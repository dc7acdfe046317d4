"""Searches a film that has passed the gate for what it says about AI. The movie box has been read
already. Of boxes beside it, little is fetched, and nothing if there are none."""

from collections.abc import Iterator

from contest.validate.labels.credentials import (
    CREDENTIALS_ID,
    PURPOSE,
    manifest_at,
    source_types,
)
from contest.validate.labels.file_labels import MOST_LABELS, AigcLabel, FileLabels
from contest.validate.labels.places import ID_BYTES, XMP_ID, Searched
from contest.validate.labels.xmp import LONGEST_PACKET
from contest.validate.mp4.boxes import Box, Node, Read
from contest.validate.mp4.gate import Gate

METADATA = frozenset({"udta", "meta", "uuid"})
MOST_BESIDE = 8
"""Boxes beside the movie box that are looked into."""
ALLOWANCE = 96 * 1024
"""Bytes that are read of them all."""
WINDOW = 16 * 1024
"""So many bytes of a manifest store are read at a time."""


class _Allowed:
    """Reads what lies beside the movie box, until the allowance is used up; then, nothing."""

    def __init__(self, read: Read) -> None:
        self._read, self.left = read, ALLOWANCE
        self._start, self._window = 0, b""
        self.exhausted = False

    def read(self, start: int, length: int) -> bytes:
        if length > self.left:
            self.exhausted = True
            return b""
        self.left -= length
        return self._read(start, length)

    def windowed(self, start: int, length: int) -> bytes:
        """For many short reads side by side."""
        at = start - self._start
        if at < 0 or at + length > len(self._window):
            self._start, self._window = start, self.read(start, max(length, WINDOW))
            at = 0
        return self._window[at : at + length]


def file_labels(read: Read, gate: Gate) -> FileLabels:
    searched, allowed = Searched(), _Allowed(read)
    labels = list(_in_tree(searched, gate.tree, "moov"))
    manifests = list[tuple[int, int]]()
    for box in gate.beside[:MOST_BESIDE]:
        found, manifest = _beside(searched, allowed, box)
        labels += found
        manifests += [manifest] if manifest else []
    types = [name for place in manifests for name in source_types(allowed.windowed, *place)]
    different = {label.content: label for label in reversed(labels)}
    known = [label for label in labels if different[label.content] is label]
    return FileLabels(
        aigc=tuple(known[:MOST_LABELS]),
        credentials=bool(manifests),
        source_types=tuple(dict.fromkeys(types)),
        incomplete=(
            searched.too_many
            or allowed.exhausted
            or len(known) > MOST_LABELS
            or len(gate.beside) > MOST_BESIDE
            or _not_read(gate)
        ),
    )


def _in_tree(searched: Searched, node: Node, place: str) -> Iterator[AigcLabel]:
    for inner in node.inner:
        path = f"{place}/{inner.kind}"
        if inner.kind in METADATA:
            yield from searched.labels(inner.kind, inner.body, path)
        else:
            yield from _in_tree(searched, inner, path)


def _beside(
    searched: Searched, allowed: _Allowed, box: Box
) -> tuple[list[AigcLabel], tuple[int, int] | None]:
    """The labels in a box of the first level, or where it holds a manifest store."""
    if box.kind == "uuid":
        head = allowed.read(box.body, min(ID_BYTES + PURPOSE, box.end - box.body))
        if head[:ID_BYTES] == CREDENTIALS_ID:
            begins = manifest_at(head[ID_BYTES:])
            start = box.body + ID_BYTES
            return [], None if begins is None else (start + begins, box.end)
        if head[:ID_BYTES] != XMP_ID:
            return [], None
    length = min(box.end - box.body, ID_BYTES + LONGEST_PACKET + 1)
    body = memoryview(allowed.read(box.body, length))
    return list(searched.labels(box.kind, body, box.kind)), None


def _not_read(gate: Gate) -> bool:
    """Whether metadata of the movie box was too large to be fetched."""
    left_out = any(box.kind in METADATA for box in gate.left_out)
    return left_out and gate.tree.box.size < gate.moov.size
