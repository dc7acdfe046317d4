"""The graph of shared entries: two judges are linked if they review the same entry. Only within a
connected part can harsh and lenient judges be told apart. What falls apart is joined by swaps."""

import random
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from contest.review.assignment.deal import Deal
from contest.review.assignment.preferences import Row

Link = tuple[int, int]
"""An entry and a judge of it."""
PAIRS, STEPS, WORK = 5000, 2000, 600_000
"""How many swaps are compared; how far to search at random, in steps and in links looked at."""


class Graph:
    """A deal, with what each entry had before."""

    def __init__(self, deal: Deal, existing: list[list[int]], rows: list[Row]) -> None:
        self.deal, self._existing, self._rows = deal, existing, rows
        self._above: list[int] = []

    def links(self) -> Iterator[Link]:
        """Those that can be changed."""
        return ((entry, judge) for entry, mine in enumerate(self.deal.given) for judge in mine)

    def parts(self) -> tuple[int, list[Link]]:
        """How many there are, judges without entries aside; and links that can be changed and
        without which no part would fall apart, each taken by itself."""
        judges = len(self.deal.held)
        self._above = list(range(judges + len(self._existing)))
        existing = ((entry, judge) for entry, mine in enumerate(self._existing) for judge in mine)
        seen, joined, spare = set[int](), 0, list[Link]()
        for entry, judge in chain(existing, self.links()):
            seen.update((judge, judges + entry))
            one, other = self.part(judge), self.part(judges + entry)
            self._above[one] = other
            joined += one != other
            if one == other and judge in self.deal.given[entry]:
                spare.append((entry, judge))
        return len(seen) - joined, spare

    def part(self, node: int) -> int:
        """A number for the part that it is in (union-find)."""
        above = self._above
        while above[node] != node:
            above[node] = node = above[above[node]]
        return node

    def change(self, went: Iterable[Link], came: Iterable[Link]) -> None:
        for link in went:
            self.deal.take(*link)
        for link in came:
            self.deal.give(*link)

    def may_swap(self, one: Link, other: Link) -> bool:
        return one[1] in self.deal.may_take(other[0]) and other[1] in self.deal.may_take(one[0])

    def loss(self, one: Link, other: Link) -> int:
        """How much less the entries are suited after a swap."""
        if not self._rows:
            return 0
        (first, giver), (second, taker) = one, other
        rows = self._rows
        return (rows[first][giver] - rows[first][taker]) + (
            rows[second][taker] - rows[second][giver]
        )


def connect(graph: Graph, chance: random.Random) -> int:
    """Joins what can be joined, and returns in how many parts the graph falls then. Loads stay as
    equal as they are."""
    parts, spare = graph.parts()
    while parts > 1 and spare:
        swaps = islice(_joining(graph, spare), PAIRS)
        best = min(swaps, key=lambda swap: graph.loss(*swap), default=None)
        if best is None:
            break
        one, other = best
        graph.change(best, [(one[0], other[1]), (other[0], one[1])])
        parts, spare = graph.parts()
    return _searched(graph, parts, chance) if parts > 1 else parts


def _joining(graph: Graph, spare: list[Link]) -> Iterator[tuple[Link, Link]]:
    """Swaps of two links of different parts, without one of which its part holds together: they
    make one part of the two."""
    links = sorted(graph.links())
    for one in spare:
        here = graph.part(one[1])
        for other in links:
            if graph.part(other[1]) != here and graph.may_swap(one, other):
                yield one, other


def _searched(graph: Graph, parts: int, chance: random.Random) -> int:
    """Changes links at random, as long as there are no more parts for it. If that joins nothing,
    the deal is as it was."""
    before = [{*mine} for mine in graph.deal.given]
    at_first = parts
    for _ in range(min(STEPS, WORK // (1 + sum(map(len, before))))):
        changed = _random_change(graph, chance)
        now = graph.parts()[0] if changed else parts
        if now > parts:
            graph.change(*reversed(changed))
        parts = min(parts, now)
        if parts == 1:
            break
    if parts == at_first:
        graph.deal.become(before)
    return parts


def _random_change(graph: Graph, chance: random.Random) -> tuple[list[Link], ...]:
    """An entry goes to another judge, who gives one for it unless their load is lower. Returns the
    links that went and those that came, if a change was possible."""
    deal, links = graph.deal, sorted(graph.links())
    one = chance.choice(links) if links else (0, 0)
    takers = sorted(deal.may_take(one[0]))
    if not links or not takers:
        return ()
    taker = chance.choice(takers)
    went, came = [one], [(one[0], taker)]
    if deal.load(one[1]) - deal.load(taker) != 1 or deal.room(taker) <= 0:
        others = [other for other in links if other[1] == taker and graph.may_swap(one, other)]
        if not others:
            return ()
        other = chance.choice(others)
        went, came = [one, other], [*came, (other[0], one[1])]
    graph.change(went, came)
    return went, came
