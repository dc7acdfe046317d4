"""What a person has decided about a judge and an entry: a conflict declared, set, confirmed or
dismissed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, Field

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Id
from contest.refusals import refused


class ConflictState(StrEnum):
    SUSPECTED = "suspected"
    """Found, and waiting for a person. It counts until it is dismissed."""
    CONFIRMED = "confirmed"
    """The host has confirmed it, or set it without a suspicion."""
    DISMISSED = "dismissed"
    DECLARED = "declared"
    """The judge has declared it before the video was shown."""
    RECUSED = "recused"
    """The judge has given the entry back."""


BY_JUDGE = frozenset({ConflictState.DECLARED, ConflictState.RECUSED})


class ConflictDecision(Audited):
    """Of one judge on one entry."""

    contest: Id
    judge: Id
    entry: Id
    state: ConflictState = ConflictState.SUSPECTED
    grounds: tuple[str, ...] = ()
    """The suspicions that were decided on. Another one that comes to light later is undecided."""
    reason: str = Field(default="", max_length=1000)
    decided_by: Actor | None = None
    decided_at: AwareDatetime | None = None

    @property
    def counts(self) -> bool:
        """Whether it keeps the entry away from the judge."""
        return self.state is not ConflictState.DISMISSED


def decide(
    before: ConflictDecision,
    to: ConflictState,
    *,
    grounds: tuple[str, ...] = (),
    reason: str,
    subject: object,
    actor: Actor,
    at: datetime,
) -> tuple[ConflictDecision, AuditRecord]:
    """Decides, always with a reason, except that judges need not give one. The record holds the
    host's reason, but no word of a judge, which can be erased.

    Refused with `conflict.said_by_judge` if the host dismisses what the judge has said."""
    if to not in BY_JUDGE and not reason.strip():
        raise refused("decision.reason_missing")
    if before.state in BY_JUDGE and to not in BY_JUDGE:
        raise refused("conflict.said_by_judge")
    details: dict[str, Any] = {
        "from": before.state.value if before.version else "",
        "to": to.value,
        "grounds": list(grounds),
    }
    if to not in BY_JUDGE:
        details["reason"] = reason
    return before.with_record(
        f"conflict.{to}",
        subject=subject,
        actor=actor,
        at=at,
        details=details,
        state=to,
        grounds=tuple(sorted({*before.grounds, *grounds})),
        reason=reason,
        decided_by=actor,
        decided_at=at,
    )
