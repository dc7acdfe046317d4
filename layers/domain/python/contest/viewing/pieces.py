"""Divides a track's samples into pieces of half a second that lie in one place of the original, so
that the copy has picture and sound of one moment side by side."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate
from operator import mul
from typing import NamedTuple

from contest.refusals import refused
from contest.viewing.tables import SampleTable

PIECE = Fraction(1, 2)
"""Seconds."""
MOST_BYTES = 2 * 1024 * 1024
LARGEST_SAMPLE = 32 * 1024 * 1024
"""A picture of 8K, coded by itself at the best quality, has a quarter of it."""


class Piece(NamedTuple):
    time: float
    """When its first sample is decoded, in seconds of the movie."""
    track: int
    offset: int
    """In the original."""
    size: int
    first: int
    """The number of its first sample, from 0."""
    many: int
    entry: int


class _Clock:
    def __init__(self, table: SampleTable) -> None:
        self._deltas = table.deltas
        self._samples: array[int] = array("Q", accumulate(table.counts, initial=0))
        self._ticks: array[int] = array(
            "Q", accumulate(map(mul, table.counts, table.deltas), initial=0)
        )

    def time(self, sample: int) -> int:
        run = min(bisect_right(self._samples, sample) - 1, len(self._deltas) - 1)
        return self._ticks[run] + (sample - self._samples[run]) * self._deltas[run]

    def sample(self, time: int) -> int:
        """The first sample that is decoded at this time or later."""
        run = bisect_right(self._ticks, time) - 1
        if run >= len(self._deltas) or not self._deltas[run]:
            return self._samples[min(run + 1, len(self._samples) - 1)]
        return self._samples[run] - -(time - self._ticks[run]) // self._deltas[run]


def pieces(table: SampleTable, *, track: int, scale: int, begins: Fraction) -> Iterator[Piece]:
    """In the order of decoding. `begins`: when the first sample is decoded, in seconds."""
    if not table.samples:
        return
    clock, lasts, first = _Clock(table), max(1, int(scale * PIECE)), 0
    start = float(begins)
    for offset, held, entry in zip(table.chunks, table.held, table.entries, strict=True):
        at, end = offset, first + held
        while first < end:
            time = clock.time(first)
            many = min(max(1, clock.sample(time + lasts) - first), end - first)
            many, size = _fitting(table, first, many)
            yield Piece(start + time / scale, track, at, size, first, many, entry)
            at, first = at + size, first + many


def _fitting(table: SampleTable, first: int, many: int) -> tuple[int, int]:
    """How many of the samples fit into a piece, at least one, and their bytes."""
    if table.one_size:
        many = min(many, max(1, MOST_BYTES // table.one_size))
        size = many * table.one_size
    else:
        sizes = table.sizes[first : first + many]
        size = sum(sizes)
        if size > MOST_BYTES and many > 1:
            many = max(1, bisect_right(list(accumulate(sizes)), MOST_BYTES))
            size = sum(sizes[:many])
    if size > LARGEST_SAMPLE:
        raise refused("media.too_complex", measured=f"{size} B", allowed=f"{LARGEST_SAMPLE} B")
    return many, size
