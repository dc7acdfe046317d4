"""Reads what a track's samples are: codec, declared size, and the size that the decoder will see.
`stsd` is in ISO/IEC 14496-12 clauses 8.5.2 and 12.1.3; the codecs' configurations are in 14496-15
and in `codecs`."""

from fractions import Fraction
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.codecs import av1, esds, mpeg_visual
from contest.validate.codecs.bits import BadHeaderError, Picture
from contest.validate.codecs.nal_units import H265_SPS, of_base_layer
from contest.validate.codecs.samples import Coding
from contest.validate.codecs.sps import h264_picture, h265_picture
from contest.validate.mp4.boxes import HEADER, Node, box_at, u16, u32

H264 = frozenset({"avc1", "avc2", "avc3", "avc4"})
H265 = frozenset({"hvc1", "hev1", "dvh1", "dvhe"})
CONFIGS = ("avcC", "hvcC", "av1C", "vpcC")
STILLS = frozenset({"jpeg", "mjpg", "mjpa", "mjpb", "png ", "tiff"})
"""Covers and thumbnails that some cameras write as a track."""
ENCRYPTED = frozenset({"encv", "enca", "enct", "encs", "drmi", "drms"})
"""Entries of encrypted samples (clause 8.12)."""
MAX_ENTRIES = 16
VISUAL = 78
"""Bytes of a visual sample entry before the boxes in it (clause 12.1.3)."""
OTHER_CODINGS: dict[str, Coding] = {"av01": "av1", "vp08": "vp8", "vp09": "vp9"}
MPEG: dict[int, Coding] = {0x20: "mpeg4", **dict.fromkeys([*range(0x60, 0x66), 0x6A], "mpeg2")}
"""By object type (ISO/IEC 14496-1 table 5). MPEG-1 is read as MPEG-2 is."""


class SampleEntry(NamedTuple):
    kind: str
    """The codec's four characters."""
    width: int = 0
    height: int = 0
    pixel_aspect: Fraction | None = None
    coding: Coding = "other"
    length_bytes: int = 4
    """How many bytes hold a NAL unit's length (ISO/IEC 14496-15 clause 5.3.3.1)."""
    pictures: tuple[Picture, ...] = ()
    """One for each header in the entry that states a size; empty if such headers are in the
    samples."""
    config: bytes = b""
    """The decoder's configuration record."""

    @property
    def still(self) -> bool:
        return self.kind in STILLS


def sample_entries(stsd: Node, *, visual: bool) -> tuple[SampleEntry, ...]:
    """The entries of a track; refused if they are damaged, encrypted or too many."""
    many = u32(stsd.body, 4)
    if many > MAX_ENTRIES:
        raise refused("media.too_complex", measured=f"stsd × {many}", allowed=MAX_ENTRIES)
    found = []
    at = 8
    for _ in range(many):
        box = box_at(stsd.body[at : at + 16], start=at, end=len(stsd.body))
        if box is None or box.end > len(stsd.body):
            raise refused("media.broken", measured=f"stsd @{stsd.box.start}")
        if box.kind in ENCRYPTED:
            raise refused("media.encrypted", measured=box.kind)
        body = stsd.body[box.body : box.end]
        found.append(_visual(box.kind, body) if visual else SampleEntry(box.kind))
        at = box.end
    return tuple(found)


def _visual(kind: str, body: memoryview) -> SampleEntry:
    width, height = u16(body, 24), u16(body, 26)
    parts = _parts(body[VISUAL:])
    if "sinf" in parts:
        raise refused("media.encrypted", measured=kind)
    config = next((bytes(parts[name]) for name in CONFIGS if name in parts), b"")
    plain = SampleEntry(
        kind, width, height, pixel_aspect=_pixel_aspect(parts.get("pasp")), config=config
    )
    try:
        if kind in H264 and "avcC" in parts:
            length, pictures = _avc(parts["avcC"])
            return plain._replace(coding="h264", length_bytes=length, pictures=pictures)
        if kind in H265 and "hvcC" in parts:
            length, pictures = _hevc(parts["hvcC"])
            return plain._replace(coding="h265", length_bytes=length, pictures=pictures)
    except (BadHeaderError, IndexError) as error:
        raise refused("media.broken", measured=f"{kind}: SPS") from error
    if kind in H264 | H265:
        raise refused("media.broken", measured=f"{kind}: avcC / hvcC")
    if kind == "mp4v" and "esds" in parts:
        return _mpeg(plain, bytes(parts["esds"]))
    pictures = tuple(av1.config_pictures(config)) if kind == "av01" else ()
    return plain._replace(coding=OTHER_CODINGS.get(kind, "other"), pictures=pictures)


def _mpeg(plain: SampleEntry, descriptor: bytes) -> SampleEntry:
    stream = esds.stream_of(descriptor)
    if stream is None or stream.kind not in MPEG:
        return plain
    coding = MPEG[stream.kind]
    read = mpeg_visual.layer_pictures if coding == "mpeg4" else mpeg_visual.sequence_pictures
    pictures = tuple(read(stream.config))
    return plain._replace(coding=coding, pictures=pictures, config=stream.config)


def _parts(body: memoryview) -> dict[str, memoryview]:
    """The boxes after the fixed fields, the first of each kind. A few surplus bytes at the end are
    common (QuickTime's terminator) and ignored."""
    found: dict[str, memoryview] = {}
    at = 0
    while len(body) - at >= HEADER and len(found) < MAX_ENTRIES:
        box = box_at(body[at : at + 16], start=at, end=len(body))
        if box is None or box.end > len(body):
            break
        found.setdefault(box.kind, body[box.body : box.end])
        at = box.end
    return found


def _pixel_aspect(pasp: memoryview | None) -> Fraction | None:
    """Width over height of a pixel (clause 12.1.4); None if not stated."""
    wide, tall = (u32(pasp, 0), u32(pasp, 4)) if pasp is not None else (0, 0)
    return Fraction(wide, tall) if wide and tall else None


def _avc(record: memoryview) -> tuple[int, tuple[Picture, ...]]:
    """AVCDecoderConfigurationRecord (ISO/IEC 14496-15 clause 5.3.3.1)."""
    found = []
    at = 6
    for _ in range(record[5] & 31):
        size = u16(record, at)
        found.append(h264_picture(bytes(record[at + 2 : at + 2 + size])))
        at += 2 + size
    return (record[4] & 3) + 1, tuple(found)


def _hevc(record: memoryview) -> tuple[int, tuple[Picture, ...]]:
    """HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 clause 8.3.3.1)."""
    found = []
    at = 23
    for _ in range(record[22]):
        kind, many = record[at] & 63, u16(record, at + 1)
        at += 3
        for _ in range(many):
            size = u16(record, at)
            unit = bytes(record[at + 2 : at + 2 + size])
            if kind == H265_SPS and of_base_layer(unit):
                found.append(h265_picture(unit))
            at += 2 + size
    return (record[21] & 3) + 1, tuple(found)
