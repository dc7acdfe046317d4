"""Reads a track's sample tables. Whether they count the same samples is left to `placement`.

Runs of samples are not expanded: what a file states in runs is computed in runs, so that a claim of
four billion samples costs nothing. Clauses are those of ISO/IEC 14496-12."""

import struct
from array import array
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain
from operator import mul, sub

from contest.refusals import refused
from contest.validate.mp4.boxes import Node, numbers, u32, version
from contest.validate.mp4.composition import Extent, composed
from contest.validate.mp4.sample_entry import SampleEntry, sample_entries
from contest.validate.mp4.track_header import (
    Clock,
    Edit,
    clock_of,
    edits_of,
    rotation_of,
    shown_of,
    size_of,
)

PLAYED = ("vide", "soun")
"""Tracks of pictures and sound; of others, no sample is ever read."""
MOST_SAMPLES = 1_500_000
"""The most samples with sizes of their own: 7 hours at 60 frames per second."""


@dataclass(frozen=True)
class Track:
    number: int
    kind: str
    """`vide`, `soun`, or another handler (clause 8.4.3)."""
    enabled: bool
    rotation: int
    shown: int | None
    """The duration that its header declares, in ticks of the movie's clock."""
    clock: Clock
    edits: tuple[Edit, ...]
    entries: tuple[SampleEntry, ...]
    counts: "array[int]"
    deltas: "array[int]"
    one_size: int
    """Every sample's size if they are all the same; otherwise 0."""
    sizes: "array[int]"
    samples: int
    chunks: "array[int]"
    """Where each chunk begins in the file."""
    held: "array[int]"
    """How many samples each chunk holds."""
    sync: "array[int] | None"
    """Numbers of the key frames, counted from 1; None: all samples are key frames."""
    lag_counts: "array[int]" = field(default_factory=lambda: array("I"))
    lags: "array[int]" = field(default_factory=lambda: array("i"))
    """How long after its decoding each sample of a run is composed, in ticks."""
    size: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0))
    """The width and height to which its header scales the pictures; 0 if not stated."""

    @property
    def played(self) -> bool:
        return self.kind in PLAYED

    @property
    def ticks(self) -> int:
        """Duration of the media according to its samples (clause 8.6.1.2)."""
        return sum(map(mul, self.counts, self.deltas))

    @property
    def seconds(self) -> Fraction:
        return Fraction(self.ticks, self.clock.scale)

    @property
    def extent(self) -> Extent:
        """When its samples are composed, in ticks."""
        return composed(self.counts, self.deltas, self.lag_counts, self.lags)

    @cached_property
    def total_bytes(self) -> int:
        return self.one_size * self.samples if self.one_size else sum(self.sizes)


def tracks(moov: Node) -> tuple[Track, ...]:
    return tuple(_track(trak) for trak in moov.all("trak"))


def _track(trak: Node) -> Track:
    header, stbl = trak.find("tkhd"), trak.find("mdia", "minf", "stbl")
    handler, stsd = trak.find("mdia", "hdlr"), stbl.find("stsd") if stbl else None
    if header is None or handler is None or stbl is None or stsd is None:
        raise refused("media.broken", measured=f"trak @{trak.box.start}")
    kind = bytes(handler.body[8:12]).decode("latin-1")
    if kind in PLAYED:
        _check_references(trak)
    long = version(header.body)
    counts, deltas = _times(stbl)
    one_size, sizes, samples = _sizes(stbl)
    chunks = _chunks(stbl)
    sync = stbl.find("stss")
    lag_counts, lags = _lags(stbl)
    return Track(
        number=u32(header.body, 20 if long else 12),
        kind=kind,
        enabled=bool(header.body[3] & 1),
        rotation=rotation_of(header.body),
        shown=shown_of(header.body),
        clock=clock_of(trak.find("mdia", "mdhd")),
        edits=edits_of(trak.find("edts", "elst")),
        entries=sample_entries(stsd, visual=kind == "vide"),
        counts=counts,
        deltas=deltas,
        one_size=one_size,
        sizes=sizes,
        samples=samples,
        chunks=chunks,
        held=_held(stbl, len(chunks)),
        sync=numbers(sync.body, 8, u32(sync.body, 4)) if sync else None,
        lag_counts=lag_counts,
        lags=lags,
        size=size_of(header.body),
    )


