"""Makes copies, and reads films by Debian's ffmpeg and ffprobe."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from contest.viewing.copying import Copying, NumberedPart, Windows
from contest.viewing.plan import plan_copy
from tests.truth.tools import run

SAME = (
    *("codec_name", "profile", "codec_tag_string", "width", "height", "sample_aspect_ratio"),
    *("display_aspect_ratio", "pix_fmt", "color_range", "color_space", "color_transfer"),
    *("color_primaries", "field_order", "side_data_list", "start_time", "duration", "nb_frames"),
    *("avg_frame_rate", "sample_rate", "channels", "channel_layout", "bits_per_sample"),
)
"""Fields of a stream that a copy has as the original."""
PLAYED = ("-map", "0:v:0", "-map", "0:a?")


class Frame(NamedTuple):
    time: str
    duration: str
    hash: str


def parts_of(data: bytes, **sizes: int) -> list[NumberedPart]:
    """In the order in which they are sent."""
    windows = Windows(lambda start, length: data[start : start + length], size=len(data))
    plan = plan_copy(windows.read, size=len(data))
    return list(Copying(plan, windows.read).parts(**sizes))


def copied(data: bytes) -> bytes:
    return b"".join(part.body for part in sorted(parts_of(data)))


def copy_of(path: Path, folder: Path) -> Path:
    new = folder / "copy.mp4"
    new.write_bytes(copied(path.read_bytes()))
    return new


def frames(path: Path) -> list[list[Frame]]:
    """What ffmpeg decodes: the pictures, then each of the sound's tracks."""
    told = run("ffmpeg", "-v", "error", "-i", path, *PLAYED, "-f", "framemd5", "-").decode()
    tracks: dict[str, list[Frame]] = {}
    for line in told.splitlines():
        if not line.startswith("#"):
            track, _, time, duration, _, hash_ = map(str.strip, line.split(","))
            tracks.setdefault(track, []).append(Frame(time, duration, hash_))
    return [tracks[track] for track in sorted(tracks)]


def streams(path: Path) -> list[dict[str, Any]]:
    found = json.loads(run("ffprobe", "-v", "error", "-show_streams", "-of", "json", path))
    return found["streams"]


def fields(path: Path) -> list[dict[str, Any]]:
    """What ffprobe says of the pictures and the sound."""
    return [{name: one.get(name) for name in SAME} for one in streams(path)]
