"""Finds where a track's samples lie in the file (ISO/IEC 14496-12 clauses 8.7.3 to 8.7.5)."""

from array import array
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate, chain, repeat
from operator import add, sub
from typing import NamedTuple

from contest.refusals import Refusal, refused
from contest.validate.mp4.boxes import Box
from contest.validate.mp4.sample_tables import Track

NEARLY = 50
"""Tables may differ in one sample of so many. Some writers count a last sample that they drop."""
EMPTY_SAMPLES_IN = 10
"""At most one sample in this many may have no bytes of its own (a dropped frame)."""


class Place(NamedTuple):
    offset: int
    size: int


def settled(track: Track) -> Track:
    """The track with tables that count the same samples (clauses 8.6.1.2, 8.7.3, 8.7.4). Where they
    nearly do, it has those that decoders play: all that have a size and a chunk, the last duration
    going on. Refused where they do not."""
    timed, chunked = sum(track.counts), _chunked(track)
    fewest, most = sorted((timed, track.samples, chunked))[::2]
    if not all(each for _, _, each in track.runs) or most - fewest > max(1, most // NEARLY):
        raise refused(
            "media.tables_disagree",
            measured=f"stts {timed}, stsz {track.samples}, stsc {chunked}",
        )
    if most == fewest:
        return track
    samples = min(track.samples, chunked)
    counts = _counting(track.counts, samples)
    return replace(
        track,
        samples=samples,
        sizes=track.sizes[:samples],
        counts=counts,
        deltas=track.deltas[: len(counts)],
    )


def _chunked(track: Track) -> int:
    return sum((end - first) * each for first, end, each in track.runs)


def _counting(counts: "array[int]", samples: int) -> "array[int]":
    """The runs cut to so many samples, or the last one made longer."""
    borders = [min(at, samples) for at in accumulate(counts, initial=0)]
    borders[-1] = samples
    return array("I", map(sub, borders[1:], borders))


def misplacement(track: Track, media: tuple[Box, ...], *, size: int) -> Refusal | None:
    """The refusal if a sample lies outside the file or its media data, or too many samples are
    empty. The track has to be `settled`."""
    lengths = _chunk_lengths(track)
    reach = max(map(add, track.chunks, lengths), default=0)
    if reach > size:
        return Refusal(code="media.cut_short", measured=f"{size} B", allowed=f"{reach} B")
    outside = _outside(track.chunks, lengths, media)
    if outside:
        return Refusal(
            code="media.data_missing", measured=f"{outside} / {len(track.chunks)}", allowed="0"
        )
    if not track.one_size and track.sizes.count(0) * EMPTY_SAMPLES_IN > track.samples:
        return Refusal(code="media.data_missing", measured=f"{track.sizes.count(0)} × 0 B")
    return None


def _outside(offsets: "array[int]", lengths: "array[int]", media: tuple[Box, ...]) -> int:
    """How many chunks lie outside all media data boxes."""
    if len(media) == 1:
        body, end = media[0].body, media[0].end
        if not offsets or (min(offsets) >= body and max(map(add, offsets, lengths)) <= end):
            return 0
    starts = [box.body for box in media]
    found = 0
    for offset, length in zip(offsets, lengths, strict=True):
        which = bisect_right(starts, offset) - 1
        found += which < 0 or offset + length > media[which].end
    return found


def _chunk_lengths(track: Track) -> "array[int]":
    """Bytes of each chunk. The last ones may state more samples than there are."""
    lengths = array("Q")
    if track.one_size:
        left = track.samples
        for first, end, each in track.runs:
            whole = min(end - first, left // each)
            lengths.extend(array("Q", [each * track.one_size]) * whole)
            left -= whole * each
            for _ in range(first + whole, end):
                lengths.append(left * track.one_size)
                left = 0
        return lengths
    surplus = _chunked(track) - track.samples
    sums = array("Q", accumulate(chain(track.sizes, repeat(0, max(0, surplus))), initial=0))
    at = 0
    for first, end, each in track.runs:
        stop = at + (end - first) * each
        lengths.extend(map(sub, sums[at + each : stop + 1 : each], sums[at:stop:each]))
        at = stop
    return lengths


def place(track: Track, number: int) -> Place:
    """Place of the sample with this number, counted from 0. Raises `IndexError`."""
    before = 0
    for first, end, each in track.runs:
        inside = number - before
        if inside < (end - first) * each:
            chunk = first + inside // each
            start = number - inside % each
            return Place(
                track.chunks[chunk] + _bytes(track, start, number),
                _bytes(track, number, number + 1),
            )
        before += (end - first) * each
    raise IndexError(number)


def _bytes(track: Track, start: int, stop: int) -> int:
    if track.one_size:
        return track.one_size * (stop - start)
    return sum(track.sizes[start:stop])
