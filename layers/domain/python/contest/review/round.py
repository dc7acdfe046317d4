"""A review round as it is run, the plan that is being carried out in it, and each judge's own list.

No item of a round is written once for every entry or every score: entries are dealt, and scores
come in, at the same time."""

from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Fact, Id, digest


class RoundState(StrEnum):
    CHOSEN = "chosen"
    """The host has confirmed its entries, and it is not open yet. The first round has no such
    state."""
    OPEN = "open"
    CLOSING = "closing"
    """Nothing is dealt any more. Judges' lists are being closed, and entries moved on."""
    CLOSED = "closed"


class Entered(Fact):
    """The entries of a later round, as the host confirms them: the best of the round before."""

    contest: Id
    round: Id
    previous_round: Id
    """The round whose results they are chosen by."""
    entries: tuple[Id, ...]
    cutoff: str
    """The lowest score that gets in, exact; empty if all do."""

    @property
    def sha256(self) -> str:
        return digest(self)


class Round(Audited):
    contest: Id
    id: Id
    state: RoundState = RoundState.OPEN
    plan: str = ""
    """The hash of the plan that is being carried out; empty if none is."""
    entered: str = ""
    """The hash of the list of its entries that the host confirmed; empty for the first round."""
    cutoff: str = ""
    """The lowest score on that list, exact. Older items do not have it."""
    last_plan: str = ""
    """The hash of the last plan that was carried out whole."""
    total: int = 0
    """How many entries the plan, or the closing, has."""
    done: int = 0
    """How many of them are done. Counted by the hundred."""
    award_round: Id | None = None
    """The award round over its scores that was begun last."""
    closed_at: AwareDatetime | None = None
    """When its closing began; None while it is open. Older items do not have it."""


def end_of(round_: Round | None, closes: datetime) -> datetime:
    """When it closes, or has closed: earlier than its date if the host closed it by then."""
    closed_at = round_.closed_at if round_ else None
    return min(closed_at, closes) if closed_at else closes


class Dealing(Fact):
    """What a plan does: judges by entry, each with the number that the work has in the judge's own
    list."""

    contest: Id
    round: Id
    entries: dict[Id, dict[Id, int]]

    @property
    def sha256(self) -> str:
        return digest(self)


class PlanPart(Fact):
    """A part of a plan that is being carried out, or of the list of a later round, small enough for
    one item."""

    entries: dict[Id, dict[Id, int]]
    order: tuple[Id, ...] = ()
    """The entries of a list, best first. Older items do not have it."""


def parts_of(dealing: Dealing, *, size: int) -> list[PlanPart]:
    entries = list(dealing.entries.items())
    return [
        PlanPart(entries=dict(entries[start : start + size]))
        for start in range(0, len(entries), size)
    ]


class ListState(StrEnum):
    OPEN = "open"
    FINISHED = "finished"
    """The judge has said that they have finished."""
    CLOSED = "closed"
    """The round is closed."""


class ReviewList(Audited):
    """One judge's list in one round. Every score is committed under the condition that the list has
    not changed: nothing is scored after it was closed."""

    contest: Id
    round: Id
    judge: Id
    state: ListState = ListState.OPEN
    facts: int = 0
    """The judge's `facts` that conflicts were last looked for with. Until they are looked for with
    the present ones, the judge sees nothing."""
    finished_at: AwareDatetime | None = None
    reminded_at: AwareDatetime | None = None
    """When the judge was last reminded."""
    open_at_reminder: int = 0
    """How many works they had left then."""


def set_list(
    list_: ReviewList, to: ListState, *, subject: object, actor: Actor, at: datetime
) -> tuple[ReviewList, AuditRecord]:
    """Opens, finishes or closes a judge's list."""
    action = {
        ListState.OPEN: "reviews.reopen",
        ListState.FINISHED: "reviews.finish",
        ListState.CLOSED: "reviews.close",
    }[to]
    finished = at if to is ListState.FINISHED else list_.finished_at
    return list_.with_record(
        action,
        subject=subject,
        actor=actor,
        at=at,
        details={"round": list_.round},
        state=to,
        finished_at=None if to is ListState.OPEN else finished,
    )
