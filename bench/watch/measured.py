"""What Debian's ffmpeg says of a film: when which frame is shown, and when a tone begins."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tests.truth.tools import run

HERTZ = 8000
LOUD, SILENCE = 0.1, HERTZ // 4
"""A tone begins where the sound is so loud after so many samples that were not."""
LONG_SIDE, SHORT_SIDE = 32, 18


class Frames(NamedTuple):
    times: list[float]
    pictures: "np.ndarray[Any, Any]"
    """Small and grey, a row for each frame."""
    width: int
    height: int

    def moments(self, many: int) -> list[tuple[int, float]]:
        """Frames from all over the film, back and forth, each with the middle of its time."""
        last = len(self.times) - 2
        frames = [last * place // (many - 1) for place in range(many)]
        return [
            (frame, (self.times[frame] + self.times[frame + 1]) / 2)
            for frame in (*frames[::2], *frames[1::2])
        ]

    def nearest(self, picture: list[int]) -> tuple[int, float]:
        """The frame that looks most like this, and by how much it differs, of 255."""
        apart = np.abs(self.pictures - np.array(picture)).mean(axis=1)
        frame = int(apart.argmin())
        return frame, float(apart[frame])


def shown(film: Path, *, upright: bool) -> Frames:
    """`upright`: whether it is higher than wide."""
    width, height = (SHORT_SIDE, LONG_SIDE) if upright else (LONG_SIDE, SHORT_SIDE)
    small = f"scale={width}:{height}:flags=area,format=gray"
    told = _probed(film, "-select_streams", "v:0", "-show_entries", "frame=pts_time")["frames"]
    options = ("-map", "0:v:0", "-vf", small, "-vsync", "passthrough", "-f", "rawvideo", "-")
    raw = run("ffmpeg", "-v", "error", "-copyts", "-i", film, *options)
    pictures = np.frombuffer(raw, np.uint8).reshape(-1, width * height).astype(int)
    times = sorted(float(frame["pts_time"]) for frame in told)
    if len(times) != len(pictures):
        raise ValueError(f"{film}: {len(times)} frames are listed, {len(pictures)} decoded")
    return Frames(times, pictures, width, height)


def onsets(film: Path) -> list[float]:
    """When a tone begins, in seconds of the film."""
    form = f"aresample={HERTZ}:async=1:first_pts=0"
    options = ("-map", "0:a:0", "-af", form, "-ac", "1", "-f", "f32le", "-")
    raw = np.frombuffer(run("ffmpeg", "-v", "error", "-copyts", "-i", film, *options), np.float32)
    loud = np.flatnonzero(np.abs(raw) > LOUD)
    if not len(loud):
        return []
    first = np.concatenate([[True], np.diff(loud) > SILENCE])
    return [float(at) / HERTZ for at in loud[first]]


class Lasts(NamedTuple):
    pictures: float
    """Seconds from the first to the end of the last."""
    whole: float
    """When the later of picture and sound ends."""


def lasts(film: Path) -> Lasts:
    streams = _probed(film, "-show_streams")["streams"]
    ends = {one["codec_type"]: float(one["start_time"]) + float(one["duration"]) for one in streams}
    (pictures,) = (float(one["duration"]) for one in streams if one["codec_type"] == "video")
    return Lasts(pictures, max(ends.values()))


def frame_rate(film: Path) -> Fraction:
    (picture,) = (
        one for one in _probed(film, "-show_streams")["streams"] if one["codec_type"] == "video"
    )
    return Fraction(picture["r_frame_rate"])


def _probed(film: Path, *asked: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("ffprobe", "-v", "error", *asked, "-of", "json", film))
    return found
