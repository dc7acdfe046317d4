"""Pictures that were blown up are told from those of their own size: leaves upon leaves, of which
there are as many small ones as in photographs, through a lens, an encoder, and back."""

import io
import random
from fractions import Fraction
from functools import cache

import av
import pytest

from contest.refusals import Refusal
from contest.validate import sharpness
from contest.validate.verdict import Verdict
from contest_aws.media.pictures import watch
from local.sample_videos import make_video
from tests.builders import any_facts, any_rules

FULL, HALF = (1920, 1080), (960, 540)
LEAVES = 12_000


@cache
def scene(seed: int) -> av.VideoFrame:
    """Larger than it will be shown: the lens blurs what is as small as a point."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    width, height = 2880, 1620
    light = bytearray([128]) * (width * height)
    for _ in range(LEAVES):
        size = min(600, round(4 / (1 - chance.random()) ** 0.7))
        left, top = chance.randrange(-size, width), chance.randrange(-size, height)
        first, last = max(0, left), min(width, left + size)
        leaf = bytes([chance.randrange(30, 226)]) * (last - first)
        for row in range(max(0, top), min(height, top + size)):
            light[row * width + first : row * width + last] = leaf
    frame = av.VideoFrame(width, height, "gray")
    frame.planes[0].update(bytes(light))
    return frame


def coded(frames, size, *, crf: str) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=2, options={"crf": crf, "g": "1"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number, frame in enumerate(frames):
            fitting = frame.reformat(*size, "yuv420p", interpolation="AREA")
            fitting.pts, fitting.time_base, fitting.pict_type = number, Fraction(1, 2), 0
            film.mux(stream.encode(fitting))
        film.mux(stream.encode(None))
    return file.getvalue()


def enlarged(film: bytes, *, by: str) -> list[av.VideoFrame]:
    with av.open(io.BytesIO(film)) as opened:
        return [f.reformat(*FULL, interpolation=by) for f in opened.decode(video=0)]


def warned(film: bytes, size=FULL) -> tuple[Refusal, ...]:
    lines = watch(lambda at, many: film[at : at + many], size=len(film)).lines
    verdict = Verdict(facts=any_facts(width=size[0], height=size[1]))
    return sharpness.warnings(lines, verdict, rules=any_rules().media)


@pytest.fixture(scope="module")
def scenes():
    return [scene(seed) for seed in range(3)]


WARNING = (Refusal(code="media.looks_enlarged", measured="1920×1080", allowed="960×540"),)


@pytest.mark.parametrize("crf", ["18", "23", "30"])
def test_pictures_of_their_own_size_are_let_be(scenes, crf):
    assert warned(coded(scenes, FULL, crf=crf)) == ()


@pytest.mark.parametrize("by", ["BILINEAR", "BICUBIC", "LANCZOS"])
def test_pictures_blown_up_from_half_the_size_are_noticed(scenes, by):
    small = coded(scenes, HALF, crf="20")
    assert warned(coded(enlarged(small, by=by), FULL, crf="20")) == WARNING


def test_a_soft_4k_is_a_good_full_hd(scenes):
    small = coded(scenes, HALF, crf="20")
    soft = coded(enlarged(small, by="BICUBIC"), FULL, crf="20")
    assert warned(soft, (3840, 2160)) == ()


def test_slides_are_let_be(tmp_path):
    """Fields of one colour with sharp edges, and few of them."""
    path = make_video(tmp_path / "a.mp4", width=1920, height=1080, seconds=10, hue=0.1, title="片")
    assert warned(path.read_bytes()) == ()


def test_where_nothing_is_to_be_seen_nothing_is_said():
    assert not sharpness.enlarged([bytes(1920)] * 100)
    assert not sharpness.enlarged([])
    assert sharpness.warnings([], None, rules=any_rules().media) == ()
