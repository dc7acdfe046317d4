"""Names of works and units, kept apart from the results. A result snapshot is kept permanently and
names nobody, so names are looked up when a person reads it."""

import hashlib
from collections.abc import Iterable

from contest.entry.entrants import EntrantKind, entrant_kind
from contest.entry.entry import Entry
from contest.entry.form import Form
from contest.model import Fact, Id
from contest.unit_names import normalised

NOTHING = "—"


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


def units_of(form: Form) -> dict[Id, str]:
    """The units that a work counts for: the recommending unit, and the entrant if it is a unit."""
    entrant = form.entrant if entrant_kind(form) is EntrantKind.UNIT else ""
    return {unit_id(name): name for name in (form.recommending_unit, entrant) if normalised(name)}


def names_of(entries: Iterable[Entry]) -> Names:
    """The names in these entries. If a unit is spelt in several ways, the first spelling counts."""
    known = list(entries)
    units: dict[Id, str] = {}
    for entry in known:
        units = units_of(entry.form) | units
    return Names(
        titles={entry.id: entry.form.title for entry in known},
        entrants={entry.id: entry.form.entrant for entry in known},
        units=units,
    )
