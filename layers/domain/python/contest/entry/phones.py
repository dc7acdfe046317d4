"""Telephone numbers as people type them: one or several, in full-width digits, with any dash, and
with an extension."""

import re
import unicodedata
from typing import NamedTuple

DASHES = re.compile(r"[\u2010-\u2015\u2212\u2500\u2501\u30fc\u4e00~\u301c]")
"""Dashes, and what input methods and spreadsheets write in their place: 一, ー, ─, ～."""
PARTED = re.compile(r"[、,;\n|]|/(?=\s*[+(\d]{1,4}[\d )-]{5})|或者?|(?<=\d)\s{2,}(?=[+(\d])")
EXTENSION = re.compile(
    r"[ ,(-]*(?:转|转接|分机号?|内线|(?:ext|extension|x)\.?|#)[ :.-]*(\d{1,6})\)?", re.IGNORECASE
)
NUMBER = re.compile(r"\+?[(0-9][0-9 ()./-]{5,24}")
DECIMALS = re.compile(r"(?<=\d{7})\.0+$")
"""What a spreadsheet shows behind a number that it has with decimals: 13800001234.00."""
MOST = 3
"""Numbers in one field."""


class Phone(NamedTuple):
    number: str
    """As typed, in half-width characters."""
    extension: str


def phones(typed: str) -> list[Phone] | None:
    """The numbers in what was typed; None if something of it is none."""
    folded = DASHES.sub("-", unicodedata.normalize("NFKC", typed)).strip()
    found = [_phone(part) for part in _parts(folded)]
    valid = [phone for phone in found if phone]
    return valid if valid and len(valid) == len(found) <= MOST else None


def without_decimals(number: str) -> str:
    return DECIMALS.sub("", number)


def _parts(folded: str) -> list[str]:
    """A comma before an extension does not part two numbers."""
    kept = EXTENSION.sub(lambda match: f"转{match[1]}", folded)
    return [part.strip() for part in PARTED.split(kept) if part.strip()]


def _phone(part: str) -> Phone | None:
    number, sign, extension = part.partition("转")
    number = without_decimals(number.strip())
    if not NUMBER.fullmatch(number) or (sign and not extension.isdigit()):
        return None
    return Phone(number=number, extension=extension)
