"""Computes when samples are composed, from when they are decoded: with reordered frames, the first
picture of a film is composed a few frames after 0. Clauses are those of ISO/IEC 14496-12.

What is stated in runs is computed in runs."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, compress, islice, repeat
from operator import add, mul
from typing import NamedTuple


class Extent(NamedTuple):
    """When the earliest sample begins and when the latest ends, in composition time."""

    start: int = 0
    end: int = 0


def composed(
    counts: Sequence[int], deltas: Sequence[int], lag_counts: "array[int]", lags: "array[int]"
) -> Extent:
    """The extent of samples whose durations are stated in runs (clause 8.6.1.2), and the distances
    from their decoding to their composition in other runs (8.6.1.3).

    Samples that no run of `lags` covers have a distance of 0. Runs of samples that do not exist are
    ignored."""
    samples = list(accumulate(counts, initial=0))
    ticks = list(accumulate(map(mul, counts, deltas), initial=0))
    if not samples[-1] or not lags:
        return Extent(0, ticks[-1])
    if 0 in lag_counts:
        lags = array("i", compress(lags, lag_counts))
        lag_counts = array("I", filter(None, lag_counts))
    borders = list(accumulate(chain(lag_counts, samples[-1:]), initial=0))
    last = bisect_left(borders, samples[-1])
    borders[last:] = samples[-1:]
    first = list(map(bisect_left, repeat(borders), samples))
    times = list[int]()
    for run, delta in enumerate(deltas):
        before = ticks[run] - samples[run] * delta
        times += [before + border * delta for border in borders[first[run] : first[run + 1]]]
    times.append(ticks[-1])
    return _extent(times, (lags + array("i", [0]))[:last])


def composed_singly(lasting: Iterable[int], lags: Iterable[int]) -> Extent:
    """The extent of at least one sample, each of which states its duration and its distance."""
    return _extent(list(accumulate(lasting, initial=0)), list(lags))


def _extent(times: list[int], distances: Sequence[int]) -> Extent:
    """`times`: when each run begins, and when the last one ends. Within a run samples are composed
    in the order of decoding."""
    begins, ends = map(add, times, distances), map(add, islice(times, 1, None), distances)
    return Extent(min(begins), max(ends))
