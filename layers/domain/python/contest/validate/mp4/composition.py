"""Computes when samples are composed, from when they are decoded: with reordered frames, the first
picture of a film is composed a few frames after 0. Clauses are those of ISO/IEC 14496-12.

What is stated in runs is computed in runs."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress, islice, repeat
from operator import add, mul, sub
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
    many, end = samples[-1], ticks[-1]
    if not many or not lags:
        return Extent(0, end)
    if lags.count(lags[0]) == len(lags) and sum(lag_counts) >= many:
        return Extent(lags[0], end + lags[0])
    if 0 in lag_counts:
        lags = array("i", compress(lags, lag_counts))
        lag_counts = array("I", filter(None, lag_counts))
    borders, distances = list(accumulate(lag_counts, initial=0)), list(lags)
    last = bisect_left(borders, many)
    if last == len(borders):
        distances.append(0)
    borders[last:] = [many]
    return _extent(list(_times(borders, samples, ticks, deltas)), distances[:last])


def _times(
    numbers: list[int], samples: list[int], ticks: list[int], deltas: Sequence[int]
) -> Iterable[int]:
    """When the samples with these numbers are decoded, or would be if there were one more."""
    if len(deltas) == 1:
        return map(mul, numbers, repeat(deltas[0]))
    runs = list(map(bisect_right, repeat(samples[1:]), numbers))
    known = [*deltas, 0]
    inside = map(sub, numbers, map(samples.__getitem__, runs))
    return map(add, map(ticks.__getitem__, runs), map(mul, inside, map(known.__getitem__, runs)))


def composed_singly(lasting: Iterable[int], lags: Iterable[int]) -> Extent:
    """The extent of at least one sample, each of which states its duration and its distance."""
    return _extent(list(accumulate(lasting, initial=0)), list(lags))


def _extent(times: list[int], distances: list[int]) -> Extent:
    """`times`: when each run begins, and when the last one ends. Within a run samples are composed
    in the order of decoding."""
    begins, ends = map(add, times, distances), map(add, islice(times, 1, None), distances)
    return Extent(min(begins), max(ends))
