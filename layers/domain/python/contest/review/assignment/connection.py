"""The graph of shared entries: two judges are linked if they review the same entry. Only within a
connected part can harsh and lenient judges be told apart."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet


class Parts:
    """A union of sets (union-find)."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def of(self, item: int) -> int:
        above = self._above
        while above[item] != item:
            above[item] = item = above[above[item]]
        return item

    def connect(self, one: int, other: int) -> bool:
        """Whether they were apart."""
        first, second = self.of(one), self.of(other)
        self._above[second] = first
        return first != second


def components(panels: Sequence[AbstractSet[int]], judges: int) -> int:
    """`panels`: the judges of each entry. Judges without an entry do not count."""
    parts = Parts(judges)
    for panel in panels:
        first, *rest = panel or {-1}
        for judge in rest:
            parts.connect(first, judge)
    return len({parts.of(judge) for panel in panels for judge in panel})
