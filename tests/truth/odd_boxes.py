"""Odd but valid: boxes that a reader skips, terminators, headers of other versions, brands, titles,
and media data that claims too much. Clauses are those of ISO/IEC 14496-12."""

import struct
from collections.abc import Callable
from functools import partial

from tests.contest.validate.mp4.tiny_mp4 import box, large
from tests.corpus.damage import MOST, NOISE
from tests.corpus.muxer import full, patch, u32
from tests.truth.odd_bases import Odd, base
from tests.truth.surgery import (
    Change,
    Top,
    at_end,
    at_start,
    before,
    fresh,
    rearranged,
    walked,
    within,
)

FREE = box("free", bytes(100))
SKIPPED = {
    "free": FREE,
    "skip": box("skip", b"\xff" * 9),
    "wide": box("wide"),
    "a box of the maker": box("abcd", NOISE[:333]),
    "uuid": box("uuid", NOISE[:16], b"private"),
}
TOP_LEVEL = {"plain": ("moov", "mdat"), "faststart": ("moov", "mdat", "free")}
FRAGMENT_TOP = ("moov", "moof", "mdat", "mfra")
NESTED = ("moov", "trak", "mdia", "minf", "dinf", "stbl", "edts", "udta")
FRAGMENT_NESTED = ("moov", "trak", "mvex", "moof", "traf")


def patched_base(name: str, change: Change) -> bytes:
    return rearranged(base(name), change)


def skipped_boxes() -> dict[str, Odd]:
    """Boxes that mean nothing may stand anywhere (8.1.2); those unheard of are ignored (4.2)."""
    found: dict[str, Odd] = {}
    for name, places in (*TOP_LEVEL.items(), ("fragments", FRAGMENT_TOP)):
        for place in places:
            for what in ("free", "uuid"):
                change = before(place, SKIPPED[what])
                found[f"{what} before {place}, {name}"] = partial(patched_base, name, change)
    for name, places in (("plain", NESTED), ("fragments", FRAGMENT_NESTED)):
        for number, place in enumerate(places):
            what = list(SKIPPED)[number % len(SKIPPED)]
            for where, insert in (("first", at_start), ("last", at_end)):
                change = insert(place, SKIPPED[what])
                found[f"{what} {where} in {place}, {name}"] = partial(patched_base, name, change)
    many = box("free") * 70
    found["70 empty free boxes"] = partial(patched_base, "faststart", before("mdat", many))
    wide_free = large("free", bytes(64))
    found["a free box of 64 bits at the end"] = lambda: base("plain") + wide_free
    found["a free box to the end"] = lambda: base("plain") + struct.pack(">I4s", 0, b"free") + FREE
    return found


def terminators() -> dict[str, Odd]:
    """QuickTime's writers end a list of boxes by four zero bytes."""
    found: dict[str, Odd] = {}
    for place in ("moov", "trak", "mdia", "minf", "stbl", "udta"):
        for many in (4, 8):
            change = at_end(place, bytes(many))
            found[f"{many} zeros in {place}"] = partial(patched_base, "plain", change)
    for place in ("moof", "traf"):
        change = at_end(place, bytes(8))
        found[f"8 zeros in {place}"] = partial(patched_base, "fragments", change)
    found["4 zeros at the end"] = lambda: base("plain") + bytes(4)
    found["8 zeros at the end"] = lambda: base("plain") + bytes(8)
    found["a megabyte of zeros at the end"] = lambda: base("plain") + bytes(1 << 20)
    return found


def claiming(more: int, *, wide: bool = False) -> bytes:
    """The last box claims more than there is; all samples are there."""
    file = base("faststart")
    start = file.index(b"mdat") - 4
    if wide:
        file = rearranged(file, before("mdat", box("free")))
        start = file.index(b"mdat") - 4
        size = struct.pack(">I4sQ", 1, b"mdat", len(file) - start + 8 + more)
        return file[: start - 8] + size + file[start + 8 :]
    size = len(file) - start + more if more >= 0 else 0
    return file[:start] + u32(size) + file[start + 4 :]


def claims() -> dict[str, Odd]:
    found: dict[str, Odd] = {
        f"mdat claims {more} bytes too many": partial(claiming, more) for more in (1, 4, 8, 16, 100)
    }
    found["mdat to the end"] = partial(claiming, -1)
    found["mdat of 64 bits"] = partial(claiming, 0, wide=True)
    found["mdat of 64 bits claims 8 bytes too many"] = partial(claiming, 8, wide=True)
    return found


