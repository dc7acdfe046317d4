"""From the scores of reviews to the score of an entry, in exact arithmetic."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from contest.model import Fact, Id
from contest.review.review import Scores
from contest.rules.rules import Rules
from contest.rules.sections import Criterion

TRIMMABLE = 3


class RoundWeight(Fact):
    """A review round that counts, and its weight if the rules weigh rounds."""

    id: Id
    weight: int = 1


def rounds_until(rules: Rules, round_id: Id) -> tuple[RoundWeight, ...]:
    last = [round_.id for round_ in rules.rounds].index(round_id)
    return tuple(RoundWeight(id=r.id, weight=r.weight) for r in rules.rounds[: last + 1])


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


ReviewsByRound = list[tuple[RoundWeight, list[Scores]]]
"""An entry's reviews of each round."""


def counted_reviews(given: ReviewsByRound, *, rounds: str) -> ReviewsByRound:
    """The rounds whose reviews count. `all` treats all reviews as those of one round."""
    match rounds:
        case "last":
            return given[-1:]
        case "all":
            return [(given[-1][0], [scores for _, reviews in given for scores in reviews])]
        case _:
            return [(round_, reviews) for round_, reviews in given if reviews]


def combined(
    counted: ReviewsByRound, score: Callable[[Scores], Fraction], *, method: str
) -> Fraction:
    """The mean of the rounds' means, by the rounds' weights."""
    means = [
        (round_.weight, mean([score(one) for one in reviews], method=method))
        for round_, reviews in counted
    ]
    return sum((weight * of for weight, of in means), Fraction()) / sum(w for w, _ in means)


def percent_on(criterion: Criterion) -> Callable[[Scores], Fraction]:
    return lambda scores: Fraction(100 * scores[criterion.id], criterion.points)
