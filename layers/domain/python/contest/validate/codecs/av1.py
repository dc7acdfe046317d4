"""Reads the size of an AV1 picture from sequence headers, and from key frames, which may state one
of their own. `av1C` and samples hold open bitstream units alike (AV1 in ISO base media files,
clauses 2.3.3 and 2.4); their syntax is in the AV1 bitstream specification, clause 5.3."""

from collections.abc import Iterator
from typing import NamedTuple

from contest.validate.codecs.av1_headers import Sequence, key_frame, sequence_header
from contest.validate.codecs.bits import BadHeaderError, Picture

SEQUENCE, FRAME_HEADER, FRAME = 1, 3, 6
KNOWN = frozenset({*range(1, 9), 15})
"""Types that are not reserved (clause 6.2.2); decoders ignore the others."""
CONFIG_HEADER = 4
"""Bytes of `av1C` before its units."""
LONGEST_SIZE = 8


class Obu(NamedTuple):
    kind: int
    data: bytes
    """As far as it was read."""
    possible: bool
    """Whether the forbidden bit is 0, and it ends within its sample."""
    layer: tuple[int, int]
    """In time and in space."""


def units(head: bytes, *, size: int) -> Iterator[Obu]:
    """The units of a sample of `size` bytes that begins with `head`. The last one of a sample need
    not state its size."""
    at = 0
    while at < len(head):
        first = head[at]
        begin = at + 1 + (first >> 2 & 1)
        layer = head[at + 1] if first & 4 and at + 1 < len(head) else 0
        length = size - begin
        if first & 2:
            length, begin = _leb128(head, begin)
        at = begin + length
        if begin > len(head):
            return  # the size was not read
        possible = not first & 128 and at <= size
        yield Obu(first >> 3 & 15, head[begin:at], possible, (layer >> 5, layer >> 3 & 3))


def _leb128(head: bytes, at: int) -> tuple[int, int]:
    """A number (clause 4.10.5), and where it ends; behind `head` if it was not read to its end."""
    value = 0
    for number, byte in enumerate(head[at : at + LONGEST_SIZE]):
        value |= (byte & 127) << 7 * number
        if byte < 128:
            return value, at + number + 1
    return 2**64, at + LONGEST_SIZE


def sound(head: bytes, *, size: int) -> bool:
    """Whether these can be the first bytes of a sample."""
    found = list(units(head, size=size))
    return all(unit.possible for unit in found) and any(unit.kind in KNOWN for unit in found)


def config_pictures(config: bytes) -> list[Picture]:
    """Of the sequence headers in `av1C`; there need not be any."""
    return [sequence.picture for sequence in _sequences(config)]


def pictures(head: bytes, *, size: int, config: bytes) -> list[Picture]:
    """Of the sequence headers in a sample, and of its key frames that are shown. Unusable headers
    are skipped. Of pictures in layers, the sequence header knows the largest."""
    sequence = next(iter(_sequences(config)), None)
    found: list[Picture | None] = []
    for unit in units(head, size=size):
        try:
            if unit.possible and unit.kind == SEQUENCE:
                sequence = sequence_header(unit.data)
                found.append(sequence.picture)
            elif unit.kind in (FRAME, FRAME_HEADER) and sequence and not sequence.layered:
                found.append(key_frame(unit.data, sequence, layer=unit.layer))
        except BadHeaderError:
            continue
    return [picture for picture in found if picture]


def _sequences(config: bytes) -> list[Sequence]:
    data, found = config[CONFIG_HEADER:], []
    for unit in units(data, size=len(data)):
        try:
            if unit.possible and unit.kind == SEQUENCE:
                found.append(sequence_header(unit.data))
        except BadHeaderError:
            continue
    return found
