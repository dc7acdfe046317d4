"""A work's fingerprint: a 64-bit perceptual hash (DCT) of each of its key frames and of the frame's
mirror image, black bars cut off first. Pure; pictures come in as planes of grey.

Measured on real films: frames re-encoded, halved or recoloured differ by 8 of 64 bits at the most,
those of other films by 26 and more, by 32 in the middle. Letterboxes and mirror images match only
because of the bars that are cut off and of the second hash.
"""

import base64
import math
import struct
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple, Self

from contest.model import Fact, Id

SIDE, LOW = 32, 8
BLACK = 28
"""Of 255: a line none of whose points is lighter belongs to a bar; coding leaves some noise."""
MOST_BAR = 3
"""A bar takes a third of a side at the most; a film that is darker still has no bars."""
FLAT = 5.0
"""Standard deviation of a frame's light below which it shows nothing to tell it by."""
CODE = ">QI"


class Grey(NamedTuple):
    """A picture's light, row by row without padding; 0 is black."""

    width: int
    height: int
    light: bytes


class CropBox(NamedTuple):
    """What is left of a picture within its bars, as fractions of its sides."""

    left: float
    top: float
    right: float
    bottom: float


class Mark(NamedTuple):
    """One frame's hash. `mirrored` is that of its mirror image."""

    at: int
    """Milliseconds."""
    plain: int
    mirrored: int


class Fingerprint(Fact):
    """One upload of one work, in about 300 bytes: all of a contest's are read at once."""

    contest: Id
    entry: Id
    upload: int
    digest: str
    """SHA-256 of the coded key frames: the same file, or its pictures in another container."""
    code: str
    """Times and hashes, packed."""

    @classmethod
    def of(cls, marks: Iterable[Mark], *, contest: Id, entry: Id, upload: int, digest: str) -> Self:
        packed = b"".join(struct.pack(CODE, mark.plain, mark.at) for mark in marks)
        code = base64.b64encode(packed).decode()
        return cls(contest=contest, entry=entry, upload=upload, digest=digest, code=code)

    @property
    def frames(self) -> tuple[tuple[int, int], ...]:
        """Hash and milliseconds of each frame that shows something."""
        return tuple(struct.iter_unpack(CODE, base64.b64decode(self.code)))


def marks(pictures: Sequence[tuple[int, Grey]]) -> list[Mark]:
    """Of a work's frames with their times; a frame that shows nothing has none."""
    within = picture_area([grey for _, grey in pictures])
    found = []
    for at, grey in pictures:
        small = shrunk(grey, within)
        if spread(small)[1] >= FLAT:
            found.append(Mark(at, *hashes(small)))
    return found


def best(pictures: Sequence[tuple[int, Grey]]) -> int:
    """Which of the frames makes the poster: rich in contrast, neither dark nor washed out."""
    within = picture_area([grey for _, grey in pictures])

    def merit(number: int) -> float:
        mean, deviation = spread(shrunk(pictures[number][1], within))
        return deviation - abs(mean - 128) / 2

    return max(range(len(pictures)), key=merit)


def picture_area(pictures: Sequence[Grey]) -> CropBox:
    """Within the black bars that all of a work's frames share: a dark sky is no bar."""
    sides = [_bars(grey) for grey in pictures if max(grey.light, default=0) > 2 * BLACK]
    if not sides:
        return CropBox(0, 0, 1, 1)
    left, top, right, bottom = (min(side) for side in zip(*sides, strict=True))
    return CropBox(left, top, 1 - right, 1 - bottom)


def _bars(grey: Grey) -> tuple[float, float, float, float]:
    """How much of the picture is bar at its left, top, right and bottom."""
    width, height, light = grey
    rows = [light[row * width : (row + 1) * width] for row in range(height)]
    top, bottom = _dark(rows), _dark(rows[::-1])
    inner = light[top * width : (height - bottom) * width]
    columns = [inner[column::width] for column in range(width)]
    return (_dark(columns) / width, top / height, _dark(columns[::-1]) / width, bottom / height)


def _dark(lines: Sequence[bytes]) -> int:
    """How many lines from the first on are black; 0 if there are too many for a bar."""
    count = next((number for number, line in enumerate(lines) if max(line) > BLACK), len(lines))
    return count if count * MOST_BAR <= len(lines) else 0


def shrunk(grey: Grey, within: CropBox) -> list[list[float]]:
    """Means of the squares of a 32 by 32 grid over the picture's area."""
    width, height, light = grey
    columns = _cuts(within.left * width, within.right * width)
    rows = _cuts(within.top * height, within.bottom * height)
    small = []
    for top, bottom in rows:
        lines = [light[row * width : (row + 1) * width] for row in range(top, bottom)]
        small.append(
            [
                sum(sum(line[left:right]) for line in lines) / ((right - left) * len(lines))
                for left, right in columns
            ]
        )
    return small


def _cuts(start: float, end: float) -> list[tuple[int, int]]:
    edges = [round(start + (end - start) * part / SIDE) for part in range(SIDE + 1)]
    return [(left, max(right, left + 1)) for left, right in pairwise(edges)]


def spread(small: list[list[float]]) -> tuple[float, float]:
    """Mean and standard deviation of a picture's light."""
    values = [value for row in small for value in row]
    mean = sum(values) / len(values)
    return mean, math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))


WAVES = [
    [math.cos(math.pi * wave * (2 * place + 1) / (2 * SIDE)) for place in range(SIDE)]
    for wave in range(LOW)
]


def hashes(small: list[list[float]]) -> tuple[int, int]:
    """A bit for each of the 64 lowest waves of the DCT: is it above their median? In the mirror
    image every odd wave along a row changes its sign. The first, the mean, counts for nothing."""
    along = [[_product(wave, row) for wave in WAVES] for row in small]
    columns = list(zip(*along, strict=True))
    waves = [[_product(wave, column) for column in columns] for wave in WAVES]
    waves[0][0] = 0
    mirrored = [[-value if n % 2 else value for n, value in enumerate(row)] for row in waves]
    return _bits(waves), _bits(mirrored)


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _bits(waves: list[list[float]]) -> int:
    values = [value for row in waves for value in row]
    middle = median(values)
    return sum(1 << place for place, value in enumerate(values) if value > middle)


def distance(one: int, other: int) -> int:
    """Bits in which two hashes differ, of 64."""
    return (one ^ other).bit_count()
