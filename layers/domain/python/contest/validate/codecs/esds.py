"""Reads which codec an `mp4v` track has, and its configuration, from the elementary stream's
descriptor (ISO/IEC 14496-1 clauses 7.2.6.5 to 7.2.6.7, 14496-14 clause 3.1)."""

from typing import NamedTuple

STREAM, DECODER, SPECIFIC = 3, 4, 5
DECODER_FIELDS = 13
LONGEST_SIZE = 4
VERSION_AND_FLAGS = 4
HAS_DEPENDENCE, HAS_ADDRESS, HAS_CLOCK = 128, 64, 32


class Stream(NamedTuple):
    kind: int
    """The object type (ISO/IEC 14496-1 table 5)."""
    config: bytes = b""


def stream_of(esds: bytes) -> Stream | None:
    """None if the descriptor cannot be read."""
    decoder = decoder_of(esds)
    if not decoder:
        return None
    return Stream(decoder[0], _descriptor(decoder[DECODER_FIELDS:], SPECIFIC) or b"")


def decoder_of(esds: bytes) -> bytes | None:
    """What the decoder is told, beginning with the object type."""
    stream = _descriptor(esds[VERSION_AND_FLAGS:], STREAM)
    if stream is None or len(stream) < 3:
        return None
    flags, at = stream[2], 3
    at += 2 if flags & HAS_DEPENDENCE else 0
    if flags & HAS_ADDRESS:
        at += 1 + int.from_bytes(stream[at : at + 1], "big")
    at += 2 if flags & HAS_CLOCK else 0
    return _descriptor(stream[at:], DECODER)


def _descriptor(data: bytes, tag: int) -> bytes | None:
    """The contents of the descriptor that begins here, if it has this tag."""
    if not data or data[0] != tag:
        return None
    size = 0
    for number, byte in enumerate(data[1 : 1 + LONGEST_SIZE]):
        size = size << 7 | byte & 127
        if byte < 128:
            return data[2 + number : 2 + number + size]
    return None
