"""Which names are those of one unit: the expectations were written by hand, name by name."""

import csv
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.unit_names import UnitMatch, compare, normalised
from contest.unit_names.comparison import alike

with (Path(__file__).parent / "unit_names.csv").open(encoding="utf-8") as table:
    ROWS = [tuple(row) for row in csv.reader(table)]
NAMES = sorted({name for one, other, _ in ROWS for name in (one, other)})


@pytest.mark.parametrize(("one", "other", "expected"), ROWS)
def test_two_names_are_compared_as_a_person_would(one, other, expected):
    assert compare(one, other) == expected
    assert compare(other, one) == expected
    assert (normalised(one) == normalised(other)) is (expected == "same")


def test_the_table_has_at_least_300_pairs_of_every_kind():
    assert len({frozenset((one, other)) for one, other, _ in ROWS}) == len(ROWS) > 300
    assert min(Counter(expected for _, _, expected in ROWS).values()) > 80


def test_normalising_is_settled_after_once():
    assert [normalised(normalised(name)) for name in NAMES] == [normalised(n) for n in NAMES]


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_being_the_same_is_an_equivalence(one, other, third):
    assert compare(one, other) == compare(other, one)
    if UnitMatch.SAME == compare(one, other) == compare(other, third):
        assert compare(one, third) == UnitMatch.SAME


@given(st.text(max_size=30))
def test_any_text_is_normalised(text):
    assert compare(text, text) in (UnitMatch.SAME, UnitMatch.DIFFERENT)


def by_each_with_each(names):
    """The same question, asked of every two names."""
    pairs = combinations(sorted(names), 2)
    return {pair for pair in pairs if compare(*pair) is UnitMatch.SUSPECTED}


def test_pairs_that_may_be_one_unit_are_found_among_many():
    some = NAMES[:200]
    assert alike(some) == by_each_with_each(some) != set()
