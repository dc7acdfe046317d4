"""Check codes: what a certificate is looked up by. They cannot be guessed, and can be read out.

Twelve characters of Crockford's base 32 (https://www.crockford.com/base32.html) are 60 bits: of
500 certificates, one guess in two thousand million million finds one."""

import unicodedata
from collections.abc import Callable
from typing import Annotated

from pydantic import StringConstraints

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 12, 4
RANDOM_BYTES = 8
Code = Annotated[str, StringConstraints(pattern=f"^[{ALPHABET}]{{{LENGTH}}}$")]
Draw = Callable[[int], bytes]
"""So many random bytes."""
MISREAD = str.maketrans("OIL", "011")


def code_from(draw: Draw) -> str:
    """A code from the first 60 of 64 random bits."""
    bits = int.from_bytes(draw(RANDOM_BYTES)) >> (8 * RANDOM_BYTES - 5 * LENGTH)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(LENGTH)))


def grouped(code: str) -> str:
    """As it is printed: `7K3M-9QX0-AB2C`."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def as_typed(text: str) -> str | None:
    """The code that somebody has typed: case, spaces and hyphens do not matter, and O, I and L are
    read as digits. None if it is no code."""
    folded = unicodedata.normalize("NFKC", text).upper().translate(MISREAD)
    code = "".join(folded.replace("-", " ").split())
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
