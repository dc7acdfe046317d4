"""The layout of a spreadsheet to be written, as pages of lines. `contest_aws.workbook` writes the
file."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

Value = str | int | Decimal | None
Style = Literal["text", "title", "note", "head", "example", "wrong"]


class PageLine(NamedTuple):
    values: Sequence[Value]
    style: Style = "text"
    merged: bool = False
    """Whether the first value spans all columns."""
    height: int | None = None
    """In points; None for the default."""


class Page(NamedTuple):
    name: str
    lines: Sequence[PageLine]
    widths: Sequence[int]
    """Column widths in characters."""
    frozen: int = 0
    """Number of lines that stay visible when scrolling."""
    choices: Mapping[int, Sequence[str]] = {}
    """By column number from 1: the choices in the cells below the frozen lines."""
    others: frozenset[int] = frozenset()
    """Columns of `choices` that also accept other text."""
    free: int = 0
    """Number of empty lines below, to which the lists of choices also apply."""
