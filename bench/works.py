"""Works made up for measuring, which differ as films do: shots of their own with soft shapes and
things in them, a moving camera and grain, after an opening that all share. And ways to copy them.
"""

import math
import os
import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

WIDTH, HEIGHT, FPS = 384, 216, 6
SMALL = (72, 40)
"""A shot is painted this small, then enlarged: what is drawn by Python is drawn once."""
SECONDS = 48
OPENING = 2.5
X264 = {"preset": "superfast", "crf": "23", "bf": "2", "g": "60"}
HEAVY = {"preset": "superfast", "crf": "36", "g": "40"}
"""Another encoder's habits: much coarser, and key frames elsewhere."""
Copy = Callable[[Path, Path], None]


def make_work(path: Path, number: int) -> Path:
    """The same number makes the same work; left alone if it is there."""
    if path.exists():
        return path
    chance = random.Random(f"work {number}")  # noqa: S311 - nothing secret
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    with av.open(str(unfinished), "w", format="mp4") as file:
        stream = _stream(file, WIDTH, HEIGHT, FPS, X264)
        for count, frame in enumerate(_frames(chance)):
            frame.pts, frame.time_base = count, Fraction(1, FPS)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return unfinished.replace(path)


def _stream(file: Any, width: int, height: int, fps: int, options: dict[str, str]) -> VideoStream:  # noqa: ANN401 - av's
    stream: VideoStream = file.add_stream("libx264", rate=fps, options=options)
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    return stream


def _frames(chance: random.Random) -> Iterator[VideoFrame]:
    yield from _shot(random.Random("opening"), round(OPENING * FPS))  # noqa: S311
    left = round((SECONDS - OPENING) * FPS)
    while left > 0:
        count = min(left, chance.randrange(2 * FPS, 8 * FPS))
        yield from _shot(chance, count)
        left -= count


def _shot(chance: random.Random, count: int) -> Iterator[VideoFrame]:
    """A still, larger than the picture, over which a camera moves; something moves in front."""
    still = _still(chance)
    zoom = chance.uniform(1.05, 1.3)
    wide, tall = (round(side * zoom / 2) * 2 for side in (WIDTH, HEIGHT))
    width, height, y = (chance.randrange(*span) for span in ((20, 70), (30, 90), (20, 160)))
    shape = f"y={y}:w={width}:h={height}:color=0x{chance.randrange(0x1000000):06x}:t=fill"
    speed, start = chance.uniform(-30, 30), chance.randrange(WIDTH)
    pan, over = chance.uniform(-1, 1), chance.random()
    steps = [
        f"scale={wide}:{tall}:flags=bicubic",
        f"crop={WIDTH}:{HEIGHT}:x='(iw-ow)*(0.5+{pan / 2:.3f}*n/{count})':y='(ih-oh)*{over:.3f}'",
        f"drawbox=x='{start}+{speed:.1f}*t':{shape}",
        "noise=alls=6:allf=t",
    ]
    yield from filtered((still for _ in range(count)), steps, FPS)


def _still(chance: random.Random) -> VideoFrame:
    """Soft waves as of light and ground, and some things with edges, in three planes."""
    width, height = SMALL
    waves = [
        (chance.gauss(0, 1) / (1 + row + column), row, column, chance.uniform(0, 2 * math.pi))
        for row in range(5)
        for column in range(5)
    ]
    things = [
        (
            chance.random() * width,
            chance.random() * height,
            chance.uniform(2, 16),
            chance.uniform(2, 12),
            chance.uniform(-90, 90),
        )
        for _ in range(chance.randrange(3, 10))
    ]
    base, depth = chance.uniform(60, 180), chance.uniform(25, 60)
    frame = VideoFrame(width, height, "yuv444p")
    planes = [
        [base] * (width * height),
        *([128 + chance.gauss(0, 14)] * (width * height) for _ in "uv"),
    ]
    for place in range(width * height):
        y, x = divmod(place, width)
        planes[0][place] += depth * sum(
            size * math.cos(math.pi * (row * y / height + column * x / width) + phase)
            for size, row, column, phase in waves
        )
        for across, down, half_wide, half_tall, light in things:
            if abs(x - across) < half_wide and abs(y - down) < half_tall:
                planes[0][place] += light
                planes[1][place] += light / 4
                planes[2][place] -= light / 5
    for plane, values in zip(frame.planes, planes, strict=True):
        rows = (values[row * width : (row + 1) * width] for row in range(height))
        points = (bytes(min(235, max(16, round(v))) for v in row) for row in rows)
        plane.update(b"".join(p.ljust(plane.line_size, b"\x80") for p in points))
    return frame


