"""Holds a list of winners against the whole award plan.

The plan's least scores, its exclusions and the order of the scores hold unless the host overrides
them by name, with a reason.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from contest.award.award import AwardChange, Winner
from contest.award.names import Names
from contest.award.places import NOTHING_GRANTED, Granted, award_of, places
from contest.award.proposal import excluded_from, score_of
from contest.award.results import ResultLine, Results
from contest.award.selection import standing
from contest.award.unit_awards import unit_sums
from contest.model import Id, apart
from contest.refusals import Refusal
from contest.rules.award_plan import AnyAward, AwardPlan, OverallAward, UnitAward


class Confirmable(NamedTuple):
    """What the host confirms: the plan, the results of the proposal, and what is known by now."""

    plan: AwardPlan
    results: Results
    names: Names
    ended: Collection[Id] = frozenset()
    """Entries that were withdrawn or disqualified since the tally."""
    granted: Granted = NOTHING_GRANTED
    """As it was found when the list was proposed."""
    revoked: Collection[Id] = frozenset()
    """Works and units that an award was taken back from by now."""


def by_place(winners: Sequence[Winner]) -> Mapping[tuple[Id, Id | None], list[Winner]]:
    """The winners of each place; of a theme award, in each theme."""
    found: dict[tuple[Id, Id | None], list[Winner]] = {}
    for winner in winners:
        found.setdefault((winner.place, winner.theme), []).append(winner)
    return found


def broken_rules(
    of: Confirmable, changes: Sequence[AwardChange], winners: Sequence[Winner]
) -> Iterator[Refusal]:
    """Every rule of the plan that the list breaks without an override."""
    for winner in winners:
        if winner.entry in of.ended:
            yield Refusal(code="award.no_longer_stands", measured=winner.title)
        if (winner.entry or winner.unit) in of.revoked and not winner.override:
            yield Refusal(code="award.revoked_before", measured=winner.title or winner.recipient)
    if not changes:
        return
    lines = {line.entry: line for line in of.results.lines}
    before: list[Winner] = []
    for award in of.plan:
        won = [winner for winner in winners if winner.award == award.id]
        taken = excluded_from(award, before)
        if award.kind == "unit":
            yield from _better_units(of, award, changes, won, before=before)
        elif award.kind != "special":
            yield from _not_eligible(of, award, won, lines, taken)
            out = taken.keys() | of.ended | {*of.granted.barred}
            field = [
                line
                for line in of.results.lines
                if score_of(award)(line) >= award.min_score and line.entry not in out
            ]
            yield from _better_works(of, award, changes, won, field)
        before += [*of.granted.of(award.id), *won]


def _not_eligible(
    of: Confirmable,
    award: AnyAward,
    won: Sequence[Winner],
    lines: Mapping[Id, ResultLine],
    taken: Mapping[Id, Winner],
) -> Iterator[Refusal]:
    known = places(of.plan)
    for winner in won:
        line = lines.get(winner.entry or "")
        if winner.override or line is None:
            continue
        score = score_of(award)(line)
        if score < award.min_score:
            number, _ = apart(score, Fraction(award.min_score))
            yield Refusal(
                code="award.below_least_score",
                measured=f"{winner.title} {number}",
                allowed=str(award.min_score),
            )
        excluded = {**of.granted.excluded(of.plan, known[winner.place]), **taken}
        if line.entry in excluded:
            yield Refusal(
                code="award.excluded", measured=winner.title, allowed=excluded[line.entry].place
            )


def _better_works(
    of: Confirmable,
    award: AnyAward,
    changes: Sequence[AwardChange],
    won: Sequence[Winner],
    field: Sequence[ResultLine],
) -> Iterator[Refusal]:
    """A work that ends without a place which a worse one has. Each is named once."""
    score, levels = score_of(award), _levels(award)
    holders = [*of.granted.of(award.id), *won]
    has = {(winner.entry, winner.theme): levels[winner.place] for winner in holders}
    lines = {line.entry: line for line in of.results.lines}
    meant = _overridden(of.plan, award, changes)
    for line in field:
        theme = line.theme if award.kind == "theme" else None
        level = has.get((line.entry, theme), len(levels))
        worse = (
            winner
            for winner in won
            if winner.theme == theme
            and not winner.override
            and levels[winner.place] < level
            and standing(lines[winner.entry or ""], score) < standing(line, score)
        )
        found = next(worse, None)
        if found and line.entry not in meant:
            title = of.names.title(line.entry)
            yield Refusal(code="award.better_left_out", measured=title, allowed=found.title)


def _better_units(
    of: Confirmable,
    award: UnitAward,
    changes: Sequence[AwardChange],
    won: Sequence[Winner],
    *,
    before: Sequence[Winner],
) -> Iterator[Refusal]:
    sums = unit_sums(award, of.results, before, of.ended)
    points = {unit: of_unit.points for unit, of_unit in sums.items()}
    taken = {winner.unit for winner in before if winner.award in award.not_with}
    has = {winner.unit for winner in won} | of.granted.holders(award.id) | {*of.granted.barred}
    out = points.keys() - has - taken - _overridden(of.plan, award, changes)
    for winner in won:
        if winner.override:
            continue
        if winner.unit in taken:
            yield Refusal(code="award.excluded", measured=winner.recipient, allowed=award.id)
        least = points.get(winner.unit or "", 0)
        better = [unit for unit in sorted(out) if points[unit] > least]
        if better:
            name = of.names.unit(max(better, key=points.__getitem__))
            yield Refusal(code="award.better_left_out", measured=name, allowed=winner.recipient)


def _levels(award: AnyAward) -> Mapping[Id, int]:
    """The position of each place of the award, the best first."""
    if isinstance(award, OverallAward):
        return {level.id: position for position, level in enumerate(award.levels)}
    return {award.id: 0}


def _overridden(plan: AwardPlan, award: AnyAward, changes: Sequence[AwardChange]) -> set[Id]:
    """Whom the host has taken a place of the award from, and means it."""
    of_award = award_of(plan)
    return {
        change.entry or change.unit or ""
        for change in changes
        if change.action == "drop" and change.override and of_award[change.place] == award.id
    }
