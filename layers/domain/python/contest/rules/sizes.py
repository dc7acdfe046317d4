"""Sizes in a rules file: of files ("2 GB", or a number of bytes), and of what is watched."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from contest.model import Fact, Text
from contest.rules.faults import fault

SIZE = Text(
    zh='大小，例如 "2 GB"、"500 MB"，或字节数（1 GB 为 1024 MB）',
    en='a size, such as "2 GB" or "500 MB", or a number of bytes (1 GB is 1024 MB)',
)
UNITS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}
WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", re.IGNORECASE)
PATTERN = r"^\d+(\.\d+)?\s*[KMGTkmgt]?[i]?[Bb]?$"


def _bytes(value: object) -> object:
    """GB and GiB are both of 1024 MB, as file managers show them."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    match = WRITTEN.fullmatch(value.strip()) if isinstance(value, str) else None
    size = Decimal(match[1]) * 1024 ** UNITS[match[2].upper()] if match else Decimal("0.5")
    if size != int(size):
        raise fault("size", "不是文件大小", "not the size of a file", allowed=SIZE)
    return int(size)


Written = Annotated[int, Field(gt=0)] | Annotated[str, Field(pattern=PATTERN)]
Size = Annotated[int, Field(gt=0), BeforeValidator(_bytes, json_schema_input_type=Written)]
"""In bytes."""


class ViewingLimits(Fact):
    """What is larger, or takes a faster line, is encoded anew for those who watch it."""

    short_side: int = Field(default=1080, ge=360, le=2160)
    """Pixels of the shorter side."""
    megabits: int = Field(default=8, ge=1, le=100)
    """A second, of pictures and sound."""
    slow_lines: bool = False
    """Whether a small film is made beside a copy that a slow line cannot take."""
    new_keys_each_round: bool = False
    """Whether the files of a work have other addresses in each round of review."""
