"""Where a film's key frames lie, read from the sample tables of its `moov` (ISO/IEC 14496-12): so
that a few of them, spread over the work, are fetched instead of the whole. Pure; the file has been
through the gate before, and what still does not fit is a `ValueError`.
"""

import struct
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from contest.mp4.moov import Span, boxes, inside

WANTED = 16
MOST_SAMPLES = 2_000_000
"""Nine hours at 60 frames a second."""
BIGGEST = 8 * 1024 * 1024
"""Of a key frame; those of an 8K master at 400 Mb/s have half of it."""

CONFIGS = {"avcC", "hvcC", "av1C", "vpcC"}
SAMPLE_ENTRY, TURNED = 78, {(0, 1): 90, (-1, 0): 180, (0, -1): 270}


class KeyFrame(NamedTuple):
    at: int
    """Milliseconds from the beginning."""
    offset: int
    size: int


class Picture(NamedTuple):
    """The picture track: how it is coded and shown, and the chosen key frames."""

    codec: str
    """Of the sample entry: `avc1`, `hvc1`, ..."""
    config: bytes
    """The decoder's configuration record."""
    width: int
    height: int
    """As displayed, before rotation."""
    rotation: int
    """Clockwise."""
    milliseconds: int
    frames: tuple[KeyFrame, ...]
    number: int = 0
    scale: int = 1
    """Of the track; its clock's ticks a second."""
    fragmented: bool = False


def picture(moov: bytes, *, wanted: int = WANTED) -> Picture:
    """The first picture track, with up to `wanted` of its key frames, in the order of time."""
    try:
        whole = inside(moov, Span(0, len(moov)), b"moov")
        kinds = list(boxes(moov, whole))
        track = next(span for kind, span in kinds if kind == b"trak" and _is_picture(moov, span))
        return _picture(moov, track, wanted, fragmented=b"mvex" in dict(kinds))
    except (KeyError, StopIteration, ZeroDivisionError, struct.error) as error:
        raise ValueError(f"the picture track's tables: {error!r}") from error


def _picture(moov: bytes, trak: Span, wanted: int, *, fragmented: bool) -> Picture:
    codec, config = _coding(moov, trak)
    width, height, rotation = _shown(moov, inside(moov, trak, b"tkhd"))
    stbl = inside(moov, trak, b"mdia", b"minf", b"stbl")
    table = {kind: moov[span.start : span.end] for kind, span in boxes(moov, stbl)}
    scale, duration = _clock(moov[slice(*inside(moov, trak, b"mdia", b"mdhd"))])
    frames = () if fragmented else tuple(_chosen(table, scale, duration, wanted))
    number = _number(moov, inside(moov, trak, b"tkhd"))
    span = duration * 1000 // scale
    return Picture(codec, config, width, height, rotation, span, frames, number, scale, fragmented)


