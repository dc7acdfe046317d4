"""Responses of the screeners' API."""

from datetime import datetime
from typing import Self

from pydantic import AwareDatetime

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest.entry.form import Form
from contest.entry.queue_card import Flag
from contest.model import Fact, Id, Text
from contest.rules.sections import Reason
from contest.screen.changes import AnsweredTheme, Explained, ThemeChange
from contest.screen.claim import Claim
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest.validate.verdict import Verdict
from contest.viewing.viewing_copy import Film
from contest_aws.services.validate.frames import Evidence


class ClaimSummary(Fact):
    """Who works on the entry."""

    name: str
    mine: bool
    until: AwareDatetime

    @classmethod
    def of(cls, claim: Claim, reader: Id, *, name: str) -> Self:
        return cls(name=name, mine=claim.by == reader, until=claim.until)


class ListedEntry(Fact):
    id: Id
    number: str
    """Short, to be read out on the phone."""
    version: int
    """Of what is decided on; a claim does not change it."""
    status: EntryStatus
    status_text: Text
    thumbnail: str | None
    """A short-lived address of a small picture; None without one, and outside the list."""
    title: str
    theme: str
    entrant: str
    region: str
    unit: str
    """The recommending unit's id in the rules."""
    flags: tuple[Flag, ...]
    since: AwareDatetime
    overdue: bool
    claim: ClaimSummary | None
    outcome: ScreeningOutcome | None
    decided_by_me: bool


class EntryPage(Fact):
    entries: tuple[ListedEntry, ...]
    cursor: str | None
    """Send it to get the next page; None after the last one. A page may have few entries, or none,
    and a cursor nevertheless."""


class DecisionSummary(Fact):
    outcome: ScreeningOutcome
    reasons: tuple[Id, ...]
    note: str
    despite: str
    """Why it passes although it resembles another entry. No entrant sees it."""
    at: AwareDatetime
    mine: bool
    undo_until: AwareDatetime | None
    """Until when it can be undone, by the real clock; None if it no longer can."""
    confirmed: bool
    """Whether a second screener has confirmed it."""

    @classmethod
    def of(cls, decision: ScreeningDecision, reader: Actor, *, now: datetime) -> Self:
        return cls(
            outcome=decision.outcome,
            reasons=decision.reasons,
            note=decision.note,
            despite=decision.despite,
            at=decision.at,
            mine=reader in (decision.actor, decision.confirmed_by),
            undo_until=None if decision.is_final(now) else decision.final_at,
            confirmed=decision.confirmed_by is not None,
        )


class Explanation(Fact):
    """Why the entry is screened once more, without who said so."""

    reason: str
    at: AwareDatetime

    @classmethod
    def of(cls, explained: Explained) -> Self:
        return cls(reason=explained.reason, at=explained.at)


class ThemeProposal(Fact):
    """A move to another theme that the entrant has not answered yet."""

    theme: Id
    reason: str
    at: AwareDatetime
    mine: bool

    @classmethod
    def of(cls, change: ThemeChange, reader: Actor) -> Self:
        mine = change.actor == reader
        return cls(theme=change.theme, reason=change.reason, at=change.at, mine=mine)


class ScreeningCase(ListedEntry, Evidence):
    form: Form
    verdict: Verdict | None
    films: tuple[Film, ...]
    """The rendition first if there is one, and the viewing copy; while there are none, exactly the
    file that was validated."""
    reasons: tuple[Reason, ...]
    """The reasons for return or rejection that the rules define."""
    same_unit: tuple[ListedEntry, ...]
    """Other entries of the same entering unit, in whatever way its name is written."""
    decision: DecisionSummary | None
    proposed: DecisionSummary | None
    """A decision that a second screener has to confirm."""
    overturned: Explanation | None
    """Why a second screener overturned a decision, the last time."""
    reopened: Explanation | None
    """Why the host had the entry screened again, the last time."""
    theme_change: ThemeProposal | None
    theme_answer: AnsweredTheme | None
    """How the last proposal of another theme ended."""
