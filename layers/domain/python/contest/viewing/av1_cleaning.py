"""Cleans AV1 samples: keeps headers, tiles and what HDR displays need, and no other metadata or
padding. Types are those of the AV1 bitstream specification, clauses 6.2.2 and 6.7.1."""

from contest.validate.codecs.av1 import CONFIG_HEADER

KEPT = frozenset({1, 3, 4, 6, 7})
"""Sequence and frame headers, and tiles."""
METADATA = 5
LIGHT = {1: 4, 2: 24}
"""Bytes of the kinds of metadata that say how bright the pictures are."""
EXTENSION, HAS_SIZE = 4, 2
LONGEST_SIZE = 8
END = b"\x80"


def clean_units(data: bytes) -> bytes:
    """The sample, or the units of a configuration, without what is not kept. What follows a unit
    that does not fit is left out."""
    out, at = list[bytes](), 0
    while at < len(data):
        first = data[at]
        begin = at + (2 if first & EXTENSION else 1)
        end = len(data)
        if first & HAS_SIZE:
            size, begin = _leb128(data, begin)
            end = begin + size
        if begin > len(data) or end > len(data) or first & 128:
            break
        kind = first >> 3 & 15
        if kind in KEPT:
            out.append(data[at:end])
        elif kind == METADATA and (light := _light(data[begin:end])):
            header = bytes([first | HAS_SIZE]) + data[at + 1 : at + 1 + bool(first & EXTENSION)]
            out.append(header + bytes([len(light)]) + light)
        at = end
    return b"".join(out)


def clean_config(config: bytes) -> bytes:
    """The record in `av1C`."""
    return config[:CONFIG_HEADER] + clean_units(config[CONFIG_HEADER:])


def _light(body: bytes) -> bytes:
    kind, begin = _leb128(body, 0)
    size = LIGHT.get(kind)
    whole = size is not None and len(body) >= begin + size
    return bytes([kind]) + body[begin : begin + size] + END if size and whole else b""


def _leb128(data: bytes, at: int) -> tuple[int, int]:
    """A number (clause 4.10.5), and where it ends; behind all data if it has no end."""
    value = 0
    for number, byte in enumerate(data[at : at + LONGEST_SIZE]):
        value |= (byte & 127) << 7 * number
        if byte < 128:
            return value, at + number + 1
    return 0, len(data) + 1
