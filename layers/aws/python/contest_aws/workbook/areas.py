"""Ranges over filled cells: which cells lie in any of them. However many ranges overlap, each cell
is looked at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from contest_aws.workbook.cells import Range


def within(numbers: list[int], area: Range) -> list[int]:
    """The rows of `numbers`, which are sorted, that the area spans."""
    return numbers[bisect_left(numbers, area.top) : bisect_right(numbers, area.bottom)]


def covered(
    numbers: list[int], areas: Iterable[Range], *, columns: int
) -> Iterator[tuple[int, int]]:
    """Row and column of every place in one of the areas, by rows of `numbers`, which are sorted, up
    to column `columns`."""
    # How many areas more than in the place to the left and above: four notes for each area.
    steps = [[0] * (columns + 2) for _ in range(len(numbers) + 1)]
    for area in areas:
        top, below = bisect_left(numbers, area.top), bisect_right(numbers, area.bottom)
        left, beside = min(area.left, columns + 1), min(area.right, columns) + 1
        for row, sign in ((top, 1), (below, -1)):
            steps[row][left] += sign
            steps[row][beside] -= sign
    depth = [0] * (columns + 2)
    for number, step in zip(numbers, steps, strict=False):
        depth = [above + more for above, more in zip(depth, step, strict=True)]
        for column, deep in enumerate(accumulate(depth)):
            if deep > 0:
                yield number, column
