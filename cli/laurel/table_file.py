"""The files of the simulations: a row of headings, then one thing a row, as .csv or .xlsx."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from contest.entry.entry import STATUS_NAMES, EntryStatus
from contest.entry.submit import AFTER_SUBMISSION
from contest.model import Id, Text
from contest.refusals import Refused
from contest.rules.rules import Rules
from contest.spreadsheets.table import Cell
from contest.unit_names import folded
from contest_aws.workbook.archive import MIB, Limits
from contest_aws.workbook.read import tables
from laurel.inputs import InputError

BIG = Limits(
    bytes=64 * MIB,
    unpacked=512 * MIB,
    markup=50_000_000,
    elements=20_000_000,
    rows=100_000,
    cells=2_000_000,
    text=200_000_000,
    formatted=2_000_000,
)
"""The file is the organiser's own, and nobody else waits for it."""
STANDS = frozenset(
    {
        EntryStatus.SCREENING,
        EntryStatus.IN_REVIEW,
        EntryStatus.REVIEWED,
        EntryStatus.AWARDED,
        EntryStatus.NOT_AWARDED,
        EntryStatus.NOT_JUDGED,
    }
)
"""Entries that were submitted and are not out of the contest."""
MOST_FAULTS = 20


Record = TypeVar("Record")


class Row:
    """A row of a file. What is wrong with its cells is gathered in `faults`."""

    def __init__(self, cells: Mapping[str, str], where: str, faults: list[str]) -> None:
        self._cells, self._where, self._faults = cells, where, faults

    def text(self, column: str) -> str:
        return self._cells.get(column, "")

    def texts(self, column: str) -> tuple[str, ...]:
        parts = self.text(column).replace("；", ";").split(";")
        return tuple(part.strip() for part in parts if part.strip())

    def number(self, column: str) -> int | None:
        typed = self.text(column)
        if typed and not _is_number(typed):
            self.fault(column, typed, "应为不小于 0 的整数", "write a whole number from 0")
            return None
        return int(typed) if typed else None

    def points(self, column: str, *, most: int) -> int:
        """A whole number from 0 to `most`; it must not be missing."""
        typed = self.text(column)
        if not _is_number(typed) or int(typed) > most:
            zh, en = f"应为 0 至 {most} 的整数", f"write a whole number from 0 to {most}"
            self.fault(column, typed, zh, en)
            return 0
        return int(typed)

    def themes(self, column: str, rules: Rules) -> tuple[Id, ...]:
        known = {folded(w): t.id for t in rules.themes for w in (t.id, t.name.zh, t.name.en)}
        for typed in self.texts(column):
            if folded(typed) not in known:
                ids = "、".join(theme.id for theme in rules.themes)
                self.fault(
                    column, typed, f"没有这个主题，可选：{ids}", f"no such theme; there are: {ids}"
                )
        return tuple(known[folded(t)] for t in self.texts(column) if folded(t) in known)

    def stands(self) -> bool:
        """Whether the work of the row still takes part. Without a status it does."""
        status = self._status()
        return status is None or status in STANDS

    def was_submitted(self) -> bool:
        status = self._status()
        return status is None or status in AFTER_SUBMISSION

    def _status(self) -> EntryStatus | None:
        typed = folded(self.text("status"))
        if typed and typed not in STATUSES:
            codes = ", ".join(EntryStatus)
            zh, en = f"没有这个状态，可选：{codes}", f"no such status; there are: {codes}"
            self.fault("status", self.text("status"), zh, en)
        return STATUSES.get(typed)

    def fault(self, column: str, typed: str, zh: str, en: str) -> None:
        self._faults.append(f"{self._where}: {column}: “{typed}”：{zh}。 “{typed}”: {en}.")


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 10


STATUSES = {
    folded(word): status
    for status, names in STATUS_NAMES.items()
    for word in (status.value, names.organiser.zh, names.organiser.en)
}


def records(
    file: Path, columns: tuple[str, ...], record: Callable[[str, Row], Record]
) -> dict[str, Record]:
    """By id. A row without an id is called by its number."""
    found: dict[str, Record] = {}
    faults: list[str] = []
    for number, cells in rows(file, columns):
        row = Row(cells, f"{file}:{number}", faults)
        id_ = row.text("id") or f"row-{number}"
        if id_ in found:
            row.fault("id", id_, "编号重复", "this id has come before")
        found[id_] = record(id_, row)
    refuse(faults)
    return found


def refuse(faults: list[str]) -> None:
    """Everything that is wrong with a file at once, if anything is."""
    if (more := len(faults) - MOST_FAULTS) > 0:
        faults[MOST_FAULTS:] = [f"……还有 {more} 处。 … and {more} more."]
    if faults:
        raise InputError("\n".join(faults))


def rows(
    file: Path, columns: Collection[str], *, needs: Collection[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and cells of each row, by heading. `columns`: those that are known, of which at least
    one has to be there; `needs`: those that all have to be there."""
    try:
        found = tables(file.read_bytes(), BIG)
    except Refused as refused:
        said = Text(zh=refused.refusals[0].sentence("zh"), en=refused.refusals[0].sentence("en"))
        raise InputError(f"{file}: {said.zh} {said.en}") from None
    lines = iter(found[0].rows.items() if found else ())
    first, header = next(lines, (1, dict[int, Cell]()))
    names = {at: cell.text.strip().casefold() for at, cell in header.items()}
    if not set(names.values()) & {*columns}:
        known = ", ".join(columns)
        raise InputError(
            f"{file}:{first}: 第一行应为列名，可用：{known}。 "
            f"The first row has to name the columns; there are: {known}."
        )
    if missing := [name for name in needs if name not in names.values()]:
        lacking = ", ".join(missing)
        raise InputError(f"{file}:{first}: 缺少列：{lacking}。 Columns are missing: {lacking}.")
    for number, cells in lines:
        yield number, {names[at]: cell.text.strip() for at, cell in cells.items() if at in names}
