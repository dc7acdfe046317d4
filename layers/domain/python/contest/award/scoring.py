"""From the scores of reviews to the score of an entry, in exact arithmetic."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

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


class Scale(NamedTuple):
    """Whole points of a review on a scale from 0 to `most`."""

    points: Callable[[Scores], int]
    most: int


def overall_scale(criteria: Sequence[Criterion]) -> Scale:
    """The weighted total: each criterion counts by its weight, whatever its highest score."""
    common = lcm(*(criterion.points for criterion in criteria))
    factors = [(c.id, c.weight * (common // c.points)) for c in criteria]
    most = common * sum(criterion.weight for criterion in criteria)
    return Scale(lambda scores: sum(by * scores[name] for name, by in factors), most)


def scale_of(criterion: Criterion) -> Scale:
    return Scale(lambda scores: scores[criterion.id], criterion.points)


def total(scores: Scores, criteria: Sequence[Criterion]) -> Fraction:
    """One review's weighted score in percent."""
    scale = overall_scale(criteria)
    return Fraction(100 * scale.points(scores), scale.most)


def mean(values: Sequence[int], *, method: str) -> Fraction:
    """The mean. `trimmed_mean` leaves out the highest and the lowest of three or more values."""
    kept = sorted(values)
    if method == "trimmed_mean" and len(kept) >= TRIMMABLE:
        kept = kept[1:-1]
    return Fraction(sum(kept), len(kept))


def whole(values: Sequence[Fraction]) -> list[int]:
    """The values times their common denominator: they compare alike, and many times as fast."""
    common = lcm(*(value.denominator for value in values))
    return [value.numerator * (common // value.denominator) for value in values]


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


def combined(counted: ReviewsByRound, scale: Scale, *, method: str) -> Fraction:
    """The mean of the rounds' means, by the rounds' weights, in percent."""
    means = [
        (round_.weight, mean([scale.points(one) for one in reviews], method=method))
        for round_, reviews in counted
    ]
    weighted = sum((weight * of for weight, of in means), Fraction())
    return weighted * 100 / (scale.most * sum(weight for weight, _ in means))
