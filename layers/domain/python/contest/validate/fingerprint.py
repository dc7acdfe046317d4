"""A work's fingerprint: a 64-bit perceptual hash (DCT) of each key frame and of its mirror image,
after black bars are cut off. Pure; pictures are passed in as planes of grey.

Measured on real films: frames that are re-encoded, halved or recoloured differ by at most 8 of 64
bits. Frames of other films differ by 26 or more, with a median of 32. Letterboxed frames match only
because bars are cut off, and mirrored frames only because of the second hash.
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
"""Of 255: a line belongs to a bar if no point in it is lighter. Coding leaves some noise."""
MOST_BAR = 3
"""A bar takes at most a third of a side. If more of the picture is dark, it has no bar there."""
FLAT = 5.0
"""Standard deviation of a frame's light; below it, the frame shows nothing to recognise it by."""
CODE = ">QI"


class Grey(NamedTuple):
    """A picture's light, row by row without padding; 0 is black."""

    width: int
    height: int
    light: bytes


class CropBox(NamedTuple):
    """The area of a picture inside its bars, as fractions of its sides."""

    left: float
    top: float
    right: float
    bottom: float


class Mark(NamedTuple):
    """One frame's hash; `mirrored` is the hash of its mirror image."""

    at: int
    """The frame's time in milliseconds."""
    plain: int
    mirrored: int


class Fingerprint(Fact):
    """One upload of one work in about 300 bytes, so that all of a contest's can be read at once."""

    contest: Id
    entry: Id
    upload: int
    digest: str
    """SHA-256 of the coded key frames. It is equal for the same file, and for the same pictures in
    another container."""
    file: str = ""
    """Equal for equal bytes: the size, and the bucket's tag of the object. Empty if unknown."""
    code: str
    """Times and hashes, packed and in Base64."""

    @classmethod
    def of(
        cls,
        marks: Iterable[Mark],
        *,
        contest: Id,
        entry: Id,
        upload: int,
        digest: str,
        file: str = "",
    ) -> Self:
        packed = b"".join(struct.pack(CODE, mark.plain, mark.at) for mark in marks)
        code = base64.b64encode(packed).decode()
        return cls(contest=contest, entry=entry, upload=upload, digest=digest, file=file, code=code)

    @property
    def frames(self) -> tuple[tuple[int, int], ...]:
        """Hash and time in milliseconds of each frame that shows something."""
        return tuple(struct.iter_unpack(CODE, base64.b64decode(self.code)))


def marks(pictures: Sequence[tuple[int, Grey]]) -> list[Mark]:
    """The marks of a work's frames, given with their times; a frame that shows nothing has none."""
    within = picture_area([grey for _, grey in pictures])
    found = []
    for at, grey in pictures:
        small = shrunk(grey, within)
        if spread(small)[1] >= FLAT:
            found.append(Mark(at, *hashes(small)))
    return found


def best(pictures: Sequence[tuple[int, Grey]]) -> int:
    """Position of the best frame for the poster: rich in contrast, neither dark nor washed out."""
    within = picture_area([grey for _, grey in pictures])

    def merit(number: int) -> float:
        mean, deviation = spread(shrunk(pictures[number][1], within))
        return deviation - abs(mean - 128) / 2

    return max(range(len(pictures)), key=merit)


def picture_area(pictures: Sequence[Grey]) -> CropBox:
    """The area inside the black bars that all of a work's frames share: a dark sky is not a bar."""
    sides = [_bars(grey) for grey in pictures if max(grey.light, default=0) > 2 * BLACK]
    if not sides:
        return CropBox(0, 0, 1, 1)
    left, top, right, bottom = (min(side) for side in zip(*sides, strict=True))
    return CropBox(left, top, 1 - right, 1 - bottom)


def _bars(grey: Grey) -> tuple[float, float, float, float]:
    """The fraction of the picture that is bar at its left, top, right and bottom."""
    width, height, light = grey
    rows = [light[row * width : (row + 1) * width] for row in range(height)]
    top, bottom = _dark(rows), _dark(rows[::-1])
    inner = light[top * width : (height - bottom) * width]
    columns = [inner[column::width] for column in range(width)]
    return (_dark(columns) / width, top / height, _dark(columns[::-1]) / width, bottom / height)


def _dark(lines: Sequence[bytes]) -> int:
    """How many lines are black, counted from the first; 0 if there are too many for a bar."""
    count = next((number for number, line in enumerate(lines) if max(line) > BLACK), len(lines))
    return count if count * MOST_BAR <= len(lines) else 0


def shrunk(grey: Grey, within: CropBox) -> list[list[float]]:
    """The mean light in each cell of a 32 by 32 grid over the area `within`."""
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
    """Two hashes, plain and mirrored, with a bit for each of the 64 lowest waves of the DCT.

    The bit says whether the wave is above their median. In the mirror image every odd wave along a
    row changes its sign. The first wave, the mean, is set to 0."""
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
    """In how many of 64 bits two hashes differ."""
    return (one ^ other).bit_count()
