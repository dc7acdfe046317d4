"""A film's `moov` and the boxes in it (ISO/IEC 14496-12, clause 4.2), for who reads its tables. The
gate has been over the file before; what still does not fit is a `ValueError`.
"""

import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

Read = Callable[[int, int], bytes]
"""Offset and length to bytes; fewer where the file ends before. Each call is one request."""

CHUNK = 64 * 1024
MOST_LOOKS = 4
"""Requests to find the `moov`; a plain file takes one or two."""
MAX_MOOV = 16 * 1024 * 1024


class Span(NamedTuple):
    """The body of a box."""

    start: int
    end: int


def find_moov(read: Read, *, size: int) -> bytes:
    """The `moov` with its header, in one to three requests for an honest file."""
    at, held, piece, looks = 0, 0, b"", 0
    while at + 8 <= size:
        if at < held or at + 16 > held + len(piece):
            if (looks := looks + 1) > MOST_LOOKS:
                break
            held, piece = at, read(at, min(CHUNK, size - at))
        length, kind, _ = header(piece, at - held, size - at)
        if kind == b"moov":
            if length > MAX_MOOV:
                break
            have = piece[at - held : at - held + length]
            return have + (read(at + len(have), length - len(have)) if length > len(have) else b"")
        at += length
    raise ValueError("no moov within reach")


def inside(moov: bytes, outer: Span, *path: bytes) -> Span:
    for wanted in path:
        outer = next((span for kind, span in boxes(moov, outer) if kind == wanted), Span(0, 0))
        if outer == Span(0, 0):
            raise ValueError(f"no {wanted.decode('latin-1')}")
    return outer


def boxes(data: bytes, outer: Span) -> Iterator[tuple[bytes, Span]]:
    at = outer.start
    while at + 8 <= outer.end:
        length, kind, head = header(data, at, outer.end - at)
        yield kind, Span(at + head, at + length)
        at += length


def header(data: bytes, at: int, room: int) -> tuple[int, bytes, int]:
    """A box's size, kind and header (clause 4.2.2); a size of 0 means to the end."""
    length, kind = struct.unpack_from(">I4s", data, at)
    head = 8
    if length == 1:
        (length,), head = struct.unpack_from(">Q", data, at + 8), 16
    length = length or room
    if not head <= length <= room:
        raise ValueError(f"{kind!r} does not fit")
    return length, kind, head
