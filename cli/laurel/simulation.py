"""The plan of a round from two files, before there is a deployment."""

from dataclasses import replace
from typing import Any, NamedTuple

from contest.review.assignment.panel_size import judges_lacking
from contest.review.assignment.plan import Plan, plan
from contest.review.assignment.preferences import expertise_for, known_fields
from contest.review.assignment.problem import PlannedEntry, PlannedJudge
from contest.review.conflict_search import conflicts_between
from contest.review.conflicts import Conflict
from contest.rules.rules import Rules
from contest.rules.sections import ReviewRound
from contest.unit_names.register import UnitRegister
from laurel.panel_files import EntryRow, JudgeRow


class Simulation(NamedTuple):
    rules: Rules
    round: ReviewRound
    judges: dict[str, JudgeRow]
    entries: dict[str, EntryRow]
    conflicts: dict[tuple[str, str], tuple[Conflict, ...]]
    """By judge and entry. Suspicions count, as they do until a person dismisses them."""
    plan: Plan
    lacking: int
    """How many more judges, who have no conflict, the round would need."""


def simulated(
    rules: Rules,
    round_: ReviewRound,
    files: tuple[dict[str, JudgeRow], dict[str, EntryRow]],
    *,
    seed: str,
) -> Simulation:
    judges, entries = files
    conflicts = _conflicts(rules, judges, entries)
    barred: dict[str, set[str]] = {entry: set() for entry in entries}
    for judge, entry in conflicts:
        barred[entry].add(judge)
    planned = [
        PlannedEntry(
            id=id_,
            themes=entry.themes,
            expertise=expertise_for(rules, entry.themes),
            barred=frozenset(barred[id_]),
        )
        for id_, entry in entries.items()
    ]
    panel = [
        PlannedJudge(
            id=id_,
            themes=one.themes,
            expertise=known_fields(one.expertise),
            max_load=one.max_load,
        )
        for id_, one in judges.items()
    ]
    limits = {"per_entry": round_.reviews_per_entry, "max_load": round_.max_load}
    made = plan(planned, panel, seed=seed, **limits)
    lacking = judges_lacking(planned, panel, **limits) if made.unplaced else 0
    return Simulation(rules, round_, judges, entries, conflicts, made, lacking)


def _conflicts(
    rules: Rules, judges: dict[str, JudgeRow], entries: dict[str, EntryRow]
) -> dict[tuple[str, str], tuple[Conflict, ...]]:
    register = UnitRegister(contest=rules.id)
    entering = frozenset(
        known for entry in entries.values() for known in entry.facts.emails | entry.facts.phones
    )
    facts = [
        replace(one.facts, enters=not rules.entrants_may_judge and _enters(one, entering))
        for _, one in sorted(judges.items())
    ]
    works = [other.facts for _, other in sorted(entries.items())]
    found = conflicts_between(facts, works, kinds=rules.conflicts, register=register)
    return dict(found)


def _enters(judge: JudgeRow, entering: frozenset[str]) -> bool:
    return not (judge.facts.emails | judge.facts.phones).isdisjoint(entering)


def to_json(done: Simulation) -> dict[str, Any]:
    return {
        "plan": done.plan.judges,
        "loads": done.plan.loads,
        "conflicts": [
            {
                "entry": entry,
                "judge": judge,
                "kind": one.code,
                "suspected": not one.certain,
                "why": f"{one.reason.zh} {one.reason.en}",
            }
            for (judge, entry), found in sorted(done.conflicts.items())
            for one in found
        ],
        "unplaced": [
            {
                "entry": entry,
                "why": f"{refusal.text.zh} {refusal.text.en}",
                "code": refusal.code,
                "measured": refusal.measured,
                "allowed": refusal.allowed,
            }
            for entry, refusal in done.plan.unplaced.items()
        ],
        "connected": done.plan.connected,
        "components": done.plan.components,
        "quality": done.plan.quality,
        "judges_lacking": done.lacking,
        "round": done.round.id,
        "seed": done.plan.seed,
        "hash": done.plan.hash,
    }
