"""The same work twice: under another theme, unit, encoding or contest, mirrored, cropped or with
bars. Compares fingerprints; what it finds is a suspicion, which a person settles.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, Self

from pydantic import AwareDatetime, Field

from contest.audit import Owned
from contest.fingerprint import Fingerprint, Mark
from contest.model import Fact, Id

WITHIN = 8
"""Bits of 64 by which frames that show the same may differ; other films' differ by 26 and more."""
FEWEST, PART = 2, 4
"""Frames that have to match: a quarter of the shorter work's, and two at the least. One alone may be
a title card that a series shares."""
MOST = 20
"""Suspicions that one upload raises, the strongest: somebody may send the same work a hundred times."""

Kind = Literal["exact", "near"]


class Work(Fact):
    """One side of a pair."""

    contest: Id
    entry: Id
    upload: int = Field(gt=0)

    @property
    def name(self) -> str:
        return f"{self.contest}.{self.entry}"


class Pair(Fact):
    """Two frames that show the same; times in milliseconds."""

    here: int
    there: int
    bits: int
    """By which their hashes differ."""


class Likeness(Fact):
    kind: Kind
    mirrored: bool
    percent: int
    """Of the shorter work's frames that have a match."""
    pairs: tuple[Pair, ...]


class Settlement(Fact):
    verdict: Literal["same", "not_same"]
    reason: str = Field(min_length=1, max_length=2000)
    by: str
    at: AwareDatetime


class Suspicion(Owned):
    """That two entries are one work. There is one a pair, whichever came first."""

    here: Work
    """The upload that raised it: the later one."""
    there: Work
    likeness: Likeness
    found_at: AwareDatetime
    settled: Settlement | None = None

    def other(self, contest: Id, entry: Id) -> Work:
        return self.there if (self.here.contest, self.here.entry) == (contest, entry) else self.here


class Found(NamedTuple):
    work: Fingerprint
    likeness: Likeness


class Library:
    """The fingerprints of a deployment, laid end to end as one long number, a lane of 64 bits a frame:
    one hash is held against all of them by a dozen operations on it. 160,000 frames take 4 ms."""

    def __init__(self, works: Iterable[Fingerprint]) -> None:
        self._works = list(works)
        frames = [(n, *frame) for n, work in enumerate(self._works) for frame in work.frames]
        self._owner = [(n, at) for n, _, at in frames]
        self._lanes = int.from_bytes(
            b"".join(bits.to_bytes(8, "little") for _, bits, _ in frames), "little"
        )
        self._masks = _Masks.of(len(frames))

    def like(self, marks: Sequence[Mark], *, digest: str) -> list[Found]:
        """Works that seem to be this one, the likest first, and no more than `MOST`."""
        found: dict[int, Likeness] = {}
        for mirrored in (False, True):
            for number, pairs in self._near(marks, mirrored=mirrored).items():
                likeness = _likeness(
                    pairs, of=min(len(marks), len(self._works[number].frames)), mirrored=mirrored
                )
                if likeness and likeness.percent > getattr(found.get(number), "percent", 0):
                    found[number] = likeness
        for number, work in enumerate(self._works):
            if digest and work.digest == digest:
                pairs = found[number].pairs if number in found else ()
                found[number] = Likeness(kind="exact", mirrored=False, percent=100, pairs=pairs)
        likest = sorted(found.items(), key=lambda item: (item[1].kind, -item[1].percent, item[0]))
        return [Found(self._works[number], likeness) for number, likeness in likest[:MOST]]

    def _near(self, marks: Sequence[Mark], *, mirrored: bool) -> dict[int, list[Pair]]:
        """By work, every pair of frames that are near each other."""
        near: dict[int, list[Pair]] = {}
        for mark in marks:
            for lane, bits in self._masks.near(
                self._lanes, mark.mirrored if mirrored else mark.plain
            ):
                number, at = self._owner[lane]
                near.setdefault(number, []).append(Pair(here=mark.at, there=at, bits=bits))
        return near


def _likeness(pairs: list[Pair], *, of: int, mirrored: bool) -> Likeness | None:
    """Each frame is used once, the nearest pairs first."""
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
    return Likeness(
        kind="near", mirrored=mirrored, percent=len(kept) * 100 // of, pairs=tuple(kept)
    )


NEAR = re.compile(b"[\\0-" + bytes([WITHIN]) + b"]")


class _Masks(NamedTuple):
    """Patterns over all lanes: ones in each lane, and the masks that add up bits by halves."""

    lanes: int
    ones: int
    twos: int
    fours: int
    bytes: int

    @classmethod
    def of(cls, lanes: int) -> Self:
        ones = int.from_bytes((b"\1" + bytes(7)) * lanes, "little")
        patterns = (0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F)
        return cls(lanes, ones, *(ones * pattern for pattern in patterns))

    def near(self, all_hashes: int, wanted: int) -> list[tuple[int, int]]:
        """Lanes whose hash differs from the wanted one by at most `WITHIN` bits, and by how many."""
        bits = all_hashes ^ (self.ones * wanted)
        bits -= (bits >> 1) & self.twos
        bits = (bits & self.fours) + ((bits >> 2) & self.fours)
        bits = (bits + (bits >> 4)) & self.bytes
        bits += bits >> 8
        bits += bits >> 16
        bits += bits >> 32
        counts = bits.to_bytes(8 * self.lanes + 8, "little")[: 8 * self.lanes : 8]
        return [(found.start(), counts[found.start()]) for found in NEAR.finditer(counts)]
