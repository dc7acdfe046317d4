"""Is this entrant a person or a unit? The one place that answers it."""

from enum import StrEnum

from contest.entry.form import Form
from contest.unit_names import folded

PERSON = frozenset({"个人", "自然人", "individual", "person"})


class EntrantKind(StrEnum):
    PERSON = "person"
    UNIT = "unit"
    UNDECIDED = "undecided"
    """The form does not say. For privacy this is a person, and it is no unit that can win an award
    to units."""


def entrant_kind(form: Form) -> EntrantKind:
    """By the form's `unit_type` 单位性质."""
    said = folded(form.unit_type)
    if not said:
        return EntrantKind.UNDECIDED
    return EntrantKind.PERSON if said in PERSON else EntrantKind.UNIT
