"""Inviting people into roles: whom an invitation is mailed to, and how often."""

from datetime import datetime

from contest.audit import Actor, AuditRecord
from contest.people.account import Grant, GrantStatus, Invited, InviteMode, moved
from contest.refusals import refused

MOST_MAILS = 5
"""How often an invitation is mailed until it is answered."""


def invited(
    grant: Grant, asked: Invited, how: InviteMode, *, subject: object, actor: Actor, at: datetime
) -> tuple[Grant, AuditRecord] | None:
    """Invites to the role; an accepted grant stays accepted. None if nothing changes. Refused with
    `invitation.mailed_enough` if it was mailed often enough without an answer.

    `grant` is the stored one, or a new one of version 0."""
    if how is InviteMode.ONCE and grant.status in (GrantStatus.DECLINED, GrantStatus.REVOKED):
        return None
    accepted, changes = grant.status is GrantStatus.ACCEPTED, dict(asked)
    never = how is InviteMode.ONCE and grant.asked_at is None
    if not accepted and (never or how is InviteMode.AGAIN):
        changes |= _mailed(grant, at)
    to = GrantStatus.ACCEPTED if accepted else GrantStatus.INVITED
    if grant.version and grant == grant.model_copy(update=changes | {"status": to}):
        return None
    return moved(grant, to, subject=subject, actor=actor, at=at, invited_by=actor, **changes)


def mailed_again(
    grant: Grant, *, subject: object, actor: Actor, at: datetime
) -> tuple[Grant, AuditRecord]:
    """Mails an invitation again that was not answered.

    Refused with `invitation.over` if it was withdrawn or has ended, with `invitation.answered`, or
    with `invitation.mailed_enough`."""
    if not grant.may_answer(at):
        raise refused("invitation.over")
    if grant.status is not GrantStatus.INVITED:
        raise refused("invitation.answered")
    return moved(grant, grant.status, subject=subject, actor=actor, at=at, **_mailed(grant, at))


def _mailed(grant: Grant, at: datetime) -> dict[str, object]:
    """One mail more, at this moment. After an answer or a withdrawal they are counted anew."""
    waits = grant.status is GrantStatus.INVITED
    before = max(grant.mails, int(grant.asked_at is not None)) if waits else 0
    if before >= MOST_MAILS:
        raise refused("invitation.mailed_enough", measured=before, allowed=MOST_MAILS)
    return {"asked_at": at, "mails": before + 1}


def is_asked(before: Grant | None, after: Grant) -> bool:
    """Whether the change calls for an invitation mail."""
    asked = after.asked_at not in (None, before and before.asked_at)
    return asked and after.status is GrantStatus.INVITED
