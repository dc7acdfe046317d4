"""Requests and responses of the screeners' API."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contest.entry.entry import EntryStatus
from contest.entry.form import Form
from contest.model import Fact, Id, StrictInt, Text
from contest.rules.sections import Reason
from contest.screen import ScreeningOutcome
from contest.validate.verdict import Verdict
from contest_aws.services.validate.frames import Evidence


class WaitingEntry(Fact):
    id: Id
    version: int
    status: EntryStatus
    status_text: Text
    title: str
    theme: Id
    entrant: str
    since: AwareDatetime


class ScreeningCase(WaitingEntry, Evidence):
    form: Form
    verdict: Verdict | None
    video: str | None
    """A short-lived address of exactly the file that was validated."""
    reasons: tuple[Reason, ...]
    """The reasons for return or rejection that the rules define."""


class DecisionRequest(Fact):
    expected_version: StrictInt
    """The version of the entry that the screener decides on."""
    outcome: ScreeningOutcome
    reasons: tuple[Id, ...] = ()
    note: Annotated[str, Field(max_length=2000)] = ""
    until: AwareDatetime | None = None


class DuplicateDecision(Fact):
    expected_version: StrictInt
    """The version of the match that the screener saw."""
    verdict: Literal["same", "not_same"]
    reason: Annotated[str, Field(min_length=1, max_length=2000)]
