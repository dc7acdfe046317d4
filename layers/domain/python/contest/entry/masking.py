"""What others see of a person's contact: enough to know it again, too little to use it."""

import unicodedata

from contest.entry.form import Contact

STARS = "*"
PHONE_HEAD, PHONE_TAIL = 3, 4
SHORTEST_SHOWN = 8
"""Digits of a number of which the ends may be shown: of a shorter one they would be all of it."""


def masked(contact: Contact) -> Contact:
    return Contact(
        person=person(contact.person),
        phone=phone(contact.phone),
        email=email(contact.email),
    )


def phone(typed: str) -> str:
    """`138****1234`: of a number, however written, its first three and last four digits; of a short
    one the last two. An extension is no part of it."""
    number = _folded(typed).partition("转")[0]
    digits = [char for char in number if char.isdecimal()]
    if len(digits) < SHORTEST_SHOWN:
        shown = "".join(digits[-2:]) if len(digits) > PHONE_TAIL else ""
        return f"{STARS * 4}{shown}" if number.strip() else ""
    head = digits[:PHONE_HEAD] if len(digits) > PHONE_HEAD + PHONE_TAIL + 1 else []
    return f"{''.join(head)}{STARS * 4}{''.join(digits[-PHONE_TAIL:])}"


def email(typed: str) -> str:
    """`z***@example.com`: its first letter and its domain. What is no address is all stars."""
    folded = _folded(typed)
    if not folded:
        return ""
    name, at, domain = folded.rpartition("@")
    return f"{name[0]}{STARS * 3}@{domain}" if at and name and domain else STARS * 3


def person(typed: str) -> str:
    """`何**`: the first character, and always two stars, which do not tell the length."""
    folded = _folded(typed)
    return f"{folded[0]}{STARS * 2}" if len(folded) > 1 else STARS * len(folded)


def _folded(typed: str) -> str:
    """As people type it: full-width forms made plain, the space around it gone."""
    return unicodedata.normalize("NFKC", typed).strip()
