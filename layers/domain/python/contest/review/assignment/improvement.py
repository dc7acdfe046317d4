"""Makes a deal follow the preferences, without making loads less equal."""

import random
from collections import Counter

from contest.review.assignment.auction import Auction
from contest.review.assignment.deal import Deal
from contest.review.assignment.preferences import Row
from contest.review.assignment.problem import Problem


def improve(deal: Deal, rows: list[Row], chance: random.Random) -> int:
    """Deals the entries that are dealt anew, each to as many judges as it has. Returns how much
    could be reached at the most."""
    problem = _same_loads(deal)
    nobody = [0] * len(problem.room)
    auction = Auction([*rows, nobody], problem, chance)
    auction.run()
    best = Deal(problem, chance)
    for entry, judges in enumerate(auction.won):
        for judge in sorted(judges):
            best.give(entry, judge)
    for entry in range(len(problem.need)):
        while best.missing(entry) and best.make_room(entry):
            pass
    deal.become(best.given[: len(deal.given)])
    return auction.bound()


def _same_loads(deal: Deal) -> Problem:
    """The deal as a problem in which every place is needed. Among judges whose loads differ by one
    it does not matter who has the one more: all of them get a place for it, and a last entry, which
    nobody prefers, takes one from each of as many judges as have to do without."""
    judges = range(len(deal.held))
    loads = Counter(map(deal.load, judges))
    most = max(loads, key=lambda load: (loads[load] + loads[load - 1], load), default=0)
    less = {judge for judge in judges if deal.load(judge) == most - 1 and deal.room(judge) > 0}
    more = {judge for judge in judges if deal.load(judge) == most and deal.held[judge]}
    return Problem(
        closed=[*deal.problem.closed, {*judges} - less - more],
        need=[*map(len, deal.given), len(less)],
        room=[len(deal.held[judge]) + (judge in less) for judge in judges],
        load=[0 for _ in judges],
    )
