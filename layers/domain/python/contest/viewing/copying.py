"""Writes a viewing copy in one pass and in constant memory: ranged reads come in, parts of a
multipart upload go out. The first part goes last, since it says where all samples lie."""

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import Read
from contest.viewing.head import Written, head_of
from contest.viewing.pieces import Piece
from contest.viewing.plan import CopiedTrack, CopyPlan

MIB = 1024 * 1024
PART, FIRST = 8 * MIB, 6 * MIB
"""Bytes of each part, and of media data in the first. S3 takes parts of 5 MiB and more."""
WINDOW, WINDOWS = 4 * MIB, 3
"""Bytes that are read at once, and how many places of the original are kept at hand."""


class NumberedPart(NamedTuple):
    number: int
    """From 1; the parts do not come in this order."""
    body: bytes


class Windows:
    """Reads ahead, in up to three places: picture and sound may lie far from each other."""

    def __init__(self, read: Read, *, size: int, window: int = WINDOW) -> None:
        self._read, self._size, self._window = read, size, window
        self._held: list[tuple[int, bytes]] = []

    def read(self, offset: int, length: int) -> bytes:
        """Fewer bytes if the file ends earlier."""
        found, end = list[bytes](), min(offset + length, self._size)
        while offset < end:
            at, data = self._around(offset)
            some = data[offset - at : end - at]
            found.append(some)
            offset += len(some)
        return found[0] if len(found) == 1 else b"".join(found)

    def _around(self, offset: int) -> tuple[int, bytes]:
        for place, (at, data) in enumerate(self._held):
            if at <= offset < at + len(data):
                self._held.append(self._held.pop(place))
                return self._held[-1]
        ahead = [at for at, _ in self._held if at > offset]
        end = min([offset + self._window, self._size, *ahead])
        data = self._read(offset, end - offset)
        if len(data) < end - offset:
            raise OSError(f"{len(data)} bytes came instead of {end - offset}")
        self._held = [*self._held[1 - WINDOWS :], (offset, data)]
        return self._held[-1]


class Copying:
    """One copy. `parts` can be read once."""

    def __init__(self, plan: CopyPlan, read: Read) -> None:
        self._plan, self._read = plan, read
        self._written = [Written() for _ in plan.tracks]
        self._last: int | None = None
        self.media_bytes = 0

    def parts(self, *, part: int = PART, first: int = FIRST) -> Iterator[NumberedPart]:
        """Part 2 and the following as they fill, then part 1."""
        opening, waiting, number = bytearray(), bytearray(), 1
        for data in self._media():
            view = memoryview(data)
            wanted = first - len(opening)
            opening += view[:wanted]
            waiting += view[wanted:]
            while len(waiting) >= part:
                number += 1
                yield NumberedPart(number, bytes(memoryview(waiting)[:part]))
                del waiting[:part]
        if waiting:
            yield NumberedPart(number + 1, bytes(waiting))
        head = head_of(self._plan, self._written, media_bytes=self.media_bytes)
        yield NumberedPart(1, head + opening)

    def _media(self) -> Iterator[bytes]:
        for piece in self._plan.pieces():
            track, written = self._plan.tracks[piece.track], self._written[piece.track]
            data = self._read(piece.offset, piece.size)
            if len(data) < piece.size:
                raise refused("media.cut_short", measured=f"{piece.offset + len(data)} B")
            data = _cleaned(data, piece, track, written)
            goes_on = self._last == piece.track
            written.note(self.media_bytes, piece.many, piece.entry, goes_on=goes_on)
            self._last = piece.track
            self.media_bytes += len(data)
            yield data


def _cleaned(data: bytes, piece: Piece, track: CopiedTrack, written: Written) -> bytes:
    if track.of_one_size:
        return data
    table, clean = track.table, track.cleaner(piece.entry)
    sizes = table.sizes[piece.first : piece.first + piece.many]
    if table.one_size:
        sizes = array("I", [table.one_size]) * piece.many
    if clean is None:
        written.sizes.extend(sizes)
        return data
    samples, at = list[bytes](), 0
    for size in sizes:
        samples.append(clean(data[at : at + size]))
        at += size
    written.sizes.extend(map(len, samples))
    return b"".join(samples)
