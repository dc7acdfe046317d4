"""Fragmented films by hand, of ten samples a second."""

from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import FTYP, full, picture, trak

SCALE, EACH, SIZE = 1000, 100, 10
"""Ten samples a second, of ten bytes each."""


def movie() -> bytes:
    stream = picture().at_rate(SCALE, EACH)
    empty = type(stream)("vide", stream.stsd, (), (), SCALE, EACH)
    mvhd = full("mvhd", 0, 0, SCALE, 0, *[0] * 20)
    return box("moov", mvhd, trak(empty, 1, []), box("mvex", full("trex", 1, 1, EACH, SIZE, 0)))


def fragment(durations: list[int], *, time: int | None = None, far: int = 0) -> bytes:
    """With its data behind it, or `far` bytes from there."""
    many = len(durations)

    def moof(offset: int) -> bytes:
        tfdt = b"" if time is None else full("tfdt", time)
        trun = full("trun", many, offset, *durations, flags=0x101)
        traf = box("traf", full("tfhd", 1, flags=0x20000), tfdt, trun)
        return box("moof", full("mfhd", 1), traf)

    return moof(len(moof(0)) + 8 + far) + box("mdat", b"\1" * (many * SIZE))


SECOND = [EACH] * 10


def indexed(fragments: list[bytes], times: list[int]) -> bytes:
    at, entries = len(FTYP) + len(movie()), []
    for one, time in zip(fragments, times, strict=True):
        entries.append(time.to_bytes(4, "big") + at.to_bytes(4, "big") + b"\1\1\1")
        at += len(one)
    tfra = full("tfra", 1, 0, len(entries), tail=b"".join(entries))
    return box("mfra", tfra, full("mfro", len(tfra) + 24))


def begun() -> bytes:
    """A movie box with a second of samples of its own, and their data."""
    stream = picture().at_rate(SCALE, EACH)
    own = type(stream)("vide", stream.stsd, (b"\1" * SIZE,) * 10, (0,), SCALE, EACH)
    mvhd = full("mvhd", 0, 0, SCALE, 0, *[0] * 20)

    def moov(at: int) -> bytes:
        mvex = box("mvex", full("trex", 1, 1, EACH, SIZE, 0))
        return box("moov", mvhd, trak(own, 1, [(at, 10)]), mvex)

    return moov(len(FTYP) + len(moov(0)) + 8) + box("mdat", b"\1" * (10 * SIZE))
