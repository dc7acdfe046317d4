"""Picks the best works for a number of places, or for the next review round, and says what happens
to those who stand equal at the edge."""

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from contest.award.results import ResultLine
from contest.model import Id
from contest.rules.sections import ReviewRound

Score = Callable[[ResultLine], Fraction]
Ties = Literal["host", "all", "none"]
StandingKey = tuple[int, Fraction, int]


class Selection(NamedTuple):
    """The lines that were picked, best first, and the entries among them that are tied."""

    lines: list[ResultLine]
    tied: frozenset[Id] = frozenset()


def standing(line: ResultLine, score: Score) -> StandingKey:
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
