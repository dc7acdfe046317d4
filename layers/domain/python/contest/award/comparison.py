"""What would change: the awards under the other ways to turn scores into results."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

from contest.award.award import Winner
from contest.award.calibration import Calibration, calibrate, totals_of
from contest.award.names import Names
from contest.award.proposal import proposal_from
from contest.award.results import Results, ranked, recompute
from contest.model import Fact, Id
from contest.rules.award_plan import AwardPlan

Method = Literal["mean", "trimmed_mean", "calibrated"]
FINE = 10**6
"""The denominator of calibrated scores. With one for all they compare fast."""
METHODS: tuple[Method, ...] = ("mean", "trimmed_mean", "calibrated")


class PlaceChange(Fact):
    """Who would have a place, and who would not, by entry or unit."""

    place: Id
    gains: tuple[Id, ...]
    loses: tuple[Id, ...]


class Comparison(Fact):
    method: Method
    official: bool
    changes: tuple[PlaceChange, ...]


def compared(
    plan: AwardPlan, results: Results, names: Names, calibration: Calibration | None = None
) -> tuple[Comparison, ...]:
    """The official method and the others. Without comparable judges, the calibrated one is left
    out."""
    calibration = calibration or calibrate(totals_of(results))
    official = _given(proposal_from(plan, results, names))
    found = []
    for method in METHODS:
        if method == "calibrated" and not calibration.comparable:
            continue
        if method == results.scoring.method:
            found.append(Comparison(method=method, official=True, changes=()))
            continue
        other = by_method(results, method, calibration)
        changes = tuple(_changes(official, _given(proposal_from(plan, other, names))))
        found.append(Comparison(method=method, official=False, changes=changes))
    return tuple(found)


def by_method(results: Results, method: Method, calibration: Calibration) -> Results:
    """The results as if the rules named this method. A calibrated score is an estimate."""
    if method != "calibrated":
        scoring = results.scoring.model_copy(update={"method": method})
        return recompute(results.model_copy(update={"scoring": scoring}))
    scores = {one.entry: Fraction(round(one.score * FINE), FINE) for one in calibration.scores}
    lines = [line.model_copy(update={"overall": scores[line.entry]}) for line in results.lines]
    return results.model_copy(update={"lines": ranked(lines, results.scoring.ties)})


def _given(winners: Iterable[Winner]) -> dict[Id, set[Id]]:
    given: dict[Id, set[Id]] = {}
    for winner in winners:
        given.setdefault(winner.place, set()).add(winner.entry or winner.unit or "")
    return given


def _changes(official: Mapping[Id, set[Id]], other: Mapping[Id, set[Id]]) -> Iterable[PlaceChange]:
    for place in sorted(official.keys() | other.keys()):
        had, has = official.get(place, set()), other.get(place, set())
        if had != has:
            yield PlaceChange(
                place=place, gains=tuple(sorted(has - had)), loses=tuple(sorted(had - has))
            )
