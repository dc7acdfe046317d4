"""Joins the pieces of a film's pictures without a gap, with its sound encoded as a whole."""

import io
from collections.abc import Iterable, Iterator
from fractions import Fraction
from heapq import merge
from itertools import chain
from pathlib import Path
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.packet import Packet
from av.video.stream import VideoStream

from contest.refusals import refused
from contest_aws.encoding.piece import FORMAT, LEAD
from contest_aws.encoding.source import named, tick, time_of

RATES = (44_100, 48_000)
AAC_FRAME = 1024
BITS = {1: 96_000, 2: 192_000}


def join(pieces: Iterable[bytes], film: InputContainer, path: Path) -> None:
    """Writes an mp4 file. `pieces` are read one after another. `film` is what they were made of,
    opened once more: it gives the sound. Raises `Refused` if the pieces have no pictures, or the
    sound cannot be decoded."""
    with av.open(str(path), "w", format="mp4") as out:
        opened = _opened(pieces)
        first = next(opened, None)
        if first is None:
            name = film.streams.video[0].codec_context.name
            raise refused("rendition.undecodable", measured=f"0:00 {name}")
        pictures = out.add_stream_from_template(first.streams.video[0])
        pictures.time_base = first.streams.video[0].time_base
        sound = _sound(out, film)
        timed: list[Iterator[Packet[Any]]] = [_pictures(chain([first], opened), pictures)]
        if sound is not None:
            timed.append(_sounds(film, sound))
        for packet in merge(*timed, key=_decoded_at):
            out.mux(packet)


def _opened(pieces: Iterable[bytes]) -> Iterator[InputContainer]:
    for piece in pieces:
        if piece:
            yield av.open(io.BytesIO(piece), "r", format=FORMAT)


def _pictures(
    pieces: Iterable[InputContainer], stream: VideoStream
) -> Iterator["Packet[VideoStream]"]:
    """All packets, in the order of decoding. A frame is decoded when the one before it is shown,
    whatever the pieces' own decode times are."""
    before: int | None = None
    for piece in pieces:
        (pictures,) = piece.streams.video
        lead = int(LEAD / tick(pictures))
        packets = [packet for packet in piece.demux(pictures) if packet.size]
        piece.close()
        shown = sorted(map(time_of, packets))
        for packet, time in zip(packets, shown, strict=True):
            packet.pts = time_of(packet) - lead
            packet.dts = _first_dts(shown) - lead if before is None else before
            before = time - lead
            packet.stream = stream
            yield packet


def _decoded_at(packet: "Packet[Any]") -> Fraction:
    assert packet.dts is not None  # noqa: S101 - encoders and `_pictures` set it
    assert packet.time_base is not None  # noqa: S101
    return packet.dts * Fraction(packet.time_base)


def _first_dts(shown: list[int]) -> int:
    return shown[0] - (shown[1] - shown[0] if len(shown) > 1 else 1)


def _sound(out: OutputContainer, film: InputContainer) -> AudioStream | None:
    if not film.streams.audio:
        return None
    heard = film.streams.audio[0]
    rate = heard.rate if heard.rate in RATES else RATES[-1]
    sides = min(2, heard.channels)
    sound = out.add_stream("aac", rate=rate, layout="mono" if sides == 1 else "stereo")
    sound.bit_rate = BITS[sides]
    return sound


def _sounds(film: InputContainer, sound: AudioStream) -> Iterator["Packet[AudioStream]"]:
    for frame in _heard(film, sound):
        yield from sound.encode(frame)
    yield from sound.encode(None)


def _heard(film: InputContainer, sound: AudioStream) -> Iterator[AudioFrame]:
    """Frames of AAC's length. Where the film is silent, silence is filled in."""
    stream = film.streams.audio[0]
    graph: Graph | None = None
    for frame in named(film.decode(stream), stream):
        if graph is None:
            graph = _graph(stream, sound)
        graph.push(frame)
        yield from _ready(graph)
    if graph is not None:
        graph.push(None)
        yield from _ready(graph)


def _graph(stream: AudioStream, sound: AudioStream) -> Graph:
    graph = Graph()
    formed = f"sample_fmts=fltp:sample_rates={sound.rate}:channel_layouts={sound.layout.name}"
    graph.link_nodes(
        graph.add_abuffer(template=stream),
        graph.add("aresample", "async=1"),
        graph.add("aformat", formed),
        graph.add("asetnsamples", f"n={AAC_FRAME}:p=0"),
        graph.add("abuffersink"),
    ).configure()
    return graph


def _ready(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(frame, AudioFrame)  # noqa: S101 - for the type
        yield frame
