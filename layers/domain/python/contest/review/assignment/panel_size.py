"""How many judges would be enough for a round."""

import random
from collections.abc import Collection
from dataclasses import replace

from contest.review.assignment.deal import Deal
from contest.review.assignment.problem import PlannedEntry, PlannedJudge, PlannedRound, Problem


def judges_lacking(
    entries: Collection[PlannedEntry],
    judges: Collection[PlannedJudge],
    *,
    per_entry: int,
    max_load: int,
) -> int:
    """How many more judges, who have no conflict with any entry, would let each entry have
    `per_entry` of them; 0: nobody is lacking."""
    round_ = PlannedRound.of(entries, judges, per_entry=per_entry, max_load=max_load, seed="")
    problem = round_.problem
    judges_now, places = len(problem.room), sum(problem.room)
    lacking = max(0, -(-(sum(problem.need) - places) // max_load))
    for need, closed in zip(problem.need, problem.closed, strict=True):
        lacking = max(lacking, need - (judges_now - len(closed)))
    while not _enough(_with_more(problem, lacking, max_load)):
        lacking += 1
    return lacking


def _with_more(problem: Problem, judges: int, max_load: int) -> Problem:
    return replace(
        problem, room=problem.room + [max_load] * judges, load=problem.load + [0] * judges
    )


def _enough(problem: Problem) -> bool:
    return not Deal(problem, random.Random(0)).deal_all()  # noqa: S311 - no secret depends on it
