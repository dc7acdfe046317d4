"""Entry numbers: short, so that they can be read out on the phone. The rules have their pattern."""

import re
import unicodedata
from collections.abc import Iterable

from contest.model import Text
from contest.rules.faults import Fault, fault

PATTERN = re.compile(r"[A-Z0-9-]{0,16}\{number(:0[1-9])?\}[A-Z0-9-]{0,16}")
EXAMPLE = "GY-{number:04}"


def pattern(text: str) -> Iterable[Fault]:
    if not PATTERN.fullmatch(text):
        allowed = Text(
            zh=f"大写字母、数字、短横和一处 {{number}}，例如 {EXAMPLE}",
            en=f"capital letters, digits, hyphens and one {{number}}, such as {EXAMPLE}",
        )
        error = fault("numbering", "不是编号格式", "this is no pattern of numbers", allowed=allowed)
        yield Fault((), text, error)


def numbered(entry_number: str, number: int) -> str:
    """The number as text, by the pattern of the rules: 412 becomes GY-0412."""
    return entry_number.format(number=number)


def as_written(typed: str) -> str:
    """A number as it is stored, from one as it was heard and typed."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).upper()
