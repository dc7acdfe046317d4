"""How each judge scores beside the others on the works that they share, and the works on which
judges disagree most."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from contest.award.calibration import Calibration, Total
from contest.award.results import Results
from contest.award.scoring import overall_scale
from contest.model import Fact, Id

LEAST_SHARED = 5
"""With fewer shared works nothing is said of a judge."""
OFFSET, FLAT, OUT_OF_LINE = 5.0, 0.5, 0.0

Tendency = Literal["harsh", "lenient", "flat", "out_of_line"]


class JudgeTendency(Fact):
    judge: Id
    reviews: int
    shared: int
    """How many of these works others have reviewed too."""
    offset: float | None = None
    """How much higher than the others on the same works, in percent of the points. None: too few
    shared works."""
    spread: float | None = None
    """The spread of the judge's totals beside the others' on the same works: 1 is the same."""
    agreement: float | None = None
    """The correlation of the judge's totals with the others' means on the same works, -1 to 1."""
    tendencies: tuple[Tendency, ...] = ()


class Disagreement(Fact):
    """Exact, in percent."""

    entry: Id
    lowest: Fraction
    highest: Fraction


def tendencies(reviews: Sequence[Total], calibration: Calibration) -> tuple[JudgeTendency, ...]:
    """One of each judge, by id. Harsh and lenient: 5 points or more from the others. Flat: less
    than half of the others' spread. Out of line: the better a work is to others, the worse it is to
    this judge, or there is no relation."""
    by_entry: dict[Id, dict[Id, float]] = {}
    by_judge: dict[Id, list[Id]] = {}
    for review in reviews:
        by_entry.setdefault(review.entry, {})[review.judge] = review.points
        by_judge.setdefault(review.judge, []).append(review.entry)
    return tuple(
        _tendency(judge, sorted(entries), by_entry, calibration)
        for judge, entries in sorted(by_judge.items())
    )


def _tendency(
    judge: Id,
    entries: Sequence[Id],
    by_entry: Mapping[Id, Mapping[Id, float]],
    calibration: Calibration,
) -> JudgeTendency:
    shared = [entry for entry in entries if len(by_entry[entry]) > 1]
    seen = JudgeTendency(judge=judge, reviews=len(entries), shared=len(shared))
    if len(shared) < LEAST_SHARED:
        return seen
    own = [by_entry[entry][judge] for entry in shared]
    others = [
        statistics.fmean(points for other, points in by_entry[entry].items() if other != judge)
        for entry in shared
    ]
    apart = statistics.fmean(mine - theirs for mine, theirs in zip(own, others, strict=True))
    offset = calibration.offsets.get(judge, apart)
    spread, agreement = _spread(own, others), _agreement(own, others)
    return seen.model_copy(
        update={
            "offset": offset,
            "spread": spread,
            "agreement": agreement,
            "tendencies": tuple(_named(offset, spread, agreement)),
        }
    )


def _spread(own: Sequence[float], others: Sequence[float]) -> float | None:
    theirs = statistics.pstdev(others)
    return statistics.pstdev(own) / theirs if theirs else None


def _agreement(own: Sequence[float], others: Sequence[float]) -> float | None:
    """None if either side gave the same to all."""
    if not statistics.pstdev(own) or not statistics.pstdev(others):
        return None
    return statistics.correlation(own, others)


def _named(offset: float, spread: float | None, agreement: float | None) -> Iterable[Tendency]:
    if offset <= -OFFSET:
        yield "harsh"
    if offset >= OFFSET:
        yield "lenient"
    if spread is not None and spread < FLAT:
        yield "flat"
    if agreement is not None and agreement <= OUT_OF_LINE:
        yield "out_of_line"


def disagreements(results: Results, number: int) -> tuple[Disagreement, ...]:
    """The works with the widest span between the reviews of their last round, the widest first."""
    scale = overall_scale(results.criteria)
    spans = []
    for line in results.lines:
        given = results.scores[line.round or results.round].get(line.entry, {}).values()
        points = [scale.points(scores) for scores in given]
        if points:
            spans.append((min(points) - max(points), line.entry, min(points), max(points)))
    return tuple(
        Disagreement(
            entry=entry,
            lowest=Fraction(100 * lowest, scale.most),
            highest=Fraction(100 * highest, scale.most),
        )
        for _, entry, lowest, highest in sorted(spans)[:number]
    )
