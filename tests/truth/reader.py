"""The truth about a film, as ffprobe reads it: the independent value that Laurel's is held against.

* **Duration**: from the first picture shown to the end of the last. ffprobe gives each packet of
  the picture track its time after the edit list, marks those that are decoded but not shown, and
  tells how long each lasts. Pictures before time 0 are not shown. An empty edit before the first
  picture shows nothing, so it counts for nothing.
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
    uneven: int
    """How many pictures are followed by the next after another time than most."""

    @property
    def variable(self) -> bool:
        """Whether more than one picture in fifty is uneven."""
        return self.uneven * 50 > self.frames

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
        seconds=_seconds(times, shown[0]),
        frames=len(times),
        width=width,
        height=height,
        rotation=rotation,
        video_codec=CODECS[shown[0]["codec_name"]],
        audio_codec=CODECS[heard[0]["codec_name"]] if heard else None,
        video_tracks=len(shown),
        audio_tracks=len(heard),
        uneven=len(times) - 1 - usual,
    )


def _is_cover(stream: dict[str, Any]) -> bool:
    return bool(stream["disposition"]["attached_pic"])


def _shown(path: Path, stream: dict[str, Any]) -> list[tuple[Fraction, Fraction]]:
    """When each picture is shown, and for how long."""
    wanted = ("-select_streams", str(stream["index"]))
    entries = ("-show_entries", "packet=pts,duration,flags", "-of", "csv=p=0")
    told = run("ffprobe", "-v", "error", *wanted, *entries, path).decode()
    tick = Fraction(stream["time_base"])
    rows = [row for line in told.split() if "D" not in (row := line.split(","))[2]]
    lengths = [0 if row[1] == "N/A" else int(row[1]) for row in rows]
    times = [int(row[0]) * tick for row in rows]
    return [(at, lasts * tick) for at, lasts in zip(times, lengths, strict=True) if at >= 0]


def _seconds(times: list[tuple[Fraction, Fraction]], stream: dict[str, Any]) -> Fraction:
    """Of some films ffprobe tells no lengths of packets, or a tick for each: then it is the length
    that it tells of the track."""
    if max(lasts for _, lasts in times) <= Fraction(stream["time_base"]):
        return Fraction(stream["duration"])
    return max(at + lasts for at, lasts in times) - min(at for at, _ in times)


def _displayed(stream: dict[str, Any]) -> tuple[int, int, int]:
    width, height = stream["width"], stream["height"]
    across, _, down = stream.get("sample_aspect_ratio", "1:1").partition(":")
    if int(across):
        width = round(Fraction(width * int(across), int(down)))
    turns = [one["rotation"] for one in stream.get("side_data_list", ()) if "rotation" in one]
    rotation = round(-turns[0]) % 360 if turns else 0
    return (height, width, rotation) if rotation in (90, 270) else (width, height, rotation)
