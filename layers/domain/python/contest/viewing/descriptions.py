"""Writes a track's sample descriptions anew (`stsd`, ISO/IEC 14496-12 clause 8.5.2): codec,
configuration, pixels, colours and fields, and nothing else. Says how its samples are cleaned, and
what its codec is called."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.codecs import esds
from contest.validate.codecs.names import codec_name
from contest.validate.mp4.boxes import HEADER, Box, Node, box_at, u32
from contest.validate.mp4.sample_entry import H264, H265, MPEG, VISUAL
from contest.viewing import aac_cleaning, av1_cleaning, configurations, nal_cleaning
from contest.viewing.mpeg_cleaning import without_user_data
from contest.viewing.writing import box, four_bytes, full

Clean = Callable[[bytes], bytes]
REFERENCE = bytes(6) + b"\0\1"
"""Reserved bytes, and the one data reference: this file."""
SOUND, SOUND_MORE = 28, {1: 16, 2: 36}
"""Bytes of a sound entry before its boxes, and how many more QuickTime's versions have."""
MOST_BOXES = 32

CONFIGURATIONS: dict[str, Clean] = {
    "avcC": configurations.clean_avcc,
    "hvcC": configurations.clean_hvcc,
    "av1C": configurations.clean_av1c,
    "vpcC": configurations.clean_vpcc,
    "esds": configurations.clean_esds,
    "dfLa": configurations.clean_dfla,
}
SIZES = {
    "pasp": 8,
    "clap": 32,
    "fiel": 2,
    "mdcv": 24,
    "clli": 4,
    "SmDm": 28,
    "CoLL": 8,
    "dOps": 11,
    "dac3": 3,
    "dec3": 64,
    "alac": 36,
    "pcmC": 6,
    "enda": 2,
    "btrt": 12,
    "frma": 4,
}
"""Boxes of numbers, and the most bytes that each may have."""
COLOURS = {b"nclx": 11, b"nclc": 10}
"""Kinds of `colr` that are numbers. Others are profiles, which name who made them."""


class SampleDescription(NamedTuple):
    stsd: bytes
    cleaners: tuple[Clean | None, ...]
    """By entry; None: its samples hold nothing to clean."""
    codec: str
    """Of the first entry, as browsers know it."""


def described(stsd: Node, *, visual: bool) -> SampleDescription:
    """Refused if an entry is damaged. The track has to have passed `sample_entries`."""
    entries, cleaners, names, at = list[bytes](), list[Clean | None](), list[str](), 8
    for _ in range(u32(stsd.body, 4)):
        found = box_at(stsd.body[at : at + 16], start=at, end=len(stsd.body))
        if found is None or found.end > len(stsd.body):
            raise refused("media.broken", measured=f"stsd @{stsd.box.start}")
        body = bytes(stsd.body[found.body : found.end])
        try:
            entries.append(_visual(found, body) if visual else _sound(found, body))
            parts = _parts(body, visual=visual)
            cleaners.append(_cleaner(found.kind, parts, visual=visual))
            names.append(codec_name(found.kind, parts))
        except IndexError as error:
            raise refused("media.broken", measured=f"{found.kind} @{stsd.box.start}") from error
        at = found.end
    version = stsd.body[0]
    written = full("stsd", four_bytes(len(entries)), *entries, version=version)
    return SampleDescription(written, tuple(cleaners), next(iter(names), ""))


def _visual(entry: Box, body: bytes) -> bytes:
    """Clause 12.1.3: size and resolution, without vendor and compressor's name."""
    fixed = REFERENCE + bytes(16) + body[24:36] + bytes(4) + body[40:42] + bytes(32)
    fixed += body[74:76] + b"\xff\xff"
    return box(entry.kind, fixed, *_kept(body[VISUAL:]))


def _sound(entry: Box, body: bytes) -> bytes:
    """Clause 12.2.3, and QuickTime's versions 1 and 2 of it."""
    version = int.from_bytes(body[8:10], "big")
    end = SOUND + SOUND_MORE.get(version, 0)
    fixed = REFERENCE + body[8:10] + bytes(6) + body[16:end]
    return box(entry.kind, fixed, *_kept(body[end:]))


def _kept(body: bytes) -> list[bytes]:
    found = []
    for kind, inner in _boxes(body):
        if kind in CONFIGURATIONS:
            found.append(box(kind, CONFIGURATIONS[kind](inner)))
        elif kind == "colr" and inner[:4] in COLOURS:
            found.append(box(kind, inner[: COLOURS[inner[:4]]]))
        elif kind == "wave":  # where QuickTime has a sound's configuration
            found.append(box(kind, *_kept(inner), bytes([0, 0, 0, 8, 0, 0, 0, 0])))
        elif len(inner) <= SIZES.get(kind, -1):
            found.append(box(kind, inner))
    return found


def _boxes(body: bytes) -> list[tuple[str, bytes]]:
    """Bytes at the end that are no box are left out, as readers do."""
    found, at = list[tuple[str, bytes]](), 0
    while len(body) - at >= HEADER and len(found) < MOST_BOXES:
        one = box_at(body[at : at + 16], start=at, end=len(body))
        if one is None or one.end > len(body):
            break
        found.append((one.kind, body[one.body : one.end]))
        at = one.end
    return found


def _parts(body: bytes, *, visual: bool) -> dict[str, bytes]:
    """The boxes in an entry, by kind."""
    if visual:
        return dict(reversed(_boxes(body[VISUAL:])))
    version = int.from_bytes(body[8:10], "big")
    parts = dict(_boxes(body[SOUND + SOUND_MORE.get(version, 0) :]))
    return parts | dict(_boxes(parts.get("wave", b"")))


def _cleaner(kind: str, parts: dict[str, bytes], *, visual: bool) -> Clean | None:
    if visual:
        return _picture_cleaner(kind, parts)
    stream = esds.stream_of(parts.get("esds", b""))
    if kind == "mp4a" and stream and stream.kind in configurations.AAC:
        plain = aac_cleaning.object_kind(stream.config) in aac_cleaning.PLAIN
        return aac_cleaning.clean_sample if plain else None
    return None


def _picture_cleaner(kind: str, parts: dict[str, bytes]) -> Clean | None:
    if kind in H264 and "avcC" in parts:
        length = (parts["avcC"][4] & 3) + 1
        return partial(nal_cleaning.clean_sample, family=nal_cleaning.H264, length_bytes=length)
    if kind in H265 and "hvcC" in parts:
        length = (parts["hvcC"][21] & 3) + 1
        return partial(nal_cleaning.clean_sample, family=nal_cleaning.H265, length_bytes=length)
    if kind == "av01":
        return av1_cleaning.clean_units
    stream = esds.stream_of(parts.get("esds", b""))
    return without_user_data if stream and stream.kind in MPEG else None
