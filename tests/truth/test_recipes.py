"""Films that were once judged wrongly get the verdict that they deserve, made small.

`make bench-truth` makes them larger, and those of eight minutes."""

import pytest

from tests.truth.recipes import RECIPES
from tests.truth.tools import INSTALLED
from tests.truth.verdicts import wrong

pytestmark = pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")


@pytest.mark.parametrize("name", [name for name, recipe in RECIPES.items() if not recipe.long])
def test_a_recipe_gives_the_verdict_it_deserves(name):
    assert list(wrong(RECIPES[name])) == []
