"""Reads the coded picture's size, as the decoder will see it, from sequence parameter sets of ITU-T
H.264 (clause 7.3.2.1.1) and H.265 (clause 7.3.2.2). The rest of a set is not read."""

from fractions import Fraction

from contest.validate.codecs.bits import BadHeaderError, Bits, Picture, sized

MOST_BYTES = 1024
"""Real parameter sets have 20 to 200 bytes."""

HIGH_PROFILES = frozenset({44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244})
"""Profiles that state their chroma format (clause 7.3.2.1.1)."""
WIDE, TALL = {1: 2, 2: 2}, {1: 2}
"""Luma samples per chroma sample, by chroma format (table 6-1)."""
EXTENDED_ASPECT = 255
ASPECTS = {
    1: Fraction(1),
    2: Fraction(12, 11),
    3: Fraction(10, 11),
    4: Fraction(16, 11),
    5: Fraction(40, 33),
    6: Fraction(24, 11),
    7: Fraction(20, 11),
    8: Fraction(32, 11),
    9: Fraction(80, 33),
    10: Fraction(18, 11),
    11: Fraction(15, 11),
    12: Fraction(64, 33),
    13: Fraction(160, 99),
    14: Fraction(4, 3),
    15: Fraction(3, 2),
    16: Fraction(2),
}
"""Sample aspect ratios (table E-1)."""


def h264_picture(nal: bytes) -> Picture:
    """The picture of a parameter set, given as a NAL unit with its header of one byte. Raises
    `BadHeaderError`."""
    bits = _bits(nal, header=1)
    profile = bits.take(8)
    bits.take(16)
    bits.ue()
    chroma = _h264_chroma(bits) if profile in HIGH_PROFILES else 1
    bits.ue()
    _skip_order(bits)
    bits.ue()
    bits.take(1)
    width, rows = 16 * (bits.ue() + 1), 16 * (bits.ue() + 1)
    frames_only = bits.take(1)
    bits.take(1 if frames_only else 2)
    fields = 2 - frames_only
    crop = [bits.ue() for _ in range(4)] if bits.take(1) else [0] * 4
    across, down = WIDE.get(chroma, 1), TALL.get(chroma, 1) * fields
    return _picture(width, rows * fields, crop, across, down, _h264_aspect(bits))


def _h264_chroma(bits: Bits) -> int:
    chroma = bits.ue()
    if chroma == 3:
        bits.take(1)
    bits.skip_ue(2)
    bits.take(1)
    if bits.take(1):
        for number in range(12 if chroma == 3 else 8):
            if bits.take(1):
                _skip_scaling_list(bits, 16 if number < 6 else 64)
    return chroma


def _skip_scaling_list(bits: Bits, size: int) -> None:
    """Clause 7.3.2.1.1.1."""
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.se()) % 256
        last = following or last


def _skip_order(bits: Bits) -> None:
    """Skips the fields that say how pictures are numbered."""
    kind = bits.ue()
    if kind == 0:
        bits.ue()
    elif kind == 1:
        bits.take(1)
        bits.skip_ue(2)
        many = bits.ue()
        if many > 255:
            raise BadHeaderError
        bits.skip_ue(many)


def _h264_aspect(bits: Bits) -> Fraction | None:
    """Clause E.1.1; the usability information comes last and is often absent."""
    if not bits.take(1) or not bits.take(1):
        return None
    idc = bits.take(8)
    if idc != EXTENDED_ASPECT:
        return ASPECTS.get(idc)
    wide, tall = bits.take(16), bits.take(16)
    return Fraction(wide, tall) if wide and tall else None


def h265_picture(nal: bytes) -> Picture:
    """The picture of a parameter set, given as a NAL unit with its header of two bytes. Raises
    `BadHeaderError`."""
    bits = _bits(nal, header=2)
    bits.take(4)
    layers = bits.take(3)
    bits.take(1)
    bits.take(96)  # the general profile, tier and level (clause 7.3.3)
    present = [(bits.take(1), bits.take(1)) for _ in range(layers)]
    if layers:
        bits.take(2 * (8 - layers))
    for profile, level in present:
        bits.take(88 * profile + 8 * level)
    bits.ue()
    chroma = bits.ue()
    if chroma == 3:
        bits.take(1)
    width, height = bits.ue(), bits.ue()
    crop = [bits.ue() for _ in range(4)] if bits.take(1) else [0] * 4
    return _picture(width, height, crop, WIDE.get(chroma, 1), TALL.get(chroma, 1), None)


def _picture(
    width: int, height: int, crop: list[int], across: int, down: int, aspect: Fraction | None
) -> Picture:
    left, right, top, bottom = crop
    width, height = width - across * (left + right), height - down * (top + bottom)
    return sized(width, height, aspect)


def _bits(nal: bytes, *, header: int) -> Bits:
    """What follows the unit's header, without the bytes that keep start codes away (clause
    7.4.1)."""
    return Bits(nal[header:MOST_BYTES].replace(b"\0\0\3", b"\0\0"))
