"""Awards: the round in which they are given, from the first tally through the host's confirmation
and the objection period 公示期 to the grant. What is proposed, and why, is `proposal`'s part.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import AwareDatetime, Field

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Fact, Id, Text
from contest.refusals import refused


class AwardStatus(StrEnum):
    OPENED = "opened"
    TALLIED = "tallied"
    PROPOSED = "proposed"
    PROVISIONAL = "provisional"
    FINAL = "final"
    GRANTED = "granted"
    DISCARDED = "discarded"


S = AwardStatus
AWARD_TRANSITIONS: Mapping[AwardStatus, frozenset[AwardStatus]] = {
    S.OPENED: frozenset({S.TALLIED, S.DISCARDED}),
    S.TALLIED: frozenset({S.PROPOSED, S.DISCARDED}),
    S.PROPOSED: frozenset({S.PROVISIONAL, S.DISCARDED}),
    S.PROVISIONAL: frozenset({S.FINAL, S.DISCARDED}),
    S.FINAL: frozenset({S.GRANTED}),
    S.GRANTED: frozenset(),
    S.DISCARDED: frozenset(),
}
AWARD_STAGES: Mapping[AwardStatus, str] = {
    S.OPENED: "Tally",
    S.TALLIED: "Propose",
    S.PROPOSED: "Confirm",
    S.PROVISIONAL: "Object",
    S.FINAL: "Grant",
}
"""Statuses in which `award_round` works or waits, and the state of the machine that does so."""


class Winner(Fact):
    """One line of a proposal: a work, or a unit, and what it is to be given."""

    award: Id
    level: Id | None = None
    name: Text
    entry: Id | None = None
    title: str = ""
    theme: Id | None = None
    """Of a theme award: its places are counted theme by theme."""
    recipient: str
    """The entrant, or the unit."""
    score: str = ""
    """Percent, as it is shown."""
    tied: bool = False
    """More works stand equal at the end of the list than there are places: the host decides."""
    why: Text

    @property
    def place(self) -> Id:
        return self.level or self.award


class AwardChange(Fact):
    """The host's own hand: an award given or taken, never without a reason."""

    action: Literal["add", "drop"]
    place: Id
    entry: Id | None = None
    unit: str | None = None
    reason: str = Field(max_length=1000)


class AwardRound(Audited):
    contest: Id
    id: Id
    round: Id
    """The review round whose scores decide."""
    status: AwardStatus = AwardStatus.OPENED
    results_key: str = ""
    results_hash: str = ""
    """SHA-256 of the immutable result snapshot."""
    proposal: tuple[Winner, ...] = ()
    changes: tuple[AwardChange, ...] = ()
    objections_end: AwareDatetime | None = None


def move_round(
    award_round: AwardRound,
    to: AwardStatus,
    *,
    subject: object,
    actor: Actor,
    at: datetime,
    details: dict[str, Any] | None = None,
    **changes: Any,
) -> tuple[AwardRound, AuditRecord]:
    """The only way to change an award round's status. `details` go into the audit record."""
    if to not in AWARD_TRANSITIONS[award_round.status]:
        raise refused("award.not_possible_now", measured=award_round.status.value)
    told = {"from": award_round.status.value, "to": to.value, **(details or {})}
    return award_round.with_record(
        f"award.{to.value}", subject=subject, actor=actor, at=at, details=told, status=to, **changes
    )
