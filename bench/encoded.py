"""Films of eight minutes out of real encoders and FFmpeg's muxer. A group of pictures is encoded
once, by x264 with its defaults, and written again and again: the headers and tables are those of a
whole film, and nobody waits for one to be encoded."""

import io
import random
import tempfile
from array import array
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import av.container

WIDTH, HEIGHT, FPS = 1920, 1080, 60
SECONDS = 480
SOUND_RATE, SOUND_FRAME = 48_000, 1024
Packets = list[tuple[bytes, int, int, bool]]
"""Data, decoding time, composition time, and whether it is a key frame, of a second."""


def _drawn(number: int) -> av.VideoFrame:
    """A bar that moves over a plain picture."""
    frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
    for which, plane in enumerate(frame.planes):
        line = bytearray([90 + 40 * which]) * plane.line_size
        at = number * 16 % (plane.line_size - 64)
        line[at : at + 64] = bytes(range(64))
        plane.update(bytes(line) * plane.height)
    return frame


@cache
def _group(reordered: int) -> tuple[bytes, Packets]:
    """An encoded second, the whole of it decodable by itself, and the encoder's headers."""
    held = io.BytesIO()
    options = {"bf": str(reordered), "g": str(FPS), "preset": "veryfast", "threads": "1"}
    options["x264-params"] = "open-gop=0:scenecut=0"
    with av.open(held, "w", format="mp4") as file:
        stream = file.add_stream("libx264", rate=FPS, options=options)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(FPS):
            frame = _drawn(number)
            frame.pts = number
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    with av.open(io.BytesIO(held.getvalue()), "r") as made:
        found = [
            (bytes(p), _frames(p.dts, p.time_base), _frames(p.pts, p.time_base), p.is_keyframe)
            for p in made.demux(made.streams.video[0])
            if p.size and p.dts is not None and p.pts is not None
        ]
    return held.getvalue(), found


def _frames(ticks: int, scale: Fraction | None) -> int:
    return int(ticks * (scale or 1) * FPS)


@cache
def _noise() -> list[bytes]:
    """A few coded frames of sound, each of a size of its own."""
    chance, found = random.Random(3), list[bytes]()  # noqa: S311 - always the same
    encoder = av.CodecContext.create("aac", "w")
    assert isinstance(encoder, av.AudioCodecContext)  # noqa: S101 - for the type
    encoder.sample_rate, encoder.layout, encoder.format = SOUND_RATE, "stereo", "fltp"
    for number in range(50):
        frame = av.AudioFrame("fltp", "stereo", SOUND_FRAME)
        for plane in frame.planes:
            samples = (chance.uniform(-0.01, 0.01) * (number % 7) for _ in range(SOUND_FRAME))
            plane.update(array("f", samples).tobytes())
        frame.sample_rate, frame.pts = SOUND_RATE, number * SOUND_FRAME
        found += [bytes(packet) for packet in encoder.encode(frame)]
    return found


def _film(*, reordered: int, sounds: int, **options: str) -> bytes:
    source, group = _group(reordered)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        with (
            av.open(io.BytesIO(source)) as old,
            av.open(str(path), "w", format="mp4", options=options) as new,
        ):
            shown = new.add_stream_from_template(old.streams.video[0])
            heard = [new.add_stream("aac", rate=SOUND_RATE) for _ in range(sounds)]
            for second in range(SECONDS):
                _show(new, shown, group, second)
                for stream in heard:
                    _play(new, stream, second)
        return path.read_bytes()


def _show(
    file: av.container.OutputContainer, stream: av.VideoStream, group: Packets, second: int
) -> None:
    for data, decoded, composed, key in group:
        packet = av.Packet(data)
        packet.stream, packet.time_base = stream, Fraction(1, FPS)
        packet.dts, packet.pts = decoded + second * FPS, composed + second * FPS
        packet.duration, packet.is_keyframe = 1, key
        file.mux(packet)


def _play(file: av.container.OutputContainer, stream: av.AudioStream, second: int) -> None:
    first, last = (n * SOUND_RATE // SOUND_FRAME for n in (second, second + 1))
    for number in range(first, last):
        packet = av.Packet(_noise()[number % len(_noise())])
        packet.stream, packet.time_base = stream, Fraction(1, SOUND_RATE)
        packet.dts = packet.pts = number * SOUND_FRAME
        packet.duration, packet.is_keyframe = SOUND_FRAME, True
        file.mux(packet)


def four_sounds() -> bytes:
    """Frames reordered, four tracks of sound, the movie box at the end."""
    return _film(reordered=3, sounds=4)


def movie_first() -> bytes:
    """Frames reordered, one track of sound, the movie box first."""
    return _film(reordered=3, sounds=1, movflags="faststart")


def without_index() -> bytes:
    """Fragments of a second, as a recorder leaves them that was broken off."""
    flags = "frag_keyframe+empty_moov+default_base_moof+skip_trailer"
    return _film(reordered=0, sounds=0, movflags=flags)
