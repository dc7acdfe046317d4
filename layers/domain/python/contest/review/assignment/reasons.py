"""What keeps an entry from having its number of judges: the constraint that would have to be
lifted, with the numbers."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace

from contest.refusals import Refusal
from contest.review.assignment.deal import Deal
from contest.review.assignment.problem import PlannedRound


def reasons(
    round_: PlannedRound, deal: Deal, found: Mapping[int, int], *, per_entry: int
) -> dict[str, Refusal]:
    """`found`: of the entries that lack judges, how many more could be found, as `deal_all` says.

    A code is true: were the conflicts of the entry lifted, or the limits of the judges, or were
    there more judges, the entry could be placed beside those that are."""
    told = {
        round_.entries[entry].id: Refusal(code=code, measured=str(measured), allowed=str(per_entry))
        for entry, code, measured in _reasons(round_, deal, found, per_entry)
    }
    return dict(sorted(told.items()))


def _reasons(
    round_: PlannedRound, deal: Deal, found: Mapping[int, int], per_entry: int
) -> Iterator[tuple[int, str, int]]:
    trial = _copy(deal) if found else deal
    for entry, more in found.items():
        existing = {*round_.existing[entry]}
        panel = {*range(round_.panel)} | existing
        eligible = len(deal.may_take(entry) & panel | deal.given[entry] | existing)
        if len(panel) < per_entry:
            yield entry, "review.panel_too_small", len(panel)
        elif eligible >= per_entry:
            yield entry, "review.judges_full", len(existing) + more
        elif _fits_without_conflicts(trial, entry, existing):
            yield entry, "review.too_few_judges", eligible
        else:
            yield entry, "review.conflicts_and_full", eligible


def _copy(deal: Deal) -> Deal:
    """What is tried with it changes nothing."""
    copied = deepcopy(deal)
    copied.problem = replace(deal.problem, closed=[*deal.problem.closed])
    return copied


def _fits_without_conflicts(trial: Deal, entry: int, existing: set[int]) -> bool:
    """Whether the entry could be placed beside the others if it had no conflicts."""
    closed, before = trial.problem.closed[entry], {*trial.given[entry]}
    trial.problem.closed[entry] = existing
    trial.forget_stuck()
    while trial.missing(entry) and trial.make_room(entry):
        pass
    fits = not trial.missing(entry)
    for judge in trial.given[entry] - before:
        trial.take(entry, judge)
    trial.problem.closed[entry] = closed
    trial.forget_stuck()
    return fits
