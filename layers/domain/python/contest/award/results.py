"""Results: a pure function of the stored scores and the rules, in exact arithmetic.

No entry's score depends on another entry, and the order of the reviews does not matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from pydantic import Field

from contest.model import Fact, Id
from contest.review.review import Review, Scores
from contest.rules.rules import Rules
from contest.rules.sections import Criterion, Scoring

TRIMMABLE = 3


class Candidate(Fact):
    """What awards depend on besides the scores of an entry.

    It names nobody, because results are kept permanently and a person may ask for erasure."""

    entry: Id
    theme: Id
    units: tuple[Id, ...] = ()
    """The units that the entry counts for, by the ids of `contest.award.names`."""


class ResultLine(Candidate):
    """An entry's result. Scores are exact, in percent of the possible points."""

    overall: Fraction
    criteria: dict[Id, Fraction]
    reviews: int
    rank: int
    tied: bool


class Reports(Fact):
    """A unit's confirmed publicity reports."""

    number: int = Field(ge=0)
    reach: int = Field(ge=0)
    """Sum of their readings or viewings."""


class Results(Fact):
    """The scores of a round, the rules that apply, and the result. `recompute` verifies it."""

    contest: Id
    edition: int
    round: Id
    scoring: Scoring
    criteria: tuple[Criterion, ...]
    scores: dict[Id, dict[Id, Scores]]
    """By entry, then by judge."""
    lines: tuple[ResultLine, ...]
    """Best first."""
    unranked: tuple[Candidate, ...]
    """Entries with fewer submitted reviews than the rules require."""
    publicity: dict[Id, Reports] = {}
    """By unit, for awards to units."""


NO_REPORTS: Mapping[Id, Reports] = {}


def tally(
    rules: Rules,
    *,
    round_id: Id,
    candidates: Iterable[Candidate],
    reviews: Iterable[Review],
    publicity: Mapping[Id, Reports] = NO_REPORTS,
) -> Results:
    """The results of one round, from its submitted reviews of the candidates.

    `publicity`: the confirmed reports of each unit, stored with the results."""
    by_entry: dict[Id, dict[Id, Scores]] = {}
    entries = {candidate.entry: candidate for candidate in candidates}
    for review in sorted(reviews, key=lambda review: (review.entry, review.judge)):
        if review.submitted and review.entry in entries and review.round == round_id:
            by_entry.setdefault(review.entry, {})[review.judge] = review.scores
    given = Results(
        contest=rules.id,
        edition=rules.edition,
        round=round_id,
        scoring=rules.scoring,
        criteria=rules.criteria,
        scores=by_entry,
        lines=(),
        unranked=tuple(entries.values()),
        publicity=dict(publicity),
    )
    return recompute(given)


def recompute(results: Results) -> Results:
    """Recomputes the lines from the scores in the results, and from nothing else.

    The output differs from the input if somebody changed a line or a score."""
    scoring, scores = results.scoring, results.scores
    entries = {one.entry: _candidate(one) for one in (*results.lines, *results.unranked)}
    enough = {entry for entry in entries if len(scores.get(entry, {})) >= scoring.min_reviews}
    lines = [
        _unranked_line(
            entries[entry], list(scores[entry].values()), results.criteria, method=scoring.method
        )
        for entry in sorted(enough)
    ]
    unranked = tuple(entries[entry] for entry in sorted(entries.keys() - enough))
    return results.model_copy(
        update={"lines": _ranked(lines, ties=scoring.ties), "unranked": unranked}
    )


def _candidate(of: Candidate) -> Candidate:
    return Candidate.model_validate(of.model_dump(include=set(Candidate.model_fields)))


def total(scores: Scores, criteria: Sequence[Criterion]) -> Fraction:
    """One review's weighted score in percent."""
    weights = sum(criterion.weight for criterion in criteria)
    return sum(
        (Fraction(100 * c.weight * scores[c.id], c.points * weights) for c in criteria), Fraction()
    )


def mean(values: Sequence[Fraction], *, method: str) -> Fraction:
    """The mean. `trimmed_mean` leaves out the highest and the lowest of three or more values."""
    kept = sorted(values)
    if method == "trimmed_mean" and len(kept) >= TRIMMABLE:
        kept = kept[1:-1]
    return sum(kept, Fraction()) / len(kept)


def _unranked_line(
    candidate: Candidate, given: Sequence[Scores], criteria: Sequence[Criterion], *, method: str
) -> ResultLine:
    return ResultLine(
        **dict(candidate),
        overall=mean([total(scores, criteria) for scores in given], method=method),
        criteria={
            c.id: mean([Fraction(100 * scores[c.id], c.points) for scores in given], method=method)
            for c in criteria
        },
        reviews=len(given),
        rank=0,
        tied=False,
    )


def _ranked(lines: Sequence[ResultLine], *, ties: Sequence[Id]) -> tuple[ResultLine, ...]:
    """Best first. Equal lines share a rank, and the next rank counts all of them (1, 1, 3)."""

    def standing(line: ResultLine) -> tuple[Fraction, ...]:
        return (line.overall, *(line.criteria[criterion] for criterion in ties))

    places: Mapping[tuple[Fraction, ...], int] = {}
    counts: dict[tuple[Fraction, ...], int] = {}
    for line in lines:
        counts[standing(line)] = counts.get(standing(line), 0) + 1
    rank, places = 1, {}
    for value in sorted(counts, reverse=True):
        places[value] = rank
        rank += counts[value]
    ranked = [
        line.model_copy(update={"rank": places[standing(line)], "tied": counts[standing(line)] > 1})
        for line in lines
    ]
    return tuple(sorted(ranked, key=lambda line: (line.rank, line.entry)))
