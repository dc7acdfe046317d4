"""The score matrix of an award round as an .xlsx that carries the rules: whoever has the file can
compute the results again (`laurel results recompute`), without access to the deployment."""

import json
from collections.abc import Sequence

from contest.award.explanations import why_unranked
from contest.award.results import ResultLine, Results
from contest.model import digest, shown
from contest.rules.sections import Criterion
from contest.spreadsheets.layout import Page, PageLine
from contest_aws.workbook.write import workbook

SCORES, RESULTS, RULES = "评分 scores", "结果 results", "规则 rules"
CHUNK = 30_000
"""Characters of a cell, of which Excel allows 32,767."""
CANDIDATE = {"entry", "theme", "round", "units", "left_out"}


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
    lines = [PageLine(result_cells(line, results.criteria)) for line in results.lines]
    lines += [
        PageLine(["—", one.entry, *([""] * (len(head) - 2)), why_unranked(one, results).both])
        for one in results.unranked
    ]
    widths = [10, 26, 10, 20, 10, *_widths(results), 30]
    return Page(RESULTS, [PageLine([*head, "未排名原因 why"], "head"), *lines], widths, frozen=1)


def result_cells(line: ResultLine, criteria: Sequence[Criterion]) -> list[str | int]:
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
