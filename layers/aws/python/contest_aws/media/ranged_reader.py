"""Reads a file in the bucket with as few requests as its structure allows. Fetched pieces are kept:
they are not fetched again, and a parser sees nothing else."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

HEAD = 64 * 1024
HEADER = 16
"""A read of at most this length looks for the next box of the first level."""
AHEAD = 4 * 1024
"""The least that is fetched at each step of the walk, so that the small boxes that follow come
along."""
TAIL = 1_179_648
"""If no more than this is left of the file, all of it is fetched: a movie box behind the media data
then costs one request. With the head and `AHEAD` for every box of the first level, this makes 1.5
MB."""
MOST_AT_ONCE = 8


class PlannedReader:
    """`fetch(start, length)` is one ranged GET. Several may run at once."""

    def __init__(self, fetch: Callable[[int, int], bytes], *, size: int) -> None:
        self._fetch = fetch
        self.size = size
        self.pieces: list[tuple[int, bytes]] = []

    def read(self, start: int, length: int) -> bytes:
        """As many of the bytes as the file has. Fetches only those that are not kept yet."""
        end = min(start + length, self.size)
        if end <= start:
            return b""
        for at, piece in self.pieces:
            if at <= start < at + len(piece):
                have = piece[start - at : end - at]
                return have + self.read(start + len(have), end - start - len(have))
        piece = self._fetched(start, self._planned(start, end))
        self.pieces.append((start, piece))
        return piece[: end - start]

    @contextmanager
    def asked(self, places: Iterable[tuple[int, int]]) -> Iterator[list[Future[bytes]]]:
        """Fetches short pieces from all over the file at the same time, without keeping them. When
        the context ends, all have arrived."""
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            yield [pool.submit(self._kept_or_fetched, *place) for place in places]

    def prefetch(self, places: Iterable[tuple[int, int]]) -> None:
        """Fetches short pieces at the same time and keeps them for later reads."""
        wanted = [place for place in places if place[0] < self.size]
        with self.asked(wanted) as found:
            pieces = [piece.result() for piece in found]
        self.pieces += [(start, piece) for (start, _), piece in zip(wanted, pieces, strict=True)]

    def _kept_or_fetched(self, start: int, length: int) -> bytes:
        end = min(start + length, self.size)
        for at, piece in self.pieces:
            if at <= start and end <= at + len(piece):
                return piece[start - at : end - at]
        return self._fetched(start, end - start) if start < end else b""

    def _planned(self, start: int, end: int) -> int:
        """How many bytes to fetch when those from `start` to `end` are wanted."""
        left = self.size - start
        if start == 0:
            return min(max(end, HEAD), left)
        if left <= TAIL and end - start <= HEADER:
            return left
        return min(max(end - start, AHEAD), left)

    def _fetched(self, start: int, length: int) -> bytes:
        piece = self._fetch(start, length)
        if len(piece) < length:
            raise OSError(f"{len(piece)} bytes came instead of {length}")
        return piece
