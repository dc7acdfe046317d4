"""Makes copies, and reads films by Debian's ffmpeg and ffprobe."""

import json
from pathlib import Path
from typing import Any

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


def frames(path: Path, stream: str) -> list[tuple[str, ...]]:
    """Time, duration and hash of each picture or sound that ffmpeg decodes."""
    told = run("ffmpeg", "-v", "error", "-i", path, "-map", stream, "-f", "framemd5", "-").decode()
    rows = (line.split(",") for line in told.splitlines() if not line.startswith("#"))
    return [(row[2].strip(), row[3].strip(), row[5].strip()) for row in rows]


def streams(path: Path) -> list[dict[str, Any]]:
    found = json.loads(run("ffprobe", "-v", "error", "-show_streams", "-of", "json", path))
    return found["streams"]


def fields(path: Path) -> list[dict[str, Any]]:
    """What ffprobe says of the pictures and the sound."""
    return [{name: one.get(name) for name in SAME} for one in streams(path)]
