"""Reads of a file in the bucket, as few as its structure allows, and kept: what was fetched once is
not fetched again, and is all that a parser ever gets to see."""

from collections.abc import Callable

HEAD = 64 * 1024
AHEAD = 64 * 1024
"""Fetched at once wherever the walk goes, so that a box behind the media data costs one request."""


class PlannedReader:
    """`fetch(start, length)` is one ranged GET."""

    def __init__(self, fetch: Callable[[int, int], bytes], *, size: int) -> None:
        self._fetch = fetch
        self.size = size
        self.pieces: list[tuple[int, bytes]] = []

    def read(self, start: int, length: int) -> bytes:
        """As many of the bytes as there are; fetches only those that are not kept yet."""
        end = min(start + length, self.size)
        if end <= start:
            return b""
        kept = next(
            (
                (at, piece)
                for at, piece in self.pieces
                if at <= start < at + len(piece)
            ),
            None,
        )  # fmt: skip
        if kept is not None:
            at, piece = kept
            have = piece[start - at : end - at]
            return have + self.read(start + len(have), end - start - len(have))
        ahead = HEAD if start == 0 else AHEAD
        piece = self._fetch(start, min(max(end - start, ahead), self.size - start))
        if len(piece) < end - start:
            raise OSError(f"{len(piece)} bytes came instead of {end - start}")
        self.pieces.append((start, piece))
        return piece[: end - start]
