"""Numbers are shown rounded half up from their exact value. The expected values are worked out by
hand; they are also those of decimal's ROUND_HALF_UP."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.model import shown


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


def test_shows_as_many_decimals_as_are_asked_for():
    assert [shown(Fraction(5, 2), places) for places in (0, 1, 3)] == ["3", "2.5", "2.500"]


@given(st.integers(-(10**7), 10**7))
def test_agrees_with_decimals_own_rounding(thousandths):
    exact = Decimal(thousandths) / 1000
    rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert shown(Fraction(thousandths, 1000)) == str(rounded if rounded else Decimal("0.00"))