def changed_boxes(kind: str, change: Callable[[bytes], bytes], track: int | None = None) -> Change:
    """Of one track, or wherever the box is."""

    def apply(boxes: list[Top]) -> list[Top]:
        for top in boxes:
            traks = list(walked(top.body, "trak"))
            inside = top.body if track is None else traks[track][1] if traks else b""
            for node in walked(inside, kind):
                node[1] = change(node[1])
        return boxes

    return apply


def wide_header(kind: str) -> Callable[[bytes], bytes]:
    """Version 1: times of 64 bits (8.2.2, 8.3.2, 8.4.2)."""

    def change(body: bytes) -> bytes:
        head, made, changed, *rest = struct.unpack_from(">6I", body)
        head |= 1 << 24
        if kind == "tkhd":
            return struct.pack(">IQQIIQ", head, made, changed, *rest) + body[24:]
        return struct.pack(">IQQIQ", head, made, changed, *rest[:2]) + body[20:]

    return change


DURATION = {"mvhd": 16, "tkhd": 20, "mdhd": 16}


def headers() -> dict[str, Odd]:
    found: dict[str, Odd] = {}
    for kind, place in DURATION.items():
        found[f"{kind} of 64 bits"] = partial(
            patched_base, "plain", changed_boxes(kind, wide_header(kind))
        )
        for said, value in (("unknown", MOST), ("0", 0)):
            change = changed_boxes(kind, patch(place, u32(value)))
            found[f"{kind} of length {said}"] = partial(patched_base, "plain", change)

    def later(body: bytes, place: int) -> bytes:
        (ticks,) = struct.unpack_from(">I", body, place)
        return patch(place, u32(ticks + ticks // 100))(body)

    for kind, place in DURATION.items():
        change = changed_boxes(kind, partial(later, place=place))
        found[f"{kind} of 1 % more"] = partial(patched_base, "plain", change)
    return found


def brands() -> dict[str, Odd]:
    def named(*names: bytes) -> Odd:
        body = names[0] + bytes(4) + b"".join(names)
        return lambda: rearranged(base("plain"), changed_boxes_of_file(body))

    return {
        "a brand unheard of": named(b"zzzz"),
        "QuickTime and mp4": named(b"qt  ", b"mp42"),
        "M4V": named(b"M4V ", b"M4V ", b"mp42", b"isom"),
        "a phone's brands": named(b"mp42", b"isom", b"mp42", b"3gp4"),
        "a camera's brands": named(b"XAVC", b"XAVC", b"mp42", b"iso2"),
        "twenty brands": named(*[b"iso%x" % number for number in range(10)] * 2),
    }


def changed_boxes_of_file(body: bytes) -> Change:
    def apply(boxes: list[Top]) -> list[Top]:
        boxes[0].body = body
        return boxes

    return apply


def metadata() -> dict[str, Odd]:
    """Titles, and what tagging programs leave."""

    def with_udta(more: bytes) -> Odd:
        # Its own is replaced, because one is all that may be there.
        change = within("moov", lambda tree: [*[n for n in tree if n[0] != "udta"], ["", more]])
        return partial(patched_base, "plain", change)

    found: dict[str, Odd] = {}
    title = box("\xa9nam", struct.pack(">HH", 24, 0x15C7), "钢铁脊梁与星辰大海".encode()[:24])
    found["a title of QuickTime's"] = with_udta(box("udta", title))
    found["no udta"] = with_udta(b"")
    xmp = box("uuid", bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC"), b"<x:xmpmeta/>" * 5000)
    found["XMP before the media"] = partial(patched_base, "faststart", before("mdat", xmp))
    found["XMP at the end"] = lambda: base("plain") + xmp
    meta = box("meta", bytes(4), full("hdlr", 0, tail=b"null" + bytes(13)))
    found["meta of the file"] = partial(patched_base, "plain", before("moov", meta))
    return found


def order() -> dict[str, Odd]:
    def moved(boxes: list[Top]) -> list[Top]:
        return [*boxes[:1], *fresh(FREE), *reversed(boxes[1:])]

    def swapped(tree: list) -> list:
        traks = [node for node in tree if node[0] == "trak"]
        others = [node for node in tree if node[0] != "trak"]
        return [*others, *reversed(traks)]

    return {
        "boxes the other way round": partial(patched_base, "plain", moved),
        "sound before picture, headers last": partial(
            patched_base, "plain", within("moov", swapped)
        ),
        "tables the other way round": partial(
            patched_base, "plain", within("stbl", lambda tree: [*reversed(tree)])
        ),
    }


BOXES = {
    **skipped_boxes(),
    **terminators(),
    **claims(),
    **headers(),
    **brands(),
    **metadata(),
    **order(),
}
