"""Finds the conflicts between many judges and many entries, without looking at every pair."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

from contest.model import Id
from contest.review.conflict_decision import ConflictDecision
from contest.review.conflict_facts import JudgeFacts, WorkFacts
from contest.review.conflicts import Conflict, conflicts_of
from contest.unit_names import UnitMatch
from contest.unit_names.register import UnitRegister

Pairs = dict[tuple[Id, Id], tuple[Conflict, ...]]
"""By judge and entry; a pair without any conflict is left out."""
NONE_DECIDED: Mapping[tuple[Id, Id], ConflictDecision] = {}


def conflicts_between(
    judges: Sequence[JudgeFacts],
    works: Iterable[WorkFacts],
    *,
    kinds: Collection[str],
    register: UnitRegister,
    decisions: Mapping[tuple[Id, Id], ConflictDecision] = NONE_DECIDED,
) -> Pairs:
    """`conflicts_of` each judge and work. `decisions`: by judge and entry."""
    index, found = _Index(judges, register, decisions), Pairs()
    for work in works:
        for judge in index.near(work):
            pair = judge.judge, work.entry
            conflicts = conflicts_of(
                judge, work, kinds=kinds, register=register, decision=decisions.get(pair)
            )
            if conflicts:
                found[pair] = conflicts
    return found


class _Index:
    """Judges by what they may share with a work. Whoever has a conflict with it is near it."""

    def __init__(
        self,
        judges: Sequence[JudgeFacts],
        register: UnitRegister,
        decisions: Iterable[tuple[Id, Id]],
    ) -> None:
        self._judges, self._register = judges, register
        self._by: dict[Hashable, set[int]] = defaultdict(set)
        self._units: dict[str, set[int]] = defaultdict(set)
        self._names: dict[str, set[int]] = defaultdict(set)
        self._near_unit: dict[str, set[int]] = {}
        places = {judge.judge: place for place, judge in enumerate(judges)}
        for place, judge in enumerate(judges):
            for trait in _traits(judge):
                self._by[trait].add(place)
            for unit in judge.units:
                self._units[unit].add(place)
            if judge.folded_name:
                self._names[judge.folded_name].add(place)
        for name, entry in decisions:
            if name in places:
                self._by["entry", entry].add(places[name])

    def near(self, work: WorkFacts) -> list[JudgeFacts]:
        found: set[int] = set().union(*(self._by.get(t, ()) for t in _traits_of_work(work)))
        for unit in (*work.units, *work.recommending_units):
            found |= self._alike(unit)
        named = "\n".join((*work.people, *work.folded_credits))
        for name, places in self._names.items():
            if name in named:
                found |= places
        return [self._judges[place] for place in sorted(found)]

    def _alike(self, unit: str) -> set[int]:
        if unit not in self._near_unit:
            alike = [
                places
                for own, places in self._units.items()
                if self._register.compare(own, unit) is not UnitMatch.DIFFERENT
            ]
            self._near_unit[unit] = set().union(*alike)
        return self._near_unit[unit]


def _traits(judge: JudgeFacts) -> Iterator[Hashable]:
    if judge.left or judge.enters:
        yield "always"
    yield from (("id", id_) for id_ in judge.ids)
    yield from (("entry", entry) for entry in judge.recused)
    yield from (("unit", unit) for unit in judge.acts_for)
    yield from (*judge.emails, *judge.phones, *(("domain", domain) for domain in judge.domains))


def _traits_of_work(work: WorkFacts) -> Iterator[Hashable]:
    yield "always"
    yield "entry", work.entry
    yield from (("id", id_) for id_ in work.accounts | work.screened_by)
    yield from (("unit", unit) for unit in work.recommended_by)
    yield from (*work.emails, *work.phones, *(("domain", domain) for domain in work.domains))
