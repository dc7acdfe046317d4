"""The files of `laurel review simulate`: judges and entries, one a row, as .csv or .xlsx."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from contest.entry.entrants import entrant_kind
from contest.entry.entry import STATUS_NAMES, EntryStatus
from contest.entry.form import Form
from contest.entry.form_checks import recommended_by
from contest.model import Id, Text
from contest.refusals import Refused
from contest.review.conflict_facts import JudgeFacts, WorkFacts
from contest.review.identity import emails, phone_numbers
from contest.rules.rules import Rules
from contest.spreadsheets.table import Cell
from contest.unit_names import folded
from contest_aws.workbook.archive import MIB, Limits
from contest_aws.workbook.read import tables
from laurel.inputs import InputError

JUDGES = ("id", "name", "email", "phone", "unit", "expertise", "themes", "max_load")
ENTRIES = (
    *("id", "title", "theme", "entrant", "unit_type", "recommending_unit", "credits", "contact"),
    *("email", "phone", "status"),
)
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
    }
)
"""Entries that were submitted and are not out of the contest."""
MOST_FAULTS = 20


class JudgeRow(NamedTuple):
    facts: JudgeFacts
    themes: tuple[Id, ...]
    expertise: tuple[str, ...]
    max_load: int | None


class EntryRow(NamedTuple):
    facts: WorkFacts
    title: str
    themes: tuple[Id, ...]
    stands: bool


Record = TypeVar("Record", JudgeRow, EntryRow)


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
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 10):
            self.fault(column, typed, "应为不小于 0 的整数", "write a whole number from 0")
            return None
        return int(typed) if typed else None

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
        typed = self.text("status")
        if typed and folded(typed) not in STATUSES:
            codes = ", ".join(EntryStatus)
            self.fault(
                "status",
                typed,
                f"没有这个状态，可选：{codes}",
                f"no such status; there are: {codes}",
            )
        return not typed or STATUSES.get(folded(typed)) in STANDS

    def fault(self, column: str, typed: str, zh: str, en: str) -> None:
        self._faults.append(f"{self._where}: {column}: “{typed}”：{zh}。 “{typed}”: {en}.")


STATUSES = {
    folded(word): status
    for status, names in STATUS_NAMES.items()
    for word in (status.value, names.organiser.zh, names.organiser.en)
}


def read_judges(file: Path, rules: Rules) -> dict[str, JudgeRow]:
    return _read(file, JUDGES, lambda id_, row: _judge(id_, row, rules))


def read_entries(file: Path, rules: Rules) -> dict[str, EntryRow]:
    """Those that stand."""
    found = _read(file, ENTRIES, lambda id_, row: _entry(id_, row, rules))
    return {id_: entry for id_, entry in found.items() if entry.stands}


def _judge(id_: str, row: Row, rules: Rules) -> JudgeRow:
    facts = JudgeFacts(
        judge=id_,
        emails=emails(*row.texts("email")),
        phones=phone_numbers(*row.texts("phone")),
        name=row.text("name"),
        unit=row.text("unit"),
    )
    return JudgeRow(
        facts, row.themes("themes", rules), row.texts("expertise"), row.number("max_load")
    )


def _entry(id_: str, row: Row, rules: Rules) -> EntryRow:
    named = row.text("recommending_unit")
    unit = recommended_by(rules, Form.model_construct(recommending_unit=named)) if named else None
    names = [name for u in rules.units if u.id == unit for name in (u.name.zh, u.name.en)]
    facts = WorkFacts(
        entry=id_,
        emails=emails(*row.texts("email")),
        phones=phone_numbers(*row.texts("phone")),
        contacts=row.texts("contact"),
        entrant=row.text("entrant"),
        kind=entrant_kind(Form.model_construct(unit_type=row.text("unit_type"))),
        credits=row.texts("credits"),
        recommended_by=frozenset({unit} if unit else ()),
        recommending=tuple(dict.fromkeys(filter(None, (*row.texts("recommending_unit"), *names)))),
    )
    return EntryRow(facts, row.text("title"), row.themes("theme", rules), row.stands())


def _read(
    file: Path, columns: tuple[str, ...], record: Callable[[str, Row], Record]
) -> dict[str, Record]:
    """By id. A row without an id is called by its number."""
    found: dict[str, Record] = {}
    faults: list[str] = []
    for number, cells in _rows(file, columns):
        row = Row(cells, f"{file}:{number}", faults)
        id_ = row.text("id") or f"row-{number}"
        if id_ in found:
            row.fault("id", id_, "编号重复", "this id has come before")
        found[id_] = record(id_, row)
    if faults:
        if (more := len(faults) - MOST_FAULTS) > 0:
            faults[MOST_FAULTS:] = [f"……还有 {more} 处。 … and {more} more."]
        raise InputError("\n".join(faults))
    return found


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        found = tables(file.read_bytes(), BIG)
    except Refused as refused:
        said = Text(zh=refused.refusals[0].sentence("zh"), en=refused.refusals[0].sentence("en"))
        raise InputError(f"{file}: {said.zh} {said.en}") from None
    rows = iter(found[0].rows.items() if found else ())
    first, header = next(rows, (1, dict[int, Cell]()))
    names = {at: cell.text.strip().casefold() for at, cell in header.items()}
    if not set(names.values()) & {*columns}:
        known = ", ".join(columns)
        raise InputError(
            f"{file}:{first}: 第一行应为列名，可用：{known}。 "
            f"The first row has to name the columns; there are: {known}."
        )
    for number, cells in rows:
        yield number, {names[at]: cell.text.strip() for at, cell in cells.items() if at in names}
