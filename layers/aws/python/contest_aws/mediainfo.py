"""MediaInfo in a child process of its own: no environment, no files, little time and memory. It
sees the head of the file and its movie box, with zeros between them, and decides no number."""

import json
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from contest.gate import Gate
from contest.refusals import refused
from contest.validate import Description
from contest_aws.planned import PlannedReader

CHILD = Path(__file__).with_name("mediainfo_child.py")
SECONDS = 5
"""Wall clock; the child's processor time is limited by itself."""
LONGEST_NAME = 64
HDR_CURVES = {"PQ": "PQ", "HLG": "HLG"}


def describe(reader: PlannedReader, gate: Gate, *, picture: int) -> Description:
    """Of a file that has passed the gate; `picture`: the track that counts. Refused when MediaInfo
    cannot cope with the file."""
    tracks = _parse(*_view(reader, gate))
    video = next(
        (track for track in _of(tracks, "Video") if str(track.get("track_id")) == str(picture)),
        None,
    )
    audio = next(iter(_of(tracks, "Audio")), None)
    if video is None:
        raise refused("media.no_picture")
    aspect = video.get("pixel_aspect_ratio")
    return Description(
        format="MPEG-4",
        video_codec=_name(video, "format") or "?",
        video_profile=_name(video, "format_profile"),
        hdr=_name(video, "hdr_format")
        or HDR_CURVES.get(str(video.get("transfer_characteristics"))),
        audio_codec=(_name(audio, "format") or "?") if audio else None,
        audio_profile=_name(audio, "format_additionalfeatures") if audio else None,
        pixel_aspect=_positive(aspect),
    )


def _positive(number: object) -> Decimal | None:
    try:
        found = Decimal(str(number))
    except ArithmeticError:
        return None
    return found if found.is_finite() and found > 0 else None


def _name(track: dict[str, Any], field: str) -> str | None:
    """The file's maker may have written it: printable, and short."""
    text = "".join(char for char in str(track.get(field) or "") if char.isprintable())
    return text[:LONGEST_NAME] or None


def _of(tracks: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [track for track in tracks if track.get("track_type") == kind]


def _view(reader: PlannedReader, gate: Gate) -> tuple[int, list[tuple[int, bytes]]]:
    """The size and the pieces that MediaInfo is shown: of a fragmented file, no fragment."""
    if not gate.fragmented:
        return reader.size, reader.pieces
    return gate.moov.end, [(0, reader.read(0, gate.moov.end))]


def _parse(size: int, pieces: list[tuple[int, bytes]]) -> list[dict[str, Any]]:
    header = {
        "size": size,
        "pieces": [[start, len(piece)] for start, piece in pieces],
        "path": sys.path,
    }
    body = json.dumps(header).encode() + b"\n" + b"".join(piece for _, piece in pieces)
    with tempfile.TemporaryDirectory(prefix="mediainfo-") as empty:
        try:
            child = subprocess.run(  # noqa: S603 - our own file, our own interpreter
                [sys.executable, "-I", "-S", "-B", str(CHILD)],
                input=body, capture_output=True, env={}, cwd=empty, timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise refused(
                "media.too_complex", measured=f"> {SECONDS} s", allowed=f"{SECONDS} s"
            ) from None
    if child.returncode != 0:
        raise refused(
            "media.too_complex", measured=f"MediaInfo: {child.returncode}", allowed="MediaInfo: 0"
        )
    tracks: list[dict[str, Any]] = json.loads(child.stdout)
    return tracks
