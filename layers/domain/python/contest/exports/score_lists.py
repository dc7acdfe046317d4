"""The list of an award round's results, and its score matrix."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from contest.award.explanations import why_unranked
from contest.award.results import Results
from contest.entry import masking
from contest.entry.entry import Entry
from contest.exports.list_page import list_page
from contest.model import Id, shown
from contest.review.judge import Judge
from contest.rules.contest import Contest
from contest.rules.sections import Criterion
from contest.spreadsheets.layout import Page, Value


class Tallied(NamedTuple):
    """The results of an award round, and who is meant by their ids."""

    results: Results
    entries: Mapping[Id, Entry]
    judges: Mapping[Id, Judge]


def result_pages(contest: Contest, tallied: Tallied, *, full: bool) -> tuple[Page, Page]:
    """The ranking, and the score matrix with one line a review."""
    results = tallied.results
    criteria = [one.name.both for one in results.criteria]
    work = ["编号 Number", "作品 Work", "参选者 Entrant", "主题 Theme"]
    ranked = list_page(
        "结果 Results",
        contest,
        ["名次 Rank", *work, "得分 Score", "评审数 Reviews", *criteria, "未排名原因 Why unranked"],
        [*_ranked(contest, tallied), *_unranked(contest, tallied)],
        full=full,
        widths=[10, 12, 28, 28, 24],
    )
    matrix = list_page(
        "评分 Scores",
        contest,
        ["轮次 Round", *work, "专家 Judge", *criteria],
        list(_scores(contest, tallied, full=full)),
        full=full,
        widths=[16, 12, 28, 28, 24],
    )
    return ranked, matrix


def _ranked(contest: Contest, tallied: Tallied) -> Iterable[list[Value]]:
    for line in tallied.results.lines:
        own = [Decimal(shown(line.criteria[one.id])) for one in tallied.results.criteria]
        work = _work(contest, tallied, line.entry)
        yield [line.rank, *work, Decimal(shown(line.overall)), line.reviews, *own, ""]


def _unranked(contest: Contest, tallied: Tallied) -> Iterable[list[Value]]:
    empty = [""] * (2 + len(tallied.results.criteria))
    for one in tallied.results.unranked:
        why = why_unranked(one, tallied.results).both
        yield ["—", *_work(contest, tallied, one.entry), *empty, why]


def _scores(contest: Contest, tallied: Tallied, *, full: bool) -> Iterable[list[Value]]:
    names = {round_.id: round_.name.zh for round_ in contest.rules.rounds}
    criteria: Sequence[Criterion] = tallied.results.criteria
    for round_id, by_entry in tallied.results.scores.items():
        for entry in sorted(by_entry, key=lambda id_: _number(tallied, id_)):
            for judge, scores in sorted(by_entry[entry].items()):
                known = tallied.judges.get(judge)
                name = known.name if known else ""
                yield [
                    names.get(round_id, round_id),
                    *_work(contest, tallied, entry),
                    name if full else masking.person(name),
                    *(scores[one.id] for one in criteria),
                ]


def _number(tallied: Tallied, entry: Id) -> str:
    known = tallied.entries.get(entry)
    return known.number if known else ""


def _work(contest: Contest, tallied: Tallied, entry: Id) -> list[Value]:
    """An erased work has its number alone."""
    known = tallied.entries.get(entry)
    if known is None:
        return ["", "", "", ""]
    themes = {theme.id: theme.name.zh for theme in contest.rules.themes}
    form = known.form
    return [known.number, form.title, form.entrant, themes.get(form.theme, "")]
