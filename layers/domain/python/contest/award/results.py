"""Results: a pure function of the stored scores and the rules, in exact arithmetic. No score of an
entry depends on another entry, and the order of the reviews does not matter."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Self

from pydantic import Field

from contest.award.publicity import Reports
from contest.award.scoring import (
    RoundWeight,
    Scale,
    combined,
    counted_reviews,
    overall_scale,
    rounds_until,
    scale_of,
    whole,
)
from contest.model import Fact, Id
from contest.review.review import Review, Scores
from contest.rules.rules import Rules
from contest.rules.sections import Criterion, Scoring


class Candidate(Fact):
    """What awards depend on besides the scores of an entry.

    It names nobody, because results are kept permanently and a person may ask for erasure."""

    entry: Id
    theme: Id
    round: Id | None = None
    """The last review round that it reached. None: the round of the results."""
    units: tuple[Id, ...] = ()
    """The units that the entry counts for, by the ids of `contest.award.names`."""
    left_out: bool = Field(default=False, exclude_if=lambda left_out: not left_out)
    """The host decided that it takes no part in the ranking. Results are hashed without the field
    where it is false: older ones do not have it."""


class ResultLine(Candidate):
    """An entry's result. Scores are exact, in percent of the possible points."""

    reached: int = 0
    """The position of the last round that it reached. Who reached a later round ranks higher."""
    overall: Fraction
    criteria: dict[Id, Fraction]
    reviews: int
    spread: Fraction = Fraction()
    """The highest of its reviews' totals less the lowest."""
    rank: int
    tied: bool


RoundScores = dict[Id, dict[Id, Scores]]
"""By entry, then by judge."""


class Results(Fact):
    """The scores of a round and those before it, the rules that apply, and the result. `recompute`
    verifies it."""

    contest: Id
    edition: int
    round: Id
    rounds: tuple[RoundWeight, ...]
    """All rounds up to this one, in their order."""
    scoring: Scoring
    criteria: tuple[Criterion, ...]
    scores: dict[Id, RoundScores]
    """By round."""
    lines: tuple[ResultLine, ...]
    """Best first."""
    unranked: tuple[Candidate, ...]
    """Entries that were left out, or have fewer submitted reviews than the rules require."""
    publicity: dict[Id, Reports] = {}
    """By unit, for awards to units."""
    submitted: dict[Id, int] = {}
    """How many works each unit has submitted, whatever became of them."""

    def without(self, entries: Collection[Id]) -> Self:
        """The results as if these entries had no part in them. The ranks of the others stay."""
        return self.model_copy(
            update={
                "lines": tuple(line for line in self.lines if line.entry not in entries),
                "unranked": tuple(one for one in self.unranked if one.entry not in entries),
            }
        )


NO_REPORTS: Mapping[Id, Reports] = {}
NO_WORKS: Mapping[Id, int] = {}


def tally(
    rules: Rules,
    *,
    round_id: Id,
    candidates: Iterable[Candidate],
    reviews: Iterable[Review],
    publicity: Mapping[Id, Reports] = NO_REPORTS,
    submitted: Mapping[Id, int] = NO_WORKS,
) -> Results:
    """The results of the round and those before it, from the submitted reviews of the candidates.

    `publicity`: the confirmed reports of each unit. `submitted`: how many works each has submitted.
    Both are stored with the results."""
    entries = {candidate.entry: candidate for candidate in candidates}
    rounds = rounds_until(rules, round_id)
    scores: dict[Id, RoundScores] = {round_.id: {} for round_ in rounds}
    for review in sorted(reviews, key=lambda review: (review.entry, review.judge)):
        if review.submitted and review.entry in entries and review.round in scores:
            scores[review.round].setdefault(review.entry, {})[review.judge] = review.scores
    given = Results(
        contest=rules.id,
        edition=rules.edition,
        round=round_id,
        rounds=rounds,
        scoring=rules.scoring,
        criteria=rules.criteria,
        scores=scores,
        lines=(),
        unranked=tuple(entries.values()),
        publicity=dict(publicity),
        submitted=dict(submitted),
    )
    return recompute(given)


def recompute(results: Results) -> Results:
    """Recomputes the lines from the scores in the results, and from nothing else.

    The output differs from the input if somebody changed a line or a score."""
    entries = {one.entry: _candidate(one) for one in (*results.lines, *results.unranked)}
    scales = overall_scale(results.criteria), {c.id: scale_of(c) for c in results.criteria}
    lines = {entry: _line(results, one, *scales) for entry, one in sorted(entries.items())}
    return results.model_copy(
        update={
            "lines": ranked([line for line in lines.values() if line], results.scoring.ties),
            "unranked": tuple(entries[entry] for entry, line in lines.items() if line is None),
        }
    )


def _candidate(of: Candidate) -> Candidate:
    return Candidate.model_validate(of.model_dump(include=set(Candidate.model_fields)))


def _line(
    results: Results, candidate: Candidate, overall: Scale, criteria: Mapping[Id, Scale]
) -> ResultLine | None:
    """The entry's result, without its rank. None: it was left out, or the last round that it
    reached has fewer reviews of it than the rules require."""
    scoring = results.scoring
    reached = [round_.id for round_ in results.rounds].index(candidate.round or results.round)
    given = [
        (round_, list(results.scores.get(round_.id, {}).get(candidate.entry, {}).values()))
        for round_ in results.rounds[: reached + 1]
    ]
    if candidate.left_out or len(given[-1][1]) < scoring.min_reviews:
        return None
    counted = counted_reviews(given, rounds=scoring.rounds)
    totals = [overall.points(scores) for _, reviews in counted for scores in reviews]
    return ResultLine(
        **dict(candidate),
        reached=reached,
        overall=combined(counted, overall, method=scoring.method),
        criteria={
            name: combined(counted, scale, method=scoring.method)
            for name, scale in criteria.items()
        },
        reviews=len(totals),
        spread=Fraction(100 * (max(totals) - min(totals)), overall.most),
        rank=0,
        tied=False,
    )


def ranked(lines: Sequence[ResultLine], ties: Sequence[Id]) -> tuple[ResultLine, ...]:
    """Best first. Equal lines share a rank, and the next rank counts all of them (1, 1, 3)."""

    parts = [whole([line.overall for line in lines])]
    parts += [whole([line.criteria[criterion] for line in lines]) for criterion in ties]
    standings = list(zip([line.reached for line in lines], *parts, strict=True))
    counts = Counter(standings)
    rank, places = 1, {}
    for value in sorted(counts, reverse=True):
        places[value] = rank
        rank += counts[value]
    ranked = [
        line.model_copy(update={"rank": places[value], "tied": counts[value] > 1})
        for line, value in zip(lines, standings, strict=True)
    ]
    return tuple(sorted(ranked, key=lambda line: (line.rank, line.entry)))
