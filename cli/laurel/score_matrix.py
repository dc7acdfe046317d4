"""The score matrix of an award round as an .xlsx that carries the rules: whoever has the file can
compute the results again, without access to the deployment."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from contest.award.results import ResultLine, Results, RoundScores, recompute
from contest.award.scoring import RoundWeight
from contest.model import Id, digest, shown
from contest.rules.sections import Criterion
from contest.spreadsheets.layout import Page, PageLine
from contest.spreadsheets.table import Cell, Table
from contest_aws.workbook.archive import MIB, Limits
from contest_aws.workbook.read import tables
from contest_aws.workbook.write import workbook
from laurel.inputs import InputError

SCORES, RESULTS, RULES = "评分 scores", "结果 results", "规则 rules"
CHUNK = 30_000
"""Characters of a cell, of which Excel allows 32,767."""
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


def to_workbook(results: Results) -> bytes:
    return workbook(_score_page(results), _result_page(results), _rules_page(results))


def _score_page(results: Results) -> Page:
    head = ["轮次 round", "作品 entry", "专家 judge", *(_head(c) for c in results.criteria)]
    lines = [
        PageLine([round_.id, entry, judge, *(scores[c.id] for c in results.criteria)])
        for round_ in results.rounds
        for entry, by_judge in sorted(results.scores[round_.id].items())
        for judge, scores in sorted(by_judge.items())
    ]
    return Page(SCORES, [PageLine(head, "head"), *lines], [14, 26, 26, *_widths(results)], frozen=1)


def _head(criterion: Criterion) -> str:
    return f"{criterion.name.zh} {criterion.id}"


def _widths(results: Results) -> list[int]:
    return [12] * len(results.criteria)


def _result_page(results: Results) -> Page:
    head = ["名次 rank", "作品 entry", "得分 score", "精确值 exact", "评审数 reviews"]
    head += [_head(criterion) for criterion in results.criteria]
    lines = [PageLine(_result_cells(line, results.criteria)) for line in results.lines]
    lines += [
        PageLine(["—", one.entry, *([""] * (len(head) - 2)), results.why_unranked(one).zh])
        for one in results.unranked
    ]
    widths = [10, 26, 10, 20, 10, *_widths(results), 30]
    return Page(RESULTS, [PageLine([*head, "未排名原因 why"], "head"), *lines], widths, frozen=1)


def _result_cells(line: ResultLine, criteria: Sequence[Criterion]) -> list[str | int]:
    exact = [str(line.criteria[criterion.id]) for criterion in criteria]
    return [line.rank, line.entry, shown(line.overall), str(line.overall), line.reviews, *exact]


def _rules_page(results: Results) -> Page:
    """Everything but the scores and the lines, as JSON in pieces, and the hash of the whole."""
    candidates = [line.model_dump(include=CANDIDATE) for line in results.lines]
    candidates += [one.model_dump(include=CANDIDATE) for one in results.unranked]
    rest = results.model_copy(update={"scores": {}, "lines": (), "unranked": ()})
    document = rest.model_dump(mode="json") | {"unranked": candidates}
    text = json.dumps(document, ensure_ascii=False)
    pieces = [text[at : at + CHUNK] for at in range(0, len(text), CHUNK)]
    lines = [PageLine(["sha256", digest(results)]), *(PageLine(["json", one]) for one in pieces)]
    return Page(RULES, lines, [12, 100])


CANDIDATE = {"entry", "theme", "round", "units"}


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
        computed = [str(cell) for cell in _result_cells(line, found.criteria)]
        if told.get(line.entry) != computed:
            yield line.entry
    ranked = {line.entry for line in found.lines}
    yield from (entry for entry, row in told.items() if row[0] != "—" and entry not in ranked)
