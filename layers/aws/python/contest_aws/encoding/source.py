"""The film that a rendition is made of: opened over ranged reads, and looked at once.

FFmpeg's demuxer gets a file object and no address, so there is nothing else that it could open."""

import io
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import chain, islice, pairwise
from typing import NamedTuple, TypeVar

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from contest.refusals import refused
from contest.validate.mp4.boxes import Read
from contest.viewing.copying import Windows
from contest.viewing.rendition import SECONDS

BUFFER = 1024 * 1024
LOOKED_AT = 12
"""Frames that tell whether the film is interlaced."""
LOOKED_BACK = 2
"""Frames before a span that filters may look at."""
HDR = (16, 18)
"""Transfer characteristics of ITU-T H.273: PQ and HLG."""


class Look(NamedTuple):
    interlaced: bool
    hdr: bool


class RangedFile(io.RawIOBase):
    """Reads ahead of the demuxer. `read(start, length)` is one ranged GET."""

    def __init__(self, read: Read, *, size: int) -> None:
        self._windows, self._size, self._at = Windows(read, size=size), size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def read(self, size: int = -1) -> bytes:
        wanted = self._size - self._at if size < 0 else size
        data = self._windows.read(self._at, wanted) if wanted > 0 else b""
        self._at += len(data)
        return data


@contextmanager
def opened(file: io.RawIOBase) -> Iterator[InputContainer]:
    """An mp4 file. Its decoders use all processors that there are. Raises `Refused` if it cannot be
    read as one."""
    try:
        container = av.open(file, "r", format="mp4", buffer_size=BUFFER)
    except av.FFmpegError as problem:
        raise _undecodable(problem, "0:00") from problem
    with container:
        for stream in container.streams.video:
            stream.thread_type = "AUTO"
        yield container


Frame = TypeVar("Frame", VideoFrame, AudioFrame)


def named(frames: Iterator[Frame], stream: VideoStream | AudioStream) -> Iterator[Frame]:
    """The frames. Raises `Refused`, with the time and the codec, where one cannot be decoded."""
    seconds = 0.0
    try:
        for frame in frames:
            seconds = frame.time or seconds
            yield frame
    except av.FFmpegError as problem:
        minutes, rest = divmod(max(0, int(seconds)), 60)
        raise _undecodable(problem, f"{minutes}:{rest:02} {stream.codec_context.name}") from problem


def _undecodable(problem: av.FFmpegError, where: str) -> Exception:
    """What was read is in order if reading or memory failed: those are raised as they are."""
    transient = isinstance(problem, OSError | MemoryError)
    return problem if transient else refused("rendition.undecodable", measured=where)


def look(container: InputContainer) -> Look:
    """Decodes the first frames."""
    container.seek(0)
    stream = container.streams.video[0]
    frames = list(islice(named(container.decode(stream), stream), LOOKED_AT))
    return Look(
        any(frame.interlaced_frame for frame in frames),
        any(frame.color_trc in HDR for frame in frames),
    )


def tick(stream: VideoStream) -> Fraction:
    """Seconds."""
    assert stream.time_base is not None  # noqa: S101 - the demuxer sets it
    return Fraction(stream.time_base)


def time_of(one: "VideoFrame | Packet[VideoStream]") -> int:
    """When it is shown, in ticks of its stream."""
    assert one.pts is not None  # noqa: S101 - everything in an mp4 file has a time
    return one.pts


class Span(NamedTuple):
    """In ticks of the stream."""

    start: int
    """When the first frame is shown."""
    end: int | None
    """The last span has none."""
    key: int
    """When the key frame at `start`, or the last one before it, is decoded."""


def spans(stream: VideoStream) -> list[Span]:
    """The pieces, each about `SECONDS` long. One begins at a key frame where there is one in time,
    and otherwise between two, so that no piece has much to encode however few key frames there
    are."""
    step, keys, last = int(SECONDS / tick(stream)), list[int](), 0
    for entry in stream.index_entries:
        last = entry.timestamp
        if entry.is_keyframe:
            keys.append(last)
    if not keys:
        return [Span(0, None, 0)]
    lag, cuts = (stream.start_time or 0) - keys[0], [(0, keys[0])]
    for key, following in pairwise([*keys, last]):
        if key + lag >= cuts[-1][0] + step:
            cuts.append((key + lag, key))
        while following + lag > cuts[-1][0] + 2 * step:
            cuts.append((max(cuts[-1][0], key + lag) + step, key))
    ends = [start for start, _ in cuts[1:]]
    return [Span(start, end, key) for (start, key), end in zip(cuts, [*ends, None], strict=True)]


def decoded(film: InputContainer, stream: VideoStream, span: Span) -> Iterator[VideoFrame]:
    """The frames of the span. Filters may look at some frames before it, if the key frame lies
    before, and at one behind it."""
    film.seek(span.key, stream=stream)
    frames = named(film.decode(stream), stream)
    first = next(frames, None)
    if first is not None and time_of(first) > span.start > 0:  # some are of the group before
        film.seek(span.key - 1, stream=stream)
        frames = named(film.decode(stream), stream)
        first = next(frames, None)
    before: deque[VideoFrame] = deque(maxlen=LOOKED_BACK)
    for frame in frames if first is None else chain([first], frames):
        if time_of(frame) < span.start:
            before.append(frame)
            continue
        yield from before
        before.clear()
        yield frame
        if span.end is not None and time_of(frame) >= span.end:
            return
