"""The register of units: which names the host has found to be one unit, and which to be two."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Id
from contest.refusals import refused
from contest.unit_names.comparison import UnitMatch, alike, compare, normalised

MOST_NAMES = 50
"""Of one unit."""


class UnitRegister(Audited):
    """One for each contest. Names that nobody has decided on are not in it."""

    contest: Id
    units: tuple[tuple[str, ...], ...] = ()
    """The names of each unit that has several, the one to show first."""
    apart: tuple[tuple[str, str], ...] = ()
    """Names that look alike and are two units."""

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return {normalised(name): names for names in self.units for name in names}

    @cached_property
    def _apart(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(map(self.unit_key, pair)) for pair in self.apart)

    def shown(self, name: str) -> str:
        """The name under which the unit is shown."""
        return self.names_of(name)[0]

    def names_of(self, name: str) -> tuple[str, ...]:
        """All names of the unit, the one to show first."""
        return self._names.get(normalised(name), (name,))

    def unit_key(self, name: str) -> str:
        """Equal for all names of one unit; empty for an empty name."""
        return normalised(self.shown(name))

    def compare(self, one: str, other: str) -> UnitMatch:
        """Whether two names are those of one unit, as the host has decided, or else by the names
        alone. A suspicion against any name of a unit counts."""
        first, second = self.unit_key(one), self.unit_key(other)
        if first and first == second:
            return UnitMatch.SAME
        if frozenset((first, second)) in self._apart:
            return UnitMatch.DIFFERENT
        found = {compare(a, b) for a in self.names_of(one) for b in self.names_of(other)}
        return UnitMatch.DIFFERENT if found == {UnitMatch.DIFFERENT} else UnitMatch.SUSPECTED


def undecided(register: UnitRegister, names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names that may be those of one unit, for the host to decide: of each unit one."""
    written = {w: name for name in names for w in register.names_of(name) if normalised(w)}
    found: dict[frozenset[str], tuple[str, str]] = {}
    for pair in sorted(alike(written)):
        one, other = (written[name] for name in pair)
        if register.compare(one, other) is UnitMatch.SUSPECTED:
            keys = frozenset((register.unit_key(one), register.unit_key(other)))
            found.setdefault(keys, (one, other))
    return list(found.values())


def merge(
    register: UnitRegister, names: tuple[str, ...], **who: Any
) -> tuple[UnitRegister, AuditRecord] | None:
    """The names are those of one unit, which is shown under the first. None if that is known.

    Units that already have some of the names become one unit with all of theirs."""
    together = tuple(dict.fromkeys(n for name in names for n in (name, *register.names_of(name))))
    kept = _without_spellings(together)
    if len(kept) > MOST_NAMES:
        raise refused("unit.too_many_names", measured=len(kept), allowed=MOST_NAMES)
    if len(kept) < 2 or kept in register.units:
        return None
    keys = {normalised(name) for name in kept}
    others = tuple(unit for unit in register.units if keys.isdisjoint(map(normalised, unit)))
    apart = tuple(pair for pair in register.apart if not keys.issuperset(map(normalised, pair)))
    return _recorded(register, "units.merge", list(kept), units=(*others, kept), apart=apart, **who)


def keep_apart(
    register: UnitRegister, one: str, other: str, **who: Any
) -> tuple[UnitRegister, AuditRecord] | None:
    """The names are those of two units. None if that is known. If they were merged, the second one
    is taken out of the unit."""
    if normalised(one) == normalised(other):
        raise refused("unit.same_name")
    if frozenset(map(normalised, (one, other))) in {
        frozenset(map(normalised, pair)) for pair in register.apart
    }:
        return None
    units = register.units
    if register.unit_key(one) == register.unit_key(other):
        left = {unit: _without(unit, other) for unit in units}
        units = tuple(names for names in left.values() if len(names) > 1)
    return _recorded(
        register,
        "units.apart",
        [one, other],
        units=units,
        apart=(*register.apart, (one, other)),
        **who,
    )


def _recorded(
    register: UnitRegister,
    action: str,
    names: list[str],
    *,
    subject: object,
    actor: Actor,
    at: datetime,
    **changes: Any,
) -> tuple[UnitRegister, AuditRecord]:
    # A copy that shared the cached properties would answer as before.
    fresh = UnitRegister.model_validate(register.model_dump())
    return fresh.with_record(
        action, subject=subject, actor=actor, at=at, details={"names": names}, **changes
    )


def _without_spellings(names: Iterable[str]) -> tuple[str, ...]:
    kept = {normalised(name): name for name in reversed([*names]) if normalised(name)}
    return tuple(reversed(kept.values()))


def _without(names: tuple[str, ...], dropped: str) -> tuple[str, ...]:
    return tuple(name for name in names if normalised(name) != normalised(dropped))
