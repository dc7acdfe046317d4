"""Masks contact data: others can recognise it but not use it."""

import unicodedata

from contest.entry.form import Contact
from contest.entry.phones import phones

STARS = "*"
PHONE_HEAD, PHONE_TAIL = 3, 4
SHORTEST_SHOWN = 8
"""The least digits of a number whose first and last digits are shown. In a shorter one they would
reveal the whole number."""


def masked(contact: Contact) -> Contact:
    return Contact(
        person=person(contact.person),
        phone=phone(contact.phone),
        email=email(contact.email),
    )


def phone(typed: str) -> str:
    """`138****1234`: the first three and the last four digits, however the number is written.

    Of a number shorter than eight digits only the last two are shown, or none. Extensions are left
    out. Of several numbers each is masked."""
    found = phones(typed)
    return "、".join(_number(one.number) for one in found) if found else _number(_folded(typed))


def _number(folded: str) -> str:
    number = folded.partition("转")[0]
    digits = [char for char in number if char.isdecimal()]
    if len(digits) < SHORTEST_SHOWN:
        shown = "".join(digits[-2:]) if len(digits) > PHONE_TAIL else ""
        return f"{STARS * 4}{shown}" if number.strip() else ""
    head = digits[:PHONE_HEAD] if len(digits) > PHONE_HEAD + PHONE_TAIL + 1 else []
    return f"{''.join(head)}{STARS * 4}{''.join(digits[-PHONE_TAIL:])}"


def email(typed: str) -> str:
    """`z***@example.com`: the first letter and the domain. Other text becomes stars."""
    folded = _folded(typed)
    if not folded:
        return ""
    name, at, domain = folded.rpartition("@")
    return f"{name[0]}{STARS * 3}@{domain}" if at and name and domain else STARS * 3


def person(typed: str) -> str:
    """`何**`: the first character and two stars, which do not reveal the length."""
    folded = _folded(typed)
    return f"{folded[0]}{STARS * 2}" if len(folded) > 1 else STARS * len(folded)


def text(typed: str) -> str:
    """Any other private answer. Of a long number, such as that of an identity card, the last four
    characters are shown; of a text the first one, as of a name."""
    folded = _folded(typed)
    if "@" in folded:
        return email(folded)
    is_number = sum(char.isdecimal() for char in folded) >= SHORTEST_SHOWN
    return f"{STARS * 4}{folded[-PHONE_TAIL:]}" if is_number else person(folded)


def _folded(typed: str) -> str:
    """The text in half-width forms, without surrounding space."""
    return unicodedata.normalize("NFKC", typed).strip()
