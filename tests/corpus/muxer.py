"""Whole mp4 files of any length and oddity, from the samples of a real one, and surgery on them.

Nothing is encoded twice: a second of coded pictures is looped for as long as a file shall last."""

import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av

from local.sample_videos import make_video
from tests.contest.validate.mp4.tiny_mp4 import box, large

FOLDER = Path(__file__).resolve().parents[2] / "build" / "corpus"
CONTAINERS = {"moov", "trak", "mdia", "minf", "stbl", "edts", "dinf", "mvex", "moof", "traf"}
FTYP = box("ftyp", b"isom", bytes(4), b"isomiso2avc1mp41")
MOVIE_SCALE = 1000
Tree = list[list]


@dataclass(frozen=True)
class Stream:
    """One track's samples and what describes them."""

    kind: str
    stsd: bytes
    samples: tuple[bytes, ...]
    sync: tuple[int, ...]
    """Numbers of key frames, from 0."""
    scale: int
    delta: int

    def lasting(self, seconds: float) -> "Stream":
        """As many samples as fit, looped."""
        many = round(seconds * self.scale / self.delta)
        loop = len(self.samples)
        samples = tuple(self.samples[number % loop] for number in range(many))
        sync = tuple(n for n in range(many) if n % loop in self.sync)
        return Stream(self.kind, self.stsd, samples, sync, self.scale, self.delta)

    def at_rate(self, scale: int, delta: int) -> "Stream":
        return Stream(self.kind, self.stsd, self.samples, self.sync, scale, delta)

    def described(self, change: Callable[[bytes], bytes]) -> "Stream":
        """With another sample description."""
        stsd = change(self.stsd)
        return Stream(self.kind, stsd, self.samples, self.sync, self.scale, self.delta)


@cache
def source(width: int = 1920, height: int = 1080, fps: int = 12, seconds: int = 2) -> Path:
    name = f"source-{width}x{height}-{fps}-{seconds}.mp4"
    return make_video(FOLDER / name, width=width, height=height, seconds=seconds, hue=0.3, fps=fps)


