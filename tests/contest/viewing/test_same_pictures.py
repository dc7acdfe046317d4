"""A viewing copy shows and plays what its original does, as ffmpeg decodes them and as ffprobe
describes them."""

from fractions import Fraction

import pytest

from tests.contest.viewing.copies import copy_of, fields, frames, streams
from tests.contest.viewing.films import FRAGMENTED, WHOLE
from tests.truth.tools import INSTALLED

FRAME = Fraction(1, 25)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed"),
]


@pytest.mark.parametrize("name", WHOLE)
def test_a_copy_decodes_to_the_same_pictures_and_sound_at_the_same_times(name, tmp_path):
    original = WHOLE[name]()
    copy = copy_of(original, tmp_path)
    assert frames(copy) == frames(original)
    assert fields(copy) == fields(original)


@pytest.mark.parametrize("name", FRAGMENTED)
def test_a_fragmented_film_is_one_piece_in_its_copy(name, tmp_path):
    original = FRAGMENTED[name]()
    copy = copy_of(original, tmp_path)
    assert copy.read_bytes().count(b"moof") == 0
    assert hashes(copy) == hashes(original)
    assert abs(seconds(copy) - seconds(original)) <= FRAME
    assert abs(sound_after_picture(copy) - sound_after_picture(original)) <= FRAME


def hashes(path):
    return [picture.hash for picture in frames(path)[0]]


def seconds(film):
    return Fraction(streams(film)[0]["duration"])


def sound_after_picture(film):
    picture, sound = streams(film)
    return Fraction(sound["start_time"]) - Fraction(picture["start_time"])
