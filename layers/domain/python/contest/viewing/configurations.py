"""Writes the decoders' configurations anew, from what decoders need of them: parameter sets and
numbers, without further units, boxes or bytes at the end.

Clauses: `avcC` ISO/IEC 14496-15 5.3.3.1, `hvcC` 8.3.3.1, `vpcC` VP codec binding 2.2, `esds`
14496-1 7.2.6.5 and 14496-14 3.1, `dfLa` the FLAC mapping 3.3.2."""

from contest.validate.codecs import esds
from contest.validate.mp4.boxes import u16
from contest.viewing import aac_cleaning, av1_cleaning, nal_cleaning
from contest.viewing.mpeg_cleaning import without_user_data
from contest.viewing.writing import two_bytes

MPEG_VIDEO = frozenset({0x20, *range(0x60, 0x66), 0x6A})
AAC = frozenset({0x40, 0x66, 0x67, 0x68})
"""Kinds of streams (14496-1 table 5)."""
STREAM_FIELDS = 3
SYNC = bytes([6, 1, 2])
"""The descriptor that says how samples are told apart: as mp4 files do (14496-14 clause 3.1.2)."""


def clean_avcc(record: bytes) -> bytes:
    view, at = memoryview(record), 6
    sets, at = _sets(view, at, record[5] & 31, {7})
    out = [record[:5], bytes([224 | len(sets)]), *sets]
    others, at = _sets(view, at + 1, record[at], {8})
    out += [bytes([len(others)]), *others]
    if record[1] in (100, 110, 122, 144, 244) and len(record) >= at + 3:
        out.append(record[at : at + 3] + b"\0")
    return b"".join(out)


def _sets(view: memoryview, at: int, many: int, kinds: set[int]) -> tuple[list[bytes], int]:
    found = []
    for _ in range(many):
        size = u16(view, at)
        unit = bytes(view[at + 2 : at + 2 + size])
        if unit and unit[0] & 31 in kinds:
            found.append(two_bytes(len(unit)) + unit)
        at += 2 + size
    return found, at


def clean_hvcc(record: bytes) -> bytes:
    view, at, arrays = memoryview(record), 23, list[bytes]()
    for _ in range(record[22]):
        kind, many = record[at], u16(view, at + 1)
        at += 3
        found = []
        for _ in range(many):
            size = u16(view, at)
            unit = bytes(nal_cleaning.clean_unit(view[at + 2 : at + 2 + size], nal_cleaning.H265))
            if unit:
                found.append(two_bytes(len(unit)) + unit)
            at += 2 + size
        if found:
            arrays.append(bytes([kind]) + two_bytes(len(found)) + b"".join(found))
    return record[:22] + bytes([len(arrays)]) + b"".join(arrays)


def clean_vpcc(record: bytes) -> bytes:
    """Version and flags, then eight bytes of numbers, of which the last two count more bytes."""
    return record[:10] + bytes(2)


def clean_esds(record: bytes) -> bytes:
    """`record`: with version and flags. Empty if it cannot be read."""
    stream, fields = esds.stream_of(record), esds.decoder_of(record)
    if stream is None or fields is None or len(fields) < esds.DECODER_FIELDS:
        return b""
    config = stream.config
    if stream.kind in MPEG_VIDEO:
        config = without_user_data(config)
    elif stream.kind in AAC:
        config = aac_cleaning.clean_config(config)
    else:
        config = config[: aac_cleaning.LONGEST_CONFIG]
    specific = _descriptor(esds.SPECIFIC, config) if config else b""
    decoder = _descriptor(esds.DECODER, fields[: esds.DECODER_FIELDS] + specific)
    return bytes(4) + _descriptor(esds.STREAM, bytes(STREAM_FIELDS) + decoder + SYNC)


def _descriptor(tag: int, body: bytes) -> bytes:
    """With its size in four bytes, as many writers do."""
    size = len(body)
    return bytes([tag, *(size >> shift & 127 | 128 for shift in (21, 14, 7)), size & 127]) + body


def clean_dfla(record: bytes) -> bytes:
    """The numbers of the stream (`STREAMINFO`), marked as the last block."""
    return record[:4] + bytes([128]) + record[5:42] if record[4:5] in (b"\0", b"\x80") else b""


def clean_av1c(record: bytes) -> bytes:
    return av1_cleaning.clean_config(record)
