"""Measures how long the tracks of a fragmented file last: by some of its fragments if it has an
index that proves true and whole, otherwise by all of them. The samples in the movie box and those
in the fragments make one track (ISO/IEC 14496-12 clause 8.8)."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import NamedTuple

from contest.refusals import Refused, refused
from contest.validate.mp4.boxes import Read
from contest.validate.mp4.composition import Extent
from contest.validate.mp4.crosscheck import Movie
from contest.validate.mp4.fragments.index import Index, index_bytes, stated_index
from contest.validate.mp4.fragments.movie_fragment import Part, defaults
from contest.validate.mp4.fragments.walk import WALKED_BYTES, Stretch, Walker, misplaced, together
from contest.validate.mp4.key_frames import PROBES, middles, sample_places, spread
from contest.validate.mp4.movie_box import SMALL_MOOV
from contest.validate.mp4.placement import EMPTY_SAMPLES_IN, Place
from contest.validate.mp4.sample_tables import Track
from contest.validate.mp4.spans import ODD_ONES_IN, Span, span_of

NEAR = Fraction(1)
"""Seconds by which an index may be off: it may count from the first picture shown."""
AHEAD = 8 * 1024
Prefetch = Callable[[Iterable[tuple[int, int]]], None]
"""Takes offsets and lengths that will be read soon."""


class Fragmented(NamedTuple):
    spans: dict[int, Span]
    """By track."""
    places: tuple[Place, ...]
    """Some of the picture track's samples."""
    end: int
    """Where the last box ends."""


def fragmented(read: Read, movie: Movie, *, prefetch: Prefetch) -> Fragmented:
    """Refused if the samples of the fragments that were read do not lie in media data, or if there
    are too many fragments for a file without an index that can be trusted."""
    gate, picture = movie.gate, movie.pictures[0]
    walker = Walker(read, movie.size, defaults(gate.tree))
    index = stated_index(read, gate, size=movie.size, track=picture.number)
    some = _sampled(walker, movie, index, prefetch) if index else None
    if some is None:
        spent = gate.moov.size if gate.moov.size <= SMALL_MOOV else 0
        spent += index_bytes(read, size=movie.size)
        walker = Walker(read, movie.size, walker.known, bytes=WALKED_BYTES - spent)
        some = [_whole(walker, movie)]
    _check_empty(_parts(picture, some))
    asked = len(some) - 1
    spans = {
        track.number: _span(track, _parts(track, some), sampled=asked > 0) for track in movie.tracks
    }
    return Fragmented(spans, tuple(_looked_at(picture, some, asked=asked)), some[-1].end)


def probed(index: Index) -> list[int]:
    """Numbers of a few fragments in the index, evenly spread, and of those that claim to last
    longest and to be largest."""
    many = len(index.offsets)
    if many <= PROBES:
        return list(range(many))
    lasting = [following - time for time, following in pairwise(index.times)]
    sizes = [following - offset for offset, following in pairwise(index.offsets)]
    longest, largest = lasting.index(max(lasting)), sizes.index(max(sizes))
    return sorted({*spread(range(many), PROBES - 2), longest, largest})


def _sampled(
    walker: Walker, movie: Movie, index: Index, prefetch: Prefetch
) -> list[Stretch] | None:
    """The stretches between some entries of an index and the next ones, and before the first. None
    if they are not as the index says, or do not tell when they begin."""
    chosen = probed(index)
    prefetch((index.offsets[number], AHEAD) for number in chosen)
    borders = (*index.offsets, movie.size)
    played = [track.number for track in movie.tracks if track.played]
    try:
        head = walker.walk(movie.gate.fragments_start, borders[0])
        some = [walker.walk(borders[number], borders[number + 1]) for number in chosen]
    except Refused:
        return None
    true = (
        head.end == borders[0]
        and all(one.end == borders[n + 1] for n, one in zip(chosen[:-1], some, strict=False))
        and all(one.fragments for one in some)
        and all(p.time is not None for parts in together(some) for p in parts.values())
        and not any(misplaced(one.data(played), one.media, size=movie.size) for one in some)
        and _timely(index, dict(zip(chosen, some, strict=True)), movie.pictures[0])
    )
    return [head, *some] if true else None


