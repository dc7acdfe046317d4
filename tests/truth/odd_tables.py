"""Odd but valid: composition offsets and sample tables that are put in another way, or are a little
off. Clauses are those of ISO/IEC 14496-12."""

import struct
from collections.abc import Callable

from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import full, u32
from tests.truth.odd_bases import RATE, SECONDS, Odd, base
from tests.truth.odd_boxes import changed_boxes
from tests.truth.odd_edits import FIRST, FRAME, ONE, PICTURE, SCALE, SOUND, WHOLE, edited
from tests.truth.surgery import Change, Top, rearranged, walked

MANY = SECONDS * RATE
Body = Callable[[bytes], bytes]


def with_changes(*changes: Change, name: str = "plain") -> Odd:
    def apply(boxes: list[Top]) -> list[Top]:
        for change in changes:
            boxes = change(boxes)
        return boxes

    return lambda: rearranged(base(name), apply)


def with_box(extra: bytes, track: int = PICTURE) -> Change:
    """One more box in a track's sample table."""

    def apply(boxes: list[Top]) -> list[Top]:
        for top in boxes:
            for stbl in list(walked(top.body, "stbl"))[track : track + 1]:
                stbl[1] = [*stbl[1], ["", extra]]
        return boxes

    return apply


def less(ticks: int) -> Change:
    """Composition offsets less by so much, and signed (8.6.1.3)."""

    def change(body: bytes) -> bytes:
        (many,) = struct.unpack_from(">I", body, 4)
        numbers = list(struct.unpack_from(f">{2 * many}I", body, 8))
        numbers[1::2] = [offset - ticks for offset in numbers[1::2]]
        return u32(1 << 24, many) + struct.pack(f">{2 * many}i", *numbers)

    return changed_boxes("ctts", change, PICTURE)


def cslg(shift: int, *, wide: bool = False) -> Change:
    """The least and the greatest offset, the first and the last time (8.6.1.4)."""
    fields = (shift, -FIRST, 3 * FRAME, 0, WHOLE * SCALE // 1000)
    body = struct.pack(">5q" if wide else ">5i", *fields)
    return with_box(box("cslg", u32(wide << 24), body))


def composition() -> dict[str, Odd]:
    whole, unedited = edited(PICTURE, (WHOLE, 0, ONE)), edited(PICTURE, told=WHOLE)
    return {
        "offsets less by a picture": with_changes(
            less(FRAME), edited(PICTURE, (WHOLE, FRAME, ONE))
        ),
        "offsets below 0": with_changes(less(FIRST), whole),
        "offsets below 0, no edits": with_changes(less(FIRST), unedited),
        "offsets below 0, cslg": with_changes(less(FIRST), whole, cslg(FIRST)),
        "offsets below 0, cslg of 64 bits": with_changes(
            less(FIRST), whole, cslg(FIRST, wide=True)
        ),
        "cslg and offsets above 0": with_changes(cslg(0)),
        "offsets above 0, no edits": with_changes(unedited),
    }


def runs(change: Callable[[list[int]], list[int]]) -> Body:
    """Changes the runs of `stts` or `ctts`: a count and a value, by turns."""

    def apply(body: bytes) -> bytes:
        (many,) = struct.unpack_from(">I", body, 4)
        numbers = change(list(struct.unpack_from(f">{2 * many}I", body, 8)))
        return body[:4] + u32(len(numbers) // 2, *numbers)

    return apply


def one_by_one(numbers: list[int]) -> list[int]:
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [n for count, value in pairs for _ in range(count) for n in (1, value)]


def more(by: int) -> Body:
    return runs(lambda numbers: [numbers[0] + by, *numbers[1:]])


def last(ticks: int) -> Body:
    return runs(lambda numbers: [numbers[0] - 1, numbers[1], 1, ticks])


def of(kind: str, change: Body, track: int = PICTURE) -> Odd:
    return with_changes(changed_boxes(kind, change, track))


def wide_offsets(boxes: list[Top]) -> list[Top]:
    for top in boxes:
        for node in walked(top.body, "stco"):
            (many,) = struct.unpack_from(">I", node[1], 4)
            old = struct.unpack_from(f">{many}I", node[1], 8)
            node[0], node[1] = "co64", node[1][:8] + struct.pack(f">{many}Q", *old)
    return boxes


ROLL = int.from_bytes(b"roll", "big")
GROUPS = full("sgpd", ROLL, 2, 1, version=1, tail=b"\xff\xff") + full("sbgp", ROLL, 1, MANY, 1)


def tables() -> dict[str, Odd]:
    extra = {
        "sdtp": box("sdtp", bytes(4), bytes(MANY)),
        "subs": full("subs", 0),
        "padb": full("padb", 0),
        "stdp": box("stdp", bytes(4), bytes(2 * MANY)),
        "stps": full("stps", 1, 1),
    }
    return {
        **{name: with_changes(with_box(one)) for name, one in extra.items()},
        "sample groups": with_changes(with_box(GROUPS, SOUND)),
        "a duration for each picture": of("stts", runs(one_by_one)),
        "an offset for each picture": of("ctts", runs(one_by_one)),
        "offsets for more pictures than there are": of("ctts", runs(lambda n: [*n, 3, 0])),
        "the last picture lasts 0 s": of("stts", last(0)),
        "the last picture lasts 1 s": of("stts", last(SCALE)),
        "sound: a duration too many": of("stts", more(1), SOUND),
        "sound: a duration too few": of("stts", more(-1), SOUND),
        "offsets of 64 bits": with_changes(wide_offsets),
        "offsets of 64 bits, moov first": with_changes(wide_offsets, name="faststart"),
    }


TABLES = {**composition(), **tables()}
