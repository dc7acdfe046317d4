"""When samples are composed, counted sample by sample as ISO/IEC 14496-12 clause 8.6.1.3 does."""

from array import array
from itertools import accumulate, chain, repeat, zip_longest

from hypothesis import given
from hypothesis import strategies as st

from contest.validate.mp4.composition import Extent, composed, composed_singly

counts = st.integers(0, 5)
timed = st.lists(st.tuples(counts, st.integers(0, 50)), max_size=6)
lagging = st.lists(st.tuples(counts, st.integers(-90, 90)), max_size=8)


def spread(runs) -> list[int]:
    return list(chain.from_iterable(repeat(value, many) for many, value in runs))


def extent(runs, lags) -> Extent:
    return composed(
        array("I", [many for many, _ in runs]),
        array("I", [delta for _, delta in runs]),
        array("I", [many for many, _ in lags]),
        array("i", [lag for _, lag in lags]),
    )


@given(timed, lagging)
def test_runs_have_the_extent_of_their_samples(runs, lags):
    deltas = spread(runs)
    distances = spread(lags)[: len(deltas)]
    begins = accumulate(deltas[:-1], initial=0) if deltas else []
    samples = list(zip_longest(begins, deltas, distances, fillvalue=0))
    if not samples:
        assert extent(runs, lags) == Extent(0, 0)
        return
    assert extent(runs, lags) == Extent(
        min(at + lag for at, _, lag in samples), max(at + delta + lag for at, delta, lag in samples)
    )
    assert composed_singly(deltas, distances + [0] * (len(deltas) - len(distances))) == extent(
        runs, lags
    )


def test_four_billion_samples_cost_nothing():
    most = 2**32 - 1
    assert extent([(most, 1000)], [(most, 7)]) == Extent(7, most * 1000 + 7)
    assert extent([(most, 1000)], [(9, 7), (most, -7)]) == Extent(7, most * 1000 - 7)


def test_reordered_frames_end_as_much_later_as_they_begin():
    """I P B B P B B and so on, of which each is shown a frame later than it would be in order."""
    lags = [(1, 1), *[(1, 3), (2, 0)] * 500]
    assert extent([(1501, 1)], lags) == Extent(1, 1502)


def test_nothing_lasts_from_0_to_0():
    assert Extent() == (0, 0)
    assert extent([], []) == extent([], [(3, 7)]) == extent([(0, 9)], [(3, 7)]) == Extent(0, 0)
    assert extent([(3, 9)], []) == Extent(0, 27)


def test_runs_may_begin_and_end_anywhere():
    """Samples at 0, 10, 20, 25, 30 and 35; distances of 3, 3, -8, -8, 0 and 0."""
    assert extent([(2, 10), (4, 5)], [(2, 3), (2, -8)]) == Extent(3, 40)
    assert extent([(2, 10), (4, 5)], [(2, 3), (0, 99), (2, -30)]) == Extent(-10, 40)
    assert extent([(2, 10), (4, 5)], [(5, 3), (9, 7)]) == Extent(3, 47)
    assert extent([(2, 10), (4, 5)], [(6, 3), (1, -99)]) == Extent(3, 43)
    assert extent([(2, 10), (0, 7), (4, 5)], [(2, 3), (2, -8)]) == Extent(3, 40)
    assert extent([(1, 5), (1, 100)], [(1, 90), (1, 0)]) == Extent(5, 105)
