"""Encodes one piece of a film's pictures as H.264 of 8 bits. Pieces do not need each other: each
begins with a key frame, and several may be made at the same time."""

import io
from typing import NamedTuple

import av
from av.container import InputContainer, OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from contest.rules.sizes import ViewingLimits
from contest.validate.verdict import MediaFacts
from contest.viewing.rendition import SMALL_BITS, SMALL_SIDE, ShownSize, is_small, shown_size
from contest_aws.encoding.pictures import UprightFrames
from contest_aws.encoding.source import Look, Span, decoded, look, tick, time_of

FORMAT = "nut"
"""Keeps the film's own ticks, which mp4 and Matroska would not."""
LEAD = 1000
"""Seconds that are added to the times in a piece: the format has none below zero."""
SECONDS_BETWEEN_KEYS = 2
X264 = {"preset": "veryfast", "crf": "21", "profile": "high", "x264-params": "b-pyramid=none"}
"""Without a pyramid of B-frames a frame is decoded at most one place before it is shown."""
OF_HDR = {"crf": "18"}
"""Its contrast shrinks when it is shown in standard range, and with it the details that the encoder
would otherwise spare."""
SOUND = 200_000
"""Bits a second that the sound takes of the whole."""
USUAL_RATE = 25


class Wanted(NamedTuple):
    """The same for all pieces of a film."""

    size: ShownSize
    rotation: int
    bits: int
    """A second, at most, of pictures and sound."""
    look: Look


def wanted_of(film: InputContainer, facts: MediaFacts, limits: ViewingLimits) -> Wanted:
    side, bits = limits.short_side, limits.megabits * 1_000_000
    if is_small(facts, limits):
        side, bits = SMALL_SIDE, SMALL_BITS
    size = shown_size(facts.width, facts.height, short_side=side)
    return Wanted(size, facts.rotation, bits, look(film))


def encode(film: InputContainer, wanted: Wanted, span: Span) -> bytes:
    """The frames that are shown in the span; nothing if there are none."""
    start, end, _ = span
    stream, made = film.streams.video[0], io.BytesIO()
    shown = UprightFrames(stream, wanted.look, wanted.size, rotation=wanted.rotation)
    with av.open(made, "w", format=FORMAT) as out:
        encoder: VideoStream | None = None
        for frame in shown.frames(decoded(film, stream, span)):
            time = time_of(frame)
            if time < start or (end is not None and time >= end):
                continue
            if encoder is None:
                encoder = _encoder(out, stream, wanted, frame)
            frame.pts = time + int(LEAD / tick(stream))
            out.mux(encoder.encode(frame))
        if encoder is not None:
            out.mux(encoder.encode(None))
    return made.getvalue()


def _encoder(
    out: OutputContainer, stream: VideoStream, wanted: Wanted, first: VideoFrame
) -> VideoStream:
    rate = stream.average_rate or USUAL_RATE
    bits = max(wanted.bits - SOUND, wanted.bits // 2)
    options = X264 | {"maxrate": str(bits), "bufsize": str(2 * bits)}
    if wanted.look.hdr:
        options |= OF_HDR
    encoder = out.add_stream("libx264", rate=rate, options=options)
    encoder.width, encoder.height, encoder.pix_fmt = first.width, first.height, "yuv420p"
    context = encoder.codec_context
    context.time_base = tick(stream)
    context.gop_size, context.max_b_frames = round(SECONDS_BETWEEN_KEYS * rate), 2
    context.color_range, context.colorspace = first.color_range, first.colorspace
    context.color_primaries, context.color_trc = first.color_primaries, first.color_trc
    return encoder
