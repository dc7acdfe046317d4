"""Chooses a few samples, key frames where there are some, and holds their first bytes against what
their track declares. This finds media data that was zeroed, or never written after a good header.

A file may list as few key frames as it likes. So the samples are spread over the whole track, and
those that are no key frames are looked at too."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress, count
from typing import TypeVar

from contest.validate.codecs import nal_units, samples
from contest.validate.codecs.bits import Picture
from contest.validate.mp4.placement import Place, places
from contest.validate.mp4.sample_entry import SampleEntry
from contest.validate.mp4.sample_tables import Track

PROBES = 8
HEAD = 1024
"""Bytes read of each sample."""
MOST_KEYS = 1 << 15
"""Of more key frames, every second or third is near enough."""
T = TypeVar("T")


def spread(items: Sequence[T], most: int = PROBES) -> list[T]:
    """At most `most` of the items, evenly spread, including the first and the last."""
    if len(items) <= most:
        return list(items)
    return [items[number * (len(items) - 1) // (most - 1)] for number in range(most)]


def middles(end: int, many: int) -> list[int]:
    """The middles of so many equal parts of what lies between 0 and `end`."""
    return [end * (2 * part + 1) // (2 * many) for part in range(many)]


def sample_places(track: Track) -> list[Place]:
    """The samples whose first bytes are worth reading: at most `PROBES`, evenly spread, the first
    key frame among them. The track's tables have to agree."""
    aims = spread(range(track.samples))
    listed = track.sync or array("I")
    some = listed[:: len(listed) // MOST_KEYS + 1]
    keys = sorted(number - 1 for number in some if 0 < number <= track.samples)
    if keys:
        reach = track.samples // (2 * PROBES)
        aims = [keys[0], *(_near(keys, aim, reach) for aim in aims[1:])]
    filled = {_filled(track, aim) for aim in aims}
    return places(track, sorted(filled - {track.samples}))


def _near(keys: list[int], aim: int, reach: int) -> int:
    """The key frame that is nearest to a sample, or the sample if none is within reach."""
    after = bisect_left(keys, aim)
    nearest = min(keys[max(0, after - 1) : after + 1], key=lambda key: abs(key - aim))
    return nearest if abs(nearest - aim) <= reach else aim


def _filled(track: Track, number: int) -> int:
    """The next sample that has bytes of its own; past the last one if there is none."""
    if track.one_size:
        return number
    return next(compress(count(number), track.sizes[number:]), track.samples)


def sound_head(head: bytes, *, size: int, entry: SampleEntry) -> bool:
    """Whether these can be the first bytes of a sample of `size` bytes."""
    return samples.sound_head(entry.coding, head, size=size, length_bytes=entry.length_bytes)


def pictures_in(head: bytes, *, size: int, entry: SampleEntry) -> list[Picture]:
    """The pictures that a sample describes itself, which override those of its entry."""
    return samples.pictures_in(
        entry.coding, head, size=size, length_bytes=entry.length_bytes, config=entry.config
    )


def recovers(head: bytes, *, size: int, entry: SampleEntry) -> bool:
    """Whether decoding may begin at a sample that is no real key frame."""
    sized = {"size": size, "length_bytes": entry.length_bytes}
    return entry.coding == "h264" and nal_units.h264_recovers(head, **sized)
