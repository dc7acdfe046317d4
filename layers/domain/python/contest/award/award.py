"""The award round: from the tally through the host's confirmation and the objection period (公示期)
to the grant. `proposal` decides which awards are proposed."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import AwareDatetime, Field

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Fact, Id, Text
from contest.refusals import Refused, refused
from contest.refusals.formatting import stored_text


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
    S.PROVISIONAL: frozenset({S.FINAL, S.PROPOSED, S.DISCARDED}),
    S.FINAL: frozenset({S.GRANTED}),
    S.GRANTED: frozenset(),
    S.DISCARDED: frozenset(),
}
PUBLIC = frozenset({S.PROVISIONAL, S.FINAL, S.GRANTED})
"""Statuses of a list that was confirmed."""
AWARD_STAGES: Mapping[AwardStatus, str] = {
    S.OPENED: "Tally",
    S.TALLIED: "Propose",
    S.PROPOSED: "Confirm",
    S.PROVISIONAL: "Object",
    S.FINAL: "Grant",
}
"""Statuses in which `award_round` works or waits, each with its state in the state machine."""
AWARD_STATUS_NAMES: Mapping[AwardStatus, Text] = {
    S.OPENED: Text(zh="已开始，待计分", en="begun, to be tallied"),
    S.TALLIED: Text(zh="已计分，待提名", en="tallied, to be proposed"),
    S.PROPOSED: Text(zh="待主办单位确认", en="to be confirmed by the host"),
    S.PROVISIONAL: Text(zh="公示中", en="open to objections"),
    S.FINAL: Text(zh="公示结束", en="final, to be granted"),
    S.GRANTED: Text(zh="已颁奖", en="granted"),
    S.DISCARDED: Text(zh="已作废", en="discarded"),
}


class Winner(Fact):
    """One line of a proposal: a work or a unit, and the award proposed for it."""

    award: Id
    level: Id | None = None
    name: Text
    entry: Id | None = None
    title: str = ""
    theme: Id | None = None
    """The theme of a theme award, which has its own places in each theme; None for other awards."""
    unit: Id | None = None
    """The unit's id in `contest.award.names`, for an award to units."""
    recipient: str
    """Name of the entrant or the unit."""
    score: str = ""
    """The score as shown, in percent with two decimals. For an award to units, a sum of points."""
    tied: bool = False
    """Whether more works have this score than there are places, for the host to decide."""
    same_as: tuple[Id, ...] = ()
    """Entries that are, or may be, the same work: their match is not settled as different."""
    override: bool = False
    """Whether the host gave it against the plan's own rules."""
    why: Text

    @property
    def place(self) -> Id:
        return self.level or self.award


class AwardChange(Fact):
    """A change by the host: an award added or dropped, always with a reason."""

    action: Literal["add", "drop"]
    place: Id
    """An award or a level. To drop a work from all levels at once, the award that has them."""
    entry: Id | None = None
    unit: str | None = None
    """A unit's name, however it is spelt, or its id."""
    reason: str = Field(max_length=1000)
    override: bool = False
    """Whether the host means it although the plan's own rules say otherwise: below the least score,
    beside an award that excludes it, before a better work, or after a revocation."""


class Agreement(Fact):
    """The first of two people's confirmation: with these changes, and of this list."""

    changes: tuple[AwardChange, ...]
    list_sha256: str = ""
    actor: Actor
    at: AwareDatetime


class Revocation(Fact):
    """A granted award that is taken back, at `at`; until then a second person has to agree."""

    place: Id
    theme: Id | None = None
    entry: Id | None = None
    unit: Id | None = None
    reason: str = Field(min_length=1, max_length=1000)
    asked_by: Actor
    actor: Actor | None = None
    at: AwareDatetime | None = None

    def concerns(self, winner: Winner) -> bool:
        return award_key(self) == award_key(winner)


def award_key(of: Winner | Revocation) -> tuple[Id, Id | None, Id | None, Id | None]:
    """What names an award of a round."""
    return of.place, of.theme, of.entry, of.unit


class AwardRound(Audited):
    contest: Id
    id: Id
    round: Id
    """The review round whose scores are used."""
    fills: tuple[Id, ...] = ()
    """Award rounds over the same scores, granted before. It fills only places that are free."""
    standing: tuple[Winner, ...] = ()
    """Who keeps an award of theirs, as found when it was proposed; without names."""
    barred: tuple[Id, ...] = ()
    """Works and units that an award was taken back from, as found then."""
    status: AwardStatus = AwardStatus.OPENED
    results_key: str = ""
    results_hash: str = ""
    """SHA-256 of the immutable result snapshot."""
    left_out: tuple[Id, ...] = ()
    """Entries that were withdrawn or disqualified between the tally and the proposal."""
    proposal: tuple[Winner, ...] = ()
    changes: tuple[AwardChange, ...] = ()
    """As confirmed last. If an objection re-opened the proposal, they do not hold any more."""
    agreement: Agreement | None = None
    """If the rules ask for two people: what the first one confirmed."""
    public_from: AwareDatetime | None = None
    """From when the public sees the provisional list. None: since the confirmation."""
    objections_end: AwareDatetime | None = None
    confirmations: int = 0
    """How often it was confirmed: each time an objection period of its own begins."""
    revocations: tuple[Revocation, ...] = ()

    def is_public(self, now: datetime) -> bool:
        """Whether the public sees its list, provisional or final. `now`: the contest's time."""
        return self.was_public(now) if self.status is S.PROVISIONAL else self.status in PUBLIC

    def was_public(self, now: datetime) -> bool:
        """Also one that was discarded since."""
        return self.objections_end is not None and now >= (self.public_from or now)

    def is_revoked(self, winner: Winner) -> bool:
        return any(one.at is not None and one.concerns(winner) for one in self.revocations)


def not_now(award_round: AwardRound) -> Refused:
    status = AWARD_STATUS_NAMES[award_round.status]
    return refused("award.not_possible_now", measured=stored_text(status))


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
    """Changes the round's status along `AWARD_TRANSITIONS`; the only way to do so. Refuses any
    other change with `award.not_possible_now`. `details` go into the audit record."""
    if to not in AWARD_TRANSITIONS[award_round.status]:
        raise not_now(award_round)
    return award_round.with_record(
        f"award.{to.value}",
        subject=subject,
        actor=actor,
        at=at,
        details={"from": award_round.status.value, "to": to.value, **(details or {})},
        status=to,
        **changes,
    )