def _chosen(table: dict[bytes, bytes], scale: int, end: int, wanted: int) -> Iterator[KeyFrame]:
    """The key frames nearest to the middles of `wanted` equal stretches of the work."""
    runs = list(struct.iter_unpack(">II", _rows(table[b"stts"], 8)))
    count = min(MOST_SAMPLES, sum(many for many, _ in runs))
    stss = table.get(b"stss")
    keys: Sequence[int] = range(1, count + 1)
    if stss is not None:
        keys = [key for (key,) in struct.iter_unpack(">I", _rows(stss, 4)) if 1 <= key <= count]
    times = _times(runs, keys)
    end = end or (times[-1] if times else 0)
    aims = [end * (2 * part + 1) // (2 * wanted) for part in range(wanted)]
    for index in dict.fromkeys(nearest(times, aim) for aim in aims if times) if keys else ():
        offset, size = _place(table, keys[index])
        if 0 < size <= BIGGEST:
            yield KeyFrame(times[index] * 1000 // scale, offset, size)


def _times(runs: list[tuple[int, ...]], keys: Sequence[int]) -> list[int]:
    """When the samples of these numbers, which rise, are decoded (clause 8.6.1.2)."""
    times: list[int] = []
    left, first, at = iter(runs), 1, 0
    many, each = next(left, (0, 0))
    for key in keys:
        while many and key >= first + many:
            first, at = first + many, at + many * each
            many, each = next(left, (0, 0))
        times.append(at + (key - first) * each)
    return times


def nearest(times: Sequence[int], aim: int) -> int:
    after = bisect_left(times, aim)
    around = [index for index in (after - 1, after) if 0 <= index < len(times)]
    return min(around, key=lambda index: abs(times[index] - aim))


def _place(table: dict[bytes, bytes], sample: int) -> tuple[int, int]:
    """Offset and size of a sample, which count from 1 (clauses 8.7.3, 8.7.4, 8.7.5)."""
    runs = list(struct.iter_unpack(">III", _rows(table[b"stsc"], 12)))
    wide = b"co64" in table
    chunks = _rows(table[b"co64" if wide else b"stco"], 8 if wide else 4)
    total, before = len(chunks) // (8 if wide else 4), 0
    for index, (first, many, _) in enumerate(runs):
        last = runs[index + 1][0] if index + 1 < len(runs) else total + 1
        if sample <= before + (last - first) * many:
            chunk, within = divmod(sample - 1 - before, many)
            (offset,) = struct.unpack_from(">Q" if wide else ">I", chunks,
                                           (first - 1 + chunk) * (8 if wide else 4))  # fmt: skip
            before, size = _sizes(table[b"stsz"], sample - within, sample)
            return offset + before, size
        before += (last - first) * many
    raise ValueError(f"sample {sample} lies in no chunk")


def _sizes(stsz: bytes, first: int, sample: int) -> tuple[int, int]:
    """Of all from `first` up to the sample, and of the sample itself (clause 8.7.3.2)."""
    (each,) = struct.unpack_from(">I", stsz, 4)
    if each:
        return (sample - first) * each, each
    sizes = struct.unpack_from(f">{sample - first + 1}I", stsz, 12 + 4 * (first - 1))
    return sum(sizes[:-1]), sizes[-1]


def _rows(table: bytes, width: int) -> bytes:
    """The entries of a table that counts them in its first field."""
    (count,) = struct.unpack_from(">I", table, 4)
    return table[8 : 8 + min(count, (len(table) - 8) // width) * width]


def _coding(moov: bytes, trak: Span) -> tuple[str, bytes]:
    """The first sample entry's name and its decoder's configuration (ISO/IEC 14496-15)."""
    stsd = inside(moov, trak, b"mdia", b"minf", b"stbl", b"stsd")
    for codec, entry in boxes(moov, Span(stsd.start + 8, stsd.end)):
        inner = Span(entry.start + SAMPLE_ENTRY, entry.end)
        for kind, span in boxes(moov, inner):
            if kind.decode("latin-1") in CONFIGS:
                return codec.decode("latin-1"), moov[span.start : span.end]
        return codec.decode("latin-1"), b""
    raise ValueError("no sample entry")


def _shown(moov: bytes, tkhd: Span) -> tuple[int, int, int]:
    """Width, height and rotation (clause 8.3.2): the matrix, then two of 16.16, end it."""
    a, b, _, c, d = struct.unpack_from(">5i", moov, tkhd.end - 44)
    width, height = struct.unpack_from(">II", moov, tkhd.end - 8)
    turn = (a > 0) - (a < 0), (b > 0) - (b < 0)
    return width >> 16, height >> 16, TURNED.get(turn, 0) if (c, d) != (0, 0) else 0


def _number(moov: bytes, tkhd: Span) -> int:
    number: int = struct.unpack_from(">I", moov, tkhd.start + (20 if moov[tkhd.start] else 12))[0]
    return number


def _clock(mdhd: bytes) -> tuple[int, int]:
    scale, duration = struct.unpack_from(*((">IQ", mdhd, 20) if mdhd[0] else (">II", mdhd, 12)))
    if not scale:
        raise ValueError("a clock that stands still")
    return scale, duration


def _is_picture(moov: bytes, trak: Span) -> bool:
    hdlr = inside(moov, trak, b"mdia", b"hdlr")
    return moov[hdlr.start + 8 : hdlr.start + 12] == b"vide"
