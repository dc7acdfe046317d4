"""Reads the size of an MPEG-4 Visual picture from its video object layer (ISO/IEC 14496-2 clause
6.2.3), and that of MPEG-1 and MPEG-2 from the sequence header (ISO/IEC 11172-2 clause 2.4.2.3,
13818-2 clauses 6.2.2.1 and 6.2.2.3)."""

from collections.abc import Callable, Container
from contextlib import suppress
from fractions import Fraction

from contest.validate.codecs.bits import BadHeaderError, Bits, Picture, sized

START = b"\0\0\1"
LAYERS = range(0x20, 0x30)
SEQUENCE, EXTENSION = 0xB3, 0xB5
SEQUENCE_EXTENSION = 1
LONGEST = 512
"""Bytes of a header that are looked at."""
SHORT_HEADER, SHORT_BITS = 0x20, 22
"""How a picture without a layer begins (14496-2 clause 6.2.5.2, as H.263 does)."""

EXTENDED_ASPECT = 15
ASPECTS = {2: Fraction(12, 11), 3: Fraction(10, 11), 4: Fraction(16, 11), 5: Fraction(40, 33)}
"""Width over height of a pixel (14496-2 table 6-12)."""
SHAPES = {2: Fraction(4, 3), 3: Fraction(16, 9), 4: Fraction(221, 100)}
"""Width over height of a picture (13818-2 table 6-3)."""
RECTANGULAR = 0
VBV_BITS = 79


def sound(head: bytes) -> bool:
    """Whether these can be the first bytes of a sample: headers begin behind a start code, in front
    of which zeros may stand. A picture that was left out has no more than a byte."""
    short = int.from_bytes(head[:4], "big") >> 32 - SHORT_BITS == SHORT_HEADER
    return short or START in head or len(head) <= len(START)


def layer_pictures(data: bytes) -> list[Picture]:
    """Of the layers in an MPEG-4 sample or in its decoder's configuration. Unusable ones are
    skipped."""
    return _pictures(data, LAYERS, _layer)


def sequence_pictures(data: bytes) -> list[Picture]:
    """Likewise, of the sequence headers of MPEG-1 and MPEG-2. In MPEG-4 the same code begins a
    group of pictures."""
    return _pictures(data, (SEQUENCE,), _sequence)


def _pictures(
    data: bytes, codes: Container[int], read: Callable[[bytes], Picture]
) -> list[Picture]:
    found = []
    for at in _starts(data):
        if data[at + 3] in codes:
            with suppress(BadHeaderError):
                found.append(read(data[at + 4 : at + 4 + LONGEST]))
    return found


def _starts(data: bytes) -> list[int]:
    found, at = [], data.find(START)
    while 0 <= at < len(data) - 3:
        found.append(at)
        at = data.find(START, at + 3)
    return found


def _layer(payload: bytes) -> Picture:
    bits = Bits(payload)
    bits.take(9)
    if bits.take(1):
        bits.take(7)
    aspect = _aspect(bits)
    if bits.take(1):
        bits.take(3)
        bits.take(VBV_BITS if bits.take(1) else 0)
    if bits.take(2) != RECTANGULAR:
        raise BadHeaderError  # each picture has a size of its own
    bits.take(1)
    resolution = bits.take(16)
    bits.take(1)
    if bits.take(1):
        bits.take(max(1, (resolution - 1).bit_length()))
    bits.take(1)
    width = bits.take(13)
    bits.take(1)
    return sized(width, bits.take(13), aspect)


def _aspect(bits: Bits) -> Fraction | None:
    code = bits.take(4)
    if code == EXTENDED_ASPECT:
        wide, tall = bits.take(8), bits.take(8)
        return Fraction(wide, tall) if wide and tall else None
    return ASPECTS.get(code)


def _sequence(payload: bytes) -> Picture:
    bits = Bits(payload)
    width, height, shape = bits.take(12), bits.take(12), bits.take(4)
    extension = payload.find(START + bytes([EXTENSION]))
    if extension < 0:
        return sized(width, height)
    more = Bits(payload[extension + 4 :])
    if more.take(4) != SEQUENCE_EXTENSION:
        return sized(width, height)
    more.take(11)
    width, height = width | more.take(2) << 12, height | more.take(2) << 12
    aspect = SHAPES[shape] * height / width if shape in SHAPES and width else None
    return sized(width, height, aspect)
