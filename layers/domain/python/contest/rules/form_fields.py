"""The part of the rules that entrants fill in: the form, recommending units, the declaration."""

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

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


USUAL: tuple[str, ...] = get_args(FormFieldId)
FieldId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""A usual field, or one that the contest adds."""
FieldType = Literal["text", "number", "date", "link", "choice", "choices", "yes_no"]
CHOSEN = ("choice", "choices")


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
    id: FieldId
    """One of the usual ones, or any other with a `type`."""
    type: FieldType | None = None
    """What is typed into a field beyond the usual ones: it stands on the form, not in the units'
    sheets."""
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
