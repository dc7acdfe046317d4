"""A viewing copy has no byte of what tools write into films beside pictures and sound."""

import pytest

from contest.validate.mp4.crosscheck import movie_of
from tests.contest.validate.labels.labelled import IDENTIFYING, LABELLED, READ
from tests.contest.viewing.copies import copied, frames
from tests.contest.viewing.marks import MARK, OWN, PLANTED
from tests.truth.tools import INSTALLED

pytestmark = pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_mark_is_in_the_original_and_not_in_the_copy(kind):
    original, mark = PLANTED[kind](), OWN.get(kind, MARK)
    assert stands_in(mark, original)
    assert not stands_in(mark, copied(original))


@pytest.mark.slow
@pytest.mark.parametrize("kind", PLANTED)
def test_a_film_with_a_mark_shows_the_same_in_its_copy(kind, tmp_path):
    original, copy = tmp_path / "original.mp4", tmp_path / "copy.mp4"
    original.write_bytes(PLANTED[kind]())
    movie_of(lambda at, many: original.read_bytes()[at : at + many], size=original.stat().st_size)
    copy.write_bytes(copied(original.read_bytes()))
    shown = hashes(copy)
    assert shown == hashes(original)
    assert len(shown) == 2, "pictures and sound"


@pytest.mark.parametrize("kind", LABELLED)
def test_no_value_of_a_label_about_ai_is_in_the_copy(kind):
    original = LABELLED[kind].make()
    copy = copied(original)
    for value in (*IDENTIFYING, "AIGC", "digitalsourcetype", "c2pa"):
        assert value.encode() not in copy
        assert value.encode("utf-16-le") not in copy


@pytest.mark.parametrize("kind", [name for name, one in READ.items() if one.labels.aigc])
def test_the_values_of_a_label_that_is_read_are_in_the_original(kind):
    original = READ[kind].make().replace(b"\0", b"")
    assert all(value.encode() in original for value in IDENTIFYING)


def stands_in(mark, data):
    """At any bit: sound has no bytes."""
    whole = int.from_bytes(data, "big")
    return any(mark in (whole << shift).to_bytes(len(data) + 1, "big") for shift in range(8))


def hashes(path):
    return [[frame.hash for frame in track] for track in frames(path)]
