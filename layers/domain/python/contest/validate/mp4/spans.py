"""Measures how long each track lasts by its samples, not its headers. A plain file is measured by
its sample tables, a fragmented one by its fragments (ISO/IEC 14496-12 clause 8.8)."""

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import LARGE_HEADER, Read, box_at, tree
from contest.validate.mp4.fragment_index import STEP, Index
from contest.validate.mp4.fragments import Defaults, Part, parts
from contest.validate.mp4.gate import check_counts
from contest.validate.mp4.key_frames import PROBES, spread
from contest.validate.mp4.movie_box import SMALL_MOOV
from contest.validate.mp4.placement import Place
from contest.validate.mp4.sample_tables import Track

STEADY = Fraction(11, 10)
ODD_ONES_IN = 50
"""One frame in this many may be uneven; with more, a work has a variable frame rate."""
NEAR = Fraction(1)
"""Seconds by which an index may be off: it may count from the first picture shown."""
AHEAD = 8 * 1024


class Span(NamedTuple):
    seconds: Fraction
    samples: int
    bytes: int
    rate: Fraction
    """Samples per second."""
    variable: bool = False


def span_of(track: Track) -> Span:
    """The span of a track that has sample tables."""
    seconds = track.seconds
    rate = track.samples / seconds if seconds else Fraction(0)
    return Span(seconds, track.samples, track.total_bytes, rate, _variable(track))


def _variable(track: Track) -> bool:
    """Whether too many samples are uneven. A last run of one sample is ignored: it often stands for
    samples to come."""
    pairs = list(zip(track.counts, track.deltas, strict=True))
    if pairs and pairs[-1][0] == 1:
        pairs.pop()
    if len(pairs) < 2:
        return False
    usual = max(pairs)[1]
    odd = sum(n for n, delta in pairs if delta * STEADY < usual - 1 or delta > usual * STEADY + 1)
    return odd * ODD_ONES_IN > track.samples


class Fragmented(NamedTuple):
    spans: dict[int, Span]
    """By track."""
    firsts: tuple[Place, ...]
    """Where the picture track's samples begin in some fragments."""


def fragmented(
    read: Read,
    index: Index,
    *,
    size: int,
    tracks: tuple[Track, ...],
    picture: Track,
    known: dict[int, Defaults],
) -> Fragmented:
    """Reads some of the fragments in an index, or all fragments of a file that was walked. Refused
    if they do not agree with the index."""
    some = probed(index) or index.offsets
    seen = [fragment(read, offset, size=size, known=known) for offset in some]
    if not seen:
        raise refused("media.data_missing", measured="moof × 0")
    if index.times:
        _check_times(index, dict(zip(some, seen, strict=True)), picture)
    total = len(index.offsets)
    spans = {track.number: _span(track, seen, total) for track in tracks}
    of_picture = [part for each in seen if (part := each.get(picture.number)) is not None]
    return Fragmented(spans, tuple(spread([p.first for p in of_picture if p.first])))


def probed(index: Index) -> list[int]:
    """A few fragments, evenly spread, and the one that claims to last longest. Empty if the file
    was walked: then all its fragments are read."""
    if not index.times:
        return []
    if len(index.offsets) <= PROBES:
        return list(index.offsets)
    gaps = [following - time for time, following in pairwise(index.times)]
    longest = index.offsets[gaps.index(max(gaps))]
    return sorted({*spread(index.offsets, PROBES - 1), longest})


def fragment(read: Read, start: int, *, size: int, known: dict[int, Defaults]) -> dict[int, Part]:
    """The parts of the fragment at `start`, by track. Refused unless it is a fragment with its
    media data after it."""
    box = box_at(read(start, AHEAD)[:LARGE_HEADER], start=start, end=size)
    if box is not None and box.kind in ("styp", "sidx", "emsg", "prft") and box.end < size:
        start = box.end
        box = box_at(read(start, STEP)[:LARGE_HEADER], start=start, end=size)
    if box is None or box.kind != "moof" or box.size > SMALL_MOOV:
        raise refused("media.data_missing", measured=f"moof @{start}")
    if box.end > size:
        raise refused("media.cut_short", measured=f"{size} B", allowed=f"{box.end} B")
    root = tree(read(box.start, box.size))
    check_counts(root)
    found = parts(root, start=box.start, known=known)
    _check_data(read, box.end, size=size, held=list(found.values()))
    return found


def _check_data(read: Read, at: int, *, size: int, held: list[Part]) -> None:
    """Refused unless the samples lie in the media data after the fragment."""
    mdat = box_at(read(at, STEP)[:LARGE_HEADER], start=at, end=size)
    wanted = sum(part.size for part in held)
    if mdat is not None and mdat.kind == "mdat" and mdat.end > size:
        raise refused("media.cut_short", measured=f"{size} B", allowed=f"{mdat.end} B")
    room = mdat.end - mdat.body if mdat and mdat.kind == "mdat" else 0
    inside = all(
        part.first is None or (mdat and mdat.body <= part.first.offset <= mdat.end) for part in held
    )
    empty = any(part.samples and not part.size for part in held)
    if wanted > room or not inside or empty:
        raise refused("media.data_missing", measured=f"{room} B", allowed=f"{wanted} B")


def _span(track: Track, read_parts: list[dict[int, Part]], total: int) -> Span:
    own = [part for each in read_parts if (part := each.get(track.number)) is not None]
    ticks, samples = sum(p.ticks for p in own), sum(p.samples for p in own)
    if not own or not ticks:
        return Span(Fraction(0), 0, 0, Fraction(0))
    scale = track.clock.scale
    rate = Fraction(samples * scale, ticks)
    length = Fraction(ticks, scale)
    last, first = own[-1], own[0]
    if len(read_parts) < total and last.time is not None and first.time is not None:
        length = Fraction(last.time + last.ticks - first.time, scale)
    bits = sum(p.size for p in own) * length * scale / ticks
    return Span(length, round(length * rate), round(bits), rate, any(p.uneven for p in own))


def _check_times(index: Index, read_parts: dict[int, dict[int, Part]], picture: Track) -> None:
    """Refused unless each fragment begins when the index says, and lasts until the next begins."""
    scale, own = index.scale or picture.clock.scale, picture.clock.scale
    found = [
        (number, part)
        for number, offset in enumerate(index.offsets)
        if (part := read_parts.get(offset, {}).get(picture.number)) is not None
    ]
    for number, part in found:
        first, begin = found[0]
        if part.time is not None and begin.time is not None:
            stated = index.times[number] - index.times[first]
            _same(Fraction(part.time - begin.time, own), Fraction(stated, scale))
        if number + 1 < len(index.times):
            lasts = index.times[number + 1] - index.times[number]
            _same(Fraction(part.ticks, own), Fraction(lasts, scale))


def _same(measured: Fraction, stated: Fraction) -> None:
    if abs(measured - stated) > NEAR:
        raise refused(
            "media.duration_differs",
            measured=f"{float(measured):.1f} s",
            allowed=f"{float(stated):.1f} s",
        )
