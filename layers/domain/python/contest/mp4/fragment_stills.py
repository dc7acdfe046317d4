"""Where the key frames of a fragmented film lie: by the index at its end (`mfra`, ISO/IEC 14496-12
clauses 8.8.9 to 8.8.11). Without an index there are
none: to look for fragments would take a request for each.
"""

import struct
from collections.abc import Iterator

from contest.mp4.moov import CHUNK, Read, Span, boxes
from contest.mp4.stills import WANTED, KeyFrame, Picture, nearest

FRAGMENT = 512 * 1024
"""Fetched from where a fragment begins: its tables and, if it is honest, its key frame."""
MFRO = 16


def fragments(read: Read, track: Picture, *, size: int) -> tuple[KeyFrame, ...]:
    """Pieces that begin with a fragment, spread over the work; one request beside theirs."""
    starts = sorted(set(_indexed(read, track, size=size)))
    if not starts:
        return ()
    times = [time for time, _ in starts]
    end = times[-1] + (times[-1] // len(times) or 1)
    aims = (end * (2 * part + 1) // (2 * WANTED) for part in range(WANTED))
    chosen = dict.fromkeys(nearest(times, aim) for aim in aims)
    return tuple(
        KeyFrame(
            starts[n][0] * 1000 // track.scale, starts[n][1], min(FRAGMENT, size - starts[n][1])
        )
        for n in sorted(chosen)
        if starts[n][1] < size
    )


def _indexed(read: Read, track: Picture, *, size: int) -> Iterator[tuple[int, int]]:
    """Time and offset of the fragments in which the picture track can be entered."""
    start = max(0, size - CHUNK)
    tail = read(start, size - start)
    if tail[-MFRO:][4:8] != b"mfro":
        return
    (length,) = struct.unpack(">I", tail[-4:])
    if not MFRO < length <= len(tail):
        return
    for kind, span in boxes(tail, Span(len(tail) - length + 8, len(tail))):
        if kind == b"tfra":
            yield from _entries(tail[span.start : span.end], track.number)


def _entries(tfra: bytes, track: int) -> Iterator[tuple[int, int]]:
    version, number, lengths, count = struct.unpack_from(">B3xIII", tfra)
    place, more = (">QQ", 16) if version else (">II", 8)
    width = more + sum((lengths >> shift & 3) + 1 for shift in (0, 2, 4))
    if number == track:
        for at in range(16, min(len(tfra) - width, 16 + (count - 1) * width) + 1, width):
            yield struct.unpack_from(place, tfra, at)
