"""Each codec's samples are read by its own rules."""

import pytest

from contest.validate.codecs.bits import Picture
from contest.validate.codecs.samples import pictures_in, sound_head
from tests.contest.validate.codecs import test_av1
from tests.contest.validate.codecs.test_av1 import PLAIN, SEQUENCE, obu
from tests.contest.validate.codecs.test_mpeg_visual import layer, sequence
from tests.contest.validate.codecs.test_nal_units import SLICE, SPS_1080P, sample
from tests.contest.validate.codecs.test_vpx import vp8_key_frame, vp9_key_frame
from tests.contest.validate.codecs.writer import Writer


def h265_set() -> bytes:
    """H.265 clause 7.3.2.2, for 1280x720."""
    w = Writer()
    w.u(4, 0)
    w.u(3, 0)
    w.u(1, 1)
    w.bits += "0" * 96
    w.ue(0, 1, 1280, 720)
    w.u(1, 0)
    return w.nal(b"\x42\x01")


WHOLE = {
    "h264": sample(SPS_1080P, SLICE + b"Z" * 9),
    "h265": sample(h265_set(), b"\x26\x01" + b"Z" * 9),
    "av1": obu(SEQUENCE, test_av1.sequence((640, 360), PLAIN)),
    "vp8": vp8_key_frame(320, 240, first_part=10),
    "vp9": vp9_key_frame((800, 600)),
    "mpeg2": sequence(720, 576, 1, extended=True),
    "mpeg4": layer((352, 288)),
    "other": b"anything",
}
SIZES = {
    "h264": [(1920, 1080)],
    "h265": [(1280, 720)],
    "av1": [(640, 360)],
    "vp8": [(320, 240)],
    "vp9": [(800, 600)],
    "mpeg2": [(720, 576)],
    "mpeg4": [(352, 288)],
    "other": [],
}


def is_sound(coding: str, head: bytes) -> bool:
    return sound_head(coding, head, size=len(head), length_bytes=4)


def sizes(coding: str, head: bytes) -> list[tuple[int, int]]:
    found = pictures_in(coding, head, size=len(head), length_bytes=4, config=b"")
    assert all(isinstance(one, Picture) for one in found)
    return [picture[:2] for picture in found]


@pytest.mark.parametrize("coding", WHOLE)
def test_its_samples_are_sound_and_say_their_size(coding):
    assert is_sound(coding, WHOLE[coding])
    assert sizes(coding, WHOLE[coding]) == SIZES[coding]


@pytest.mark.parametrize("coding", WHOLE)
def test_zeros_are_sound_in_none_and_noise_in_those_that_nobody_reads_alone(coding):
    assert not is_sound(coding, bytes(64))
    assert is_sound(coding, b"\xff" * 64) == (coding == "other")


@pytest.mark.parametrize("coding", ["vp8", "vp9"])
def test_a_key_frame_that_is_none_says_nothing(coding):
    assert sizes(coding, b"\x10" * 64) == []
