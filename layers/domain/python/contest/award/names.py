"""Names of works and units, kept apart from the results. A result snapshot is kept permanently and
names nobody, so names are looked up when a person reads it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from contest.award.publicity import Reports
from contest.award.results import Candidate, ResultLine, Results
from contest.entry.entrants import EntrantKind, entrant_kind
from contest.entry.entry import Entry
from contest.entry.form import Form
from contest.model import Fact, Id
from contest.unit_names import normalised, units_in
from contest.unit_names.register import UnitRegister

NOTHING = "—"
Some = TypeVar("Some", Candidate, ResultLine)


class Names(Fact):
    """Titles and entrants by entry id, and units. Each lookup gives `—` for a missing name."""

    titles: dict[Id, str]
    entrants: dict[Id, str]
    units: dict[Id, str]
    """By the id from `unit_id`."""

    def title(self, entry: Id) -> str:
        return self.titles.get(entry) or NOTHING

    def entrant(self, entry: Id) -> str:
        return self.entrants.get(entry) or NOTHING

    def unit(self, unit: Id) -> str:
        return self.units.get(unit) or NOTHING


def unit_id(name: str) -> Id:
    """A unit's id: a hash that is the same for every spelling of its name."""
    return f"u{hashlib.sha256(normalised(name).encode()).hexdigest()[:24]}"


def units_of(form: Form, register: UnitRegister) -> dict[Id, str]:
    """The units that a work counts for: the recommending unit, and the entrant if it is a unit. Of
    joint entrants each counts. The names are those under which the register shows the units."""
    entrant = form.entrant if entrant_kind(form) is EntrantKind.UNIT else ""
    written = (*units_in(form.recommending_unit), *units_in(entrant))
    shown = (register.shown(name) for name in written)
    return {unit_id(name): name for name in shown if normalised(name)}


def names_of(entries: Iterable[Entry], register: UnitRegister) -> Names:
    """The names in these entries. If a unit is spelt in several ways, the first spelling counts."""
    known = list(entries)
    units: dict[Id, str] = {}
    for entry in known:
        units = units_of(entry.form, register) | units
    return Names(
        titles={entry.id: entry.form.title for entry in known},
        entrants={entry.id: entry.form.entrant for entry in known},
        units=units | _merged_since(units, register),
    )


def under_one_id(results: Results, register: UnitRegister) -> Results:
    """The results with one id for all names that the register has for a unit, also for those that
    were merged after the tally."""
    ids = {unit_id(name): unit_id(names[0]) for names in register.units for name in names}

    def mapped(of: Some) -> Some:
        units = tuple(sorted({ids.get(unit, unit) for unit in of.units}))
        return of.model_copy(update={"units": units})

    reports: dict[Id, Reports] = {}
    for unit, own in results.publicity.items():
        known = reports.get(one := ids.get(unit, unit), Reports(number=0, reach=0))
        reports[one] = Reports(number=known.number + own.number, reach=known.reach + own.reach)
    submitted = Counter[Id]()
    for unit, number in results.submitted.items():
        submitted[ids.get(unit, unit)] += number
    return results.model_copy(
        update={
            "lines": tuple(map(mapped, results.lines)),
            "unranked": tuple(map(mapped, results.unranked)),
            "publicity": reports,
            "submitted": dict(submitted),
        }
    )


def _merged_since(units: Mapping[Id, str], register: UnitRegister) -> dict[Id, str]:
    """Results hold the ids under which units were known when they were tallied."""
    return {unit_id(n): shown for shown in units.values() for n in register.names_of(shown)}
