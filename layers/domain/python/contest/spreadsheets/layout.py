"""What is written as a spreadsheet: pages of lines, as a person reads them. `contest_aws.workbook`
makes the file."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

Value = str | int | Decimal | None
Style = Literal["text", "title", "note", "head", "example", "wrong"]


class PageLine(NamedTuple):
    values: Sequence[Value]
    style: Style = "text"
    merged: bool = False
    """Its first value stands across all columns."""
    height: int | None = None


class Page(NamedTuple):
    name: str
    lines: Sequence[PageLine]
    widths: Sequence[int]
    """Of the columns, in characters."""
    frozen: int = 0
    """Lines that stay in sight."""
    choices: Mapping[int, Sequence[str]] = {}
    """By column from 1: what may be chosen below the frozen lines."""
    others: frozenset[int] = frozenset()
    """Columns of `choices` where something else may be written all the same."""
    free: int = 0
    """Empty lines below, for which the lists hold too."""
