"""Finds works submitted twice: under another theme, unit, encoding or contest, mirrored, cropped or
with bars. It compares fingerprints; a match is a suspicion that a person settles.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, Field, StringConstraints

from contest.audit import Actor, Audited
from contest.model import Fact, Id
from contest.validate.fingerprint import Fingerprint, Mark
from contest.validate.lanes import Masks

FEWEST, PART = 2, 4
"""Frames that have to match: a quarter of the shorter work's, and at least two. One alone may be a
title card that a series shares."""
MOST = 20
"""The most matches that one upload raises, the strongest ones: somebody may submit one work a
hundred times."""

Kind = Literal["exact", "pictures", "near"]
"""`exact`: the same bytes. `pictures`: the same coded pictures in another file, for example without
sound. `near`: pictures that look alike."""
KINDS: tuple[Kind, ...] = ("exact", "pictures", "near")
HIGH = 60
"""Percent of frames from which on a similarity is high: its work does not pass unexplained."""

_ID = "[a-z0-9][a-z0-9-]{0,63}"
WorkName = Annotated[str, StringConstraints(pattern=rf"^({_ID}\.)?{_ID}$")]
"""`<contest>.<entry>`, or `<entry>` alone for an entry of the current contest."""


class Work(Fact):
    """One upload of an entry, as one side of a duplicate match."""

    contest: Id
    entry: Id
    upload: int = Field(gt=0)

    @property
    def name(self) -> str:
        return f"{self.contest}.{self.entry}"


class Pair(Fact):
    """Two frames that show the same picture; times in milliseconds."""

    here: int
    there: int
    bits: int
    """In how many bits their hashes differ."""


class Similarity(Fact):
    kind: Kind
    mirrored: bool
    percent: int
    """Share of the shorter work's frames that have a match."""
    pairs: tuple[Pair, ...]

    @property
    def is_high(self) -> bool:
        return self.kind != "near" or self.percent >= HIGH


class Settlement(Fact):
    verdict: Literal["same", "not_same"]
    reason: str = Field(min_length=1, max_length=2000)
    actor: Actor
    at: AwareDatetime


class DuplicateMatch(Audited):
    """A suspicion that two entries are one work. Each pair of entries has one match, whichever
    entry came first."""

    here: Work
    """The upload that raised the match: the later one."""
    there: Work
    similarity: Similarity
    found_at: AwareDatetime
    settled: Settlement | None = None

    def seen_from(self, name: str) -> tuple[Work, tuple[Pair, ...]]:
        """The other work and the matching frames, as seen from the work of that name."""
        pairs = self.similarity.pairs
        if self.here.name == name:
            return self.there, pairs
        return self.here, tuple(Pair(here=p.there, there=p.here, bits=p.bits) for p in pairs)


class Found(NamedTuple):
    work: Work
    similarity: Similarity


class Library:
    """Fingerprints laid end to end as one long number, with a lane of 64 bits for each frame. A
    dozen operations compare one hash with all frames: 160,000 of them in some milliseconds."""

    def __init__(self, works: Iterable[Fingerprint]) -> None:
        self._prints = list(works)
        frames = [(n, *frame) for n, one in enumerate(self._prints) for frame in one.frames]
        self._work_of_lane = [(n, at) for n, _, at in frames]
        self._lanes = int.from_bytes(
            b"".join(bits.to_bytes(8, "little") for _, bits, _ in frames), "little"
        )
        self._masks = Masks.of(len(frames))
        self._counts = Counter(n for n, _, _ in frames)

    def like(self, marks: Sequence[Mark], *, digest: str, file: str = "") -> list[Found]:
        """At most `MOST` entries that seem to be this work, each by its best upload, best first."""
        found: dict[int, Similarity] = {}
        for mirrored in (False, True):
            for number, pairs in self._near(marks, mirrored=mirrored).items():
                similarity = _similarity(
                    pairs, of=min(len(marks), self._counts[number]), mirrored=mirrored
                )
                if similarity and similarity.percent > getattr(found.get(number), "percent", 0):
                    found[number] = similarity
        for number, work in enumerate(self._prints):
            if digest and work.digest == digest:
                kind: Kind = "exact" if file and work.file == file else "pictures"
                found[number] = Similarity(
                    kind=kind, mirrored=False, percent=100, pairs=_same(work)
                )
        return _strongest(Found(self._work(number), each) for number, each in found.items())

    def _work(self, number: int) -> Work:
        one = self._prints[number]
        return Work(contest=one.contest, entry=one.entry, upload=one.upload)

    def _near(self, marks: Sequence[Mark], *, mirrored: bool) -> dict[int, list[Pair]]:
        """By number of the work, every pair of frames with similar hashes."""
        near: dict[int, list[Pair]] = {}
        for mark in marks:
            for lane, bits in self._masks.near(
                self._lanes, mark.mirrored if mirrored else mark.plain
            ):
                number, at = self._work_of_lane[lane]
                near.setdefault(number, []).append(Pair(here=mark.at, there=at, bits=bits))
        return near


def _strongest(found: Iterable[Found]) -> list[Found]:
    by_similarity = sorted(
        found,
        key=lambda f: (
            KINDS.index(f.similarity.kind),
            -f.similarity.percent,
            f.work.name,
            -f.work.upload,
        ),
    )
    entries: dict[str, Found] = {}
    for one in by_similarity:
        entries.setdefault(one.work.name, one)
    return list(entries.values())[:MOST]


def _same(work: Fingerprint) -> tuple[Pair, ...]:
    return tuple(Pair(here=at, there=at, bits=0) for _, at in work.frames)


def _similarity(pairs: list[Pair], *, of: int, mirrored: bool) -> Similarity | None:
    """Each frame is used once, the most similar pairs first. None: too few frames match."""
    here: set[int] = set()
    there: set[int] = set()
    kept = []
    for pair in sorted(pairs, key=lambda pair: (pair.bits, abs(pair.here - pair.there))):
        if pair.here not in here and pair.there not in there:
            here.add(pair.here)
            there.add(pair.there)
            kept.append(pair)
    if len(kept) < FEWEST or len(kept) * PART < of:
        return None
    kept.sort(key=lambda pair: pair.here)
    return Similarity(
        kind="near", mirrored=mirrored, percent=len(kept) * 100 // of, pairs=tuple(kept)
    )
