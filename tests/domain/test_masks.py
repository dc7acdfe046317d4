"""What is masked can be known again by who knows it, and by nobody else."""

import pytest

from contest import masks
from contest.form import Contact


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812341234", "138****1234"),
        ("+86 138 1234 1234", "861****1234"),
        ("0731-84881234", "073****1234"),
        ("1234567", "****67"),
        ("12", "****12"),
        ("", ""),
        ("none", ""),
    ],
)
def test_phones(phone, shown):
    assert masks.phone(phone) == shown


@pytest.mark.parametrize(
    ("email", "shown"),
    [("zhou@example.com", "z****@example.com"), ("z@e.cn", "z****@e.cn"), ("zhou", "****"),
     ("@e.cn", "****"), ("", "")],
)  # fmt: skip
def test_addresses(email, shown):
    assert masks.email(email) == shown


def test_a_contact():
    contact = Contact(person="欧阳立群", phone="13812341234", email="ouyang@example.com")

    assert masks.masked(contact) == Contact(
        person="欧**", phone="138****1234", email="o****@example.com"
    )
    assert masks.masked(Contact()) == Contact()
