"""Odd but valid: fragments (ISO/IEC 14496-12, clause 8.8)."""

import struct
from collections.abc import Callable
from functools import partial

from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import full, u32
from tests.truth.kinds import COPY
from tests.truth.odd_bases import Odd, base, coded, in_fragments
from tests.truth.odd_boxes import FREE, patched_base
from tests.truth.surgery import BASE, Change, Top, before, rearranged, walked, within
from tests.truth.tools import film

FRAGMENTED = ("fragments", "fragments, absolute", "fragments, no index", "fragments after moov")
RECIPES = (
    "frag_keyframe",
    "frag_keyframe+delay_moov",
    "frag_keyframe+empty_moov+separate_moof",
    "frag_keyframe+empty_moov+omit_tfhd_offset",
    "frag_keyframe+empty_moov+omit_tfhd_offset+skip_trailer",
    "frag_keyframe+empty_moov+omit_tfhd_offset+separate_moof",
    "frag_keyframe+empty_moov+negative_cts_offsets",
    "frag_keyframe+empty_moov+default_base_moof+global_sidx",
    "frag_keyframe+empty_moov+default_base_moof+global_sidx+skip_trailer",
    "frag_keyframe+empty_moov+dash",
    "frag_keyframe+delay_moov+cmaf",
    "frag_every_frame+empty_moov+default_base_moof",
    "frag_every_frame+delay_moov",
)


def by_ffmpeg() -> dict[str, Odd]:
    found: dict[str, Odd] = {}
    for encoder in ("x264", "x265"):
        for flags in RECIPES:
            found[f"{encoder}, {flags}"] = partial(_read, flags, encoder)
    for seconds in (1, 7, 40):
        found[f"fragments of {seconds} s"] = partial(_timed, seconds)
    # ffprobe takes an edit that lasts to the end for one that shows nothing.
    found["moov and fragments, an edit to the end"] = lambda: film(
        "-i", coded(), *COPY, "-movflags", "frag_keyframe", "-use_editlist", "1"
    ).read_bytes()
    found["ismv"] = lambda: film("-i", coded(), *COPY, "-f", "ismv").read_bytes()
    return found


def _read(flags: str, encoder: str) -> bytes:
    return in_fragments(flags, encoder).read_bytes()


def _timed(seconds: int) -> bytes:
    options = ("-movflags", "delay_moov", "-frag_duration", str(seconds * 1_000_000))
    return film("-i", coded(), *COPY, *options).read_bytes()


def without(kind: str) -> Change:
    def prune(tree: list) -> list:
        return [[k, prune(b) if isinstance(b, list) else b] for k, b in tree if k != kind]

    def apply(boxes: list[Top]) -> list[Top]:
        kept = [top for top in boxes if top.kind != kind]
        for top in kept:
            if isinstance(top.body, list):
                top.body[:] = prune(top.body)
        return kept

    return apply


def data_first(boxes: list[Top]) -> list[Top]:
    """Each fragment's data before its `moof` (8.8.4 leaves the order open)."""
    found = list(boxes)
    for at in range(len(found) - 1):
        if (found[at].kind, found[at + 1].kind) == ("moof", "mdat"):
            found[at], found[at + 1] = found[at + 1], found[at]
    return found


def all_data_first(boxes: list[Top]) -> list[Top]:
    """All media data before the first fragment."""
    data = [top for top in boxes if top.kind == "mdat"]
    others = [top for top in boxes if top.kind != "mdat"]
    first = next(at for at, top in enumerate(others) if top.kind == "moof")
    return [*others[:first], *data, *others[first:]]


def one_media_box(boxes: list[Top]) -> list[Top]:
    """Two boxes of media data for each fragment: its own, and an empty one."""
    return [
        one for top in boxes for one in ([top, Top("mdat", b"")] if top.kind == "mdat" else [top])
    ]


