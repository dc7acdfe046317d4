"""Reads the NAL units of an H.264 or H.265 sample, as far as its first bytes reach: whether they
are possible, and the parameter sets among them.

NAL units: ISO/IEC 14496-15 clause 5.3.3 (each behind its length), ITU-T H.264 clause 7.4.1 and
H.265 clause 7.4.2.2 (their headers). Types that are reserved or unspecified may say anything:
decoders ignore them."""

from collections.abc import Iterator
from typing import NamedTuple

from contest.validate.codecs.bits import BadHeaderError, Picture
from contest.validate.codecs.sps import h264_picture, h265_picture

H264_SPS, H265_SPS = 7, 33
H264_SLICE, H264_KEY_SLICE, H264_SEI = 1, 5, 6
RECOVERY_POINT = 6
"""The message that decoding may begin at a picture that is no key frame (clause D.2.8)."""
H264_SLICES, H265_SLICES = range(1, 6), range(32)
H265_RESERVED = 41
"""From this type on, no decoder looks at a unit (table 7-1)."""
HOLE = bytes(32)
"""Coded pictures never contain so many zeros: three in a row are escaped (clause 7.4.1)."""


class NalUnit(NamedTuple):
    data: bytes
    """As far as it was read."""
    fits: bool
    """Whether it has a byte, and ends within its sample."""
    complete: bool


def units(head: bytes, *, size: int, length_bytes: int) -> Iterator[NalUnit]:
    """The units of a sample of `size` bytes that begins with `head`."""
    at = 0
    while at + length_bytes < len(head):
        begin = at + length_bytes
        length = int.from_bytes(head[at:begin], "big")
        at = begin + length
        yield NalUnit(head[begin:at], bool(length) and at <= size, at <= len(head))


def h264_sound(head: bytes, *, size: int, length_bytes: int) -> bool:
    """Whether these can be the first bytes of a sample."""
    return all(
        unit.fits
        and not unit.data[0] & 128
        and not (unit.data[0] & 31 in H264_SLICES and _hollow(unit))
        for unit in units(head, size=size, length_bytes=length_bytes)
    )


def h265_sound(head: bytes, *, size: int, length_bytes: int) -> bool:
    """Likewise. Layer and time of a unit that decoders look at are not those of noise."""
    for unit in units(head, size=size, length_bytes=length_bytes):
        if not unit.fits or unit.data[0] & 128:
            return False
        kind = unit.data[0] >> 1
        timeless = len(unit.data) > 1 and not unit.data[1] & 7
        if kind < H265_RESERVED and (timeless or (kind in H265_SLICES and _hollow(unit))):
            return False
    return True


def h264_pictures(head: bytes, *, size: int, length_bytes: int) -> list[Picture]:
    """Of the parameter sets in a sample, which override those elsewhere. Unusable sets are
    skipped."""
    found = []
    for unit in units(head, size=size, length_bytes=length_bytes):
        if unit.fits and unit.data[0] & 31 == H264_SPS:
            found += _usable(unit.data, h264=True)
    return found


def h264_recovers(head: bytes, *, size: int, length_bytes: int) -> bool:
    """Whether decoding may begin at this sample, though it is no key frame that forgets all before
    it: pictures behind it may need some before it, which Chromium takes for an error."""
    found = [unit.data for unit in units(head, size=size, length_bytes=length_bytes) if unit.fits]
    kinds = {unit[0] & 31 for unit in found}
    said = (unit for unit in found if unit[0] & 31 == H264_SEI)
    recovers = any(RECOVERY_POINT in _messages(unit[1:]) for unit in said)
    return recovers and H264_SLICE in kinds and H264_KEY_SLICE not in kinds


def _messages(payload: bytes) -> Iterator[int]:
    """The types of the messages (clause 7.3.2.3.1). Bytes that keep start codes away are left in
    place: behind one, types may be wrong."""
    at = 0
    while at + 1 < len(payload):
        numbers = []
        for _ in range(2):  # type and size
            value = 0
            while at < len(payload) and payload[at] == 255:
                value, at = value + 255, at + 1
            numbers.append(value + (payload[at] if at < len(payload) else 0))
            at += 1
        yield numbers[0]
        at += numbers[1]


def h265_pictures(head: bytes, *, size: int, length_bytes: int) -> list[Picture]:
    """Likewise. Sets of further layers are skipped: they add to a picture that is there without
    them (clause 7.4.2.2)."""
    found = []
    for unit in units(head, size=size, length_bytes=length_bytes):
        if unit.fits and unit.data[0] >> 1 == H265_SPS and of_base_layer(unit.data):
            found += _usable(unit.data, h264=False)
    return found


def of_base_layer(unit: bytes) -> bool:
    """Whether `nuh_layer_id` is 0."""
    return len(unit) > 1 and not (unit[0] & 1 or unit[1] >> 3)


def _usable(unit: bytes, *, h264: bool) -> list[Picture]:
    try:
        return [h264_picture(unit) if h264 else h265_picture(unit)]
    except BadHeaderError:
        return []


def _hollow(unit: NalUnit) -> bool:
    """Whether a slice has zeros in its middle. Zeros behind its end are padding, which decoders cut
    off (clause B.1.2, `trailing_zero_8bits`)."""
    return HOLE in (unit.data.rstrip(b"\0") if unit.complete else unit.data)
