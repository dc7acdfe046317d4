"""The content of a spreadsheet as a person sees it: text by row and column, both counted from 1.
`contest_aws.workbook` reads the file."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["text", "number", "date", "time", "boolean", "formula", "error", "unclear"]
"""unclear: what the cell shows cannot be told from the file, or differs from what was typed."""
UNREADABLE: frozenset[Kind] = frozenset({"formula", "error", "unclear"})
"""Kinds of cells whose text is not what a person wrote."""

LETTERS = 26
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Limits of the .xlsx format."""
ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


class Cell(NamedTuple):
    text: str
    """As the cell shows it, in its number format. Numbers without one are in full: 13800000000."""
    kind: Kind = "text"


class Table(NamedTuple):
    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    """Filled cells by row and column, in order."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def column_name(number: int) -> str:
    """The letters of a column: 4 is D, 27 is AA."""
    name = ""
    while number:
        number, letter = divmod(number - 1, LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def address(row: int, column: int) -> str:
    """The address of a cell: row 7, column 4 is D7."""
    return f"{column_name(column)}{row}"


def place(text: str) -> tuple[int, int] | None:
    """Row and column of an address: D7 is (7, 4). None if it is no address within the limits."""
    match = ADDRESS.fullmatch(text)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row, column) if row <= MOST_ROWS and column <= MOST_COLUMNS else None
