"""Requests of the screeners' API. They are answered with a `ScreeningCase`."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contest.model import Fact, Id, StrictInt
from contest.screen.decision import ScreeningOutcome

Why = Annotated[str, Field(min_length=1, max_length=2000)]


class DecisionRequest(Fact):
    expected_version: StrictInt
    """The version of the entry that the screener decides on."""
    outcome: ScreeningOutcome
    reasons: tuple[Id, ...] = ()
    note: Annotated[str, Field(max_length=2000)] = ""
    until: AwareDatetime | None = None
    despite: Annotated[str, Field(max_length=2000)] = ""
    """Why it passes although it closely resembles another entry and nobody has settled that."""


class UndoRequest(Fact):
    expected_version: StrictInt
    """The version that the decision made."""


class ConfirmationRequest(Fact):
    expected_version: StrictInt
    verdict: Literal["confirm", "overturn"]
    reason: Annotated[str, Field(max_length=2000)] = ""
    """Needed to overturn."""


class ClaimRequest(Fact):
    take_over: bool = False
    """Also if another screener works on the entry."""


class ThemeRequest(Fact):
    expected_version: StrictInt
    theme: Id
    """The entry's own theme takes a proposal back."""
    reason: Why


class DuplicateDecision(Fact):
    expected_version: StrictInt
    """The version of the match that the screener saw."""
    verdict: Literal["same", "not_same"]
    reason: Why
