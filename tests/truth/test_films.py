"""What Laurel says of a film is true: its duration to half a frame, its displayed size, rotation,
frame rate, codecs and tracks are those that ffprobe finds, and its verdict follows from them.

`make bench-truth` does this for all films."""

import pytest

from tests.truth.films import FILMS, TELLING
from tests.truth.judged import compared
from tests.truth.tools import INSTALLED

pytestmark = pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")


@pytest.mark.parametrize("name", TELLING)
def test_a_film_is_measured_as_it_is(name):
    found = compared(FILMS[name]())
    assert found.wrong_verdict == ""
    assert found.differences == {}
