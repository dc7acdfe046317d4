"""The box that lists a film's samples is found wherever it lies, in few requests."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.mp4.moov import CHUNK, find_moov
from tests.domain.tiny_mp4 import FTYP, box, large, moov

MOOV = moov()
BIG = moov(box("udta", bytes(3 * CHUNK)))


class File:
    def __init__(self, data: bytes) -> None:
        self.data, self.requests = data, 0

    def read(self, start, length):
        self.requests += 1
        return self.data[start : start + length]


@pytest.mark.parametrize(
    ("data", "found", "requests"),
    [
        (FTYP + MOOV + box("mdat", bytes(9)), MOOV, 1),
        (FTYP + box("mdat", bytes(9 * CHUNK)) + MOOV, MOOV, 2),
        (FTYP + large("mdat", bytes(9 * CHUNK)) + MOOV, MOOV, 2),
        (FTYP + BIG + box("mdat"), BIG, 2),
        (FTYP + box("mdat", bytes(9 * CHUNK)) + BIG, BIG, 3),
    ],
    ids=["first", "last", "last behind a 64-bit box", "first and long", "last and long"],
)
def test_found_with_few_requests(data, found, requests):
    file = File(data)
    assert find_moov(file.read, size=len(data)) == found
    assert file.requests == requests


@pytest.mark.parametrize(
    "data",
    [
        b"", FTYP, FTYP + box("mdat", bytes(50)), FTYP + box("moov", size=1 << 30),
        FTYP + box("free", size=3) + MOOV,
        FTYP + b"".join(box("mdat", bytes(2 * CHUNK)) for _ in range(9)) + MOOV,
    ],
)  # fmt: skip
def test_what_has_none_within_reach_is_a_value_error(data):
    file = File(data)
    with pytest.raises(ValueError, match=r".+"):
        find_moov(file.read, size=len(data))
    assert file.requests <= 4


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_moov_or_a_value_error(data):
    file = File(FTYP + data)
    with suppress(ValueError):
        assert find_moov(file.read, size=len(file.data))[4:8] == b"moov"
