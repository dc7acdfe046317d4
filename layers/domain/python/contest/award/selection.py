"""Picks the best works for a number of places, and says what happens to those who stand equal at
the edge."""

from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

from contest.award.results import ResultLine
from contest.model import Id

Score = Callable[[ResultLine], Fraction]
Ties = Literal["host", "all", "none"]
Standing = tuple[int, Fraction, int]


class Selection(NamedTuple):
    """The lines that were picked, best first, and the entries among them that are tied."""

    lines: list[ResultLine]
    tied: frozenset[Id] = frozenset()


def standing(line: ResultLine, score: Score) -> Standing:
    """The sort key of works, greater is better: the round that it reached, then the score that
    decides, then the overall rank."""
    return line.reached, score(line), -line.rank


def ordered(lines: Iterable[ResultLine], score: Score) -> list[ResultLine]:
    """Best first. Works that stand equal are in the order of their ids, so that it is always the
    same."""
    return sorted(sorted(lines, key=_entry), key=lambda line: standing(line, score), reverse=True)


def _entry(line: ResultLine) -> Id:
    return line.entry


def best(lines: Iterable[ResultLine], places: int, score: Score, ties: Ties) -> Selection:
    """The best works for so many places. If more stand equal at the edge than there are places,
    `ties` decides: none of them, all of them, or all of them marked as tied, for the host."""
    field = ordered(lines, score)
    if places <= 0 or len(field) <= places:
        return Selection(field[: max(places, 0)])
    edge = standing(field[places - 1], score)
    if standing(field[places], score) != edge:
        return Selection(field[:places])
    ahead = [line for line in field if standing(line, score) > edge]
    equal = [line for line in field if standing(line, score) == edge]
    match ties:
        case "none":
            return Selection(ahead)
        case "all":
            return Selection(ahead + equal)
        case "host":
            return Selection(ahead + equal, frozenset(line.entry for line in equal))


def without(lines: Iterable[ResultLine], entries: Collection[Id]) -> list[ResultLine]:
    return [line for line in lines if line.entry not in entries]
