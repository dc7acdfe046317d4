"""The truth about a film, as ffprobe reads it: the independent value that Laurel's is held against.

* **Duration**: from the first picture shown to the end of the last. ffprobe gives each packet of
  the picture track its time after the edit list, marks those that are decoded but not shown, and
  tells how long each lasts. An empty edit before the first picture shows nothing, so it counts for
  nothing.
* **Size**: as it is displayed. Pixels that are not square make the picture wider or narrower, and
  a display matrix turns it.
* **Rate**: pictures shown, by the duration."""

import json
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.truth.tools import run

CODECS = {
    "h264": "AVC",
    "hevc": "HEVC",
    "av1": "AV1",
    "vp9": "VP9",
    "mpeg4": "MPEG-4 Visual",
    "mjpeg": "JPEG",
    "aac": "AAC",
    "mp3": "MPEG Audio",
    "ac3": "AC-3",
    "eac3": "E-AC-3",
    "opus": "Opus",
    "flac": "FLAC",
    "alac": "ALAC",
}
"""ffprobe's name for a codec, and MediaInfo's."""


@dataclass(frozen=True)
class Truth:
    seconds: Fraction
    frames: int
    width: int
    height: int
    rotation: int
    video_codec: str
    audio_codec: str | None
    video_tracks: int
    audio_tracks: int
    variable: bool
    """Whether more than one in ten pictures lasts another time than most."""

    @property
    def frame_rate(self) -> Fraction:
        return self.frames / self.seconds


def truth(path: Path) -> Truth:
    streams = json.loads(run("ffprobe", "-v", "error", "-show_streams", "-of", "json", path))[
        "streams"
    ]
    shown = [s for s in streams if s["codec_type"] == "video" and not _is_cover(s)]
    heard = [s for s in streams if s["codec_type"] == "audio"]
    times = _shown(path, shown[0])
    width, height, rotation = _displayed(shown[0])
    starts = sorted(at for at, _ in times)
    lasting = Counter(following - at for at, following in pairwise(starts))
    usual = lasting.most_common(1)[0][1]
    return Truth(
        seconds=max(at + lasts for at, lasts in times) - min(at for at, _ in times),
        frames=len(times),
        width=width,
        height=height,
        rotation=rotation,
        video_codec=CODECS[shown[0]["codec_name"]],
        audio_codec=CODECS[heard[0]["codec_name"]] if heard else None,
        video_tracks=len(shown),
        audio_tracks=len(heard),
        variable=(len(times) - usual) * 10 > len(times),
    )


def _is_cover(stream: dict[str, Any]) -> bool:
    return bool(stream["disposition"]["attached_pic"])


def _shown(path: Path, stream: dict[str, Any]) -> list[tuple[Fraction, Fraction]]:
    """When each picture is shown, and for how long."""
    wanted = ("-select_streams", str(stream["index"]))
    entries = ("-show_entries", "packet=pts,duration,flags", "-of", "csv=p=0")
    told = run("ffprobe", "-v", "error", *wanted, *entries, path).decode()
    tick = Fraction(stream["time_base"])
    rows = [line.split(",") for line in told.split()]
    return [(int(row[0]) * tick, int(row[1]) * tick) for row in rows if "D" not in row[2]]


def _displayed(stream: dict[str, Any]) -> tuple[int, int, int]:
    width, height = stream["width"], stream["height"]
    across, _, down = stream.get("sample_aspect_ratio", "1:1").partition(":")
    if int(across):
        width = round(Fraction(width * int(across), int(down)))
    turns = [one["rotation"] for one in stream.get("side_data_list", ()) if "rotation" in one]
    rotation = round(-turns[0]) % 360 if turns else 0
    return (height, width, rotation) if rotation in (90, 270) else (width, height, rotation)
