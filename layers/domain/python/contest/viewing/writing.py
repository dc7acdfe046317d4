"""Writes boxes of ISO/IEC 14496-12: the parts of a new file."""

import struct
import sys
from array import array
from collections.abc import Iterable

LARGEST_SMALL = 2**32
"""From this size on, a box states its size in 64 bits (clause 4.2.2)."""


def box(kind: str, *inner: bytes) -> bytes:
    body = b"".join(inner)
    return struct.pack(">I4s", len(body) + 8, kind.encode("latin-1")) + body


def full(kind: str, *inner: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, struct.pack(">I", version << 24 | flags), *inner)


def media_header(size: int) -> bytes:
    """The header of the media data box, whose contents follow elsewhere."""
    if size + 8 < LARGEST_SMALL:
        return struct.pack(">I4s", size + 8, b"mdat")
    return struct.pack(">I4sQ", 1, b"mdat", size + 16)


def two_bytes(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}H", *numbers)


def four_bytes(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}I", *numbers)


def timed(times: tuple[int, int], *, long: bool) -> bytes:
    """Two numbers, each of 8 bytes if `long`, otherwise of 4."""
    return struct.pack(">QQ" if long else ">II", *times)


def listed(numbers: "array[int]") -> bytes:
    """The numbers, big-endian, in the width that the array has."""
    if sys.byteorder == "big":
        return numbers.tobytes()
    turned = numbers[:]
    turned.byteswap()
    return turned.tobytes()


def runs(counts: Iterable[int], values: Iterable[int]) -> tuple[int, bytes]:
    """Pairs of count and value as `stts` and `ctts` hold them, and how many. Values may be
    negative."""
    pairs = array("I")
    for count, value in zip(counts, values, strict=True):
        pairs.append(count)
        pairs.append(value & 0xFFFFFFFF)
    return len(pairs) // 2, listed(pairs)
