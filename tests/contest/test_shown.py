"""Numbers are shown rounded half up from their exact value. The expected values are worked out by
hand; they are also those of decimal's ROUND_HALF_UP."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.model import apart, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(85125, 1000), "85.13"),
        (Fraction(84875, 1000), "84.88"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(999995, 100000), "10.00"),
        (Fraction(100), "100.00"),
        (Fraction(0), "0.00"),
        (Fraction(-1, 1000), "0.00"),
        (Fraction(-5, 1000), "-0.01"),
        (85.125, "85.13"),
        (84.875, "84.88"),
        (-0.125, "-0.13"),
    ],
)
def test_rounds_half_up_from_the_exact_value(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(
    ("one", "other", "texts"),
    [
        (Fraction(17999, 300), 60, ("59.997", "60.000")),
        (Fraction(83331, 1000), Fraction(83334, 1000), ("83.331", "83.334")),
        (Fraction(833314, 10000), Fraction(833311, 10000), ("83.3314", "83.3311")),
        (90, Fraction(541, 6), ("90.00", "90.17")),
        (Fraction(1, 3), Fraction(1, 3), ("0.33", "0.33")),
    ],
)
def test_shows_as_many_decimals_as_part_two_numbers(one, other, texts):
    assert apart(Fraction(one), Fraction(other)) == texts


def test_shows_as_many_decimals_as_are_asked_for():
    assert [shown(Fraction(5, 2), places) for places in (0, 1, 3)] == ["3", "2.5", "2.500"]


@given(st.integers(-(10**7), 10**7))
def test_agrees_with_decimals_own_rounding(thousandths):
    exact = Decimal(thousandths) / 1000
    rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert shown(Fraction(thousandths, 1000)) == str(rounded if rounded else Decimal("0.00"))
