"""Deals entries to the judges who suit them best, by an auction: entries bid for judges, and a
judge whom many want becomes dear (Bertsekas and Castañon, The auction algorithm for the
transportation problem, 1989). The prices that are left prove how good the result is."""

import heapq
import random
from array import array
from itertools import islice

from contest.review.assignment.preferences import Row
from contest.review.assignment.problem import Problem

CHANCE = 0.05
"""The random part of how well a judge suits an entry: it decides between equals."""
STEP = 0.3
"""What a bid adds to the price at which it would be all the same. Preferences are whole numbers:
smaller steps were slower and no better."""
CANDIDATES, SLACK = 40, 0.2
"""How many judges an entry looks at first; it looks at more if one of them might suit it better by
more than the slack."""
MOST_BIDS = 12
"""For each review, on average. What is not dealt by then has to be dealt without an auction."""
SHIFTS = (-0.4, -0.2, 0.0, 0.2, 0.4)


class Auction:
    def __init__(self, rows: list[Row], problem: Problem, chance: random.Random) -> None:
        """All places of the judges have to be needed: the sum of `room` is that of `need`."""
        self._rows, self._problem = rows, problem
        self._values: list[array[float]] = []
        self._order: list[array[int]] = []
        full = {judge for judge, room in enumerate(problem.room) if not room}
        for row, closed in zip(rows, problem.closed, strict=True):
            values = array("d", [value + CHANCE * chance.random() for value in row])
            order = sorted(range(len(row)), key=values.__getitem__, reverse=True)
            self._values.append(values)
            self._order.append(array("H", [j for j in order if j not in closed and j not in full]))
        self._looked = [CANDIDATES] * len(rows)
        self._prices = [0.0] * len(problem.room)
        self._lowest = 0.0
        """No price is lower; it may be out of date."""
        self._bids: list[list[tuple[float, int]]] = [[] for _ in problem.room]
        """By judge: a heap of the bids that hold, each with its entry."""
        self.won: list[set[int]] = [set() for _ in rows]
        """Judges by entry."""

    def run(self) -> None:
        need = self._problem.need
        waiting = [entry for entry in range(len(need)) if need[entry]]
        left = MOST_BIDS * sum(need)
        while waiting and left > 0:
            entry = waiting.pop()
            if missing := need[entry] - len(self.won[entry]):
                waiting += self._bid(entry, missing)
                left -= missing

    def _bid(self, entry: int, missing: int) -> list[int]:
        """Bids for the best judges that are missing, as much as each is better than the best of the
        others. Returns the entries that are outbid."""
        best = self._best(entry, missing)
        next_best = best[missing][0] if len(best) > missing else best[-1][0] - 1
        outbid = []
        for net, judge in best[:missing]:
            bid = self._prices[judge] + net - next_best + STEP
            bids = self._bids[judge]
            self.won[entry].add(judge)
            heapq.heappush(bids, (bid, entry))
            if len(bids) > self._problem.room[judge]:
                loser = heapq.heappop(bids)[1]
                self.won[loser].discard(judge)
                outbid.append(loser)
            if len(bids) == self._problem.room[judge]:
                self._prices[judge] = bids[0][0]
        return outbid

    def _best(self, entry: int, missing: int) -> list[tuple[float, int]]:
        """What the candidates are worth beyond their prices, the best first."""
        values, order, prices = self._values[entry], self._order[entry], self._prices
        won = self.won[entry]
        while True:
            looked = self._looked[entry]
            worth = [(values[j] - prices[j], j) for j in order[:looked] if j not in won]
            worth.sort(reverse=True)
            if looked >= len(order) or not self._may_be_beaten(worth[missing:], entry):
                return worth
            self._looked[entry] = 2 * looked

    def _may_be_beaten(self, rest: list[tuple[float, int]], entry: int) -> bool:
        """Whether a judge whom the entry has not looked at may suit it better than the best of the
        rest."""
        if not rest:
            return True
        beyond = self._values[entry][self._order[entry][self._looked[entry]]] - SLACK
        if rest[0][0] >= beyond - self._lowest:
            return False
        self._lowest = min(self._prices)
        return rest[0][0] < beyond - self._lowest

    def bound(self) -> int:
        """No plan with these places can reach more (weak duality). Whole prices are the best, since
        preferences are whole: so each rounding of the prices is tried."""
        lowest = min(self._prices)
        return min(
            self._bound([round(price - lowest + shift) for price in self._prices])
            for shift in SHIFTS
        )

    def _bound(self, prices: list[int]) -> int:
        total = sum(price * room for price, room in zip(prices, self._problem.room, strict=True))
        ranked: dict[int, tuple[Row, list[int]]] = {}
        for row, closed, need in zip(
            self._rows, self._problem.closed, self._problem.need, strict=True
        ):
            if id(row) not in ranked:
                net = [value - price for value, price in zip(row, prices, strict=True)]
                ranked[id(row)] = net, sorted(range(len(net)), key=net.__getitem__, reverse=True)
            net, order = ranked[id(row)]
            best = (net[judge] for judge in order if judge not in closed)
            total += sum(islice(best, need))
        return total
