"""The smallest mp4 that is one, from bytes, with any part of it made as wrong as a test likes."""

import struct

from contest.refusals import Refused
from contest.validate.mp4.boxes import Box
from contest.validate.mp4.gate import Gate, gated_movie

VERSION_AND_FLAGS = bytes(4)


def box(kind: str, *inner: bytes, size: int | None = None) -> bytes:
    """`size`: what the box claims, whatever it has."""
    body = b"".join(inner)
    claimed = len(body) + 8 if size is None else size
    return struct.pack(">I4s", claimed, kind.encode("latin-1")) + body


def large(kind: str, body: bytes, size: int | None = None) -> bytes:
    """A box with a 64-bit size."""
    claimed = len(body) + 16 if size is None else size
    return struct.pack(">I4sQ", 1, kind.encode("latin-1"), claimed) + body


def table(kind: str, *numbers: int, version: int = 0) -> bytes:
    return box(kind, bytes([version, 0, 0, 0]), struct.pack(f">{len(numbers)}I", *numbers))


def tables() -> bytes:
    """Two samples in one chunk."""
    return b"".join(
        [
            table("stsd", 0),
            table("stts", 1, 2, 512),
            table("stss", 1, 1),
            table("stsc", 1, 1, 2, 1),
            table("stsz", 0, 2, 10, 20),
            table("stco", 1, 40),
        ]
    )


def track(*more: bytes, stbl: bytes | None = None) -> bytes:
    inner = tables() if stbl is None else stbl
    return box("trak", box("tkhd"), box("mdia", box("minf", box("stbl", inner, *more))))


def moov(*more: bytes, tracks: bytes | None = None) -> bytes:
    return box("moov", box("mvhd", bytes(100)), track() if tracks is None else tracks, *more)


FTYP = box("ftyp", b"isom", bytes(4), b"isommp42")
MDAT = box("mdat", bytes(30))


def mp4(*boxes: bytes) -> bytes:
    """These boxes after `ftyp`; without any, what makes a good file."""
    return FTYP + b"".join(boxes or (moov(), MDAT))


def structure(file: bytes) -> Gate:
    return gated_movie(lambda start, length: file[start : start + length], size=len(file))


def gate(file: bytes) -> Box | str:
    """The box that was found, or the code of the refusal; anything else is a fault."""
    try:
        return structure(file).moov
    except Refused as refused:
        (refusal,) = refused.refusals
        assert refusal.sentence("zh")
        assert refusal.sentence("en")
        return refusal.code
