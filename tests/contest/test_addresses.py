"""What people type as a mail address, and what of it can be sent to."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.addresses import on_the_wire, split
from contest.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        ("zhou@example.com", "", "zhou@example.com"),
        ("  zhou@Example.COM ", "", "zhou@example.com"),
        ("周立群 <zhou@example.com>", "周立群", "zhou@example.com"),
        ('"Zhou, Liqun" <zhou@example.com>', "Zhou, Liqun", "zhou@example.com"),
        ("zhou@例子.中国", "", "zhou@xn--fsqu00a.xn--fiqs8s"),
        ("zhou.li+v@mail.example.com", "", "zhou.li+v@mail.example.com"),
    ],
)
def test_name_and_address_are_told_apart_and_the_domain_is_ascii(typed, name, address):
    assert split(typed) == (name, address)


def test_a_chinese_name_is_encoded_and_one_with_a_comma_quoted():
    assert on_the_wire("周立群 <zhou@example.com>") == "=?utf-8?b?5ZGo56uL576k?= <zhou@example.com>"
    assert on_the_wire('"Zhou, Liqun" <z@example.com>') == '"Zhou, Liqun" <z@example.com>'


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "zhou",
        "zhou@",
        "@example.com",
        "zhou@example",
        "zhou@@example.com",
        "a b@example.com",
        "zhou@example..com",
        ".zhou@example.com",
        "zhou.@example.com",
        "zhou@-example.com",
        "zhou@example.com, li@example.com",
        "<zhou@example.com",
        "zhou@example.com>",
        "zhou@example.com\r\nBcc: all@example.com",
        "a\nb <zhou@example.com>",
        "zhou@exam\u0000ple.com",
        "x" * 65 + "@example.com",
        "zhou@" + "x" * 64 + ".com",
        "zhou@" + "x.." * 3 + "com",
        "zhou@" + ("x" * 60 + ".") * 5 + "com",
        "\u202ezhou@example.com",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(Refused) as problem:
        split(typed)

    assert [refusal.code for refusal in problem.value.refusals] == ["mail.address_invalid"]


def test_letters_that_not_every_server_takes_are_refused_by_name():
    with pytest.raises(Refused) as problem:
        split("周@example.com")

    assert [refusal.code for refusal in problem.value.refusals] == ["mail.address_not_ascii"]


@given(st.text(max_size=80))
def test_whatever_is_typed_is_one_header_line_of_ascii_or_refused(typed):
    try:
        header = on_the_wire(f"{typed} <zhou@example.com>")
    except Refused:
        return
    assert header.isascii()
    assert header.isprintable()
    assert re.search(r"(^|<)zhou@example\.com>?$", header)
