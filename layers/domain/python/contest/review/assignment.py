"""Assigns judges to entries at random, with loads as equal as conflicts allow.

The same seed and input give the same plan, whatever the order of the input. Earlier assignments
never change: a plan for late entries starts from the present loads.
"""

import random
from collections import deque
from collections.abc import Callable, Collection, Mapping
from functools import partial

from contest.model import Fact, Id
from contest.refusals import Refusal

Step = tuple[Id, Id, Id]
"""The judge who gives an entry up, the judge who takes it, and the entry."""


class Plan(Fact):
    judges: dict[Id, tuple[Id, ...]]
    """Judges by entry. An entry for which there are too few judges is in `unplaced` instead."""
    loads: dict[Id, int]
    unplaced: dict[Id, Refusal]


def plan(
    eligible: Mapping[Id, Collection[Id]],
    *,
    loads: Mapping[Id, int],
    per_entry: int,
    max_load: int,
    seed: str,
) -> Plan:
    """`eligible`: for each entry, the judges without a conflict. `loads`: how many entries each
    judge already has.

    Loads in the plan differ by at most one, unless conflicts or earlier loads prevent it."""
    deal = _Deal(eligible, loads=loads, max_load=max_load, seed=seed)
    unplaced: dict[Id, Refusal] = {}
    for entry in _shuffled(sorted(eligible), seed):
        found = deal.give(entry, per_entry)
        if found < per_entry:
            unplaced[entry] = Refusal(
                code="review.too_few_judges", measured=str(found), allowed=str(per_entry)
            )
    deal.even_out()
    return Plan(
        judges={entry: tuple(sorted(judges)) for entry, judges in sorted(deal.dealt.items())},
        loads=deal.loads,
        unplaced=unplaced,
    )


def _shuffled(things: list[Id], seed: str) -> list[Id]:
    """The same order for the same seed on every machine; no secret depends on it."""
    return random.Random(seed).sample(things, len(things))  # noqa: S311


class _Deal:
    """A plan in progress. Entries can move from judge to judge along a chain: that makes room where
    a judge is full, and evens out loads."""

    def __init__(
        self,
        eligible: Mapping[Id, Collection[Id]],
        *,
        loads: Mapping[Id, int],
        max_load: int,
        seed: str,
    ) -> None:
        self._eligible = {entry: sorted(set(judges)) for entry, judges in eligible.items()}
        self._max_load, self._seed = max_load, seed
        self.loads = dict(loads)
        self.dealt: dict[Id, set[Id]] = {}
        self._held: dict[Id, set[Id]] = {judge: set() for judge in loads}

    def give(self, entry: Id, number: int) -> int:
        """Assigns the entry to `number` judges, or to none if there are fewer. Returns how many
        there are."""
        self.dealt[entry] = set()
        order = _shuffled(self._eligible[entry], f"{self._seed}/{entry}")
        while len(self.dealt[entry]) < number:
            judge = self._next(entry, order)
            if judge is None:
                found = len(self.dealt[entry])
                for taken in list(self.dealt[entry]):
                    self._take(entry, taken)
                del self.dealt[entry]
                return found
            self._give(entry, judge)
        return number

    def _next(self, entry: Id, order: list[Id]) -> Id | None:
        """The eligible judge with the lowest load who has room, or for whom room can be made."""
        rest = [judge for judge in order if judge not in self.dealt[entry]]
        rest.sort(key=self.loads.__getitem__)
        for judge in rest:
            if self.loads[judge] < self._max_load:
                return judge
            if steps := self._chain(judge, lambda taker: self.loads[taker] < self._max_load):
                self._hand_on(steps)
                return judge
        return None

    def even_out(self) -> None:
        """While a judge has at least two entries more than another, moves entries between them."""
        while steps := self._uneven():
            self._hand_on(steps)

    def _uneven(self) -> list[Step]:
        least = min(self.loads.values(), default=0)
        for start in sorted(self.loads, key=lambda judge: (-self.loads[judge], judge)):
            most = self.loads[start]
            if most - least <= 1:
                return []
            if steps := self._chain(start, partial(self._has_two_fewer, most)):
                return steps
        return []

    def _has_two_fewer(self, most: int, judge: Id) -> bool:
        return most - self.loads[judge] > 1

    def _chain(self, start: Id, ends_with: Callable[[Id], bool]) -> list[Step]:
        """Steps from `start` to the nearest judge who satisfies `ends_with`, found breadth first.
        Empty if there is none."""
        reached: dict[Id, Step | None] = {start: None}
        queue = deque([start])
        while queue:
            giver = queue.popleft()
            for entry in sorted(self._held[giver]):
                for taker in self._eligible[entry]:
                    if taker in self.dealt[entry] or taker in reached:
                        continue
                    reached[taker] = (giver, taker, entry)
                    if ends_with(taker):
                        return _steps(reached, taker)
                    queue.append(taker)
        return []

    def _hand_on(self, steps: list[Step]) -> None:
        for giver, taker, entry in steps:
            self._take(entry, giver)
            self._give(entry, taker)

    def _give(self, entry: Id, judge: Id) -> None:
        self.dealt[entry].add(judge)
        self._held[judge].add(entry)
        self.loads[judge] += 1

    def _take(self, entry: Id, judge: Id) -> None:
        self.dealt[entry].remove(judge)
        self._held[judge].remove(entry)
        self.loads[judge] -= 1


def _steps(reached: Mapping[Id, Step | None], end: Id) -> list[Step]:
    """The chain's steps from its end back. In this order, no judge is given an entry twice."""
    steps, step = [], reached[end]
    while step:
        steps.append(step)
        step = reached[step[0]]
    return steps
