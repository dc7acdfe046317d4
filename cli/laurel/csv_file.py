"""Reads the .csv files of the simulations: a row of headings, then one row a thing."""

import csv
import io
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from contest_aws.workbook.encoding import decoded
from laurel.inputs import InputError

LIST_SEPARATOR = re.compile("[;；]")


class Row:
    """One row, by the headings. What has no column, or nothing in it, is empty."""

    def __init__(self, file: Path, number: int, cells: dict[str, str]) -> None:
        self._file, self._number, self._cells = file, number, cells

    def text(self, column: str) -> str:
        return self._cells.get(column, "")

    def texts(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that are separated by `;`."""
        parts = (part.strip() for part in LIST_SEPARATOR.split(self.text(column)))
        return tuple(part for part in parts if part)

    def number(self, column: str, *, most: int) -> int:
        """A whole number from 0."""
        typed = self.text(column)
        if not (typed.isascii() and typed.isdecimal() and int(typed) <= most):
            raise self.wrong(
                column,
                f"应为 0 至 {most} 的整数",
                f"it should be a whole number from 0 to {most}",
            )
        return int(typed)

    def wrong(self, column: str, zh: str, en: str) -> InputError:
        """What is wrong with a cell, and where it is."""
        typed = self.text(column)
        return InputError(
            f"{self._file}:{self._number}: {column}“{typed}”：{zh}。 {column} {typed!r}: {en}."
        )


def rows(file: Path, *, needs: Collection[str]) -> Iterator[Row]:
    """The rows that are not empty. Headings are compared without case and surrounding space. A
    missing column of `needs`, and a file that is no text, are an `InputError`."""
    text = decoded(file.read_bytes())
    if text is None:
        raise InputError(f"{file}: 不是文本文件。 It is no text file.")
    reader = csv.reader(io.StringIO(text))
    try:
        headings = [heading.strip().lower() for heading in next(reader, [])]
        if missing := [name for name in needs if name not in headings]:
            names = ", ".join(missing)
            raise InputError(f"{file}: 缺少列：{names}。 Columns are missing: {names}.")
        for record in reader:
            cells = {heading: cell.strip() for heading, cell in zip(headings, record, strict=False)}
            if any(cells.values()):
                yield Row(file, reader.line_num, cells)
    except csv.Error as error:
        raise InputError(
            f"{file}:{reader.line_num}: 无法读取（{error}）。 It cannot be read ({error})."
        ) from None
