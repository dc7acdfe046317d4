"""The register of units: which names the host has found to be one unit, and which to be two."""

from collections.abc import Iterable
from functools import cached_property

from contest.audit import Audited
from contest.model import Id
from contest.unit_names import Likeness, likeness, normalised


class UnitRegister(Audited):
    """One for each contest. Names that nobody has decided on are not in it."""

    contest: Id
    units: tuple[tuple[str, ...], ...] = ()
    """The names of each unit that has several, the one to show first."""
    apart: tuple[tuple[str, str], ...] = ()
    """Names that look alike and are two units."""

    @cached_property
    def _shown(self) -> dict[str, str]:
        return {normalised(name): names[0] for names in self.units for name in names}

    @cached_property
    def _apart(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(map(self.unit_key, pair)) for pair in self.apart)

    def shown(self, name: str) -> str:
        """The name under which the unit is shown."""
        return self._shown.get(normalised(name), name)

    def unit_key(self, name: str) -> str:
        """Equal for all names of one unit; empty for an empty name."""
        return normalised(self.shown(name))

    def likeness(self, one: str, other: str) -> Likeness:
        """Whether two names are those of one unit, as the host has decided, or else by the names
        alone. A suspicion against any name of a unit counts."""
        first, second = self.unit_key(one), self.unit_key(other)
        if first and first == second:
            return Likeness.SAME
        if frozenset((first, second)) in self._apart:
            return Likeness.DIFFERENT
        found = {likeness(a, b) for a in self._names(one) for b in self._names(other)}
        return Likeness.DIFFERENT if found == {Likeness.DIFFERENT} else Likeness.SUSPECTED

    def _names(self, name: str) -> Iterable[str]:
        key = normalised(self.shown(name))
        for names in self.units:
            if normalised(names[0]) == key:
                return names
        return (name,)
