"""Odd but valid: what decoders of H.264 and H.265 pass over (clause 7.4 of both), and sample
descriptions in another form (ISO/IEC 14496-15)."""

import io
import struct
from collections.abc import Callable
from functools import partial

import av

from tests.corpus.damage import NOISE
from tests.corpus.muxer import patch, u32
from tests.truth.kinds import COPY
from tests.truth.odd_bases import BASES, Odd, base, coded
from tests.truth.odd_boxes import changed_boxes
from tests.truth.odd_edits import PICTURE
from tests.truth.surgery import Top, rearranged, walked
from tests.truth.tools import film

Units = list[bytes]
Edit = Callable[[Units, bool], Units]
"""Gets the NAL units of a picture, and whether it is a key frame."""
VENDOR = b"vendor data"
UUID = bytes(range(1, 17))
LENGTH = 4


def recoded(name: str, edit: Edit, **options: str) -> bytes:
    """The same film with other NAL units in its pictures."""
    made = io.BytesIO()
    with av.open(str(BASES[name]())) as old, av.open(made, "w", "mp4", options=options) as new:
        streams = {one.index: new.add_stream_from_template(one) for one in old.streams}
        for packet in old.demux():
            if packet.dts is not None:
                stream = streams[packet.stream.index]
                one = _edited(packet, edit) if packet.stream.type == "video" else packet
                one.stream = stream
                new.mux(one)
    return made.getvalue()


def _edited(packet: av.Packet, edit: Edit) -> av.Packet:
    units = edit(units_of(bytes(packet)), packet.is_keyframe)
    made = av.Packet(b"".join(u32(len(one)) + one for one in units))
    made.pts, made.dts, made.duration = packet.pts, packet.dts, packet.duration
    made.time_base, made.is_keyframe = packet.time_base, packet.is_keyframe
    return made


def units_of(sample: bytes) -> Units:
    found, at = [], 0
    while at + LENGTH <= len(sample):
        size = int.from_bytes(sample[at : at + LENGTH], "big")
        found.append(sample[at + LENGTH : at + LENGTH + size])
        at += LENGTH + size
    return found


def first_in_key_frames(unit: bytes) -> Edit:
    return lambda units, key: [unit, *units] if key else units


def before_each_slice(unit: bytes) -> Edit:
    return lambda units, _: [one for slice_ in units for one in (unit, slice_)]


def last_in_pictures(unit: bytes) -> Edit:
    return lambda units, _: [*units, unit]


def h264(kind: int, content: bytes = VENDOR) -> bytes:
    return bytes([kind]) + content


def h265(kind: int, content: bytes = VENDOR) -> bytes:
    return bytes([kind << 1, 1]) + content


UNSPECIFIED_264, RESERVED_264 = (0, *range(24, 32)), (17, 18, 22, 23)
UNSPECIFIED_265, RESERVED_265 = (48, 50, 55, 62, 63), (41, 44, 47)
PLACES = {
    "first in key frames": first_in_key_frames,
    "before each slice": before_each_slice,
    "last in pictures": last_in_pictures,
}


def ignored_units() -> dict[str, Odd]:
    """Unspecified and reserved types are to be ignored (tables 7-1)."""
    found: dict[str, Odd] = {}
    kinds = [("plain", h264, one) for one in (*UNSPECIFIED_264, *RESERVED_264)]
    kinds += [("x265", h265, one) for one in (*UNSPECIFIED_265, *RESERVED_265)]
    for number, (name, unit, kind) in enumerate(kinds):
        place = list(PLACES)[number % len(PLACES)]
        for where in dict.fromkeys(("first in key frames", place)):
            edit = PLACES[where](unit(kind))
            found[f"NAL type {kind} {where}, {name}"] = partial(recoded, name, edit)
    large = PLACES["first in key frames"](h264(30, NOISE[:3000]))
    found["3 kB of NAL type 30 first in key frames"] = partial(recoded, "plain", large)
    filler = last_in_pictures(h264(12, b"\xff" * 50 + b"\x80"))
    found["filler data"] = partial(recoded, "plain", filler)
    delimiter = PLACES["first in key frames"](h264(9, b"\xf0"))
    found["a delimiter"] = partial(recoded, "plain", delimiter)
    found["an end of sequence"] = partial(
        recoded, "plain", lambda units, key: [h264(10, b""), *units] if key else units
    )
    found["H.265: a delimiter"] = partial(recoded, "x265", first_in_key_frames(h265(35, b"\x50")))
    found["H.265: filler data"] = partial(
        recoded, "x265", last_in_pictures(h265(38, b"\xff" * 50 + b"\x80"))
    )
    return found


