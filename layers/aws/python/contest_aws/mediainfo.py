"""MediaInfo in a child process of its own: no environment, no files, little time and memory. It
sees the pieces of the file that were read, with zeros between them."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from contest.refusals import refused
from contest.validate import MediaFacts
from contest_aws.planned import PlannedReader

CHILD = Path(__file__).with_name("mediainfo_child.py")
SECONDS = 10
"""Wall clock; the child's processor time is limited by itself."""

MP4_FORMATS = frozenset({"MPEG-4"})
TURNED = (90, 270)


def measure(reader: PlannedReader) -> MediaFacts:
    """The facts of a file that has passed the gate. Refused when MediaInfo finds none in it."""
    general, video, audio = _tracks(_parse(reader))
    if general.get("format") not in MP4_FORMATS:
        raise refused("media.not_mp4", measured=general.get("format") or "?", allowed="mp4")
    if video is None:
        raise refused("media.no_picture")
    try:
        return _facts(general, video, audio, size=reader.size)
    except (KeyError, ArithmeticError, ValueError) as error:
        raise refused("media.broken", measured=type(error).__name__) from error


def _facts(
    general: dict[str, Any], video: dict[str, Any], audio: dict[str, Any] | None, *, size: int
) -> MediaFacts:
    rotation = int(Decimal(video.get("rotation") or 0)) % 360
    width, height = _displayed(video)
    if rotation in TURNED:
        width, height = height, width
    return MediaFacts(
        format=str(general["format"]),
        seconds=Decimal(str(video["duration"])) / 1000,
        width=width,
        height=height,
        rotation=rotation,
        frame_rate=Decimal(str(video["frame_rate"])),
        bit_rate=int(Decimal(str(general["overall_bit_rate"])))
        if general.get("overall_bit_rate")
        else None,
        video_codec=str(video["format"]),
        audio_codec=str(audio["format"]) if audio else None,
        size=size,
    )


def _displayed(video: dict[str, Any]) -> tuple[int, int]:
    """Width and height with square pixels, before rotation."""
    pixel_aspect = Decimal(str(video.get("pixel_aspect_ratio") or 1))
    return round(int(video["width"]) * pixel_aspect), int(video["height"])


def _tracks(
    tracks: list[dict[str, Any]],
) -> tuple[dict[str, Any], dict[str, Any] | None, dict[str, Any] | None]:
    def first(kind: str) -> dict[str, Any] | None:
        return next((track for track in tracks if track.get("track_type") == kind), None)

    return first("General") or {}, first("Video"), first("Audio")


def _parse(reader: PlannedReader) -> list[dict[str, Any]]:
    header = {
        "size": reader.size,
        "pieces": [[start, len(piece)] for start, piece in reader.pieces],
        "path": sys.path,
    }
    body = json.dumps(header).encode() + b"\n" + b"".join(piece for _, piece in reader.pieces)
    try:
        child = subprocess.run(  # noqa: S603 - our own file, our own interpreter
            [sys.executable, "-I", "-B", str(CHILD)],
            input=body, capture_output=True, env={}, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise refused("media.broken", measured=f"> {SECONDS} s") from None
    if child.returncode != 0:
        raise refused("media.broken", measured=f"MediaInfo: {child.returncode}")
    tracks: list[dict[str, Any]] = json.loads(child.stdout)
    return tracks
