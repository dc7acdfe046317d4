"""Small but real mp4 files (H.264, AAC) for the sample contest and the tests. They are always the
same."""

import colorsys
import fcntl
import hashlib
import math
import random
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Literal

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

SAMPLES = Path(__file__).resolve().parent.parent / "build" / "samples"
SAMPLE_RATE = 48_000
AUDIO_FRAME = 1024
STRIPS = 6
BANDS = 9


@dataclass(frozen=True)
class _Plan:
    width: int
    height: int
    seconds: float
    hue: float
    fps: int
    sound: bool
    title: str
    faststart: bool
    rotation: Literal[0, 90, 180, 270]

    @property
    def chance(self) -> random.Random:
        """Pseudo-random, not secret: the same title gives the same picture."""
        return random.Random(f"{self.title} {self.hue}")  # noqa: S311


def make_video(
    path: Path,
    *,
    width: int,
    height: int,
    seconds: float,
    hue: float,
    fps: int = 2,
    sound: bool = True,
    title: str = "",
    faststart: bool = True,
    rotation: Literal[0, 90, 180, 270] = 0,
) -> Path:
    """Make a video of moving coloured bands; `hue` (0 to 1) and `title` decide what they look like.

    It lasts exactly a whole number of frames. `width` and `height` are those of the coded picture.
    `rotation` is only noted in the file, clockwise. An existing file is left alone; a new one
    appears at once and complete. Of several processes that ask, one makes it, and the others wait:
    a browser does not read a file that was replaced after it was chosen.
    """
    plan = _Plan(width, height, seconds, hue, fps, sound, title, faststart, rotation)
    receipt = path.with_suffix(".made")
    wanted = hashlib.sha256(f"{plan} {av.__version__}".encode()).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (path.exists() and receipt.exists() and receipt.read_text() == wanted):
            unfinished = path.with_suffix(".part")
            _write(unfinished, plan)
            unfinished.replace(path)
            receipt.write_text(wanted)
    return path


def _write(path: Path, plan: _Plan) -> None:
    flags = {"movflags": "+faststart"} if plan.faststart else {}
    with av.open(str(path), "w", format="mp4", options=flags) as file:
        file.metadata["title"] = plan.title
        video = _video_stream(file, plan)
        audio = _audio_stream(file) if plan.sound else None
        _encode_pictures(file, video, plan)
        if audio is not None:
            _encode_tone(file, audio, plan)


def _video_stream(file: OutputContainer, plan: _Plan) -> VideoStream:
    options = {"preset": "ultrafast", "crf": "32", "bf": "0"}
    stream = file.add_stream("libx264", rate=plan.fps, options=options)
    stream.width, stream.height = plan.width, plan.height
    stream.pix_fmt = "yuv420p"
    stream.codec_context.gop_size = 10 * plan.fps
    if plan.rotation:
        stream.set_display_rotation(-plan.rotation)
    return stream


def _audio_stream(file: OutputContainer) -> AudioStream:
    stream = file.add_stream("aac", rate=SAMPLE_RATE)
    stream.bit_rate = 48_000
    stream.layout = "mono"
    return stream


def _encode_pictures(file: OutputContainer, stream: VideoStream, plan: _Plan) -> None:
    picture = av.VideoFrame(plan.width, plan.height, "yuv420p")
    luma, *chroma = picture.planes
    for plane, value in zip(chroma, _chroma(plan.hue), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    for number, bands in enumerate(_pictures(plan, luma.line_size, luma.height)):
        luma.update(bands)
        picture.pts, picture.time_base = number, Fraction(1, plan.fps)
        file.mux(stream.encode(picture))
    file.mux(stream.encode(None))


def _pictures(plan: _Plan, line: int, height: int) -> Iterator[bytes]:
    """The luma plane of each frame: strips of vertical bands, each moving at its own speed."""
    chance = plan.chance
    rows = [_bands(chance, line) for _ in range(STRIPS)]
    speeds = [chance.choice((-1, 1)) * chance.randrange(8, 40, 2) for _ in range(STRIPS)]
    heights = [height // STRIPS] * (STRIPS - 1) + [height - height // STRIPS * (STRIPS - 1)]
    for number in range(round(plan.seconds * plan.fps)):
        strips = []
        for row, speed, tall in zip(rows, speeds, heights, strict=True):
            start = number * speed % line
            strips.append((row + row)[start : start + line] * tall)
        yield b"".join(strips)


def _bands(chance: random.Random, line: int) -> bytes:
    edges = [0, *sorted(chance.sample(range(1, line), BANDS - 1)), line]
    return b"".join(
        bytes([chance.randrange(40, 220)]) * (right - left) for left, right in pairwise(edges)
    )


def _chroma(hue: float) -> tuple[int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1, 0.6, 0.8)
    return (
        round(128 + 112 * (-0.169 * red - 0.331 * green + 0.5 * blue) * 2),
        round(128 + 112 * (0.5 * red - 0.419 * green - 0.081 * blue) * 2),
    )


def _encode_tone(file: OutputContainer, stream: AudioStream, plan: _Plan) -> None:
    pitch = plan.chance.randrange(220, 660)  # whole cycles a second, so that seconds join
    second = array(
        "f", (0.2 * math.sin(2 * math.pi * pitch * n / SAMPLE_RATE) for n in range(SAMPLE_RATE))
    )
    looped = second + second[:AUDIO_FRAME]
    total = round(Fraction(round(plan.seconds * plan.fps), plan.fps) * SAMPLE_RATE)
    for start in range(0, total, AUDIO_FRAME):
        samples = min(AUDIO_FRAME, total - start)
        frame = av.AudioFrame("fltp", "mono", samples)
        offset = start % SAMPLE_RATE
        frame.planes[0].update(_padded(looped[offset : offset + samples], frame))
        frame.sample_rate, frame.pts = SAMPLE_RATE, start
        frame.time_base = Fraction(1, SAMPLE_RATE)
        file.mux(stream.encode(frame))
    file.mux(stream.encode(None))


def _padded(samples: "array[float]", frame: av.AudioFrame) -> bytes:
    """Fills a whole plane, which may be longer than its samples."""
    return samples.tobytes().ljust(frame.planes[0].buffer_size, b"\0")
