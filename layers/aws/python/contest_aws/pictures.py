"""Key frames as pictures, by FFmpeg's decoders (PyAV). The decoder is handed coded frames, never a
file or an address: there is nothing that it could open.
"""

import hashlib
import io
from fractions import Fraction
from typing import NamedTuple

import av
from av.filter import Graph
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from contest.fingerprint import Grey
from contest.mp4.fragment_stills import fragments
from contest.mp4.moov import Read, find_moov
from contest.mp4.stills import KeyFrame, Picture, picture

DECODERS = {
    "avc1": "h264", "avc3": "h264", "hvc1": "hevc", "hev1": "hevc", "av01": "libdav1d",
    "vp09": "vp9",
}  # fmt: skip
LONGEST = 1280
"""Of a picture's sides: that of a poster. 16 of an 8K work would take 800 MB as they are."""
GREY = 320
QUALITY = 5
"""FFmpeg's scale for JPEG: 2 is the best, 31 the worst."""
TURNS = {90: ("clock",), 180: ("clock", "clock"), 270: ("cclock",)}
SHOWN = "yuvj420p"


class Shot(NamedTuple):
    """A key frame as it is seen: upright, with square pixels."""

    at: int
    picture: VideoFrame


class Film(NamedTuple):
    shots: list[Shot]
    digest: str
    """SHA-256 of the coded key frames, which another container does not change."""
    milliseconds: int


def watch(read: Read, *, size: int) -> Film:
    """The key frames of a file. `ValueError` when its tables lead nowhere."""
    moov = find_moov(read, size=size)
    track = picture(moov)
    if track.codec not in DECODERS:
        raise ValueError(f"no decoder for {track.codec!r}")
    digest, shots = hashlib.sha256(track.config), []
    frames = fragments(read, track, size=size) if track.fragmented else track.frames
    for frame in frames:
        data = read(frame.offset, frame.size)
        digest.update(data)
        if track.fragmented:
            shot = opened(track, frame, moov + data)
        else:
            shot = decoded(track, frame, data)
        if shot is not None:
            shots.append(shot)
    if not shots:
        raise ValueError("no key frame could be decoded")
    return Film(shots, digest.hexdigest(), track.milliseconds)


def decoded(track: Picture, frame: KeyFrame, data: bytes) -> Shot | None:
    """None if the decoder can make nothing of it."""
    decoder = av.CodecContext.create(DECODERS[track.codec], "r")
    assert isinstance(decoder, VideoCodecContext)  # noqa: S101 - for the type
    decoder.extradata = track.config or None
    try:
        found = [*decoder.decode(av.Packet(data)), *decoder.decode(None)]
    except av.FFmpegError:
        return None
    return Shot(frame.at, _upright(found[0], track)) if found else None


def opened(track: Picture, frame: KeyFrame, film: bytes) -> Shot | None:
    """The first picture of a `moov` with one fragment, cut off where it may be."""
    try:
        with av.open(io.BytesIO(film), "r", format="mp4") as file:
            shown = next(file.decode(video=0), None)
    except (av.FFmpegError, ValueError):
        return None
    return None if shown is None or shown.is_corrupt else Shot(frame.at, _upright(shown, track))


def _upright(frame: VideoFrame, track: Picture) -> VideoFrame:
    width, height = track.width or frame.width, track.height or frame.height
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
