"""Sparse files of any size that are whole for whoever reads headers, tables and some samples: eight
minutes of picture and sound, of which only the first bytes of key frames, or of the samples of
fragments, are really there."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import FTYP, full, picture, sound, trak

Layout = Literal["moov first", "moov last", "fragmented"]
SECONDS, FPS, SCALE = 480, 30, 15_360
DELTA = SCALE // FPS
GOP = 2
"""Seconds from key frame to key frame, and a fragment's length."""
SOUND_RATE, SOUND_FRAME, SOUND_BYTES = 48_000, 1024, 340
KEY_FRAME = 1024
LARGE = 16


@dataclass(frozen=True)
class Sized:
    """Stands for a stream of which only the sizes of samples matter."""

    kind: str
    stsd: bytes
    samples: tuple[range, ...]
    sync: tuple[int, ...]
    scale: int
    delta: int


def make(path: Path, *, size: int, layout: Layout) -> int:
    """Writes the file; the size of its movie box."""
    frame = size // (SECONDS * FPS) - SOUND_BYTES * SOUND_RATE // SOUND_FRAME // FPS
    if layout == "fragmented":
        return _fragmented(path, frame)
    shown, heard = _streams(frame)
    total = sum(map(len, shown.samples)) + sum(map(len, heard.samples))
    moov = _moov(shown, heard, 0)
    start = len(FTYP) + LARGE + (len(moov) if layout == "moov first" else 0)
    moov = _moov(shown, heard, start)
    mdat = struct.pack(">I4sQ", 1, b"mdat", total + LARGE)
    with path.open("wb") as file:
        file.write(FTYP + (moov + mdat if layout == "moov first" else mdat))
        for second in range(0, SECONDS, GOP):
            file.seek(start + second * FPS * frame + _heard_before(second) * SOUND_BYTES)
            file.write(_key_frame(frame))
        file.seek(start + total)
        file.write(b"" if layout == "moov first" else moov)
        file.truncate()
    return len(moov)


def _streams(frame: int) -> tuple[Sized, Sized]:
    frames, heard = SECONDS * FPS, _heard_before(SECONDS)
    sync = tuple(range(0, frames, GOP * FPS))
    shown = Sized("vide", picture().stsd, (range(frame),) * frames, sync, SCALE, DELTA)
    sounds = (range(SOUND_BYTES),) * heard
    return shown, Sized("soun", sound().stsd, sounds, (0,), SOUND_RATE, SOUND_FRAME)


def _heard_before(second: int) -> int:
    return second * SOUND_RATE // SOUND_FRAME


def _moov(shown: Sized, heard: Sized, start: int) -> bytes:
    """A chunk of each track for every second, as recorders write them."""
    frame = len(shown.samples[0])
    chunks: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for second in range(SECONDS):
        many = _heard_before(second + 1) - _heard_before(second)
        at = start + second * FPS * frame + _heard_before(second) * SOUND_BYTES
        chunks[0].append((at, FPS))
        chunks[1].append((at + FPS * frame, many))
    mvhd = full("mvhd", 0, 0, 1000, SECONDS * 1000, *[0] * 20)
    traks = (
        trak(stream, number + 1, chunks[number], long=True)  # type: ignore[arg-type]
        for number, stream in enumerate((shown, heard))
    )
    return box("moov", mvhd, *traks)


def _key_frame(size: int) -> bytes:
    """A NAL unit of an instantaneous refresh that fills its sample, and its first bytes."""
    return struct.pack(">I", size - 4) + b"\x65" + b"\x55" * (KEY_FRAME - 5)


def _fragmented(path: Path, frame: int) -> int:
    empty = Sized("vide", picture().stsd, (), (), SCALE, DELTA)
    trex = full("trex", 1, 1, DELTA, 0, 0)
    mvhd = full("mvhd", 0, 0, 1000, 0, *[0] * 20)
    moov = box("moov", mvhd, trak(empty, 1, []), box("mvex", trex))  # type: ignore[arg-type]
    entries = []
    with path.open("wb") as file:
        file.write(FTYP + moov)
        for number in range(SECONDS // GOP):
            start = file.tell()
            time = number * GOP * SCALE
            entries.append(struct.pack(">QQBBB", time, start, 1, 1, 1))
            moof = _moof(number, time, frame, 0)
            file.write(_moof(number, time, frame, len(moof) + LARGE))
            held = GOP * FPS * frame
            file.write(struct.pack(">I4sQ", 1, b"mdat", held + LARGE))
            body = file.tell()
            for sample in range(GOP * FPS):
                file.seek(body + sample * frame)
                file.write(_key_frame(frame))
            file.seek(body + held)
        tfra = full("tfra", 1, 0, len(entries), version=1, tail=b"".join(entries))
        mfro = full("mfro", 8 + len(tfra) + 16)
        file.write(box("mfra", tfra, mfro))
    return len(moov)


def _moof(number: int, time: int, frame: int, offset: int) -> bytes:
    many = GOP * FPS
    trun = full("trun", many, offset, *[frame] * many, flags=0x201)
    tfdt = full("tfdt", time)
    return box(
        "moof", full("mfhd", number + 1), box("traf", full("tfhd", 1, flags=0x20000), tfdt, trun)
    )
