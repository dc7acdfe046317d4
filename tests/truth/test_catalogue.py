"""There are enough films and odd files, of every kind that is asked for."""

from tests.truth.films import FILMS, TELLING
from tests.truth.odd import ODD


def test_there_are_enough_of_them():
    assert len(FILMS) >= 150
    assert len(TELLING) == 30
    assert len(ODD) >= 200