def changed_runs(change: Callable[[list, list], None]) -> Change:
    """`change` gets every `moof` and each of its `traf`."""

    def apply(boxes: list[Top]) -> list[Top]:
        for top in boxes:
            if top.kind == "moof":
                for traf in walked(top.body, "traf"):
                    change([top.kind, top.body], traf)
        return boxes

    return apply


def counted_from_zero(_: list, traf: list) -> None:
    """Decode times of 32 bits: version 0 (8.8.12)."""
    for node in walked(traf[1], "tfdt"):
        if node[1][0]:
            (time,) = struct.unpack_from(">Q", node[1], 4)
            node[1] = u32(0, time)


def later(_: list, traf: list) -> None:
    """All times an hour on, as of a stream that was cut out."""
    for node in walked(traf[1], "tfdt"):
        scale = 10_240 if b"\0\0\0\1" in next(walked(traf[1], "tfhd"))[1][4:8] else 44_100
        (time,) = struct.unpack_from(">Q" if node[1][0] else ">I", node[1], 4)
        node[1] = u32(1 << 24) + struct.pack(">Q", time + 3600 * scale)


def split_run(_: list, traf: list) -> None:
    """An empty run behind each."""
    traf[1].append(["trun", u32(0, 0)])


def base_before(boxes: list[Top]) -> list[Top]:
    """Base offsets that point at the media data (8.8.7)."""
    moofs = [top for top in boxes if top.kind == "moof"]
    for moof in moofs:
        for traf in walked(moof.body, "traf"):
            header = next(walked(traf[1], "tfhd"))
            run = next(walked(traf[1], "trun"))
            flags = int.from_bytes(header[1][:4], "big")
            assert flags & BASE
            (old,) = struct.unpack_from(">Q", header[1], 8)
            (offset,) = struct.unpack_from(">i", run[1], 8)
            header[1] = header[1][:8] + struct.pack(">Q", old + offset) + header[1][16:]
            run[1] = run[1][:8] + u32(0) + run[1][12:]
    return boxes


SIDE = {
    "styp": box("styp", b"msdh", bytes(4), b"msdhmsix"),
    "emsg": box("emsg", bytes(4), b"urn:x\0", b"\0", u32(1000, 0, 0, 1), b"hello"),
    "prft": full("prft", 1, 0, 0, 0),
    "uuid": box("uuid", bytes(16), b"tfxd of another maker"),
    "free": FREE,
    "two free boxes": FREE + box("free"),
    "pdin": full("pdin", 1, 2),
}


def rearrangements() -> dict[str, Odd]:
    found: dict[str, Odd] = {}
    for name in FRAGMENTED:
        changes: dict[str, Change] = {
            "no tfdt": without("tfdt"),
            "no mfra": without("mfra"),
            "data before its moof": data_first,
            "an empty mdat behind each": one_media_box,
            "free between moof and mdat": before("mdat", FREE),
            "an empty run behind each": changed_runs(split_run),
        }
        for what, change in changes.items():
            found[f"{name}: {what}"] = partial(patched_base, name, change)
    for what, more in SIDE.items():
        found[f"{what} before each moof"] = partial(patched_base, "fragments", before("moof", more))
    only: dict[str, tuple[str, Change]] = {
        "all data before the first moof": ("fragments, no index", all_data_first),
        "times of 32 bits": ("fragments", changed_runs(counted_from_zero)),
        "times an hour on": ("fragments, no index", changed_runs(later)),
        "base offsets at the data": ("fragments, absolute", base_before),
        "no mehd, no sidx": ("fragments", without("mehd")),
        "mfra without mfro": (
            "fragments",
            within("mfra", lambda body: body[: body.rindex(b"mfro") - 4]),
        ),
        "no length in its headers": ("fragments", without("mehd")),
    }
    for what, (name, change) in only.items():
        found[what] = partial(patched_base, name, change)
    found["no tfdt, no mfra"] = lambda: rearranged(
        rearranged(base("fragments"), without("tfdt")), without("mfra")
    )
    return found


FRAGMENTS = {**by_ffmpeg(), **rearrangements()}
