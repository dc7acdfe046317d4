"""The host's charts have a short name for each reason why a video does not pass."""

import re
from pathlib import Path

import pytest

from contest.refusals.media import MEDIA

TEXTS = Path(__file__).parents[2] / "web" / "src" / "i18n"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_refusal_of_a_video_has_a_short_name(language):
    text = (TEXTS / language / "host.ts").read_text(encoding="utf-8")
    block = text.partition("    fault: {")[2].partition("    },")[0]
    names = re.findall(r"^      (\w+): \"(.+)\",$", block, re.MULTILINE)
    assert {f"media.{code}" for code, _ in names} == set(MEDIA)
    assert len({name for _, name in names}) == len(MEDIA)
