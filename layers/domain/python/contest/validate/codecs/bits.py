"""Reads headers bit by bit, and says what a header is good for: a picture's size."""

from fractions import Fraction
from typing import NamedTuple

LONGEST_CODE = 32
LARGEST_SIDE = 2**16


class BadHeaderError(ValueError):
    """These bytes are not a header that a decoder could use."""


class Picture(NamedTuple):
    """Width and height after cropping; `pixel_aspect` is None if not stated."""

    width: int
    height: int
    pixel_aspect: Fraction | None = None


class Bits:
    """Takes bits from the front; raises `BadHeaderError` where there are too few."""

    def __init__(self, payload: bytes) -> None:
        self._value, self._left = int.from_bytes(payload, "big"), 8 * len(payload)

    def take(self, many: int) -> int:
        self._left -= many
        if self._left < 0:
            raise BadHeaderError
        return self._value >> self._left & (1 << many) - 1

    def ue(self) -> int:
        """An unsigned Exp-Golomb code (ITU-T H.264 clause 9.1; `uvlc` in AV1 clause 4.10.3)."""
        zeros = 0
        while not self.take(1):
            zeros += 1
            if zeros > LONGEST_CODE:
                raise BadHeaderError
        return (1 << zeros) - 1 + self.take(zeros)

    def se(self) -> int:
        code = self.ue()
        return (code + 1) // 2 if code % 2 else -(code // 2)

    def skip_ue(self, many: int) -> None:
        for _ in range(many):
            self.ue()


def sized(width: int, height: int, pixel_aspect: Fraction | None = None) -> Picture:
    """A picture of these sides; raises `BadHeaderError` if there is none such."""
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise BadHeaderError
    return Picture(width, height, pixel_aspect)