def _times(stbl: Node) -> tuple["array[int]", "array[int]"]:
    stts = stbl.find("stts")
    pairs = numbers(stts.body, 8, 2 * u32(stts.body, 4)) if stts else array("I")
    return pairs[0::2], pairs[1::2]


def _lags(stbl: Node) -> tuple["array[int]", "array[int]"]:
    """Clause 8.6.1.3. Distances are signed in version 0 too, as all decoders read them: early
    writers of negative ones did not know of version 1."""
    ctts = stbl.find("ctts")
    pairs = numbers(ctts.body, 8, 2 * u32(ctts.body, 4)) if ctts else array("I")
    return pairs[0::2], array("i", pairs[1::2].tobytes())


def _sizes(stbl: Node) -> tuple[int, "array[int]", int]:
    """Clause 8.7.3, including the compact `stz2` of 4, 8 or 16 bits."""
    stsz, compact = stbl.find("stsz"), stbl.find("stz2")
    if stsz is not None:
        one, samples = u32(stsz.body, 4), u32(stsz.body, 8)
        _few_enough(0 if one else samples)
        return one, array("I") if one else numbers(stsz.body, 12, samples), samples
    if compact is None:
        raise refused("media.broken", measured="stsz × 0", allowed="1")
    bits, samples = u32(compact.body, 4) & 0xFF, u32(compact.body, 8)
    _few_enough(samples)
    body = bytes(compact.body[12 : 12 + (samples * bits + 7) // 8])
    if bits not in (4, 8, 16) or len(body) * 8 < samples * bits:
        raise refused("media.broken", measured=f"stz2 @{compact.box.start}")
    if bits == 16:
        return 0, array("I", struct.unpack(f">{samples}H", body)), samples
    if bits == 4:
        body = bytes(half for byte in body for half in divmod(byte, 16))[:samples]
    return 0, array("I", list(body)), samples


def _few_enough(samples: int) -> None:
    if samples > MOST_SAMPLES:
        raise refused("media.too_complex", measured=f"stsz × {samples}", allowed=MOST_SAMPLES)


def _chunks(stbl: Node) -> "array[int]":
    """Clause 8.7.5."""
    small, large = stbl.find("stco"), stbl.find("co64")
    if small is not None:
        return numbers(small.body, 8, u32(small.body, 4))
    return numbers(large.body, 8, u32(large.body, 4), width=8) if large else array("Q")


def _held(stbl: Node, chunks: int) -> "array[int]":
    """Clause 8.7.4: first chunks ascend from 1; each run ends where the next one begins."""
    stsc = stbl.find("stsc")
    raw = numbers(stsc.body, 8, 3 * u32(stsc.body, 4)) if stsc else array("I")
    firsts, each = raw[0::3].tolist(), raw[1::3]
    if not chunks:
        return array("I")
    lengths = list(map(sub, [*firsts[1:], chunks + 1], firsts))
    if not firsts or firsts[0] != 1 or min(lengths) < 1:
        raise refused("media.tables_disagree", measured=f"stsc {firsts[-1:]}, stco {chunks}")
    repeated = map(mul, zip(each, strict=True), lengths)
    return array("I", list(chain.from_iterable(repeated)))


def _check_references(trak: Node) -> None:
    """Refused unless all media data lies in this file (clause 8.7.2)."""
    dref = trak.find("mdia", "minf", "dinf", "dref")
    at = 8
    while dref is not None and at + 12 <= len(dref.body):
        size = u32(dref.body, at)
        if not dref.body[at + 11] & 1:
            raise refused("media.data_missing", measured="dref", allowed="1")
        at += max(size, 12)
