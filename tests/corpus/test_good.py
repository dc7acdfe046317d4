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


AS_DISPLAYED = {
    "movie behind the media": (1920, 1080),
    "1088 lines": (1920, 1088),
    "upright": (1080, 1920),
    "turned by 90": (1920, 1080),
    "turned by 180": (1920, 1080),
    "turned by 270": (1920, 1080),
    "pixels of 4:3": (1920, 1080),
    "pixels of 4:3, told inside": (1920, 1080),
    "scaled by the track header": (1920, 1080),
    "8K": (7680, 4320),
    "HDR by PQ": (1920, 1080),
}
"""Full HD is coded in 1088 lines, of which the parameter sets crop 8."""


@pytest.mark.parametrize("name", AS_DISPLAYED)
def test_sizes_are_those_that_are_displayed(name):
    facts = inspected(GOOD[name][0]()).verdict.facts
    assert (facts.width, facts.height) == AS_DISPLAYED[name]


@pytest.mark.parametrize(("name", "curve"), [("HDR by PQ", "PQ"), ("HDR by HLG", "HLG")])
def test_the_curve_of_an_hdr_file_is_named(name, curve):
    assert inspected(GOOD[name][0]()).verdict.facts.hdr == curve


def test_there_are_enough_of_them():
    assert len(GOOD) >= 40
