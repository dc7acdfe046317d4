"""Changes are single, real, and found where a test could notice them."""

import ast

import pytest

from tests.mutants.__main__ import candidates, sample
from tests.mutants.accepted import ACCEPTED
from tests.mutants.changes import applied, changes

SOURCE = '''"""A docstring with 1 number."""
LEAST = 60
def judged(seconds: int, *, exact: bool = False) -> str:
    """Another docstring."""
    if seconds < LEAST and not exact:
        raise refused("too_short", measured=f"{seconds}", allowed="60 s")
    return "ok" if seconds else "empty"
'''


def test_comparisons_arithmetic_constants_and_conditions_are_changed():
    assert {(one.where, one.before, one.after) for one in changes("m", SOURCE)} == {
        ("", "60", "61"),
        ("judged", "False", "True"),
        ("judged", "seconds < LEAST and (not exact)", "seconds < LEAST or not exact"),
        ("judged", "seconds < LEAST", "seconds <= LEAST"),
        ("judged", "not exact", "exact"),
        ("judged", "'too_short'", "'too_shor'"),
        ("judged", "seconds", "not seconds"),
        ("judged", "'ok'", "'o'"),
        ("judged", "'empty'", "'empt'"),
    }


def test_each_change_changes_one_place():
    before = ast.unparse(ast.parse(SOURCE)).splitlines()
    for change in changes("m", SOURCE):
        after = applied(change, SOURCE).splitlines()
        assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_a_sample_is_the_same_for_the_same_seed():
    def names(seed: int) -> list[str]:
        return [change.name for change, _, _ in sample("gate", seed=seed, size=20)]

    assert names(1) == names(1)
    assert names(1) != names(2)


def test_accepted_survivors_are_changes_of_the_code_and_say_why():
    known = {change.name for change, _, _ in candidates("")}
    assert ACCEPTED.keys() <= known
    assert all(ACCEPTED.values())


@pytest.mark.parametrize(
    "module", ["contest.validate.mp4.crosscheck", "contest.unit_names.spelling"]
)
def test_the_modules_that_count_are_changed(module):
    assert any(change.module == module for change, _, _ in candidates(""))
