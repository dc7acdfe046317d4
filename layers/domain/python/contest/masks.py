"""Personal data where it is needed to be known again, and no more: 138****1234."""

from contest.form import Contact

HIDDEN = "****"
HEAD, TAIL, SHORT = 3, 4, 8
"""Digits of a phone that are shown before and behind; a shorter number shows its last two."""


def phone(text: str) -> str:
    digits = "".join(filter(str.isdigit, text))
    if not digits:
        return ""
    if len(digits) < SHORT:
        return HIDDEN + digits[-2:]
    return digits[:HEAD] + HIDDEN + digits[-TAIL:]


def email(text: str) -> str:
    """The first character, and the domain."""
    local, at, domain = text.partition("@")
    return f"{local[:1]}{HIDDEN}@{domain}" if at and local else HIDDEN if text else ""


def person(text: str) -> str:
    """周立群 is 周**, whatever the length."""
    return f"{text.strip()[:1]}**" if text.strip() else ""


def masked(contact: Contact) -> Contact:
    return Contact(
        person=person(contact.person), phone=phone(contact.phone), email=email(contact.email)
    )
