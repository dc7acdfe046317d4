"""Check codes are Crockford's base 32, and are found however they are typed."""

import pytest

from contest.certificates.code import as_typed, code_from, grouped


@pytest.mark.parametrize(
    ("random", "code"),
    [
        # 60 bits of zero, of one, and by hand: 0x0123456789ABCDE in groups of five bits.
        ("0000000000000000", "000000000000"),
        ("ffffffffffffffff", "ZZZZZZZZZZZZ"),
        ("0123456789abcdef", "04HMASW9NF6Y"),
    ],
)
def test_a_code_is_the_first_60_random_bits(random, code):
    asked = []
    drawn = code_from(lambda many: asked.append(many) or bytes.fromhex(random))
    assert (drawn, asked) == (code, [8])


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M9QX0AB1C",
        "7k3m-9qx0-ab1c",
        " 7K3M 9QXO ABIC ",
        "７Ｋ３Ｍ－９ＱＸ０－ＡＢ１Ｃ",
        "7K3M9QXoABlC",
    ],
)
def test_a_code_is_found_however_it_is_typed(typed):
    assert as_typed(typed) == "7K3M9QX0AB1C"


@pytest.mark.parametrize(
    "typed", ["", "7K3M9QX0AB1", "7K3M9QX0AB1CC", "7K3M9QX0AB1U", "GYZS-2024-00001"]
)
def test_what_is_no_code_is_told_from_one(typed):
    assert as_typed(typed) is None


def test_a_code_is_printed_in_groups_of_four():
    assert grouped("7K3M9QX0AB1C") == "7K3M-9QX0-AB1C"
