"""Who takes part besides entrants: judges as the host invited them, and what keeps a judge from
an entry."""

import unicodedata
from collections.abc import Collection

from contest.entry import Form
from contest.model import Fact, Id, Text


class Judge(Fact):
    id: Id
    name: str
    unit: str = ""
    themes: tuple[Id, ...] = ()
    """Themes of their field; a preference, no bound."""
    recused: tuple[Id, ...] = ()
    """Entries that they must never see again."""


class Conflict(Fact):
    """Why a judge may not review an entry."""

    code: str
    reason: Text


OWN_UNIT = Conflict(
    code="own_unit",
    reason=Text(zh="专家与参选单位相同", en="the judge belongs to the entrant's unit"),
)
RECOMMENDING_UNIT = Conflict(
    code="recommending_unit",
    reason=Text(zh="专家与推荐单位相同", en="the judge belongs to the recommending unit"),
)
CREDITED = Conflict(
    code="credited", reason=Text(zh="专家在主创人员中", en="the judge stands in the credits")
)
RECUSED = Conflict(code="recused", reason=Text(zh="专家已回避", en="the judge recused themselves"))


def normalised(name: str) -> str:
    """One spelling a unit or person: full-width forms, case, spaces and punctuation aside."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if char.isalnum())


def conflict(judge: Judge, *, entry: Id, form: Form, kinds: Collection[str]) -> Conflict | None:
    """The first reason found; None: the judge may review the entry.

    `kinds`: the codes that the rules count as conflicts. A recusal counts always."""
    unit = normalised(judge.unit)
    found = [
        (unit and unit == normalised(form.entrant), OWN_UNIT),
        (unit and unit == normalised(form.recommending_unit), RECOMMENDING_UNIT),
        (
            normalised(judge.name) in {normalised(form.entrant), *map(normalised, form.credits)},
            CREDITED,
        ),
        (entry in judge.recused, RECUSED),
    ]
    counted = {*kinds, RECUSED.code}
    return next((reason for holds, reason in found if holds and reason.code in counted), None)
