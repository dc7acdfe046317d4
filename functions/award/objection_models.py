"""Requests and responses of the public's API for objections."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from contest.award.objection import OBJECTION_STATUS_NAMES, Objection, ObjectionStatus
from contest.model import Fact, Id, NonBlank, Text

Name = Annotated[NonBlank, StringConstraints(max_length=100)]
ObjectionText = Annotated[NonBlank, StringConstraints(max_length=2000)]


class ObjectionMade(Fact):
    winner: Id
    """The winner's id in the list of winners."""
    name: Name
    email: Annotated[str, Field(max_length=200)] = ""
    """The answer is mailed to it once. An address or a phone number is required."""
    phone: Annotated[str, Field(max_length=60)] = ""
    text: ObjectionText


class ObjectionReceipt(Fact):
    code: str
    """By which to see the answer. Nobody can give it out again."""
    made_at: AwareDatetime


class CodeLookup(Fact):
    code: Annotated[str, Field(max_length=40)]


class ObjectionAnswer(Fact):
    status: ObjectionStatus
    status_text: Text
    award: Text
    """The award that the objection is about."""
    made_at: AwareDatetime
    answered_at: AwareDatetime | None
    reason: str
    """The host's answer; empty while there is none."""

    @classmethod
    def of(cls, objection: Objection) -> "ObjectionAnswer":
        return cls(
            status=objection.status,
            status_text=OBJECTION_STATUS_NAMES[objection.status],
            award=objection.name,
            made_at=objection.made_at,
            answered_at=objection.answered_at,
            reason=objection.reason,
        )