def filtered(frames: Iterator[VideoFrame], steps: list[str], fps: float) -> Iterator[VideoFrame]:
    """Each step is a filter of FFmpeg with its arguments, `hue=s=0`."""
    graph = None
    for count, frame in enumerate(frames):
        if graph is None:
            graph = _graph(frame, steps, fps)
        frame.pts, frame.time_base = count, Fraction(1, round(fps))
        graph.push(frame)
        yield from _pulled(graph)
    if graph is not None:
        graph.push(None)
        yield from _pulled(graph)


def _graph(frame: VideoFrame, steps: list[str], fps: float) -> Graph:
    graph = Graph()
    source = graph.add_buffer(
        width=frame.width,
        height=frame.height,
        format=frame.format,
        time_base=Fraction(1, round(fps)),
    )
    nodes = [graph.add(*step.split("=", 1)) for step in [*steps, "format=yuv420p"]]
    graph.link_nodes(source, *nodes, graph.add("buffersink")).configure()
    return graph


def _pulled(graph: Graph) -> Iterator[VideoFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(frame, VideoFrame)  # noqa: S101 - for the type
        yield frame


def changed(
    *steps: str, fps: int = FPS, skip: float = 0, options: dict[str, str] | None = None
) -> Copy:
    """A copy through filters and another encoder, at another rate, without its first seconds."""

    def copy(source: Path, target: Path) -> None:
        with av.open(str(source)) as old, av.open(str(target), "w", format="mp4") as new:
            frames = (f for f in old.decode(video=0) if (f.time or 0) >= skip)
            stream = None
            rate = [f"fps={fps}"] if fps != FPS else []
            for count, frame in enumerate(filtered(frames, [*steps, *rate], FPS)):
                if stream is None:
                    stream = _stream(new, frame.width, frame.height, fps, options or HEAVY)
                frame.pts, frame.time_base = count, Fraction(1, fps)
                frame.pict_type = 0
                new.mux(stream.encode(frame))
            if stream is not None:
                new.mux(stream.encode(None))

    return copy


def remuxed(source: Path, target: Path) -> None:
    """The same coded pictures, cut into fragments."""
    options = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
    with (
        av.open(str(source)) as old,
        av.open(str(target), "w", format="mp4", options=options) as new,
    ):
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)


COPIES: dict[str, Copy] = {
    "re-encoded": changed(),
    "half size": changed(f"scale={WIDTH // 2}:{HEIGHT // 2}"),
    "recoloured": changed("hue=h=50:s=1.5", "lutyuv=y='clip(1.15*val-10,16,235)'"),
    "mirrored": changed("hflip"),
    "cropped 5 %": changed("crop=iw*0.95:ih*0.95", f"scale={WIDTH}:{HEIGHT}"),
    "letterboxed": changed(f"pad={WIDTH}:{WIDTH * 3 // 4}:0:(oh-ih)/2:black"),
    "other frame rate": changed(fps=8, options=HEAVY | {"g": "72"}),
    "start trimmed": changed(skip=3),
    "fragmented": remuxed,
    "logo": changed("drawbox=x=iw*0.82:y=ih*0.05:w=iw*0.14:h=ih*0.12:color=white:t=fill"),
}
