"""What the host sees of results, in numbers."""

from fractions import Fraction

from contest_aws.services.award.result_view import scores_of
from tests.builders import any_line


def test_scores_that_would_look_alike_have_the_decimals_that_part_them():
    scores = {"a": "90", "b": "83.331", "c": "83.330", "d": "83.33004", "e": "80", "f": "80"}
    lines = [any_line(entry, rank, Fraction(of)) for rank, (entry, of) in enumerate(scores.items())]
    assert scores_of(lines) == {
        "a": "90.00",
        "b": "83.331",
        "c": "83.33000",
        "d": "83.33004",
        "e": "80.00",
        "f": "80.00",
    }
    assert scores_of(lines[:1]) == {"a": "90.00"}
