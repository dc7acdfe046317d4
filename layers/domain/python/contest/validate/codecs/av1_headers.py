"""Reads AV1 sequence headers, and frame headers as far as the frame's size (AV1 bitstream
specification, clauses 5.5.1 to 5.5.5 and 5.9.2 to 5.9.5)."""

from typing import NamedTuple

from contest.validate.codecs.bits import Bits, Picture, sized

BY_FRAME = 2
"""SELECT_SCREEN_CONTENT_TOOLS and SELECT_INTEGER_MV: each frame says (clause 3)."""
KEY_FRAME = 0
HIGH_LEVEL = 7
"""Levels above it state a tier."""


class DecoderModel(NamedTuple):
    """How many bits its fields have (clause 5.5.4)."""

    delay: int
    removal: int
    shown: int


class Sequence(NamedTuple):
    """What a frame header is read by."""

    width: int
    height: int
    width_bits: int
    height_bits: int
    reduced: bool
    model: DecoderModel | None
    even: bool
    """Whether pictures follow each other evenly (`equal_picture_interval`)."""
    points: tuple[tuple[int, bool], ...]
    """Of each operating point: its layers, and whether it has a decoder model."""
    frame_id_bits: int
    screen_content: int
    integer_motion: int
    order_bits: int

    @property
    def picture(self) -> Picture:
        return sized(self.width, self.height)

    @property
    def layered(self) -> bool:
        """Whether pictures of several sizes make one, of which the largest is shown."""
        return any((layers >> 8).bit_count() > 1 for layers, _ in self.points)


def sequence_header(payload: bytes) -> Sequence:
    """Raises `BadHeaderError`."""
    bits = Bits(payload)
    bits.take(4)  # profile, still picture
    reduced = bool(bits.take(1))
    if reduced:
        bits.take(5)
    even, model, points = (False, None, ()) if reduced else _operation(bits)
    width_bits, height_bits = bits.take(4) + 1, bits.take(4) + 1
    width, height = bits.take(width_bits) + 1, bits.take(height_bits) + 1
    frame_id_bits = 0
    if not reduced and bits.take(1):
        frame_id_bits = bits.take(4) + 2 + bits.take(3) + 1
    bits.take(3)  # superblocks, two tools
    chosen = (BY_FRAME, BY_FRAME, 0) if reduced else _tools(bits)
    return Sequence(
        width,
        height,
        width_bits,
        height_bits,
        reduced,
        model,
        even,
        points,
        frame_id_bits,
        *chosen,
    )


def _operation(bits: Bits) -> tuple[bool, DecoderModel | None, tuple[tuple[int, bool], ...]]:
    even, model = False, None
    if bits.take(1):
        bits.take(64)
        even = bool(bits.take(1))
        if even:
            bits.ue()
        if bits.take(1):
            delay = bits.take(5) + 1
            bits.take(32)
            model = DecoderModel(delay, bits.take(5) + 1, bits.take(5) + 1)
    delays = bits.take(1)
    points = []
    for _ in range(bits.take(5) + 1):
        layers = bits.take(12)
        if bits.take(5) > HIGH_LEVEL:
            bits.take(1)
        modelled = bool(model and bits.take(1))
        if model and modelled:
            bits.take(2 * model.delay + 1)
        if delays and bits.take(1):
            bits.take(4)
        points.append((layers, modelled))
    return even, model, tuple(points)


def _tools(bits: Bits) -> tuple[int, int, int]:
    """Screen content, integer motion vectors, and the bits of a frame's order."""
    bits.take(4)
    ordered = bits.take(1)
    if ordered:
        bits.take(2)
    screen_content = BY_FRAME if bits.take(1) else bits.take(1)
    integer_motion = BY_FRAME
    if screen_content and not bits.take(1):
        integer_motion = bits.take(1)
    return screen_content, integer_motion, bits.take(3) + 1 if ordered else 0


def key_frame(payload: bytes, sequence: Sequence, *, layer: tuple[int, int]) -> Picture | None:
    """The picture of a key frame that is shown; None for any other frame. Enlarging by the decoder
    (`superres`) leads to the size that the header states. Raises `BadHeaderError`."""
    bits = Bits(payload)
    if not sequence.reduced and not _shown_key_frame(bits, sequence):
        return None
    bits.take(1)
    screen_content = sequence.screen_content
    if screen_content == BY_FRAME:
        screen_content = bits.take(1)
    if screen_content and sequence.integer_motion == BY_FRAME:
        bits.take(1)
    bits.take(sequence.frame_id_bits)
    stated = 0 if sequence.reduced else bits.take(1)
    bits.take(sequence.order_bits)
    if sequence.model and bits.take(1):
        _skip_removal_times(bits, sequence, sequence.model, layer)
    if not stated:
        return sequence.picture
    return sized(bits.take(sequence.width_bits) + 1, bits.take(sequence.height_bits) + 1)


def _shown_key_frame(bits: Bits, sequence: Sequence) -> bool:
    if bits.take(1) or bits.take(2) != KEY_FRAME or not bits.take(1):
        return False
    if sequence.model and not sequence.even:
        bits.take(sequence.model.shown)
    return True


def _skip_removal_times(
    bits: Bits, sequence: Sequence, model: DecoderModel, layer: tuple[int, int]
) -> None:
    in_time, in_space = layer
    for layers, modelled in sequence.points:
        inside = layers >> in_time & 1 and layers >> in_space + 8 & 1
        if modelled and (not layers or inside):
            bits.take(model.removal)
