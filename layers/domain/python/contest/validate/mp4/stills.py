"""Chooses key frames that represent a film: those nearest to the middles of equal parts of it, so
that a few frames are fetched instead of the whole. Clauses are those of ISO/IEC 14496-12."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import mul
from typing import NamedTuple

from contest.validate.mp4.boxes import Read
from contest.validate.mp4.crosscheck import Movie
from contest.validate.mp4.fragments.index import Index, fragment_index
from contest.validate.mp4.fragments.movie_fragment import defaults
from contest.validate.mp4.fragments.walk import Walker
from contest.validate.mp4.key_frames import middles
from contest.validate.mp4.placement import Place, places
from contest.validate.mp4.sample_tables import Track

WANTED = 16
BIGGEST = 8 * 1024 * 1024
"""The most bytes of a key frame; those of an 8K master at 400 Mb/s have half as many."""


class Still(NamedTuple):
    at: int
    """Milliseconds from the beginning, in decoding time."""
    place: Place


def stills(read: Read, movie: Movie, *, wanted: int = WANTED) -> list[Still]:
    """At most `wanted` key frames of the first picture track, in order of time. Frames that are
    empty or larger than `BIGGEST` are left out."""
    track = movie.pictures[0]
    if not movie.gate.fragmented:
        found = _of_tables(track, wanted)
    else:
        index = fragment_index(read, movie.gate, size=movie.size, track=track.number)
        found = _of_fragments(read, movie, index, wanted)
    return [still for still in found if 0 < still.place.size <= BIGGEST]


def _of_tables(track: Track, wanted: int) -> list[Still]:
    """The stills of a track whose tables agree."""
    if not track.ticks:
        return []
    keys: Sequence[int] = range(1, track.samples + 1) if track.sync is None else track.sync
    clock = _Samples(track)
    chosen: dict[int, int] = {}
    for aim in middles(track.ticks, wanted):
        after = bisect_left(keys, clock.first_from(aim) + 1)
        around = [
            key - 1 for key in keys[max(0, after - 1) : after + 1] if 0 < key <= track.samples
        ]
        if around:
            sample = min(around, key=lambda number: abs(clock.time(number) - aim))
            chosen[sample] = clock.time(sample)
    order = sorted(chosen)
    times = (chosen[sample] * 1000 // track.clock.scale for sample in order)
    return list(map(Still, times, places(track, order)))


class _Samples:
    """When samples are decoded (clause 8.6.1.2), computed in runs."""

    def __init__(self, track: Track) -> None:
        self._deltas = track.deltas
        self._samples = list(accumulate(track.counts, initial=0))
        self._ticks: list[int] = list(accumulate(map(mul, track.counts, track.deltas), initial=0))

    def time(self, sample: int) -> int:
        run = bisect_right(self._samples, sample) - 1
        return self._ticks[run] + (sample - self._samples[run]) * self._deltas[run]

    def first_from(self, tick: int) -> int:
        """The first sample that begins at `tick` or later; `tick` has to be before the end."""
        run = bisect_right(self._ticks, tick) - 1
        return self._samples[run] + -((self._ticks[run] - tick) // self._deltas[run])


def _of_fragments(read: Read, movie: Movie, index: Index, wanted: int) -> list[Still]:
    """The first samples of some fragments; the entries of an index point to key frames. Without an
    index, all fragments are read: the walk has fetched them already."""
    number, scale = movie.pictures[0].number, movie.pictures[0].clock.scale
    walker = Walker(read, movie.size, defaults(movie.gate.tree))
    offsets: Sequence[int] = index.offsets
    if index.times:
        end = index.times[-1] + index.times[-1] // len(index.times) + 1
        offsets = [index.offsets[n] for n in _nearest(index.times, middles(end, wanted))]
    found, at = [], 0
    for offset in offsets:
        part = walker.first(offset).parts.get(number)
        if part is not None and part.first is not None:
            at = at if part.time is None else part.time
            found.append(Still(at * 1000 // scale, part.first))
            at += part.ticks
    times = [still.at for still in found]
    some = _nearest(times, middles(times[-1] + 1, wanted)) if times else []
    return found if index.times else [found[n] for n in some]


def _nearest(times: Sequence[int], aims: list[int]) -> list[int]:
    """Positions of the times nearest to the aims, each once. `times` ascends."""
    chosen = set()
    for aim in aims:
        after = bisect_left(times, aim)
        around = [n for n in (after - 1, after) if 0 <= n < len(times)]
        chosen.add(min(around, key=lambda n: abs(times[n] - aim)))
    return sorted(chosen)
