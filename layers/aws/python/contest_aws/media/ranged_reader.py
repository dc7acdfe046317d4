"""Reads a file in the bucket with as few requests as its structure allows. Fetched pieces are kept:
they are not fetched again, and a parser sees nothing else."""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

HEAD = 64 * 1024
HEADER = 16
"""A read of at most this length looks for the next box of the first level."""
AHEAD = 2 * 1024
"""The least that is fetched at each step of the walk, so that the small boxes that follow come
along."""
TAIL = 1_179_648
"""If no more than this is left of the file, all of it is fetched: a movie box behind the media data
then costs one request. With the head and `AHEAD` for every box of the first level, this makes 1.5
MB."""
LARGE_TAIL, TAILS_PER_FILE = 4 * 1024 * 1024, 4
"""So much is fetched if the file has at least this many times as much: the movie box of a film with
many frames or tracks."""
MOST_AT_ONCE = 8


class PlannedReader:
    """`fetch(start, length)` is one ranged GET. Several may run at once."""

    def __init__(self, fetch: Callable[[int, int], bytes], *, size: int) -> None:
        self._fetch = fetch
        self.size = size
        self.pieces: list[tuple[int, bytes]] = []

    def read(self, start: int, length: int) -> bytes:
        """As many of the bytes as the file has. Fetches only those that are not kept yet."""
        end, found = min(start + length, self.size), list[bytes]()
        while start < end:
            at, piece = self._piece(start)
            if at + len(piece) <= start:
                at, piece = start, self._fetched(start, self._planned(start, end))
                insort(self.pieces, (at, piece))
            found.append(piece[start - at : end - at])
            start += len(found[-1])
        return found[0] if len(found) == 1 else b"".join(found)

    @contextmanager
    def asked(self, places: Iterable[tuple[int, int]]) -> Iterator[list[Future[bytes]]]:
        """Fetches short pieces from all over the file at the same time, without keeping them. When
        the context ends, all have arrived."""
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            yield [pool.submit(self._kept_or_fetched, *place) for place in places]

    def prefetch(self, places: Iterable[tuple[int, int]]) -> None:
        """Fetches short pieces at the same time and keeps them for later reads."""
        wanted = [place for place in places if place[0] < self.size and not self._has(*place)]
        with self.asked(wanted) as found:
            pieces = [piece.result() for piece in found]
        for (start, _), piece in zip(wanted, pieces, strict=True):
            insort(self.pieces, (start, piece))

    def _piece(self, start: int) -> tuple[int, bytes]:
        """The last piece that begins at `start` or before. No piece begins inside another."""
        which = bisect_right(self.pieces, start, key=lambda piece: piece[0])
        return self.pieces[which - 1] if which else (start, b"")

    def _has(self, start: int, length: int) -> bool:
        at, piece = self._piece(start)
        return min(start + length, self.size) <= at + len(piece)

    def _kept_or_fetched(self, start: int, length: int) -> bytes:
        if self._has(start, length):
            return self.read(start, length)
        end = min(start + length, self.size)
        return self._fetched(start, end - start) if start < end else b""

    def _planned(self, start: int, end: int) -> int:
        """How many bytes to fetch when those from `start` to `end` are wanted."""
        left = self.size - start
        if start == 0:
            return min(max(end, HEAD), left)
        tail = LARGE_TAIL if left * TAILS_PER_FILE <= self.size else TAIL
        if left <= tail and end - start <= HEADER:
            return left
        return min(max(end - start, AHEAD), left)

    def _fetched(self, start: int, length: int) -> bytes:
        piece = self._fetch(start, length)
        if len(piece) < length:
            raise OSError(f"{len(piece)} bytes came instead of {length}")
        return piece
