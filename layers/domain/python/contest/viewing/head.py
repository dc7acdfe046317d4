"""Writes what stands in front of the copy's media data: `ftyp`, `moov` and the header of `mdat`.
Nothing in it names a person, a tool, a place or a time. Clauses are those of ISO/IEC 14496-12."""

from array import array
from dataclasses import dataclass, field
from itertools import pairwise

from contest.validate.mp4.track_header import Edit
from contest.viewing.plan import CopiedTrack, CopyPlan
from contest.viewing.writing import (
    LARGEST_SMALL,
    box,
    four_bytes,
    full,
    listed,
    media_header,
    runs,
    timed,
    two_bytes,
)

TYPE = box("ftyp", b"isom", four_bytes(512), b"isomiso2mp41")
UNDETERMINED = 0x55C4
"""The language `und`."""
VOLUME = 0x0100
RATE = 0x10000
IN_THE_MOVIE = 3
"""Flags of a track that is played (clause 8.3.1)."""
SELF = full("dref", four_bytes(1), full("url ", flags=1))
"""All media data is in this file (clause 8.7.2)."""


@dataclass
class Written:
    """What was written of one track."""

    sizes: "array[int]" = field(default_factory=lambda: array("I"))
    """Empty if all samples have the one size that the track states."""
    chunks: "array[int]" = field(default_factory=lambda: array("Q"))
    """Where each begins, from the first byte of media data."""
    held: "array[int]" = field(default_factory=lambda: array("I"))
    entries: "array[int]" = field(default_factory=lambda: array("I"))

    def note(self, position: int, many: int, entry: int, *, goes_on: bool) -> None:
        """`goes_on`: whether nothing else was written since."""
        if goes_on and self.entries and self.entries[-1] == entry:
            self.held[-1] += many
            return
        self.chunks.append(position)
        self.held.append(many)
        self.entries.append(entry)


def head_of(plan: CopyPlan, written: list[Written], *, media_bytes: int) -> bytes:
    """Its length does not depend on where the chunks lie, so that it is written twice."""
    first = _head(plan, written, media_bytes, 0)
    return _head(plan, written, media_bytes, len(first))


def _head(plan: CopyPlan, written: list[Written], media_bytes: int, start: int) -> bytes:
    long = media_bytes + 2**28 > LARGEST_SMALL
    duration = max(track.timing.duration for track in plan.tracks)
    traks = [
        _trak(track, done, number + 1, start=start, long=long)
        for number, (track, done) in enumerate(zip(plan.tracks, written, strict=True))
    ]
    mvhd = _timed_header(
        "mvhd",
        duration,
        before=four_bytes(plan.scale),
        after=four_bytes(RATE)
        + two_bytes(VOLUME)
        + bytes(10)
        + plan.matrix
        + bytes(24)
        + four_bytes(len(traks) + 1),
    )
    return TYPE + box("moov", mvhd, *traks) + media_header(media_bytes)


def _timed_header(
    kind: str, duration: int, *, before: bytes, after: bytes, flags: int = 0
) -> bytes:
    """`mvhd`, `mdhd` and `tkhd` begin alike: times, here 0, something, and a duration."""
    long = duration >= LARGEST_SMALL - 1
    number = duration.to_bytes(8 if long else 4, "big")
    times = timed((0, 0), long=long)
    return full(kind, times, before, number, after, version=int(long), flags=flags)


def _trak(track: CopiedTrack, done: Written, number: int, *, start: int, long: bool) -> bytes:
    sound = track.kind == "soun"
    tkhd = _timed_header(
        "tkhd",
        track.timing.duration,
        before=four_bytes(number, 0),
        after=bytes(12) + two_bytes(VOLUME if sound else 0, 0) + track.displayed,
        flags=IN_THE_MOVIE,
    )
    edits = box("edts", _elst(track.timing.edits)) if track.timing.edits else b""
    mdhd = _timed_header(
        "mdhd", track.table.ticks, before=four_bytes(track.scale), after=two_bytes(UNDETERMINED, 0)
    )
    handler = full("hdlr", bytes(4), track.kind.encode(), bytes(13))
    kind = full("smhd", bytes(4)) if sound else full("vmhd", bytes(8), flags=1)
    minf = box("minf", kind, box("dinf", SELF), _stbl(track, done, start=start, long=long))
    return box("trak", tkhd, edits, box("mdia", mdhd, handler, minf))


def _elst(edits: tuple[Edit, ...]) -> bytes:
    """Clause 8.6.6."""
    long = any(
        edit.duration >= LARGEST_SMALL or (edit.media_time or 0) >= LARGEST_SMALL // 2
        for edit in edits
    )
    width = 8 if long else 4
    rows = (
        edit.duration.to_bytes(width, "big")
        + (-1 if edit.media_time is None else edit.media_time).to_bytes(width, "big", signed=True)
        + four_bytes(edit.rate)
        for edit in edits
    )
    return full("elst", four_bytes(len(edits)), *rows, version=int(long))


def _stbl(track: CopiedTrack, done: Written, *, start: int, long: bool) -> bytes:
    table = track.table
    many, durations = runs(table.counts, table.deltas)
    boxes = [track.description.stsd, full("stts", four_bytes(many), durations)]
    if table.lags:
        many, lags = runs(table.lag_counts, table.lags)
        negative = int(min(table.lags) < 0)
        boxes.append(full("ctts", four_bytes(many), lags, version=negative))
    if table.sync is not None:
        boxes.append(full("stss", four_bytes(len(table.sync)), listed(table.sync)))
    one_size = table.one_size if track.of_one_size else 0
    offsets = array("Q" if long else "I", (start + at for at in done.chunks))
    return box(
        "stbl",
        *boxes,
        _stsc(done),
        full("stsz", four_bytes(one_size, table.samples), listed(done.sizes)),
        full("co64" if long else "stco", four_bytes(len(offsets)), listed(offsets)),
    )


def _stsc(done: Written) -> bytes:
    """Clause 8.7.4: runs of chunks that hold as many samples of the same entry."""
    rows, chunks = array("I"), list(zip(done.held, done.entries, strict=True))
    for number, (before, chunk) in enumerate(pairwise([None, *chunks]), start=1):
        if chunk is not None and chunk != before:
            rows.extend((number, *chunk))
    return full("stsc", four_bytes(len(rows) // 3), listed(rows))
