"""Screening 初步筛选: a person of the host passes an entry on, returns it for mending, or
rejects it."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, Field

from contest.audit import Actor
from contest.model import Fact, Id
from contest.refusals import refused
from contest.rules.rules import Rules


class ScreeningOutcome(StrEnum):
    PASS = "pass"  # noqa: S105 - no password
    RETURN = "return"
    REJECT = "reject"


class ScreeningDecision(Fact):
    """Reasons are codes of the rules file; a free note goes to the entrant beside them."""

    outcome: ScreeningOutcome
    reasons: tuple[Id, ...] = ()
    note: str = Field(default="", max_length=2000)
    actor: Actor
    at: AwareDatetime

    @classmethod
    def of(
        cls,
        rules: Rules,
        *,
        outcome: ScreeningOutcome,
        reasons: tuple[str, ...],
        note: str,
        actor: Actor,
        at: datetime,
    ) -> Self:
        """A decision that the rules know: no return or rejection without a coded reason."""
        known = [reason.id for reason in rules.screening.reasons]
        if unknown := [reason for reason in reasons if reason not in known]:
            raise refused(
                "screening.unknown_reason", measured=", ".join(unknown), allowed=", ".join(known)
            )
        if outcome is not ScreeningOutcome.PASS and not reasons:
            raise refused("screening.reason_missing", allowed=", ".join(known))
        return cls(outcome=outcome, reasons=reasons, note=note, actor=actor, at=at)


def resubmit_by(rules: Rules, *, returned_at: datetime, until: datetime | None) -> datetime:
    """The screener's date, or the rules' time for mending, or the contest's deadline if later."""
    return until or max(returned_at + rules.screening.mending, rules.dates.upload_ends)
