"""Numbers in headers, by the tables of ITU-T H.264 clause 9.1."""

import pytest

from contest.validate.codecs.bits import BadHeaderError, Bits, Picture, sized

CODES = {"1": 0, "010": 1, "011": 2, "00100": 3, "00101": 4, "00110": 5, "00111": 6, "0001000": 7}
"""Table 9-2."""
SIGNED = {0: 0, 1: 1, 2: -1, 3: 2, 4: -2, 5: 3, 6: -3}
"""Table 9-3, by code number."""


def bits(text: str) -> Bits:
    text += "0" * (-len(text) % 8)
    return Bits(int(text, 2).to_bytes(len(text) // 8, "big"))


@pytest.mark.parametrize(("code", "value"), CODES.items())
def test_unsigned_codes(code, value):
    found = bits(f"{code}1")
    assert (found.ue(), found.take(1)) == (value, 1), "and not a bit more"


@pytest.mark.parametrize(("code", "value"), CODES.items())
def test_signed_codes(code, value):
    if value in SIGNED:
        assert bits(code).se() == SIGNED[value]


def test_some_are_skipped():
    found = bits("010" + "00111" + "1" + "011")
    found.skip_ue(3)
    assert found.ue() == 2


def test_a_code_has_32_zeros_at_most():
    """Clause 9.1: values to 2**32 - 2 are used; AV1 reads 32 zeros as 2**32 - 1 (clause 4.10.3)."""
    assert bits("0" * 32 + "1" + "0" * 32).ue() == 2**32 - 1
    with pytest.raises(BadHeaderError):
        bits("0" * 33 + "1" + "0" * 33).ue()


def test_bits_are_taken_from_the_front_to_the_last():
    found = Bits(b"\xa5\x0f")
    assert [found.take(many) for many in (1, 3, 0, 4, 8)] == [1, 2, 0, 5, 15]
    with pytest.raises(BadHeaderError):
        found.take(1)


@pytest.mark.parametrize("side", [1, 2**16])
def test_a_picture_has_sides_from_1_to_65536(side):
    assert sized(side, 2) == Picture(side, 2)
    assert sized(2, side) == Picture(2, side)


@pytest.mark.parametrize("side", [0, -1, 2**16 + 1])
def test_no_picture_has_others(side):
    for sides in ((side, 2), (2, side)):
        with pytest.raises(BadHeaderError):
            sized(*sides)