@cache
def encoded(
    codec: str, width: int, height: int, *, pixels: str = "yuv420p", **options: str
) -> Path:
    """A second of a still picture, by any encoder that PyAV has."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    marks = "-".join(f"{k}={v}".replace(":", "_").replace("/", "_") for k, v in options.items())
    path = FOLDER / f"{codec}-{width}x{height}-{pixels}-{marks}.mp4"
    if path.exists():
        return path
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    with av.open(str(unfinished), "w", format="mp4") as file:
        stream = file.add_stream(codec, rate=12, options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        plain = av.VideoFrame(width, height, "yuv420p")
        for number, plane in enumerate(plain.planes):
            plane.update(bytes([70 + 50 * number]) * plane.buffer_size)
        picture = plain.reformat(format=pixels)
        for number in range(12):
            picture.pts = number
            file.mux(stream.encode(picture))
        file.mux(stream.encode(None))
    unfinished.replace(path)
    return path


@cache
def lifted(path: Path, number: int = 0) -> Stream:
    """A stream out of a real file."""
    with av.open(str(path)) as file:
        stream = file.streams[number]
        packets = [packet for packet in file.demux(stream) if packet.size]
        kind = {"video": "vide", "audio": "soun"}[stream.type]
        rate = stream.average_rate if kind == "vide" else None
        scale, delta = (int(rate) * 512, 512) if rate else (stream.sample_rate, 1024)
    stbl = find(parsed(path.read_bytes()), f"moov/trak#{number}/mdia/minf/stbl/stsd")
    return Stream(
        kind,
        stbl[1],
        tuple(bytes(packet) for packet in packets),
        tuple(n for n, packet in enumerate(packets) if packet.is_keyframe),
        scale,
        delta,
    )


def picture() -> Stream:
    return lifted(source())


def sound() -> Stream:
    return lifted(source(), 1)


def full(kind: str, *numbers: int, version: int = 0, flags: int = 0, tail: bytes = b"") -> bytes:
    head = struct.pack(">I", version << 24 | flags)
    return box(kind, head, struct.pack(f">{len(numbers)}I", *numbers), tail)


MATRIX = {
    0: (65536, 0, 0, 0, 65536, 0, 0, 0, 2**30),
    90: (0, 65536, 0, 2**32 - 65536, 0, 0, 0, 0, 2**30),
    180: (2**32 - 65536, 0, 0, 0, 2**32 - 65536, 0, 0, 0, 2**30),
    270: (0, 2**32 - 65536, 0, 65536, 0, 0, 0, 0, 2**30),
}


def trak(
    stream: Stream,
    number: int,
    chunks: list[tuple[int, int]],
    *,
    rotation: int = 0,
    edits: bytes = b"",
    long: bool = False,
) -> bytes:
    """`chunks`: where each begins, and how many samples it has."""
    media = len(stream.samples) * stream.delta
    movie = media * MOVIE_SCALE // stream.scale
    matrix, offsets = MATRIX[rotation], [at for at, _ in chunks]
    runs = [n for each, (_, many) in enumerate(chunks) for n in (each + 1, many, 1)]
    tkhd = full("tkhd", 0, 0, number, 0, movie, 0, 0, 0, 0, *matrix, 0, 0, flags=3)
    stco = b"" if long else full("stco", len(chunks), *offsets)
    if long:
        stco = box("co64", bytes(4), struct.pack(f">I{len(chunks)}Q", len(chunks), *offsets))
    sizes = [len(sample) for sample in stream.samples]
    sync = [n + 1 for n in stream.sync]
    stbl = box(
        "stbl",
        box("stsd", stream.stsd),
        full("stts", 1, len(sizes), stream.delta),
        full("stss", len(sync), *sync) if stream.kind == "vide" else b"",
        full("stsc", len(chunks), *runs),
        full("stsz", 0, len(sizes), *sizes),
        stco,
    )
    dref = full("dref", 1, tail=full("url ", flags=1))
    return box(
        "trak",
        tkhd,
        edits,
        box(
            "mdia",
            full("mdhd", 0, 0, stream.scale, media, 0),
            full("hdlr", 0, tail=stream.kind.encode() + bytes(13)),
            box("minf", box("dinf", dref), stbl),
        ),
    )


def mux(
    *streams: Stream,
    first: bool = False,
    ftyp: bytes = FTYP,
    between: bytes = b"",
    chunk: float = 1.0,
    long: bool = False,
    rotation: int = 0,
    edits: bytes = b"",
    more: bytes = b"",
) -> bytes:
    """`first`: the movie box before the media data. `chunk`: seconds in each. `more`: in `moov`."""

    def movie(start: int) -> tuple[bytes, bytes]:
        """With the media data's first byte at `start`."""
        data, at = [], start
        placed: list[list[tuple[int, int]]] = [[] for _ in streams]
        for second in range(100_000):
            for stream, chunks in zip(streams, placed, strict=True):
                each = max(1, round(chunk * stream.scale / stream.delta))
                some = stream.samples[second * each : (second + 1) * each]
                if some:
                    chunks.append((at, len(some)))
                    data.append(b"".join(some))
                    at += len(data[-1])
            if not any(
                (second + 1) * max(1, round(chunk * s.scale / s.delta)) < len(s.samples)
                for s in streams
            ):
                break
        lasts = max(len(s.samples) * s.delta * MOVIE_SCALE // s.scale for s in streams)
        mvhd = full(
            "mvhd",
            0,
            0,
            MOVIE_SCALE,
            lasts,
            65536,
            0x01000000,
            0,
            0,
            *MATRIX[0],
            *[0] * 6,
            len(streams) + 1,
        )
        traks = [
            trak(
                s,
                n + 1,
                chunks,
                long=long,
                rotation=rotation if s.kind == "vide" else 0,
                edits=edits if s.kind == "vide" else b"",
            )
            for n, (s, chunks) in enumerate(zip(streams, placed, strict=True))
        ]
        moov = (large if long else box)("moov", b"".join([mvhd, *traks, more]))
        return moov, (large if long else box)("mdat", b"".join(data))

    header = 16 if long else 8
    head = ftyp + between
    if not first:
        moov, mdat = movie(len(head) + header)
        return head + mdat + moov
    moov, _ = movie(0)
    moov, mdat = movie(len(head) + len(moov) + header)
    return head + moov + mdat


def remuxed(path: Path, **options: str) -> bytes:
    """A real file written anew by FFmpeg's muxer."""
    target = FOLDER / f"remuxed.{os.getpid()}.part"
    with av.open(str(path)) as old, av.open(str(target), "w", format="mp4", options=options) as new:
        streams = {s.index: new.add_stream_from_template(s) for s in old.streams}
        for packet in old.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                new.mux(packet)
    return target.read_bytes()


def parsed(data: bytes) -> Tree:
    """Boxes as lists of kind and content; a container's content is such a tree."""
    found, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        header = 8
        if size == 1:
            size, header = struct.unpack(">Q", data[at + 8 : at + 16])[0], 16
        name = kind.decode("latin-1")
        body = data[at + header : at + size]
        found.append([name, parsed(body) if name in CONTAINERS else body])
        at += size
    return found


def dumped(tree: Tree) -> bytes:
    return b"".join(
        box(kind, dumped(body) if isinstance(body, list) else body) for kind, body in tree
    )


def find(tree: Tree, path: str) -> list:
    """`moov/trak#1/mdia`: the second track's."""
    node: list = ["", tree]
    for step in path.split("/"):
        kind, _, number = step.partition("#")
        node = [inner for inner in node[1] if inner[0] == kind][int(number or 0)]
    return node


def changed(file: bytes, path: str, change: Callable[[bytes], bytes] | bytes) -> bytes:
    """A box's content made another. Offsets stay true where the media data comes first."""
    tree = parsed(file)
    node = find(tree, path)
    if isinstance(node[1], list):
        node[1] = [["", dumped(node[1])]]
        body = node[1][0][1]
        node[1] = change(body) if callable(change) else change
    else:
        node[1] = change(node[1]) if callable(change) else change
    return dumped(tree)


def patch(at: int, new: bytes) -> Callable[[bytes], bytes]:
    return lambda body: body[:at] + new + body[at + len(new) :]


def u32(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}I", *numbers)
