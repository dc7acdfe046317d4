"""Screening 初步筛选: a screener of the host passes an entry, returns it to be corrected and
resubmitted, or rejects it."""

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
    """`reasons` are codes from the rules file; the entrant also receives the free `note`."""

    outcome: ScreeningOutcome
    reasons: tuple[Id, ...] = ()
    note: str = Field(default="", max_length=2000)
    actor: Actor
    at: AwareDatetime
    expected_version: int = 0
    """The version of the entry that was decided on. The same decision on it is not taken twice."""

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
        """A decision that agrees with the rules. Refused if a reason is not one of theirs, or if an
        entry is returned or rejected without a reason."""
        known = [reason.id for reason in rules.screening.reasons]
        if unknown := [reason for reason in reasons if reason not in known]:
            raise refused(
                "screening.unknown_reason", measured=", ".join(unknown), allowed=", ".join(known)
            )
        if outcome is not ScreeningOutcome.PASS and not reasons:
            raise refused("screening.reason_missing", allowed=", ".join(known))
        return cls(outcome=outcome, reasons=reasons, note=note, actor=actor, at=at)


def resubmit_by(rules: Rules, *, returned_at: datetime, until: datetime | None) -> datetime:
    """The screener's date `until`, if given. Otherwise the end of the rules' period for corrections
    (`screening.mending`), or the contest's deadline if that is later."""
    return until or max(returned_at + rules.screening.mending, rules.dates.upload_ends)
