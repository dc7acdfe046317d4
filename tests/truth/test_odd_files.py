"""Odd but valid files pass: one in ten of each kind. `make bench-truth` tries all, after ffmpeg has
decoded each without a complaint."""

import pytest

from tests.truth.odd import KINDS
from tests.truth.tools import INSTALLED
from tests.truth.verdicts import refused

pytestmark = pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")
SOME = {
    f"{kind}: {name}": make
    for kind, found in KINDS.items()
    for name, make in list(found.items())[3::10]
}


@pytest.mark.parametrize("name", SOME)
def test_an_odd_but_valid_file_passes(name):
    assert refused(SOME[name]) == ""
