"""Every good file passes, however odd, with the warnings that it deserves."""

import pytest

from tests.corpus.good import GOOD
from tests.corpus.inspected import inspected

STILL = {"media.low_bit_rate"}
"""The samples hardly move."""


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_passes(name):
    make, warnings = GOOD[name]
    found = inspected(make())
    assert found.verdict.refusals == ()
    assert set(found.warnings) - STILL == warnings
    assert found.seconds < 2
    facts = found.verdict.facts
    assert facts is not None
    assert 59.9 < facts.seconds < 480.1


def test_there_are_enough_of_them():
    assert len(GOOD) >= 40
