"""Names of works and units, apart from the results that decide over them: a snapshot of results is
kept for good and names nobody; names are looked up when a person is to read them."""

import hashlib
from collections.abc import Iterable

from contest.entry.entry import Entry
from contest.entry.form import Form
from contest.model import Fact, Id
from contest.review.judge import is_person
from contest.unit_names import normalised

NOTHING = "—"


class Names(Fact):
    titles: dict[Id, str]
    entrants: dict[Id, str]
    units: dict[Id, str]
    """By the id that `unit_id` gives."""

    def title(self, entry: Id) -> str:
        return self.titles.get(entry) or NOTHING

    def entrant(self, entry: Id) -> str:
        return self.entrants.get(entry) or NOTHING

    def unit(self, unit: Id) -> str:
        return self.units.get(unit) or NOTHING


def unit_id(name: str) -> Id:
    """The same for every spelling of one unit's name."""
    return f"u{hashlib.sha256(normalised(name).encode()).hexdigest()[:24]}"


def units_of(form: Form) -> dict[Id, str]:
    """For which units a work counts: who recommended it, and who entered it, if that is a unit."""
    entrant = "" if is_person(form.unit_type) else form.entrant
    return {unit_id(name): name for name in (form.recommending_unit, entrant) if normalised(name)}


def names_of(entries: Iterable[Entry]) -> Names:
    """Of a unit that is spelt in several ways, the first one."""
    known = list(entries)
    units: dict[Id, str] = {}
    for entry in known:
        units = units_of(entry.form) | units
    return Names(
        titles={entry.id: entry.form.title for entry in known},
        entrants={entry.id: entry.form.entrant for entry in known},
        units=units,
    )
