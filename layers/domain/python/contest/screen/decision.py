"""Screening 初筛: a screener of the host passes an entry, returns it to be corrected and
resubmitted, or rejects it."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, Field

from contest.audit import Actor
from contest.model import Fact, Id
from contest.refusals import refused
from contest.refusals.formatting import stored
from contest.rules.rules import Rules
from contest.screen.changes import ThemeChange


class ScreeningOutcome(StrEnum):
    PASS = "pass"  # noqa: S105 - no password
    RETURN = "return"
    REJECT = "reject"


class Before(Fact):
    """What a decision replaces, and an undo restores."""

    submitted_at: AwareDatetime | None
    resubmit_by: AwareDatetime | None
    changed_at: AwareDatetime
    theme_change: ThemeChange | None = None


class ScreeningDecision(Fact):
    """`reasons` are codes from the rules file; the entrant also receives the free `note`."""

    outcome: ScreeningOutcome
    reasons: tuple[Id, ...] = ()
    note: str = Field(default="", max_length=2000)
    despite: str = Field(default="", max_length=2000)
    """Why the entry passes although it resembles another one. No entrant sees it."""
    until: AwareDatetime | None = None
    """The screener's own date by which to resubmit; None for the rules' period."""
    actor: Actor
    at: AwareDatetime
    expected_version: int = 0
    """The version of the entry that was decided on. The same decision on it is not taken twice."""
    made: int = 0
    """The version of the entry that the decision made; 0 while it is only proposed."""
    final_at: AwareDatetime | None = None
    """Until then it can be undone, by our clock. Mail and judges wait so long."""
    before: Before | None = None
    confirmed_by: Actor | None = None
    """The second screener, where the rules ask for one."""

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
        despite: str = "",
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
        return cls(outcome=outcome, reasons=reasons, note=note, despite=despite, actor=actor, at=at)

    def is_final(self, now: datetime) -> bool:
        """Whether it can no longer be undone. `now`: by our clock."""
        return self.final_at is None or self.final_at <= now

    def repeats(self, taken: "ScreeningDecision | None") -> bool:
        """Whether it is the decision that was taken, sent again by the same person."""
        if taken is None or taken.expected_version != self.expected_version:
            return False
        given = ("outcome", "reasons", "note", "despite", "actor", "until")
        return all(getattr(taken, name) == getattr(self, name) for name in given)


def needs_second(rules: Rules, outcome: ScreeningOutcome) -> bool:
    """Whether the rules ask for a second screener's confirmation."""
    asked = rules.screening.confirmed_by_second
    return asked == "all" or (asked == "reject" and outcome is ScreeningOutcome.REJECT)


def resubmit_by(rules: Rules, *, returned_at: datetime, until: datetime | None) -> datetime:
    """The end of the rules' period for corrections (`screening.resubmit_within`), the contest's
    deadline or the screener's date `until`, whichever is latest: an entrant never has less time
    than the rules promise."""
    own = max(returned_at + rules.screening.resubmit_within, rules.dates.upload_ends)
    return max(own, until or own)


def check_date(rules: Rules, *, returned_at: datetime, until: datetime) -> None:
    """Refuses a screener's date that has passed, or that is before the rules' own."""
    if until <= returned_at:
        raise refused("screening.date_passed", measured=stored(until, rules.zone))
    own = resubmit_by(rules, returned_at=returned_at, until=None)
    if until < own:
        raise refused(
            "screening.date_early",
            measured=stored(until, rules.zone),
            allowed=stored(own, rules.zone),
        )
