"""What others see of a phone number, an address, a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.entry import masking
from contest.entry.form import Contact


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812341234", "138****1234"),
        ("138 1234 1234", "138****1234"),
        ("+86 138-1234-1234", "861****1234"),
        ("１３８１２３４１２３４", "138****1234"),
        ("0731-88665544", "073****5544"),
        ("(0731) 88665544 转 801", "073****5544"),
        ("0731—88665544 分机801", "073****5544"),
        ("13812341234、13956785678", "138****1234、139****5678"),
        ("88665544", "****5544"),
        ("12345", "****45"),
        ("110", "****"),
        ("微信联系", "****"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_phone_shows_its_ends_if_it_is_long_enough(phone, shown):
    assert masking.phone(phone) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("zhou@example.com", "z***@example.com"),
        ("z@example.com", "z***@example.com"),
        ("ｚｈｏｕ＠ｅｘａｍｐｌｅ．ｃｏｍ", "z***@example.com"),
        (" 何雨@例子.公司 ", "何***@例子.公司"),
        ('"a@b"@example.com', '"***@example.com'),
        ("no address", "***"),
        ("@example.com", "***"),
        ("", ""),
    ],
)
def test_an_address_shows_its_first_letter_and_domain(address, shown):
    assert masking.email(address) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("何雨", "何**"),
        ("欧阳若兰", "欧**"),
        ("何", "*"),
        ("Zhou Liqun", "Z**"),
        ("", ""),
        (" ", ""),
    ],
)
def test_a_name_shows_its_first_character_and_not_its_length(name, shown):
    assert masking.person(name) == shown


def test_a_contact_is_masked_in_every_field():
    contact = Contact(person="周立群", phone="13800000000", email="zhou@example.com")
    assert masking.masked(contact) == Contact(
        person="周**", phone="138****0000", email="z***@example.com"
    )
    assert masking.masked(Contact()) == Contact()


@given(st.text(alphabet="0123456789０１２ -+()转", max_size=30))
def test_no_mask_of_a_phone_shows_more_than_seven_digits_nor_all_of_it(phone):
    shown = masking.phone(phone)
    digits = sum(char.isdecimal() for char in phone.partition("转")[0])
    assert sum(char.isdecimal() for char in shown) <= min(7, max(0, digits - 1))


@pytest.mark.slow
@given(st.text(max_size=40))
def test_whatever_was_typed_is_masked_and_never_shown_whole(typed):
    for mask in (masking.email, masking.person, masking.phone):
        assert typed.strip() == "" or mask(typed) != typed.strip() or set(typed.strip()) == {"*"}
