"""A rendition shows what its original shows, held against ffmpeg: the same pictures at the same
times, upright, in square pixels and in standard dynamic range."""

import io
import json
import os
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import NamedTuple

import av
import pytest

from contest.refusals import Refused
from contest.rules.sizes import ViewingLimits
from contest.validate.verdict import MediaFacts
from contest.viewing.rendition import SECONDS, is_needed, is_small, is_widely_played
from contest_aws.encoding import source
from contest_aws.encoding.joining import join
from contest_aws.encoding.piece import SOUND
from contest_aws.encoding.rendition import encode
from contest_aws.encoding.source import RangedFile
from contest_aws.media.inspection import inspect
from contest_aws.media.ranged_reader import PlannedReader
from tests.builders import any_rules
from tests.contest.viewing.copies import streams
from tests.contest.viewing.films import FRAGMENTED, WHOLE
from tests.contest_aws.encoding.compared import (
    NATURAL,
    REFERENCES,
    alike,
    frames_alike,
    hdr,
    times,
)
from tests.truth.lengths import ENCODERS, X264, picture
from tests.truth.tools import INSTALLED, film, run

pytestmark = pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")

OF_HDR = {"HDR10": partial(hdr, "smpte2084"), "HLG": partial(hdr, "arib-std-b67")}
FILMS = WHOLE | FRAGMENTED | OF_HDR
DIFFERENT = (
    "HDR10",
    "H.265 of 10 bits",
    "interlaced",
    "turned by 90",
    "uneven",
    "late sound",
    "frag_keyframe+empty_moov+default_base_moof",
)
"""`make soak` takes all."""
KINDS = FILMS if os.environ.get("LAUREL_SOAK") else DIFFERENT
LIMITS, SLOW = ViewingLimits(), ViewingLimits(slow_lines=True)
SLOW_LINE = 1_600_000
"""Bits a second."""
UNEVEN = ("-vf", "select='lt(mod(n,20),7)'", "-vsync", "vfr")
LEAST_ALIKE = 0.95
APART = Decimal("0.040")
"""Seconds: what is noticed of sound and picture."""


def facts_of(data):
    reader = PlannedReader(lambda start, length: data[start : start + length], size=len(data))
    return inspect(reader, rules=any_rules().media).facts


@pytest.fixture(scope="module", autouse=True)
def _short_pieces():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "SECONDS", 1)
        yield


def rendition_of(original, made, limits=LIMITS):
    data = original.read_bytes()
    facts = facts_of(data)
    encode(
        lambda: RangedFile(lambda start, length: data[start : start + length], size=len(data)),
        facts,
        limits,
        made,
    )
    return facts


class Made(NamedTuple):
    name: str
    original: Path
    rendition: Path
    facts: MediaFacts


@pytest.fixture(scope="module", params=KINDS)
def made(request, tmp_path_factory):
    original = FILMS[request.param]()
    rendition = tmp_path_factory.mktemp("made") / "rendition.mp4"
    return Made(request.param, original, rendition, rendition_of(original, rendition))


def of_kind(film, kind):
    return [one for one in streams(film) if one["codec_type"] == kind]


def test_every_browser_plays_what_its_original_shows(made):
    [picture], sounds = (of_kind(made.rendition, kind) for kind in ("video", "audio"))
    assert (picture["codec_name"], picture["pix_fmt"]) == ("h264", "yuv420p")
    assert [sound["codec_name"] for sound in sounds] == ["aac"] * min(1, made.facts.audio_tracks)
    assert {sound["channels"] for sound in sounds} <= {1, 2}
    assert (picture["width"], picture["height"]) == (made.facts.width, made.facts.height)
    assert is_widely_played(facts_of(made.rendition.read_bytes()))
    reference = REFERENCES.get(made.name, "")
    assert alike(made.rendition, made.original, reference) >= LEAST_ALIKE


def test_pictures_and_sound_come_when_they_did(made):
    before, after = times(made.original), times(made.rendition)
    assert after == pytest.approx(before, abs=Decimal("0.001"))
    sounds = zip(*(of_kind(f, "audio") for f in (made.original, made.rendition)), strict=False)
    for heard_before, heard_after in sounds:
        late = Decimal(heard_before["start_time"]) - before[0]
        assert abs(Decimal(heard_after["start_time"]) - after[0] - late) <= APART


def test_beside_a_copy_that_is_too_fast_a_small_film_is_made_for_slow_lines(tmp_path, monkeypatch):
    """Even of noise, nothing harder to encode, in a piece as long as a film's."""
    monkeypatch.setattr(source, "SECONDS", SECONDS)
    noise = ("-f", "lavfi", "-i", "nullsrc=s=1280x720:r=25,noise=alls=60:allf=t", "-t", "8")
    fast = film(
        *noise, *X264, "-g", "50", "-pix_fmt", "yuv420p", "-maxrate", "7M", "-bufsize", "7M"
    )
    assert not is_needed(facts_of(fast.read_bytes()), SLOW)
    facts = rendition_of(fast, tmp_path / "small.mp4", SLOW)
    assert is_small(facts, SLOW)
    assert not is_small(facts, LIMITS)
    [small] = of_kind(tmp_path / "small.mp4", "video")
    assert (small["width"], small["height"]) == (960, 540)
    assert int(small["bit_rate"]) + SOUND <= SLOW_LINE
    assert times(tmp_path / "small.mp4") == pytest.approx(times(fast), abs=Decimal("0.001"))


