"""The arithmetic of `make bench-watch`, by hand."""

import pytest

from bench.watch import prices
from bench.watch.cost import MIX, Measured, bill, wall
from bench.watch.rows import Row

TB = 1024 * prices.GB


@pytest.mark.parametrize(
    ("size", "dollars"),
    [(0, 0), (TB, 92.16), (10 * TB, 921.6), (11 * TB, 1008.64), (51 * TB, 4474.88)],
)
def test_each_step_of_traffic_has_its_own_price(size, dollars):
    """10,240 GB at 0.09, 40,960 at 0.085 (3,481.60), the rest at 0.07."""
    assert prices.traffic(size) == pytest.approx(dollars)


def test_a_function_costs_its_memory_and_the_disk_beyond_the_free_one():
    """1 GB for 100 s, with 1 GB more disk than is free; and one call."""
    expected = 100 * 0.0000133334 + 100 * 0.0000000309 + 0.0000002
    assert prices.computed(100, memory=1024, disk=512 + 1024) == pytest.approx(expected)


def test_whoever_is_free_takes_the_next_piece():
    assert [wall([9.0] * 24, workers) for workers in (1, 4, 16)] == [216, 54, 18]
    assert wall([5.0, 1.0, 1.0, 1.0], 2) == 5


def test_works_of_all_kinds_are_paid_and_slower_lines_cost_less():
    assert sum(one.share for one in MIX) == pytest.approx(1)
    found = dict.fromkeys(("1080p H.264", "4K HEVC"), Measured(20, 1, 8, 300))
    fast, slow = bill(found, 8), bill(found, 4)
    assert slow.traffic < fast.traffic
    assert slow.copying == fast.copying
    assert slow.encoding == pytest.approx(fast.encoding / 0.9), "a tenth has 8 Mbit/s"


@pytest.mark.parametrize(
    ("most", "least", "holds"),
    [(2, None, True), (1, None, False), (None, 2, False), (None, 1, True)],
)
def test_a_budget_holds_or_is_missed(most, least, holds):
    assert Row("", 1.5, "", most=most, least=least).holds is holds
