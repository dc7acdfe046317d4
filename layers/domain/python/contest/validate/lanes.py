"""Compares one hash with many at once: the hashes lie end to end in one long number, a lane of 64
bits for each."""

import re
from typing import NamedTuple, Self

WITHIN = 8
"""Bits of 64 by which hashes of the same picture may differ; other films' differ by 26 or more."""
NEAR = re.compile(b"[\\0-" + bytes([WITHIN]) + b"]")


class Masks(NamedTuple):
    """Patterns over all lanes: a one in each lane, and the masks that count bits by halves."""

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
        """Lanes whose hash is within `WITHIN` bits of the wanted hash, and their distance."""
        bits = all_hashes ^ (self.ones * wanted)
        bits -= (bits >> 1) & self.twos
        bits = (bits & self.fours) + ((bits >> 2) & self.fours)
        bits = (bits + (bits >> 4)) & self.bytes
        bits += bits >> 8
        bits += bits >> 16
        bits += bits >> 32
        counts = bits.to_bytes(8 * self.lanes + 8, "little")[: 8 * self.lanes : 8]
        return [(found.start(), counts[found.start()]) for found in NEAR.finditer(counts)]
