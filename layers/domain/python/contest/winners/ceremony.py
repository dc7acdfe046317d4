"""The award ceremony: what the host says of it, invitations of winners, and their answers. An
invitation names nobody; the names of guests are kept apart, with the contacts."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Fact, Id, NonBlank, StrictInt, Text
from contest.refusals import refused
from contest.refusals.formatting import stored
from contest.rules.rules import Rules

MOST_GUESTS = 20
GuestName = Annotated[NonBlank, StringConstraints(max_length=100)]


class CeremonyPlan(Fact):
    """When and where, in contest time, and by when winners answer."""

    at: AwareDatetime
    place: Text
    answer_by: AwareDatetime
    note: Text | None = None


class Ceremony(Audited):
    """The plan as the host last changed it. Its version counts the changes."""

    contest: Id
    plan: CeremonyPlan


class InvitationStatus(StrEnum):
    INVITED = "invited"
    COMING = "coming"
    NOT_COMING = "not_coming"
    NOT_INVITED = "not_invited"
    NOT_REACHABLE = "not_reachable"
    ENDED = "ended"


INVITATION_STATUS_NAMES: Mapping[InvitationStatus, Text] = {
    InvitationStatus.INVITED: Text(zh="未答复", en="no answer yet"),
    InvitationStatus.COMING: Text(zh="出席", en="coming"),
    InvitationStatus.NOT_COMING: Text(zh="不出席", en="not coming"),
    InvitationStatus.NOT_INVITED: Text(zh="未邀请", en="not invited yet"),
    InvitationStatus.NOT_REACHABLE: Text(zh="无账号，无法送达", en="no account, not reachable"),
    InvitationStatus.ENDED: Text(zh="奖项已不存在", en="its award no longer stands"),
}


class CeremonyInvitation(Audited):
    """Of a work's entrant or of a unit, whatever number of awards they have. Whether it still holds
    is read from the awards at each use."""

    contest: Id
    who: Id
    """The entry, or the unit's id in `contest.award.names`."""
    account: Id | None = None
    """The unit's account that is mailed; None for a work, whose owner is."""
    mailed_plan: int
    """The version of the ceremony that was mailed last."""
    coming: bool | None = None
    guests: int = 0
    """How many come."""
    answered_at: AwareDatetime | None = None

    @property
    def status(self) -> InvitationStatus:
        if self.coming is None:
            return InvitationStatus.INVITED
        return InvitationStatus.COMING if self.coming else InvitationStatus.NOT_COMING


class GuestList(Fact):
    """Personal data: who comes."""

    contest: Id
    who: Id
    by: Id
    """The account that named them."""
    names: tuple[str, ...] = ()


class CeremonyReply(Fact):
    """Whether a winner comes, with how many people in all, and their names."""

    coming: bool
    guests: StrictInt = Field(default=0, ge=0, le=MOST_GUESTS)
    names: tuple[GuestName, ...] = Field(default=(), max_length=MOST_GUESTS)


def check_plan(plan: CeremonyPlan, *, now: datetime) -> None:
    """Refused unless now, the day of the answers and the ceremony follow each other."""
    if not now < plan.answer_by <= plan.at:
        raise refused("ceremony.bad_dates")


def answered(
    invitation: CeremonyInvitation,
    reply: CeremonyReply,
    plan: CeremonyPlan,
    *,
    rules: Rules,
    subject: object,
    actor: Actor,
    at: datetime,
) -> tuple[CeremonyInvitation, AuditRecord]:
    """Refused once the time for answers is over. The record counts guests and names none."""
    if at >= plan.answer_by:
        raise refused("ceremony.too_late", allowed=stored(plan.answer_by, rules.zone))
    least = max(1, len(reply.names)) if reply.coming else 0
    if reply.guests < least or (not reply.coming and (reply.guests or reply.names)):
        raise refused("ceremony.bad_guests")
    return invitation.with_record(
        "ceremony.answer",
        subject=subject,
        actor=actor,
        at=at,
        details={"coming": reply.coming, "guests": reply.guests},
        coming=reply.coming,
        guests=reply.guests,
        answered_at=at,
    )