def sei(content: bytes) -> bytes:
    """User data, unregistered, that was not escaped."""
    size = len(UUID) + len(content)
    told = b"\xff" * (size // 255) + bytes([size % 255])
    return b"\x05" + told + UUID + content + b"\x80"


def zeros() -> dict[str, Odd]:
    found: dict[str, Odd] = {}
    for many in (4, 40, 60, 200, 900):
        found[f"an SEI of {many} zeros"] = partial(
            recoded, "plain", first_in_key_frames(h264(6, sei(bytes(many))))
        )
    for many in (40, 200):
        found[f"H.265: an SEI of {many} zeros"] = partial(
            recoded, "x265", first_in_key_frames(h265(39, sei(bytes(many))))
        )
        found[f"NAL type 30 of {many} zeros"] = partial(
            recoded, "plain", first_in_key_frames(h264(30, bytes(many)))
        )
    found["an SEI of zeros in each picture"] = partial(
        recoded, "plain", lambda units, _: [h264(6, sei(bytes(60))), *units]
    )
    found["a frame of black"] = lambda: film(
        *("-f", "lavfi", "-i", "color=black:s=192x108:r=10:d=61"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1"),
    ).read_bytes()
    return found


def only_in_tkhd(encoder: str, *filters: str) -> bytes:
    """144x108 that the track header shows as 192x108 (8.3.2), without `pasp` or VUI."""
    file = film(
        *("-f", "lavfi", "-i", "testsrc2=s=144x108:r=10:d=61", *filters),
        *("-c:v", encoder, "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1"),
        *(("-x265-params", "log-level=error:pools=none") if encoder == "libx265" else ()),
    ).read_bytes()

    def apply(boxes: list[Top]) -> list[Top]:
        for top in boxes:
            for node in walked(top.body, "tkhd"):
                node[1] = patch(76, u32(192 << 16, 108 << 16))(node[1])
            for node in walked(top.body, "stsd"):
                node[1] = without_aspect(node[1])
        return boxes

    return rearranged(file, apply)


def without_aspect(stsd: bytes) -> bytes:
    at = stsd.find(b"pasp") - 4
    if at < 0:
        return stsd
    (size,) = struct.unpack_from(">I", stsd, 8)
    return stsd[:8] + u32(size - 16) + stsd[12:at] + stsd[at + 16 :]


def descriptions() -> dict[str, Odd]:
    tagged = {
        "hev1": ("x265", "hev1"),
        "avc3": ("x264", "avc3"),
    }
    found: dict[str, Odd] = {
        f"as {name}": partial(_tagged, encoder, tag) for name, (encoder, tag) in tagged.items()
    }
    for encoder in ("libx264", "libx265"):
        found[f"shown wider by its track header, {encoder}"] = partial(only_in_tkhd, encoder)
    for encoder, option in (("x264", "-x264-params"), ("x265", "-x265-params")):
        repeated = (option, "repeat-headers=1:keyint=20:log-level=error")
        found[f"{encoder}: parameter sets in each key frame"] = partial(_coded, encoder, *repeated)
    found["a name of the encoder"] = lambda: rearranged(
        base("plain"),
        changed_boxes("stsd", patch(8 + 8 + 42, b"\x0bLaurel x264"), PICTURE),
    )
    return found


def _coded(encoder: str, *more: str) -> bytes:
    return coded(encoder, *more).read_bytes()


def _tagged(encoder: str, tag: str) -> bytes:
    return film("-i", coded(encoder), *COPY, "-tag:v", tag).read_bytes()


CODING = {**ignored_units(), **zeros(), **descriptions()}
