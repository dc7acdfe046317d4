"""The samples of one track wherever they lie in the original: in the order of decoding, with their
durations and delays in runs. Clauses are those of ISO/IEC 14496-12."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from operator import sub

from contest.refusals import refused
from contest.validate.mp4.boxes import Node, numbers, u32
from contest.validate.mp4.composition import Extent, composed
from contest.validate.mp4.sample_tables import MOST_SAMPLES, Track


def _words() -> "array[int]":
    return array("I")


@dataclass
class SampleTable:
    counts: "array[int]" = field(default_factory=_words)
    deltas: "array[int]" = field(default_factory=_words)
    lag_counts: "array[int]" = field(default_factory=_words)
    lags: "array[int]" = field(default_factory=lambda: array("i"))
    """Empty if every sample is composed when it is decoded."""
    sync: "array[int] | None" = None
    """Numbers of the key frames, counted from 1; None: all samples are key frames."""
    one_size: int = 0
    """Every sample's size if they are all the same; otherwise 0."""
    sizes: "array[int]" = field(default_factory=_words)
    samples: int = 0
    chunks: "array[int]" = field(default_factory=lambda: array("Q"))
    """Where each chunk begins in the original."""
    held: "array[int]" = field(default_factory=_words)
    """How many samples each chunk holds."""
    entries: "array[int]" = field(default_factory=_words)
    """Which sample entry describes the samples of each chunk, counted from 1."""
    base: int = 0
    """When the first sample is decoded (clause 8.8.12), in ticks."""

    @property
    def ticks(self) -> int:
        return sum(count * delta for count, delta in zip(self.counts, self.deltas, strict=True))

    @property
    def extent(self) -> Extent:
        """When its samples are composed, counted from the first one's decoding."""
        return composed(self.counts, self.deltas, self.lag_counts, self.lags)

    def durations(self) -> Iterator[tuple[int, int]]:
        return zip(self.counts, self.deltas, strict=True)


def table_of(track: Track, trak: Node) -> SampleTable:
    """What the movie box lists of a `settled` track."""
    samples = track.samples
    sync = None
    if track.sync is not None:
        sync = array("I", (number for number in track.sync if 0 < number <= samples))
    cut = _cut(track.lag_counts, samples)
    return SampleTable(
        counts=track.counts[:],
        deltas=track.deltas[:],
        lag_counts=cut,
        lags=track.lags[: len(cut)],
        sync=sync,
        one_size=track.one_size,
        sizes=track.sizes[:],
        samples=samples,
        chunks=array("Q", track.chunks),
        held=_cut(track.held, samples),
        entries=_entries(trak, len(track.chunks)),
    )


def _cut(counts: Iterable[int], samples: int) -> "array[int]":
    """The runs, as far as there are samples."""
    borders = [min(at, samples) for at in accumulate(counts, initial=0)]
    return array("I", map(sub, borders[1:], borders))


def _entries(trak: Node, chunks: int) -> "array[int]":
    """Clause 8.7.4: the third number of each run of chunks."""
    stsc = trak.find("mdia", "minf", "stbl", "stsc")
    raw = numbers(stsc.body, 8, 3 * u32(stsc.body, 4)) if stsc else _words()
    found = _words()
    firsts = [*raw[0::3], chunks + 1]
    for number, entry in enumerate(raw[2::3]):
        found.extend(array("I", [entry]) * max(0, firsts[number + 1] - firsts[number]))
    return found[:chunks]


class GrowingTable:
    """A table to which movie fragments add samples (clause 8.8)."""

    def __init__(self, table: SampleTable) -> None:
        self.table = table
        self._ticks = table.ticks
        if table.one_size:
            _few_enough(table.samples)
            table.sizes = array("I", [table.one_size]) * table.samples
            table.one_size = 0
        if not table.lags:
            table.lag_counts, table.lags = array("I", [table.samples]), array("i", [0])
        missing = table.samples - sum(table.lag_counts)
        _append(table.lag_counts, table.lags, missing, 0)
        if table.sync is None:
            table.sync = array("I", range(1, table.samples + 1))

    def begin(self, time: int | None) -> None:
        """A fragment begins at this time; None: it goes on."""
        table = self.table
        if time is None:
            return
        if not table.samples:
            table.base = time
            return
        gap = time - table.base - self._ticks
        if gap and table.counts:
            self._lengthen_last(gap)

    def _lengthen_last(self, gap: int) -> None:
        """The last sample lasts until the fragment begins; at least no time."""
        table = self.table
        last = table.deltas[-1]
        lasts = min(max(0, last + gap), 0xFFFFFFFF)
        table.counts[-1] -= 1
        if not table.counts[-1]:
            table.counts.pop()
            table.deltas.pop()
        _append(table.counts, table.deltas, 1, lasts)
        self._ticks += lasts - last

    def add(
        self,
        offset: int,
        sizes: "array[int]",
        *,
        entry: int,
        durations: Iterable[tuple[int, int]],
        lags: Iterable[tuple[int, int]],
        sync: Iterable[int],
    ) -> None:
        """Samples that lie one behind the other. `durations` and `lags` are runs of count and
        value; `sync` counts from 0."""
        table, before = self.table, self.table.samples
        table.samples += len(sizes)
        _few_enough(table.samples)
        table.chunks.append(offset)
        table.held.append(len(sizes))
        table.entries.append(entry)
        table.sizes.extend(sizes)
        for count, delta in durations:
            _append(table.counts, table.deltas, count, delta)
            self._ticks += count * delta
        for count, lag in lags:
            _append(table.lag_counts, table.lags, count, lag)
        if table.sync is not None:
            table.sync.extend(array("I", [before + number + 1 for number in sync]))

    def grown(self) -> SampleTable:
        table = self.table
        if not any(table.lags):
            table.lag_counts, table.lags = _words(), array("i")
        if table.sync is not None and len(table.sync) == table.samples:
            table.sync = None
        return table


def _append(counts: "array[int]", values: "array[int]", count: int, value: int) -> None:
    if not count:
        return
    if values and values[-1] == value:
        counts[-1] += count
    else:
        counts.append(count)
        values.append(value)


def _few_enough(samples: int) -> None:
    if samples > MOST_SAMPLES:
        raise refused("media.too_complex", measured=f"{samples}", allowed=MOST_SAMPLES)
