"""Frames as they are shown: upright, in square pixels, progressive, in standard dynamic range."""

from collections.abc import Iterator

import av
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from contest.viewing.rendition import ShownSize
from contest_aws.encoding.source import Look, tick, time_of

TURNS = {0: (), 90: ("clock",), 180: ("clock", "clock"), 270: ("cclock",)}
RGB = 0
"""A matrix of ITU-T H.273."""
TO_SDR = "out_color_matrix=bt709:out_primaries=bt709:out_transfer=bt709:intent=perceptual"
"""FFmpeg's scaler maps the tones; it does so since 7.1."""


class UprightFrames:
    """`rotation`: clockwise, in degrees, as the film's display matrix asks for."""

    def __init__(self, stream: VideoStream, look: Look, size: ShownSize, *, rotation: int) -> None:
        self._stream, self._look, self._size, self._rotation = stream, look, size, rotation
        self._graph: Graph | None = None

    def frames(self, decoded: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
        """Each frame once, with `pts` in ticks of the stream."""
        for frame in decoded:
            if self._graph is None:
                self._graph = self._built(frame)
            self._graph.push(frame)
            yield from self._ready()
        if self._graph is not None:
            self._graph.push(None)
            yield from self._ready()

    def _ready(self) -> Iterator[VideoFrame]:
        assert self._graph is not None  # noqa: S101 - for the type
        while True:
            try:
                frame = self._graph.pull()
            except (av.BlockingIOError, av.EOFError):
                return
            assert isinstance(frame, VideoFrame)  # noqa: S101 - for the type
            assert frame.time_base is not None  # noqa: S101 - filters set it
            own = tick(self._stream)
            frame.pts, frame.time_base = round(time_of(frame) * frame.time_base / own), own
            frame.pict_type = 0
            yield frame

    def _built(self, frame: VideoFrame) -> Graph:
        graph = Graph()
        width, height = self._size
        if self._rotation % 180:
            width, height = height, width
        scale = f"{width}:{height}:flags=bicubic:out_range=tv"
        if self._look.hdr:
            scale += f":{TO_SDR}"
        elif frame.colorspace == RGB:
            scale += ":out_color_matrix=bt709"
        filters = [
            *([("bwdif", "mode=send_frame:deint=interlaced")] if self._look.interlaced else []),
            ("scale", scale),
            ("format", "yuv420p"),
            *(("transpose", turn) for turn in TURNS.get(self._rotation, ())),
            ("setsar", "1"),
            ("buffersink", None),
        ]
        graph.link_nodes(
            graph.add_buffer(template=self._stream), *(graph.add(*one) for one in filters)
        ).configure()
        return graph
