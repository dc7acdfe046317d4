"""Runs MediaInfo in a child process without environment or files, with little time and memory. It
sees the head of the file and the movie box, with zeros between them, and decides no number."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from select import select
from threading import Thread
from time import monotonic
from typing import IO, Any

from contest.refusals import refused
from contest.validate.mp4.gate import Gate
from contest.validate.verdict import Description
from contest_aws.media.mediainfo_child import LOADED
from contest_aws.media.ranged_reader import PlannedReader

CHILD = Path(__file__).with_name("mediainfo_child.py")
SECONDS = 5
"""Wall-clock time. The child limits its own processor time."""
LONGEST_NAME = 64
SIZE, FREE = 4, b"free"
"""Bytes of a box before its kind, and the kind that every parser skips."""
HDR_CURVES = {"PQ": "PQ", "HLG": "HLG"}


class Child:
    """Started before the file is read, because loading the parser takes as long as fetching a movie
    box. It sees no byte of the file before the file has passed the gate."""

    def __init__(self) -> None:
        self._feeder: Thread | None = None
        self._empty = tempfile.TemporaryDirectory(prefix="mediainfo-")
        self._process = subprocess.Popen(  # noqa: S603 - our own file, our own interpreter
            [sys.executable, "-I", "-S", "-B", str(CHILD), *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=self._empty.name,
        )

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        if self._feeder:
            self._feeder.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()
        self._empty.cleanup()

    def feed(self, size: int, pieces: list[tuple[int, bytes]]) -> None:
        """Shows it a file of which it sees these pieces only. It works while we do: the pipe may
        hold less than the pieces have."""
        places = [[start, len(piece)] for start, piece in pieces]
        header = json.dumps({"size": size, "pieces": places}).encode() + b"\n"
        pipe, self._process.stdin = self._process.stdin, None
        assert pipe is not None  # noqa: S101 - it was requested
        self._feeder = Thread(target=_write, args=(pipe, [header, *(one for _, one in pieces)]))
        self._feeder.start()

    def tracks(self) -> list[dict[str, Any]]:
        """What MediaInfo reports on the file that it was shown. Its time begins once it has loaded:
        what failed or lasted before is no fault of the file."""
        self._await_start()
        try:
            output, _ = self._process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise refused(
                "media.too_complex", measured=f"> {SECONDS} s", allowed=f"{SECONDS} s"
            ) from None
        if (ended := self._process.returncode) != 0:
            raise refused(
                "media.too_complex", measured=f"MediaInfo: {ended}", allowed="MediaInfo: 0"
            )
        found: list[dict[str, Any]] = json.loads(output)
        return found

    def _await_start(self) -> None:
        """Reads the line that says that the child has loaded, and no byte more."""
        assert self._process.stdout is not None  # noqa: S101 - it was requested
        pipe, line, until = self._process.stdout.fileno(), b"", monotonic() + SECONDS
        while line != f"{LOADED}\n".encode():
            if not select([pipe], [], [], max(0, until - monotonic()))[0]:
                raise OSError(f"MediaInfo did not start within {SECONDS} s")
            if not (byte := os.read(pipe, 1)):
                raise OSError(f"MediaInfo did not start: {self._process.wait()}")
            line += byte


def _write(pipe: IO[bytes], pieces: list[bytes]) -> None:
    """A child that has ended reads no more; its exit code tells why."""
    with contextlib.suppress(BrokenPipeError), pipe:
        for piece in pieces:
            pipe.write(piece)


def _environment() -> dict[str, str]:
    """Passes on none of our environment, and so no credentials. The only exception is the path of
    the interpreter's own library, which Lambda's images need."""
    path = os.environ.get("LD_LIBRARY_PATH")
    return {"LD_LIBRARY_PATH": path} if path else {}


def show(child: Child, reader: PlannedReader, gate: Gate) -> None:
    """Shows it a file that has passed the gate, as far as it was read."""
    child.feed(*_view(reader, gate))


def described(child: Child, *, picture: int) -> Description:
    """Describes the file that was shown. `picture`: the number of the track that counts. Refused
    when MediaInfo cannot process the file."""
    tracks = child.tracks()
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
    """Printable characters only, and short, because the file's maker may have written them."""
    text = "".join(char for char in str(track.get(field) or "") if char.isprintable())
    return text[:LONGEST_NAME] or None


def _of(tracks: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [track for track in tracks if track.get("track_type") == kind]


def _view(reader: PlannedReader, gate: Gate) -> tuple[int, list[tuple[int, bytes]]]:
    """The size and the pieces that MediaInfo sees. Of a fragmented file it sees no fragment, and of
    covers and the like that were left out, free space: it would load them into memory."""
    end = gate.moov.end if gate.fragmented else reader.size
    seen = [(start, piece[: end - start]) for start, piece in reader.pieces if start < end]
    kinds = [box.start + SIZE for box in gate.left_out]
    return end, [(start, _without_kinds(start, piece, kinds)) for start, piece in seen]


def _without_kinds(start: int, piece: bytes, kinds: list[int]) -> bytes:
    """The piece with the kinds of some boxes, four characters each, written over."""
    if not kinds:
        return piece
    changed = bytearray(piece)
    for at in kinds:
        for number, letter in enumerate(FREE):
            if 0 <= at + number - start < len(changed):
                changed[at + number - start] = letter
    return bytes(changed)
