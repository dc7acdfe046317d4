"""Reads a score matrix that was exported, and computes the results again from nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from contest.award.results import Results, RoundScores, recompute
from contest.award.scoring import RoundWeight
from contest.model import Id, digest
from contest.rules.sections import Criterion
from contest.spreadsheets.table import Cell, Table
from contest_aws.workbook.archive import MIB, Limits
from contest_aws.workbook.read import tables
from contest_aws.workbook.score_matrix import RESULTS, RULES, SCORES, result_cells
from laurel.inputs import InputError

MOST = Limits(
    bytes=64 * MIB,
    unpacked=1024 * MIB,
    markup=40_000_000,
    elements=20_000_000,
    rows=500_000,
    cells=5_000_000,
    text=200_000_000,
)
"""For 10,000 works with 5 reviews on 20 criteria."""


class Recomputed(NamedTuple):
    """Results computed from the scores and rules of a file, and what its own results differ in."""

    results: Results
    sha256: str
    """Of the results as computed: that of the snapshot, if nobody changed anything."""
    same_snapshot: bool
    differences: Sequence[str]


def recomputed(file: bytes) -> Recomputed:
    """Raises `InputError` if the file is not one that `to_workbook` wrote, or is damaged."""
    pages = {table.name: table for table in tables(file, MOST)}
    if missing := [name for name in (SCORES, RULES) if name not in pages]:
        names = ", ".join(missing)
        raise InputError(f"缺少工作表：{names}。 Sheets are missing: {names}.")
    rules = list(_rows(pages[RULES]))
    sha256 = next((row[1] for row in rules if row[0] == "sha256"), "")
    text = "".join(row[1] for row in rules if row[0] == "json")
    try:
        given = Results.model_validate_json(text)
    except ValidationError:
        raise InputError(f"工作表“{RULES}”已损坏。 The sheet {RULES!r} is damaged.") from None
    scores = _scores(pages[SCORES], given.criteria, given.rounds)
    found = recompute(given.model_copy(update={"scores": scores}))
    same = digest(found) == sha256
    return Recomputed(found, digest(found), same, list(_differences(found, pages.get(RESULTS))))


def _rows(table: Table) -> Iterator[list[str]]:
    """Each filled row's texts, from the first column to its last filled one."""
    for cells in table.rows.values():
        yield [cells.get(at, Cell("")).text for at in range(1, max(cells) + 1)]


def _scores(
    table: Table, criteria: Sequence[Criterion], rounds: Sequence[RoundWeight]
) -> dict[Id, RoundScores]:
    found: dict[Id, RoundScores] = {round_.id: {} for round_ in rounds}
    for number, row in list(zip(table.rows, _rows(table), strict=True))[1:]:
        cells = [*row, *([""] * (3 + len(criteria) - len(row)))]
        round_, entry, judge, *points = cells
        if round_ not in found or not all(given.isdecimal() for given in points[: len(criteria)]):
            raise InputError(
                f"工作表“{SCORES}”第 {number} 行有误。 Row {number} of {SCORES!r} is wrong."
            )
        scores = {c.id: int(given) for c, given in zip(criteria, points, strict=False)}
        found[round_].setdefault(entry, {})[judge] = scores
    return found


def _differences(found: Results, page: Table | None) -> Iterator[str]:
    """The ranked lines in which the file's own results differ, by entry."""
    told: Mapping[str, list[str]] = (
        {row[1]: row[: 5 + len(found.criteria)] for row in list(_rows(page))[1:] if len(row) > 1}
        if page
        else {}
    )
    for line in found.lines:
        computed = [str(cell) for cell in result_cells(line, found.criteria)]
        if told.get(line.entry) != computed:
            yield line.entry
    ranked = {line.entry for line in found.lines}
    yield from (entry for entry, row in told.items() if row[0] != "—" and entry not in ranked)