@pytest.mark.parametrize(
    ("changes", "small"),
    [
        ({"bit_rate": 1_800_000}, False),
        ({"bit_rate": 1_800_001}, True),
        ({"bit_rate": 9_000_000}, False),
        ({"bit_rate": 5_000_000, "video_codec": "HEVC"}, False),
        ({"bit_rate": None}, False),
    ],
)
def test_a_small_film_is_made_where_there_is_only_a_copy_that_is_too_fast(changes, small):
    facts = facts_of(FILMS["B-frames"]().read_bytes()).model_copy(update=changes)
    assert is_small(facts, SLOW) is small


def test_a_film_without_pictures_is_named(tmp_path):
    with (
        av.open(str(FILMS["B-frames"]())) as heard,
        pytest.raises(Refused, match="cannot be decoded at 0:00 h264"),
    ):
        join([b""], heard, tmp_path / "none.mp4")


def test_a_packet_that_cannot_be_decoded_is_named_with_its_time_and_codec(tmp_path):
    """ffprobe says where the packet lies that is shown at second 1.2."""
    data = bytearray(FILMS["VP9"]().read_bytes())
    shown = ("-show_entries", "packet=pts_time,pos,size", "-select_streams", "v:0", "-of", "json")
    packets = json.loads(run("ffprobe", "-v", "error", *shown, FILMS["VP9"]()))["packets"]
    broken = next(one for one in packets if Decimal(one["pts_time"]) >= Decimal("1.2"))
    start, size = int(broken["pos"]), int(broken["size"])
    facts = facts_of(bytes(data))
    data[start : start + size] = b"\xff" * size
    read = RangedFile(lambda start, length: bytes(data[start : start + length]), size=len(data))
    with pytest.raises(Refused) as problem:
        encode(lambda: read, facts, LIMITS, tmp_path / "none.mp4")
    [reason] = problem.value.refusals
    assert (reason.code, reason.measured) == ("rendition.undecodable", "0:01 vp9")


ONE_KEY = ("-g", "9999", "-sc_threshold", "0")
FEW_KEYS = {
    "one key frame": ("-bf", "2", *ONE_KEY),
    "a key frame every 90 frames": ("-bf", "2", "-g", "90", "-sc_threshold", "0"),
    "one key frame, uneven": ("-bf", "2", *ONE_KEY, *UNEVEN),
    "one key frame, no B-frames": ("-bf", "0", *ONE_KEY),
}


@pytest.mark.parametrize("how", FEW_KEYS)
def test_a_film_with_few_key_frames_is_cut_between_them_without_a_frame_more_or_less(how, tmp_path):
    """Nothing is longer than two pieces, and each frame is the one that ffmpeg decodes then."""
    original = film(*NATURAL, "-t", "7.3", *ENCODERS["x264"], "-pix_fmt", "yuv420p", *FEW_KEYS[how])
    with io.FileIO(original) as file, source.opened(file) as opened:
        pictures = opened.streams.video[0]
        spans, second = source.spans(pictures), int(1 / source.tick(pictures))
    lengths = [one.end - one.start for one in spans if one.end is not None]
    assert len(lengths) >= 3
    assert max(lengths) <= 2 * second
    rendition = tmp_path / "rendition.mp4"
    made = Made(how, original, rendition, rendition_of(original, rendition))
    assert times(rendition) == pytest.approx(times(original), abs=Decimal("0.001"))
    assert (
        min(frames_alike(made.rendition, made.original, REFERENCES.get(made.name, "")))
        >= LEAST_ALIKE
    )


def test_interlaced_frames_behind_a_cut_are_shown_with_those_before(tmp_path):
    """bwdif looks at the frame before, as ffmpeg's does on the film as a whole."""
    ways = (
        "-g",
        "9999",
        "-sc_threshold",
        "0",
        "-flags",
        "+ilme+ildct",
        "-x264-params",
        "tff=1:bff=0",
    )
    original = film(*NATURAL, "-t", "4", *ENCODERS["x264"], "-pix_fmt", "yuv420p", *ways)
    rendition = tmp_path / "rendition.mp4"
    made = Made("interlaced", original, rendition, rendition_of(original, rendition))
    assert times(rendition) == pytest.approx(times(original), abs=Decimal("0.001"))
    assert (
        min(frames_alike(made.rendition, made.original, REFERENCES.get(made.name, "")))
        >= LEAST_ALIKE
    )


def test_a_portrait_film_is_made_smaller_by_its_shorter_side(tmp_path):
    large = film(*picture(seconds=1, size="1280x720"), *X264, "-pix_fmt", "yuv420p")
    upright = film("-i", large, "-c", "copy", "-metadata:s:v:0", "rotate=90")
    rendition_of(upright, tmp_path / "small.mp4", ViewingLimits(short_side=360))
    [small] = of_kind(tmp_path / "small.mp4", "video")
    assert (small["width"], small["height"]) == (360, 640)


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("B-frames", False),
        ("no sound", False),
        ("MP3", False),
        ("turned by 90", False),
        ("open groups", True),
        ("H.264 of 10 bits and 4:2:2", True),
        ("H.265 of 10 bits", True),
        ("HDR10", True),
        ("AV1", True),
        ("MPEG-4", True),
        ("AC-3", True),
        ("Opus", True),
    ],
)
def test_what_every_browser_plays_needs_none(name, needed):
    facts = facts_of(FILMS[name]().read_bytes())
    assert is_needed(facts, LIMITS) is needed


def test_what_is_too_large_or_too_fast_needs_one():
    facts = facts_of(FILMS["B-frames"]().read_bytes())
    large = facts.model_copy(update={"width": 3840, "height": 2160})
    fast = facts.model_copy(update={"bit_rate": 9_000_000})
    assert [is_needed(one, LIMITS) for one in (facts, large, fast)] == [False, True, True]
