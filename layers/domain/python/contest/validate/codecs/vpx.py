"""Reads the size of a VP8 or VP9 picture from a key frame's header: RFC 6386 clause 9.1, and the
VP9 bitstream specification, clauses 6.2 and 7.2. The files' `vpcC` states none."""

import struct

from contest.validate.codecs.bits import BadHeaderError, Bits, Picture, sized

VP8_START, VP8_TAG = b"\x9d\x01\x2a", 3
VP8_SIDE = 0x3FFF
"""The bits above state how to enlarge the picture, which no player does."""
VP9_MARKER, VP9_SYNC = 2, 0x498342
RGB = 7
HIGHEST_PROFILE = 3
PROFILES_OF_MORE_BITS = (2, 3)
PROFILES_OF_ANY_CHROMA = (1, 3)


def vp8_picture(head: bytes) -> Picture | None:
    """None if it is no key frame. Raises `BadHeaderError`."""
    if not head or head[0] & 1:
        return None
    if head[VP8_TAG : VP8_TAG + 3] != VP8_START or len(head) < VP8_TAG + 7:
        raise BadHeaderError
    across, down = struct.unpack_from("<HH", head, VP8_TAG + 3)
    return sized(across & VP8_SIDE, down & VP8_SIDE)


def vp9_picture(head: bytes) -> Picture | None:
    """None if it is no key frame, or shows an earlier one. Raises `BadHeaderError`."""
    bits = Bits(head)
    if bits.take(2) != VP9_MARKER:
        raise BadHeaderError
    profile = bits.take(1) + 2 * bits.take(1)
    if profile == HIGHEST_PROFILE:
        bits.take(1)
    if bits.take(1) or bits.take(1):
        return None
    bits.take(2)
    if bits.take(24) != VP9_SYNC:
        raise BadHeaderError
    _skip_colour(bits, profile)
    return sized(bits.take(16) + 1, bits.take(16) + 1)


def _skip_colour(bits: Bits, profile: int) -> None:
    """Clause 6.2.2."""
    if profile in PROFILES_OF_MORE_BITS:
        bits.take(1)
    if bits.take(3) != RGB:
        bits.take(3 if profile in PROFILES_OF_ANY_CHROMA else 0)
        bits.take(1)
    elif profile in PROFILES_OF_ANY_CHROMA:
        bits.take(1)


def vp8_sound(head: bytes, *, size: int) -> bool:
    """Whether these can be the first bytes of a sample of `size` bytes."""
    first_part = int.from_bytes(head[:VP8_TAG], "little") >> 5
    try:
        vp8_picture(head)
    except BadHeaderError:
        return False
    return first_part <= size


def vp9_sound(head: bytes) -> bool:
    """Likewise."""
    try:
        vp9_picture(head)
    except BadHeaderError:
        return False
    return True