def _timely(index: Index, some: dict[int, Stretch], picture: Track) -> bool:
    """Whether each stretch begins when the index says, and lasts until the next begins."""
    scale, own = index.scale or picture.clock.scale, picture.clock.scale
    found = [(n, parts) for n, one in some.items() if (parts := _parts(picture, [one]))]
    for number, parts in found:
        first, (begin, *_) = found[0]
        stated = Fraction(index.times[number] - index.times[first], scale)
        measured = Fraction((parts[0].time or 0) - (begin.time or 0), own)
        if abs(measured - stated) > NEAR:
            return False
        if number + 1 < len(index.times):
            lasts = Fraction(index.times[number + 1] - index.times[number], scale)
            if abs(Fraction(sum(part.ticks for part in parts), own) - lasts) > NEAR:
                return False
    return True


def _whole(walker: Walker, movie: Movie) -> Stretch:
    """The stretch from the movie box to the end of the file; refused if a sample is missing."""
    found = walker.walk(movie.gate.fragments_start, movie.size)
    played = [track for track in movie.tracks if track.played]
    data, media = found.data(track.number for track in played), (*movie.gate.media, *found.media)
    listed = sum(track.total_bytes for track in played)
    if wrong := misplaced(data, media, size=movie.size, listed=listed):
        raise Refused(wrong)
    return found


def _parts(track: Track, stretches: Iterable[Stretch]) -> list[Part]:
    held = together(stretches)
    return [parts[track.number] for parts in held if track.number in parts]


def _check_empty(pictures: list[Part]) -> None:
    empty, samples = sum(one.empty for one in pictures), sum(one.samples for one in pictures)
    if empty * EMPTY_SAMPLES_IN > samples:
        raise refused("media.data_missing", measured=f"{empty} × 0 B")


def _looked_at(picture: Track, stretches: list[Stretch], *, asked: int) -> list[Place]:
    """A few of the picture's samples. `asked`: how many fragments were read by an index. The first
    sample of each came along with its header, and the headers cost a request each, but for the
    first one: so fewer other samples are looked at, but always one."""
    blocks = [(picture.samples, sample_places(picture))] if picture.samples else []
    blocks += [(part.samples, list(part.some)) for part in _parts(picture, stretches) if part.some]
    if not asked:
        return _nearest(blocks, spread(range(sum(samples for samples, _ in blocks))))
    others = [(samples, some[1:]) for samples, some in blocks if len(some) > 1]
    aims = middles(sum(samples for samples, _ in others), PROBES + 1 - asked)
    return [*(some[0] for _, some in blocks), *_nearest(others, aims if others else [])]


def _nearest(blocks: list[tuple[int, list[Place]]], aims: list[int]) -> list[Place]:
    """The known places nearest to some samples, which are counted over all blocks. Of short blocks
    the first one counts, which is mostly a key frame."""
    ends = list(accumulate(samples for samples, _ in blocks))
    found: dict[Place, None] = {}
    for aim in aims:
        number = bisect_right(ends, aim)
        samples, some = blocks[number]
        inside = aim - (ends[number] - samples) if samples * PROBES > ends[-1] else 0
        found[some[inside * len(some) // samples]] = None
    return list(found)


def _span(track: Track, own: list[Part], *, sampled: bool) -> Span:
    """A fragment that does not say when it begins follows the one before. If one begins later than
    the one before ends, the last sample before it lasts so long (clause 8.8.12), or it is
    `sampled`: then those between are like those that were read, but for the first."""
    tables, scale = span_of(track), track.clock.scale
    ticks = track.ticks + sum(part.ticks for part in own)
    if not ticks:
        return Span(Fraction(0), 0, 0, Fraction(0))
    begin = 0 if track.samples or not own else own[0].time or 0
    at = latest = track.ticks
    extents = [track.extent] if track.samples else []
    for part in own:
        at = at if part.time is None else part.time
        extents.append(Extent(at + part.extent.start, at + part.extent.end))
        at += part.ticks
        latest = max(latest, at)
    lasting = latest - begin
    seen = track.samples + sum(part.samples for part in own)
    samples = seen + (_unseen(own, lasting - ticks) if sampled else 0)
    uneven = sum(part.uneven for part in own) * ODD_ONES_IN > seen
    size = (tables.bytes + sum(part.size for part in own)) * Fraction(lasting, ticks)
    return Span(
        Fraction(lasting, scale),
        samples,
        round(size),
        Fraction(samples * scale, lasting) if lasting else Fraction(0),
        tables.variable or uneven,
        Fraction(min(extent.start for extent in extents), scale),
        Fraction(max(extent.end for extent in extents), scale),
    )


def _unseen(own: list[Part], ticks: int) -> int:
    """How many samples last so long. The first ones are left aside: encoders begin unevenly."""
    usual = own[1:] or own
    lasting = sum(part.ticks for part in usual)
    return round(Fraction(max(0, ticks) * sum(part.samples for part in usual), lasting or 1))
