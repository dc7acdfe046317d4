"""Deals entries to judges at random, with loads as equal as conflicts, limits and earlier loads
allow. Preferences have no part in it."""

import heapq
import random
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from contest.review.assignment.problem import Problem

Step = tuple[int, int, int]
"""The judge who gives an entry up, the judge who takes it, and the entry."""
NOTHING = -1
"""In a step that only names where a chain begins."""
Deck = list[tuple[int, float, int]]
"""A heap of the judges who have room: load, chance, judge."""


class Deal:
    """Who is dealt what. Entries can move from judge to judge along a chain: that makes room where
    a judge is full, and evens out loads."""

    def __init__(self, problem: Problem, chance: random.Random) -> None:
        self.problem, self._draw = problem, chance.random
        self.given: list[set[int]] = [set() for _ in problem.need]
        """Judges by entry."""
        self.held: list[dict[int, None]] = [{} for _ in problem.room]
        """Entries by judge, in the order in which they came."""
        self._stuck: set[int] = set()
        """Judges who are full, and for whom no chain makes room as things stand."""

    def room(self, judge: int) -> int:
        return self.problem.room[judge] - len(self.held[judge])

    def load(self, judge: int) -> int:
        return self.problem.load[judge] + len(self.held[judge])

    def missing(self, entry: int) -> int:
        return self.problem.need[entry] - len(self.given[entry])

    def give(self, entry: int, judge: int) -> None:
        self.given[entry].add(judge)
        self.held[judge][entry] = None

    def take(self, entry: int, judge: int) -> None:
        self.given[entry].remove(judge)
        del self.held[judge][entry]

    def become(self, given: Sequence[set[int]]) -> None:
        for entry, judges in enumerate(given):
            for judge in sorted(self.given[entry] - judges):
                self.take(entry, judge)
            for judge in sorted(judges - self.given[entry]):
                self.give(entry, judge)

    def may_take(self, entry: int) -> set[int]:
        """Those whom the entry could be dealt to, whether they have room or not."""
        return set(range(len(self.held))) - self.problem.closed[entry] - self.given[entry]

    def deal_all(self, *, partly: Iterable[int] = ()) -> dict[int, int]:
        """Deals each entry to the judges that it lacks, or to none if there are too few; those of
        `partly` go first, and get as many as there are. Returns the entries that lack some, each
        with the number that could be found."""
        deck: Deck = [
            (self.load(judge), self._draw(), judge)
            for judge in range(len(self.held))
            if self.room(judge) > 0
        ]
        heapq.heapify(deck)
        found: dict[int, int] = {}
        first = {*partly}
        for entry in sorted(range(len(self.given)), key=lambda one: one not in first):
            self._deal_from(deck, entry)
            while self.missing(entry) and self.make_room(entry):
                pass
            if self.missing(entry):
                found[entry] = len(self.given[entry])
                if entry not in first:
                    self._release(deck, entry)
        self._even_out()
        return found

    def _deal_from(self, deck: Deck, entry: int) -> None:
        """To those with the lowest loads."""
        aside = []
        while deck and self.missing(entry):
            load, _, judge = heapq.heappop(deck)
            if load != self.load(judge):
                self._back_into(deck, [judge])
                continue
            if judge not in self.problem.closed[entry] and judge not in self.given[entry]:
                self.give(entry, judge)
            aside.append(judge)
        self._back_into(deck, aside)

    def _back_into(self, deck: Deck, judges: Iterable[int]) -> None:
        for judge in judges:
            if self.room(judge) > 0:
                heapq.heappush(deck, (self.load(judge), self._draw(), judge))

    def _release(self, deck: Deck, entry: int) -> None:
        for judge in sorted(self.given[entry]):
            self.take(entry, judge)
            self._back_into(deck, [judge])
        self.forget_stuck()

    def forget_stuck(self) -> None:
        self._stuck.clear()

    def make_room(self, entry: int) -> bool:
        """Deals the entry to one judge more, with a chain from there to one who has room."""
        starts = self.may_take(entry) - self._stuck
        steps, reached = self._chain(starts, lambda judge: self.room(judge) > 0)
        if steps is None:
            self._stuck |= reached
            return False
        self._stuck.clear()
        self._hand_on(steps)
        self.give(entry, steps[-1][0])
        return True

    def _even_out(self) -> None:
        """While a judge has at least two entries more than another who could take one of them along
        a chain, moves entries between them: this makes the sum of squared loads least."""
        changed = True
        while changed:
            changed, even = False, set[int]()
            for start in sorted(range(len(self.held)), key=lambda judge: -self.load(judge)):
                while start not in even:
                    steps, reached = self._chain({start}, partial(self._has_two_fewer, start))
                    if steps is None:
                        even |= reached
                    else:
                        self._hand_on(steps)
                        changed = True

    def _has_two_fewer(self, than: int, judge: int) -> bool:
        return self.room(judge) > 0 and self.load(than) - self.load(judge) > 1

    def _chain(
        self, starts: set[int], ends: Callable[[int], bool]
    ) -> tuple[list[Step] | None, set[int]]:
        """Steps from one of `starts` to the nearest judge who `ends` it, the last step first, found
        breadth first; the first step's giver has nothing to give if he is the end himself. None
        if there is no such judge. Beside it: all judges that were reached."""
        came: dict[int, Step] = {start: (start, start, NOTHING) for start in sorted(starts)}
        for start, step in came.items():
            if ends(start):
                return [step], {*came}
        queue, unreached = deque(came), set(range(len(self.held))) - starts
        while queue and unreached:
            giver = queue.popleft()
            for entry in self.held[giver]:
                takers = unreached - self.problem.closed[entry] - self.given[entry]
                unreached -= takers
                for taker in sorted(takers):
                    came[taker] = (giver, taker, entry)
                    if ends(taker):
                        return _steps(came, taker), {*came}
                    queue.append(taker)
        return None, {*came}

    def _hand_on(self, steps: list[Step]) -> None:
        """The last step first: so no judge is given an entry twice."""
        for giver, taker, entry in steps:
            if entry != NOTHING:
                self.take(entry, giver)
                self.give(entry, taker)


def _steps(came: dict[int, Step], end: int) -> list[Step]:
    steps = [came[end]]
    while steps[-1][2] != NOTHING:
        steps.append(came[steps[-1][0]])
    return steps
