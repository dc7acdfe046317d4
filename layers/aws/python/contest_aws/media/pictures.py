"""Decodes key frames into pictures with FFmpeg's decoders (PyAV). The decoder receives coded frames
and never a file or an address, so there is nothing that it could open."""

import hashlib
from fractions import Fraction
from typing import NamedTuple

import av
from av.filter import Graph
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from contest.validate.fingerprint import Grey
from contest.validate.mp4.boxes import Read
from contest.validate.mp4.crosscheck import movie_of
from contest.validate.mp4.measure import displayed
from contest.validate.mp4.sample_entry import SampleEntry
from contest.validate.mp4.sample_tables import Track
from contest.validate.mp4.stills import stills
from contest_aws.media.ranged_reader import PlannedReader

DECODERS = {
    "avc1": "h264",
    "avc3": "h264",
    "hvc1": "hevc",
    "hev1": "hevc",
    "av01": "libdav1d",
    "vp09": "vp9",
}
LONGEST = 1280
"""The longest side of a picture, as of a poster. At full size 16 pictures of an 8K work would take
800 MB."""
GREY = 320
LINES = 16
QUALITY = 5
"""FFmpeg's scale for JPEG: 2 is the best, 31 the worst."""
TURNS = {90: ("clock",), 180: ("clock", "clock"), 270: ("cclock",)}
SHOWN = "yuvj420p"


class Shot(NamedTuple):
    """A key frame as it is displayed: upright, with square pixels."""

    at: int
    picture: VideoFrame
    lines: tuple[bytes, ...] = ()
    """A few rows of the frame as coded, at full width."""


class Film(NamedTuple):
    shots: list[Shot]
    digest: str
    """SHA-256 of the coded key frames. Another container does not change it."""

    @property
    def lines(self) -> list[bytes]:
        return [line for shot in self.shots for line in shot.lines]


def watch(read: Read, *, size: int) -> Film:
    """Decodes the key frames of a file that has passed validation. There are no shots if no decoder
    can read them; the digest is there in any case."""
    reader = PlannedReader(read, size=size)
    movie = movie_of(reader.read, size=size)
    track = movie.pictures[0]
    entry = track.entries[0]
    digest, shots = hashlib.sha256(entry.config), []
    found = stills(reader.read, movie)
    for still in found:
        data = read(*still.place)
        digest.update(data)
        frame = decoded(entry, data)
        if frame is not None:
            shots.append(Shot(still.at, _upright(frame, track), _lines(frame)))
    if not found:
        digest.update(movie.gate.tree.body)
    return Film(shots, digest.hexdigest())


def decoded(entry: SampleEntry, data: bytes) -> VideoFrame | None:
    """Decodes a key frame. None if no decoder can read it."""
    if entry.kind not in DECODERS:
        return None
    decoder = av.CodecContext.create(DECODERS[entry.kind], "r")
    assert isinstance(decoder, VideoCodecContext)  # noqa: S101 - for the type
    decoder.extradata = entry.config or None
    try:
        found = [*decoder.decode(av.Packet(data)), *decoder.decode(None)]
    except (av.FFmpegError, ValueError):
        return None
    return next((frame for frame in found if not frame.is_corrupt), None)


def _upright(frame: VideoFrame, track: Track) -> VideoFrame:
    width, height = displayed(track)
    scale = min(1, LONGEST / max(width, height))
    small = frame.reformat(_even(width * scale), _even(height * scale), SHOWN)
    for turn in TURNS.get(track.rotation, ()):
        small = _turned(small, turn)
    return small


def _turned(frame: VideoFrame, turn: str) -> VideoFrame:
    graph = Graph()
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, 1000)
    )
    graph.link_nodes(source, graph.add("transpose", turn), graph.add("buffersink")).configure()
    graph.push(frame)
    turned = graph.pull()
    assert isinstance(turned, VideoFrame)  # noqa: S101 - for the type
    return turned


def grey(frame: VideoFrame) -> Grey:
    scale = min(1, GREY / max(frame.width, frame.height))
    width, height = _even(frame.width * scale), _even(frame.height * scale)
    (plane,) = frame.reformat(width, height, "gray", interpolation="AREA").planes
    light, line = bytes(plane), plane.line_size
    return Grey(width, height, b"".join(light[row * line :][:width] for row in range(height)))


def _lines(frame: VideoFrame) -> tuple[bytes, ...]:
    (plane,) = frame.reformat(format="gray").planes
    light, line, step = memoryview(plane), plane.line_size, max(1, frame.height // LINES)
    rows = range(step // 2, frame.height, step)
    return tuple(bytes(light[row * line : row * line + frame.width]) for row in rows)


def jpeg(frame: VideoFrame) -> bytes:
    encoder = av.CodecContext.create("mjpeg", "w")
    assert isinstance(encoder, VideoCodecContext)  # noqa: S101 - for the type
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, SHOWN
    encoder.time_base = Fraction(1, 25)
    encoder.qmin = encoder.qmax = QUALITY
    shown = frame.reformat(format=SHOWN)
    shown.pts, shown.time_base = 0, Fraction(1, 25)
    return b"".join(bytes(packet) for packet in [*encoder.encode(shown), *encoder.encode(None)])


def _even(length: float) -> int:
    return max(16, round(length / 2) * 2)
