"""A rendition has no byte of what tools write into films beside pictures and sound, as a copy."""

import pytest

from contest.rules.sizes import ViewingLimits
from contest_aws.encoding.rendition import encode
from contest_aws.encoding.source import RangedFile
from contest_aws.media.inspection import inspect
from contest_aws.media.ranged_reader import PlannedReader
from tests.builders import any_rules
from tests.contest.validate.labels.labelled import IDENTIFYING, LABELLED
from tests.contest.viewing.copies import copied
from tests.contest.viewing.marks import IN_SAMPLES, MARK, PLANTED, planted_everywhere
from tests.contest.viewing.test_marks import stands_in
from tests.truth.tools import INSTALLED

pytestmark = pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")

KINDS = (
    "messages of H.265",
    "private units of H.265",
    "metadata of AV1",
    "user data of MPEG-4",
    "filled sound",
    "chapters",
    "captions",
    "user data of a fragment",
)


def rendition_of(data, folder):
    """As the function that joins the pieces writes it."""

    def read(start, length):
        return data[start : start + length]

    facts = inspect(PlannedReader(read, size=len(data)), rules=any_rules().media).facts
    joined = folder / "joined.mp4"
    encode(lambda: RangedFile(read, size=len(data)), facts, ViewingLimits(), joined)
    assert b"x264 - core" in joined.read_bytes(), "the encoder writes its own words"
    return copied(joined.read_bytes())


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_mark_is_not_in_the_rendition(kind, tmp_path):
    original = PLANTED[kind]()
    rendition = rendition_of(original, tmp_path)
    assert stands_in(MARK, original)
    assert not stands_in(MARK, rendition)
    assert not any(word in rendition for word in (b"x264", b"Lavc", b"Lavf"))


def test_of_marks_everywhere_none_is_left(tmp_path):
    original, kinds = planted_everywhere(PLANTED["x264's own words"]())
    assert kinds >= len(IN_SAMPLES) + 25
    assert not stands_in(MARK, rendition_of(original, tmp_path))


def test_no_label_about_ai_is_in_the_rendition(tmp_path):
    original = LABELLED["both"].make()
    rendition = rendition_of(original, tmp_path)
    for value in (*IDENTIFYING, "AIGC", "digitalsourcetype", "c2pa"):
        assert value.encode() not in rendition
    assert all(value.encode() in original for value in IDENTIFYING)
