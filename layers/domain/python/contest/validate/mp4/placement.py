"""Finds where a track's samples lie in the file (ISO/IEC 14496-12 clauses 8.7.3 to 8.7.5)."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, islice, repeat
from operator import add, gt, sub
from typing import NamedTuple

from contest.refusals import Refusal, refused
from contest.validate.mp4.boxes import Box
from contest.validate.mp4.sample_tables import Track

NEARLY = 50
"""Tables may differ in one sample of so many. Some writers count a last sample that they drop."""
EMPTY_SAMPLES_IN = 10
"""At most one sample in this many may have no bytes of its own (a dropped frame)."""


class Place(NamedTuple):
    offset: int
    size: int


def settled(track: Track) -> Track:
    """The track with tables that count the same samples (clauses 8.6.1.2, 8.7.3, 8.7.4). Where they
    nearly do, it has those that decoders play: all that have a size and a chunk, the last duration
    going on. Refused where they do not."""
    single = _single(track)
    timed, chunked = sum(track.counts), track.samples if single else sum(track.held)
    fewest, most = sorted((timed, track.samples, chunked))[::2]
    hollow = not single and 0 in track.held
    if hollow or most - fewest > max(1, most // NEARLY):
        raise refused(
            "media.tables_disagree",
            measured=f"stts {timed}, stsz {track.samples}, stsc {chunked}",
        )
    if most == fewest:
        return track
    samples = min(track.samples, chunked)
    counts = _counting(track.counts, samples)
    return replace(
        track,
        samples=samples,
        sizes=track.sizes[:samples],
        counts=counts,
        deltas=track.deltas[: len(counts)],
    )


def _single(track: Track) -> bool:
    """Whether each chunk holds one sample, as muxers interleave many frames."""
    many = len(track.held)
    return many == track.samples and track.held == array("I", [1]) * many


def _counting(counts: "array[int]", samples: int) -> "array[int]":
    """The runs cut to so many samples, or the last one made longer."""
    borders = [min(at, samples) for at in accumulate(counts, initial=0)]
    borders[-1] = samples
    return array("I", map(sub, borders[1:], borders))


def misplacement(track: Track, media: tuple[Box, ...], *, size: int) -> Refusal | None:
    """The refusal if a sample lies outside the file or its media data, or too many samples are
    empty. The track has to be `settled`."""
    reach = max(_chunk_ends(track), default=0)
    if reach > size:
        return Refusal(code="media.cut_short", measured=f"{size} B", allowed=f"{reach} B")
    if outside := _outside(track, media, reach=reach):
        return Refusal(
            code="media.data_missing", measured=f"{outside} / {len(track.chunks)}", allowed="0"
        )
    empty = track.sizes.count(0) if 0 in track.sizes else 0
    if empty * EMPTY_SAMPLES_IN > track.samples:
        return Refusal(code="media.data_missing", measured=f"{empty} × 0 B")
    return None


def _outside(track: Track, media: tuple[Box, ...], *, reach: int) -> int:
    """How many chunks lie outside all media data boxes. `reach`: where the last one ends."""
    first = sorted(track.chunks)[0] if track.chunks else reach  # mostly sorted: faster than `min`
    if any(box.body <= first and reach <= box.end for box in media):
        return 0
    bodies, limits = [box.body for box in media], [-1, *(box.end for box in media)]
    boxes = map(bisect_right, repeat(bodies), track.chunks)
    return sum(map(gt, _chunk_ends(track), map(limits.__getitem__, boxes)))


def _chunk_ends(track: Track) -> Iterator[int]:
    """Where each chunk ends in the file."""
    single = _single(track) and not track.one_size
    return map(add, track.chunks, track.sizes if single else _chunk_lengths(track))


def _chunk_lengths(track: Track) -> Iterator[int]:
    """Bytes of each chunk. The last ones may state more samples than there are."""
    borders = _borders(track)
    whole = bisect_left(borders, track.samples)
    borders[whole:] = [track.samples] * (len(borders) - whole)
    if track.one_size:
        before = [border * track.one_size for border in borders]
    else:
        sums = list(accumulate(track.sizes, initial=0))
        before = list(map(sums.__getitem__, borders))
    return map(sub, islice(before, 1, None), before)


def _borders(track: Track) -> list[int]:
    """How many samples come before each chunk, and before the end of the last one."""
    return list(accumulate(track.held, initial=0))


def places(track: Track, samples: Iterable[int]) -> list[Place]:
    """Where the samples with these numbers lie, counted from 0. Raises `IndexError`."""
    borders, found = _borders(track), list[Place]()
    for number in samples:
        chunk = bisect_right(borders, number) - 1
        before = _bytes(track, borders[chunk], number)
        found.append(Place(track.chunks[chunk] + before, _bytes(track, number, number + 1)))
    return found


def _bytes(track: Track, start: int, stop: int) -> int:
    if track.one_size:
        return track.one_size * (stop - start)
    return sum(track.sizes[start:stop])
