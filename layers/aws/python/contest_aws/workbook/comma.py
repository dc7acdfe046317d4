"""A .csv file as a table. The delimiter is a comma, semicolon or tab."""

import csv
import io
import re

from contest.refusals import refused
from contest.spreadsheets.table import Cell, Table, column_name
from contest_aws.workbook.archive import Limits
from contest_aws.workbook.encoding import decoded

NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
PARTED_BY = ",;\t"
KEPT_DIGITS = re.compile(r'="([^"]*)"')
"""How people keep Excel from rounding a phone number: ="13800000000"."""
LONGEST = 32_767
"""The most characters of a cell, in Excel."""


def table(file: bytes, limits: Limits) -> Table:
    text = decoded(file)
    if text is None or NO_TEXT.search(text):
        raise refused("sheet.not_text")
    first = text.lstrip().partition("\n")[0]
    delimiter = max(PARTED_BY, key=first.count)
    rows: dict[int, dict[int, Cell]] = {}
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            cells = {at: _cell(value) for at, value in enumerate(record, 1) if value.strip()}
            if cells:
                rows[number] = cells
            _check(rows, cells, limits)
    except csv.Error as error:
        raise refused("sheet.damaged", measured=f"CSV: {error}") from None
    return Table("CSV", rows)


def _check(rows: dict[int, dict[int, Cell]], cells: dict[int, Cell], limits: Limits) -> None:
    if len(rows) > limits.rows:
        raise refused("sheet.too_many_rows", allowed=limits.rows)
    if cells and max(cells) > limits.columns:
        last, most = column_name(max(cells)), column_name(limits.columns)
        raise refused("sheet.too_many_columns", measured=last, allowed=most)


def _cell(value: str) -> Cell:
    if kept := KEPT_DIGITS.fullmatch(value.strip()):
        return Cell(kept[1])
    return Cell(value[:LONGEST], "formula" if value.lstrip().startswith("=") else "text")
