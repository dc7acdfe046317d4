"""Small files made to cost as much as they can: how each is made."""

import struct
from collections.abc import Callable

from contest.validate.labels.credentials import CREDENTIALS_ID
from contest.validate.labels.places import XMP_ID
from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.damage import STBL, Make, fragmented, inside, plain, replaced
from tests.corpus.muxer import changed, full, u32

LARGEST_TABLE = 140_000
"""Entries of 8 bytes: with them, a movie box is as large as a small file may have."""


def many_offsets(deltas: tuple[int, ...]) -> Make:
    """Composition offsets that are never the same twice, over samples of these durations."""

    def make() -> bytes:
        lags = [number * 7919 % 100_003 for number in range(LARGEST_TABLE)]
        ctts = full("ctts", LARGEST_TABLE, *[n for lag in lags for n in (1, lag)])
        pairs = [n for delta in deltas for n in (LARGEST_TABLE // len(deltas), delta)]
        each = (
            (f"{STBL}/stts", bytes(4) + u32(len(deltas), *pairs)),
            (f"{STBL}/stsz", bytes(4) + u32(1, LARGEST_TABLE)),
            (f"{STBL}/stco", bytes(4) + u32(1, 40)),
            (f"{STBL}/stsc", bytes(4) + u32(1, 1, LARGEST_TABLE, 1)),
        )
        return changed(replaced(*each)(), STBL, lambda body: body + ctts)

    return make


def unindexed() -> bytes:
    file = fragmented()
    return file[: file.rindex(b"mfra") - 4]


def spread_free(size: int, many: int, after: Callable[[], int]) -> Make:
    """Free boxes between the movie box and the first fragment, or behind it."""

    def make() -> bytes:
        file = unindexed()
        at = after()
        return file[:at] + box("free", bytes(size - 8)) * many + file[at:]

    return make


def first_fragment() -> int:
    return unindexed().index(b"moof") - 4


def second_fragment() -> int:
    file = unindexed()
    return file.index(b"moof", file.index(b"moof") + 4) - 4


def large_index() -> bytes:
    """An index of 60,000 fragments that are not there."""
    many = 60_000
    entries = b"".join(struct.pack(">QQ3B", n, 5000 + 9 * n, 1, 1, 1) for n in range(many))
    tfra = full("tfra", 1, 0, many, version=1, tail=entries)
    return unindexed() + box("mfra", tfra, full("mfro", len(tfra) + 24))


def every_frame() -> bytes:
    file = fragmented("frag_every_frame+empty_moov+default_base_moof")
    return file[: file.rindex(b"mfra") - 4]


def manifests() -> bytes:
    """Content credentials beside the film, each with boxes that are worth looking into."""
    many = box("jumb", box("cbor", bytes(40_000)) * 8)
    store = box("uuid", CREDENTIALS_ID, bytes(4), b"manifest\0", bytes(8), many)
    return plain() + box("free", bytes(70_000)) + store * 6


def packets() -> bytes:
    """XMP with elements that are never closed, and a label in each."""
    labels = b"<a:AIGC>" * 10_000
    packet = b'<x xmlns:a="http://www.tc260.org.cn/ns/AIGC/1.0/">' + labels
    return plain() + box("uuid", XMP_ID, packet) * 8


def long_packets() -> bytes:
    """XMP with a label of as many short pieces as fit."""
    label = b'<x xmlns:a="http://www.tc260.org.cn/ns/AIGC/1.0/"><a:AIGC>' + b"&#65;" * 12_000
    return plain() + box("uuid", XMP_ID, label) * 8


HOSTILE: dict[str, Make] = {
    "long labels beside the film": long_packets,
    "manifests beside the film": manifests,
    "packets beside the film": packets,
    "labels in the movie box": inside("moov", box("udta", box("AIGC", b"[" * 50) * 1000)),
    "composition offsets over even samples": many_offsets((512,)),
    "composition offsets over uneven samples": many_offsets((512, 513) * 500),
    "free boxes before the fragments": spread_free(8, 200_000, first_fragment),
    "free boxes among the fragments": spread_free(8, 200_000, second_fragment),
    "small free boxes among the fragments": spread_free(64, 20_000, second_fragment),
    "large free boxes before the fragments": spread_free(3000, 1000, first_fragment),
    "large free boxes among the fragments": spread_free(3000, 1000, second_fragment),
    "a fragment for each frame": every_frame,
    "an index of what is not there": large_index,
    "boxes in the movie box": inside("moov", box("free") * 100_000),
    "text in the movie box": inside("moov", box("abcd", bytes(1_000_000))),
    "free boxes behind the film": lambda: plain() + box("free", bytes(3000)) * 400,
}
