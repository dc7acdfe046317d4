"""Cleans H.264 and H.265 samples: keeps what decoders need for the pictures, and no messages in
which encoders and cameras write of themselves (user data, time codes, private messages).

NAL units: ISO/IEC 14496-15 clause 5.3.3. Their types: ITU-T H.264 table 7-1, H.265 table 7-1.
Messages (SEI): H.264 clause 7.3.2.3 and annex D, H.265 clause 7.3.5 and annex D."""

from collections.abc import Iterator
from typing import NamedTuple

from contest.validate.codecs.nal_units import of_base_layer

LARGEST = 255
MESSAGES = {0: 255, 1: 255, 6: 8, 45: 64, 47: 16, 129: 32, 137: 24, 144: 4, 147: 1}
"""Kept messages and the most bytes that each may have: buffering, timing of pictures and fields,
recovery, frame packing, display orientation, parameter sets, and what HDR displays need. Without
timing, fields would be shown in the wrong order."""


class Family(NamedTuple):
    """What is needed of one family of codecs, by types of NAL units."""

    needed: frozenset[int]
    bare: frozenset[int]
    """Units of which the header says all."""
    messages: frozenset[int]
    header: int
    """Bytes of a unit's header."""


H264 = Family(frozenset({*range(1, 6), 7, 8, 13, 19}), frozenset({10, 11}), frozenset({6}), 1)
"""Slices and parameter sets, without those of further views and layers: no browser shows them."""
H265 = Family(
    frozenset({*range(10), *range(16, 22), 32, 33, 34}),
    frozenset({36, 37}),
    frozenset({39, 40}),
    2,
)


def clean_sample(sample: bytes, *, family: Family, length_bytes: int) -> bytes:
    """The sample without what is not kept. What follows a unit that does not fit is left out."""
    view, out, same, at = memoryview(sample), list[bytes | memoryview](), True, 0
    while at + length_bytes <= len(sample):
        begin = at + length_bytes
        end = begin + int.from_bytes(view[at:begin], "big")
        if end > len(sample):
            break
        unit = view[begin:end]
        kept = clean_unit(unit, family)
        if kept is unit:
            out.append(view[at:end])
        else:
            same = False
            if kept:
                out += (len(kept).to_bytes(length_bytes, "big"), kept)
        at = end
    return sample if same and at == len(sample) else b"".join(out)


def clean_unit(unit: memoryview, family: Family) -> memoryview | bytes:
    """The same object if nothing changes; empty if nothing is kept."""
    kind = _kind(unit, family)
    if kind in family.needed:
        return unit
    if kind in family.bare:
        return unit if len(unit) == family.header else bytes(unit[: family.header])
    if kind in family.messages:
        return _clean_messages(bytes(unit), family.header)
    return b""


def _kind(unit: memoryview, family: Family) -> int | None:
    """None for what is no unit of the base layer."""
    if len(unit) < family.header or unit[0] & 128:
        return None
    if family.header == 1:
        return unit[0] & 31
    return unit[0] >> 1 if of_base_layer(bytes(unit[:2])) else None


def _clean_messages(unit: bytes, header: int) -> bytes:
    kept = b"".join(
        _sized(kind) + _sized(len(body)) + body
        for kind, body in _messages(unit[header:].replace(b"\0\0\3", b"\0\0"))
        if len(body) <= MESSAGES.get(kind, -1)
    )
    return unit[:header] + _escaped(kept + b"\x80") if kept else b""


def _messages(payload: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and contents of each message; those that do not fit are left out."""
    at = 0
    while at + 2 < len(payload):
        kind, at = _number(payload, at)
        size, at = _number(payload, at)
        if at + size > len(payload):
            return
        yield kind, payload[at : at + size]
        at += size


def _number(payload: bytes, at: int) -> tuple[int, int]:
    """A number written as a row of 255s and a rest, and where it ends."""
    value = 0
    while at < len(payload) and payload[at] == LARGEST:
        value, at = value + LARGEST, at + 1
    return value + (payload[at] if at < len(payload) else 0), at + 1


def _sized(number: int) -> bytes:
    return bytes([LARGEST]) * (number // LARGEST) + bytes([number % LARGEST])


def _escaped(payload: bytes) -> bytes:
    """With the bytes that keep start codes away (H.264 clause 7.4.1)."""
    out, zeros = bytearray(), 0
    for byte in payload:
        if zeros == 2 and byte <= 3:
            out.append(3)
            zeros = 0
        out.append(byte)
        zeros = 0 if byte else zeros + 1
    return bytes(out)
