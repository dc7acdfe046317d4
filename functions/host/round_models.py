"""Requests and responses of the host's routes about review rounds."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contest.entry.entry import EntryStatus
from contest.model import Fact, Id, Text
from contest.review.review import RemovalCause, Scores
from contest.review.round import RoundState
from contest_aws.http.files import Sha256
from contest_aws.services.review.coverage import GivenVersion

Reason = Annotated[str, Field(min_length=1, max_length=1000)]


class UnplacedEntry(Fact):
    entry: Id
    why: Text


class RoundPlan(Fact):
    """What dealing would do now. Nothing is written."""

    sha256: str
    """The hash under which to commit this plan."""
    entries: int
    """How many works get judges by it."""
    loads: dict[Id, int]
    """How many works each judge has then."""
    unplaced: tuple[UnplacedEntry, ...]
    connected: bool
    quality: float | None


class PlanCommit(Fact):
    sha256: Sha256


class RoundProgress(Fact):
    round: Id
    state: RoundState
    plan: str
    total: int
    done: int


class ExtensionRequest(Fact):
    until: AwareDatetime
    reason: Reason


class ReplacementRequest(Fact):
    reason: Reason


class ReplacementReceipt(Fact):
    judge: Id
    works: int
    """How many works went to others, or wait for others."""


class ReminderReceipt(Fact):
    judge: Id
    reminded_at: AwareDatetime | None


class CoverageDecision(Fact):
    decision: Literal["leave_out", "accept"]
    reason: Reason
    """When the work is left out, its entrant gets it as written."""


class CoverageDecisionReceipt(Fact):
    entry: Id
    status: EntryStatus


class GivenReview(Fact):
    """A review of a work, for the host to read."""

    judge: Id
    name: str
    """The judge's."""
    round: Id
    scores: Scores
    comment: str
    """As submitted; empty while it is a draft."""
    submitted_at: AwareDatetime | None
    removed: RemovalCause | None
    versions: tuple[GivenVersion, ...]
