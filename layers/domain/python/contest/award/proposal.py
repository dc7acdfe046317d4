"""Proposes the winners of every award from the scores, each with the reason.

The host's changes are part of the computation: what falls out of a level falls to the next one, and
later awards see who has won what. Nobody moves up into a place that the host leaves free. Where
awards were granted before, whoever has one keeps it, and only what is free is filled.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from contest.award.award import AwardChange, Winner
from contest.award.explanations import Competition, by_the_host, why
from contest.award.names import Names
from contest.award.places import NOTHING_GRANTED, AwardPlace, Changes, Granted
from contest.award.results import Candidate, ResultLine, Results
from contest.award.selection import Score, StandingKey, ordered, pick, standing, without
from contest.award.unit_awards import unit_winners
from contest.model import Id, Text, shown
from contest.rules.award_plan import (
    AnyAward,
    AwardPlan,
    CriterionAward,
    OverallAward,
    ThemeAward,
)


def proposal_from(
    plan: AwardPlan,
    results: Results,
    names: Names,
    changes: Iterable[AwardChange] = (),
    *,
    ended: Collection[Id] = frozenset(),
    granted: Granted = NOTHING_GRANTED,
) -> tuple[Winner, ...]:
    """The proposed winners, in the plan's order, without those who keep what was granted before.

    An award's `not_with` excludes the winners of awards that come before it in the plan. Special
    awards are the host's decision; none is proposed. `changes` are taken as they are:
    `contest.award.changes` holds them against the plan. `ended`: entries that no longer stand; they
    keep their places free, and earn nothing for their units."""
    changed = Changes(plan, changes, ended=ended)
    winners: list[Winner] = []
    before: list[Winner] = []
    for award in plan:
        if award.kind == "unit":
            won = [*unit_winners(award, results, names, changed, before=before, granted=granted)]
        else:
            taken = excluded_from(award, before)
            won = [*_Field(plan, award, results, names, changed, taken, granted).filled()]
        winners += won
        before += [*granted.of(award.id), *won]
    return tuple(winners)


def excluded_from(award: AnyAward, winners: Iterable[Winner]) -> dict[Id, Winner]:
    """Who has won what excludes them from the award, with what they won."""
    excluding = set(award.not_with)
    return {w.entry or w.unit or "": w for w in winners if {w.award, w.level} & excluding}


def score_of(award: AnyAward) -> Score:
    """What decides an award to works: the score on its criterion, or the overall score."""
    if award.kind == "criterion":
        criterion = award.criterion
        return lambda line: line.criteria[criterion]
    return lambda line: line.overall


class _Field:
    """The works that compete for one award."""

    def __init__(
        self,
        plan: AwardPlan,
        award: AnyAward,
        results: Results,
        names: Names,
        changes: Changes,
        taken: Mapping[Id, Winner],
        granted: Granted,
    ) -> None:
        self._award, self._names, self._changes = award, names, changes
        self._plan, self._granted = plan, granted
        self._score = score_of(award)
        free = without(results.lines, taken.keys() | {*granted.barred})
        enough = [line for line in free if self._score(line) >= award.min_score]
        self._field = ordered(enough, self._score)
        self._competition = Competition(self._field, self._score, taken, results, names)
        self._known: dict[Id, Candidate] = {
            candidate.entry: candidate for candidate in (*results.unranked, *results.lines)
        }

    def filled(self) -> Iterator[Winner]:
        match self._award:
            case OverallAward():
                yield from self._levels(self._award)
            case ThemeAward():
                for theme in sorted({candidate.theme for candidate in self._known.values()}):
                    for winner in self._at(AwardPlace(self._award), theme):
                        yield winner.model_copy(update={"theme": theme})
            case CriterionAward():
                yield from self._at(AwardPlace(self._award))
            case _:
                yield from self._added(AwardPlace(self._award))

    def _levels(self, award: OverallAward) -> Iterator[Winner]:
        """From the best level down. Of works that are tied, some will fall: the next levels keep
        places for them."""
        leaves = self._changes.dropped_from(award.id)
        pool, falling = without(self._field, self._granted.holders(award.id)), 0
        for level in award.levels:
            place = AwardPlace(award, level)
            free = self._granted.left(place)
            number = max(free - falling, 0)
            falling = max(falling - free, 0)
            picked, tied = pick(self._open_to(place, pool), number, self._standing, award.ties)
            stay = without(picked, self._changes.dropped(place))
            surplus = max(len(stay) - number, 0) if tied else 0
            yield from self._given(place, stay, tied if surplus else [])
            falling += surplus
            leave = {line.entry for line in picked if line.entry in leaves}
            pool = without(
                pool, leave | {line.entry for line in stay} | {*self._changes.added(place)}
            )

    def _open_to(self, place: AwardPlace, pool: Iterable[ResultLine]) -> list[ResultLine]:
        """Those of the pool who are better than everybody that is passed over."""
        over = self._granted.passed_over(self._plan, place)
        best = next((self._standing(line) for line in self._field if line.entry in over), None)
        return [line for line in pool if best is None or self._standing(line) > best]

    def _at(self, place: AwardPlace, theme: Id | None = None) -> Iterator[Winner]:
        """The winners of an award without levels."""
        number, holders = self._granted.left(place, theme), self._granted.holders(place.award.id)
        free = without(self._field, holders)
        pool = [line for line in free if theme is None or line.theme == theme]
        picked, tied = pick(self._open_to(place, pool), number, self._standing, place.award.ties)
        stay = without(picked, self._changes.dropped(place))
        yield from self._given(place, stay, tied if len(stay) > number else [], theme)

    def _standing(self, line: ResultLine) -> StandingKey:
        return standing(line, self._score)

    def _given(
        self,
        place: AwardPlace,
        stay: list[ResultLine],
        tied: list[ResultLine],
        theme: Id | None = None,
    ) -> Iterator[Winner]:
        """Whom the host gives the place, then who keeps it by the scores."""
        yield from self._added(place, theme)
        competition = self._competition
        if theme is not None:
            field = [line for line in self._field if line.theme == theme]
            competition = competition._replace(field=field, theme=theme)
        for line in without(stay, self._changes.added(place)):
            because = why(line, competition, tied=line in tied)
            given = self._winner(place, line, because)
            yield given.model_copy(update={"tied": line in tied})

    def _is_of(self, theme: Id | None, entry: Id) -> bool:
        return theme is None or (entry in self._known and self._known[entry].theme == theme)

    def _added(self, place: AwardPlace, theme: Id | None = None) -> Iterator[Winner]:
        for entry, change in self._changes.added(place).items():
            if entry in self._known and self._is_of(theme, entry):
                given = self._winner(place, self._known[entry], by_the_host(change))
                yield given.model_copy(update={"override": change.override})

    def _winner(self, place: AwardPlace, of: Candidate, because: Text) -> Winner:
        """A work that is not ranked has no score."""
        return Winner(
            award=place.award.id,
            level=place.level.id if place.level else None,
            name=place.name,
            entry=of.entry,
            title=self._names.title(of.entry),
            recipient=self._names.entrant(of.entry),
            score=shown(self._score(of)) if isinstance(of, ResultLine) else "",
            why=because,
        )
