"""The part of the rules that entrants fill in: the form, recommending units, the declaration."""

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


class RecommendingUnit(Fact):
    """推荐单位: collects works in its region and submits 《推荐汇总表》 by a date of its own."""

    id: Id
    name: Text
    region: Text
    sheet_closes: Moment | None = None
    """None: when submission closes."""


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
    """Shown only to people who need it, and stored apart from the entry."""
    judges_see: bool = False
    """Whether judges see this field. Review is blind: all other fields are hidden from them."""
    measured: bool = False
    """Whether it is read from the work's file instead of being typed."""
