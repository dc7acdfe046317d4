"""Compares the first bytes of a few key frames with what their track declares. This finds media
data that was zeroed, or never written after a good header.

NAL units: ISO/IEC 14496-15 clause 5.3.3 (each behind its length), ITU-T H.264 clause 7.4.1 and
H.265 clause 7.4.2 (their headers)."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from contest.validate.mp4.placement import Place, place
from contest.validate.mp4.sample_entry import SampleEntry
from contest.validate.mp4.sample_tables import Track
from contest.validate.mp4.sps import BadSpsError, Picture, h264_picture, h265_picture

PROBES = 8
HEAD = 1024
"""Bytes read of each key frame."""
HOLE = bytes(32)
"""Coded pictures never contain so many zeros: three in a row are escaped (clause 7.4.1)."""
H264_SPS, H265_SPS = 7, 33
H264_TYPES = frozenset({*range(1, 13), 14, 15, 19, 20, 21})
T = TypeVar("T")


def spread(items: Sequence[T], most: int = PROBES) -> list[T]:
    """At most `most` of the items, evenly spread, including the first and the last."""
    if len(items) <= most:
        return list(items)
    return [items[number * (len(items) - 1) // (most - 1)] for number in range(most)]


def key_frame_places(track: Track) -> list[Place]:
    """The key frames whose first bytes are worth reading. The track's tables have to agree."""
    numbers: Sequence[int] = range(1, track.samples + 1) if track.sync is None else track.sync
    known = [number for number in spread(numbers) if 0 < number <= track.samples]
    return [found for number in known if (found := place(track, number - 1)).size]


def sound_head(head: bytes, *, size: int, entry: SampleEntry) -> bool:
    """Whether these can be the first bytes of a sample of `size` bytes."""
    if not head or not any(head):
        return False
    if entry.coding == "other":
        return True
    return HOLE not in head and all(fits for _, fits in _units(head, size=size, entry=entry))


def pictures_in(head: bytes, *, size: int, entry: SampleEntry) -> list[Picture]:
    """Pictures of the parameter sets in the sample itself, which override those in the entry.
    Unusable sets are skipped."""
    wanted, read = (H264_SPS, h264_picture) if entry.coding == "h264" else (H265_SPS, h265_picture)
    found = []
    for unit, fits in _units(head, size=size, entry=entry):
        if fits and unit and _kind(unit, entry) == wanted:
            try:
                found.append(read(unit))
            except BadSpsError:
                continue
    return found


def _units(head: bytes, *, size: int, entry: SampleEntry) -> Iterator[tuple[bytes, bool]]:
    """The NAL units as far as `head` reaches, and whether each is possible and fits its sample."""
    at, prefix = 0, entry.length_bytes
    while at + prefix < len(head):
        length = int.from_bytes(head[at : at + prefix], "big")
        unit = head[at + prefix : at + prefix + length]
        yield unit, at + prefix + length <= size and bool(unit) and _possible(unit, entry)
        at += prefix + length


def _possible(unit: bytes, entry: SampleEntry) -> bool:
    """Whether the forbidden bit is 0 and the type can occur in a sample. In H.265, whether
    `nuh_temporal_id_plus1` is not 0."""
    if unit[0] & 128:
        return False
    if entry.coding == "h264":
        return _kind(unit, entry) in H264_TYPES
    return len(unit) == 1 or unit[1] & 7 > 0


def _kind(unit: bytes, entry: SampleEntry) -> int:
    return unit[0] & 31 if entry.coding == "h264" else unit[0] >> 1 & 63
