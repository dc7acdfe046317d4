"""Scores calibrated for harsh and lenient judges, beside the official ones, never in their place.

An additive model: a review's total is the mean of all, plus the work's quality, plus its judge's
offset, plus noise. Quality, offset and noise are normal with unknown spreads. Mean-field
variational Bayes estimates all of them from the works that judges share: floats, no exact values.
"""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from contest.award.results import Results
from contest.award.scoring import total
from contest.model import Fact, Id

ROUNDS = 40
"""More change the third digit after the point no more (50,000 reviews of 10,000 works)."""
LEAST_SPREAD = 1e-6


class Total(NamedTuple):
    entry: Id
    judge: Id
    points: float
    """In percent."""


class CalibratedScore(Fact):
    entry: Id
    score: float
    uncertainty: float
    """One standard deviation, in percent of the points."""


class Calibration(Fact):
    """Best first. Without `comparable`, nothing is adjusted: the judges fall into groups that share
    no work, so that nobody can tell a harsh judge from weak works."""

    comparable: bool
    groups: int
    scores: tuple[CalibratedScore, ...]
    offsets: dict[Id, float]
    """How much higher a judge scores than the others on the same works, in percent."""


def totals_of(results: Results) -> list[Total]:
    """The totals of the reviews that count: of each ranked entry, those of its last round."""
    last = {line.entry: line.round or results.round for line in results.lines}
    return [
        Total(entry, judge, float(total(scores, results.criteria)))
        for entry, round_ in sorted(last.items())
        for judge, scores in sorted(results.scores[round_].get(entry, {}).items())
    ]


def calibrate(reviews: Sequence[Total]) -> Calibration:
    """Calibrated scores of all reviewed entries. The order of the reviews does not matter."""
    by_entry, by_judge = _by(reviews, 0), _by(reviews, 1)
    groups = _groups(by_entry)
    if not reviews or groups != 1 or len(by_judge) == 1:
        return _unadjusted(by_entry, groups=groups)
    model = _Model(reviews)
    for _ in range(ROUNDS):
        model.step()
    scores = sorted(
        (
            CalibratedScore(
                entry=entry,
                score=model.mean + model.quality[entry],
                uncertainty=sqrt(model.quality_variance[entry]),
            )
            for entry in by_entry
        ),
        key=lambda one: (-one.score, one.entry),
    )
    return Calibration(
        comparable=True, groups=1, scores=tuple(scores), offsets=dict(sorted(model.offset.items()))
    )


def _by(reviews: Iterable[Total], position: int) -> dict[Id, list[Total]]:
    found: dict[Id, list[Total]] = {}
    for review in sorted(reviews):
        name = review.entry if position == 0 else review.judge
        found.setdefault(name, []).append(review)
    return found


def _groups(by_entry: Mapping[Id, list[Total]]) -> int:
    """How many groups of judges there are that share no work with each other."""
    group: dict[Id, Id] = {}

    def root(judge: Id) -> Id:
        while group.setdefault(judge, judge) != judge:
            group[judge] = group[group[judge]]
            judge = group[judge]
        return judge

    for reviews in by_entry.values():
        for review in reviews:
            group[root(review.judge)] = root(reviews[0].judge)
    return len({root(judge) for judge in list(group)})


def _unadjusted(by_entry: Mapping[Id, list[Total]], *, groups: int) -> Calibration:
    scores = []
    for entry, reviews in by_entry.items():
        points = [review.points for review in reviews]
        error = statistics.stdev(points) / sqrt(len(points)) if len(points) > 1 else 0.0
        scores.append(
            CalibratedScore(entry=entry, score=statistics.fmean(points), uncertainty=error)
        )
    scores.sort(key=lambda one: (-one.score, one.entry))
    return Calibration(comparable=False, groups=groups, scores=tuple(scores), offsets={})


class _Model:
    """The estimates, and one round of making them better."""

    def __init__(self, reviews: Sequence[Total]) -> None:
        entries, judges = _by(reviews, 0), _by(reviews, 1)
        self._of_entry = {e: [(r.judge, r.points) for r in rs] for e, rs in entries.items()}
        self._of_judge = {j: [(r.entry, r.points) for r in rs] for j, rs in judges.items()}
        self._count = len(reviews)
        points = [review.points for rs in entries.values() for review in rs]
        self.mean = statistics.fmean(points)
        spread = max(statistics.pvariance(points), LEAST_SPREAD)
        self._quality_spread = self._offset_spread = self._noise = spread / 3
        self.quality = dict.fromkeys(self._of_entry, 0.0)
        self.quality_variance = dict.fromkeys(self._of_entry, 0.0)
        self.offset = dict.fromkeys(self._of_judge, 0.0)
        self._offset_variance = dict.fromkeys(self._of_judge, 0.0)

    def step(self) -> None:
        noise, mean = self._noise, self.mean
        offset, quality = self.offset, self.quality
        for entry, reviews in self._of_entry.items():
            precision = len(reviews) / noise + 1 / self._quality_spread
            rest = sum(points - mean - offset[judge] for judge, points in reviews)
            quality[entry] = rest / noise / precision
            self.quality_variance[entry] = 1 / precision
        for judge, reviews in self._of_judge.items():
            precision = len(reviews) / noise + 1 / self._offset_spread
            rest = sum(points - mean - quality[entry] for entry, points in reviews)
            offset[judge] = rest / noise / precision
            self._offset_variance[judge] = 1 / precision
        self._estimate_spreads()

    def _estimate_spreads(self) -> None:
        self._quality_spread = _spread(self.quality, self.quality_variance)
        self._offset_spread = _spread(self.offset, self._offset_variance)
        squares = 0.0
        for entry, reviews in self._of_entry.items():
            expected, variance = self.mean + self.quality[entry], self.quality_variance[entry]
            for judge, points in reviews:
                error = points - expected - self.offset[judge]
                squares += error * error + variance + self._offset_variance[judge]
        self._noise = max(squares / self._count, LEAST_SPREAD)


def _spread(means: Mapping[Id, float], variances: Mapping[Id, float]) -> float:
    squares = sum(means[name] ** 2 + variances[name] for name in means)
    return max(squares / len(means), LEAST_SPREAD)
