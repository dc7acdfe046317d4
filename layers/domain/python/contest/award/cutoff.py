"""The cut-off between review rounds: which of the ranked works enter the next one."""

from collections.abc import Sequence

from contest.award.results import ResultLine
from contest.model import Id
from contest.rules.sections import ReviewRound


def places(round_: ReviewRound, works: int) -> int:
    """How many of so many ranked works may enter. A share is rounded up: the best 10 percent of 95
    are 10."""
    if round_.best_number is not None:
        return min(round_.best_number, works)
    return -(-works * round_.best_percent // 100)


def best(round_: ReviewRound, lines: Sequence[ResultLine]) -> tuple[tuple[Id, ...], str]:
    """The works that enter, best first, and the lowest score among them, exact. Works that share
    the last place enter together, or none of them does, as the rules say.

    `lines`: the results of the round before, best first."""
    number = places(round_, len(lines))
    if number >= len(lines):
        entered = list(lines)
    else:
        edge = lines[number].rank
        entered = [line for line in lines if line.rank < edge]
        if lines[number - 1].rank == edge and round_.ties_enter:
            entered = [line for line in lines if line.rank <= edge]
    return tuple(line.entry for line in entered), str(entered[-1].overall) if entered else ""
