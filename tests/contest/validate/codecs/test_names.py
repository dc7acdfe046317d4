"""Codecs are called what ffmpeg calls them in a manifest for browsers (DASH)."""

import re

import pytest

from contest.validate.codecs.names import codec_name
from contest.viewing.plan import plan_copy
from tests.contest.viewing.films import WHOLE
from tests.truth.tools import INSTALLED, run

SHORT = {"MP3": ("mp4a.69", "mp4a.6B")}
"""Of MP3 the manifest has the name of MPEG-2 audio, the file that of MPEG-1. Both are played."""


def told_by_ffmpeg(film, folder):
    manifest = folder / "film.mpd"
    streams = ("-map", "0:v:0", "-map", "0:a:0?", "-c", "copy")
    run("ffmpeg", "-v", "error", "-i", film, *streams, "-strict", "-2", "-f", "dash", manifest)
    return ", ".join(re.findall(r' codecs="([^"]*)"', manifest.read_text()))


@pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")
@pytest.mark.parametrize(
    "kind", [name for name in WHOLE if not name.startswith(("turned", "late"))]
)
def test_a_codec_has_the_name_that_ffmpeg_gives_it(kind, tmp_path):
    film = WHOLE[kind]()
    data = film.read_bytes()
    plan = plan_copy(lambda start, length: data[start : start + length], size=len(data))
    told = told_by_ffmpeg(film, tmp_path).replace(*SHORT.get(kind, ("", "")))
    of_h265 = re.sub(r"(hvc1|hev1)[^,]*", r"\1", plan.codecs)  # ffmpeg does not say more of it
    assert of_h265 == told


def test_h265_is_named_as_the_standard_does():
    """ISO/IEC 14496-15, annex E: the example of the main profile, at level 3.1."""
    record = bytes([1, 1, 0x60, 0, 0, 0, 0xB0, 0, 0, 0, 0, 0, 93])
    assert codec_name("hvc1", {"hvcC": record}) == "hvc1.1.6.L93.B0"
    high = bytes([1, 0x62, 0x20, 0, 0, 0, 0x90, 0x10, 0, 0, 0, 0, 153])
    assert codec_name("hev1", {"hvcC": high}) == "hev1.A2.4.H153.90.10"


def test_sound_of_a_kind_behind_the_first_31_is_named():
    """xHE-AAC is kind 42 (ISO/IEC 14496-3 table 1.17): 11111, then 42 - 32 in six bits."""
    config = bytes([0b11111_001, 0b010_00000])
    decoder = bytes([0x40, 0x15, *bytes(11), 5, len(config), *config])
    stream = bytes([0, 0, 0, 4, len(decoder), *decoder])
    esds = bytes([0, 0, 0, 0, 3, len(stream), *stream])
    assert codec_name("mp4a", {"esds": esds}) == "mp4a.40.42"


@pytest.mark.parametrize(
    ("bits", "name"),
    [
        (0b0_0_0_00000, "av01.2.15M.08"),
        (0b0_1_0_00000, "av01.2.15M.10"),
        (0b0_1_1_00000, "av01.2.15M.12"),
        (0b1_1_1_00000, "av01.2.15H.12"),
    ],
)
def test_av1_is_named_by_its_tier_and_depth(bits, name):
    """The binding of AV1, clauses 2.3.3 and 5: seq_tier_0, high_bitdepth, twelve_bit."""
    assert codec_name("av01", {"av1C": bytes([0x81, 2 << 5 | 15, bits, 0])}) == name
