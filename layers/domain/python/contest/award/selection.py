"""Picks the best works for a number of places, or for the next review round, and says what happens
to those who stand equal at the edge."""

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from itertools import takewhile
from operator import itemgetter
from typing import Literal, TypeVar

from contest.award.results import ResultLine
from contest.award.scoring import whole
from contest.model import Id
from contest.rules.sections import ReviewRound

Score = Callable[[ResultLine], Fraction]
Ties = Literal["host", "all", "none"]
StandingKey = tuple[int, Fraction, int]
Thing = TypeVar("Thing")


def standing(line: ResultLine, score: Score) -> StandingKey:
    """The sort key of works, greater is better: the round that it reached, then the score that
    decides, then the overall rank."""
    return line.reached, score(line), -line.rank


def ordered(lines: Iterable[ResultLine], score: Score) -> list[ResultLine]:
    """Best first, by `standing`. Works that stand equal are in the order of their ids, so that it
    is always the same."""
    field = list(lines)
    points = whole([score(line) for line in field])
    keys = [
        (-line.reached, -value, line.rank, line.entry)
        for line, value in zip(field, points, strict=True)
    ]
    return [line for _, line in sorted(zip(keys, field, strict=True), key=itemgetter(0))]


def pick(
    field: Sequence[Thing], places: int, value: Callable[[Thing], object], ties: Ties
) -> tuple[list[Thing], list[Thing]]:
    """The first of the field, best first, for so many places, and those among them that are tied.
    If more have an equal value at the edge than there are places, `ties` decides: none of them, all
    of them, or all of them as tied, for the host."""
    if places <= 0 or len(field) <= places:
        return list(field[: max(places, 0)]), []
    edge = value(field[places - 1])
    if value(field[places]) != edge:
        return list(field[:places]), []
    ahead = list(takewhile(lambda one: value(one) != edge, field))
    equal = list(takewhile(lambda one: value(one) == edge, field[len(ahead) :]))
    if ties == "none":
        return ahead, []
    return ahead + equal, equal if ties == "host" else []


def without(lines: Iterable[ResultLine], entries: Collection[Id]) -> list[ResultLine]:
    return [line for line in lines if line.entry not in entries]


def _places_in(round_: ReviewRound, works: int) -> int:
    """How many of so many ranked works may enter. A share is rounded up: the best 10 percent of 95
    are 10."""
    if round_.best_number is not None:
        return min(round_.best_number, works)
    return -(-works * round_.best_percent // 100)


def best_for(round_: ReviewRound, lines: Sequence[ResultLine]) -> tuple[tuple[Id, ...], str]:
    """The works that enter, best first, and the lowest score among them, exact. Works that share
    the last place enter together, or none of them does, as the rules say.

    `lines`: the results of the round before, best first."""
    number = _places_in(round_, len(lines))
    if number >= len(lines):
        entered = list(lines)
    else:
        edge = lines[number].rank
        entered = [line for line in lines if line.rank < edge]
        if lines[number - 1].rank == edge and round_.ties_enter:
            entered = [line for line in lines if line.rank <= edge]
    return tuple(line.entry for line in entered), str(entered[-1].overall) if entered else ""
