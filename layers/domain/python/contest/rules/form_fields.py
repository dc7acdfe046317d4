"""The part of the rules that entrants meet: who calls, who may enter, the form, the declaration."""

from typing import Literal

from pydantic import Field

from contest.model import Fact, Id, Text
from contest.rules.times import Moment

FormFieldId = Literal[
    "title",
    "theme",
    "further_themes",
    "entrant",
    "unit_type",
    "region",
    "credits",
    "contact",
    "phone",
    "email",
    "synopsis",
    "duration",
    "recommending_unit",
    "remarks",
]
"""The columns of 《征选推荐表》 and 《推荐汇总表》."""


class Party(Fact):
    """Who stands behind the contest, as it is named on pages and certificates."""

    role: Literal["host", "co_organiser", "supporter", "media_partner"]
    name: Text


class RecommendingUnit(Fact):
    """推荐单位: gathers works in its region and hands in 《推荐汇总表》 by a date of its own."""

    id: Id
    name: Text
    region: Text
    sheet_closes: Moment | None = None
    """None: as submission closes."""


class Eligibility(Fact):
    who: Text
    fee: Text


class Declaration(Fact):
    version: str = Field(min_length=1)
    clauses: tuple[Text, ...] = Field(min_length=1)


class FormField(Fact):
    id: FormFieldId
    label: Text
    hint: Text | None = None
    required: bool = True
    max_length: int = Field(default=200, gt=0)
    choices: tuple[Text, ...] = ()
    private: bool = False
    """Seen only by those who need it; kept apart from the entry."""
    judges_see: bool = False
    """Judges see an entry blind but for these fields."""
    measured: bool = False
    """Read from the file of the work, never typed."""
