"""Accounts: an e-mail address, the sessions by which it is signed in, and the roles that it was
granted in a contest and has accepted."""

import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from contest import addresses
from contest.audit import Actor, Audited, AuditRecord
from contest.model import Expiring, Fact, Id
from contest.refusals import refused


class Role(StrEnum):
    ENTRANT = "entrant"
    """Whoever is signed in, without a grant."""
    UNIT = "unit"
    SCREENER = "screener"
    JUDGE = "judge"
    HOST = "host"
    """Whose address the deployment names, in all of its contests."""


GRANTED = (Role.UNIT, Role.SCREENER, Role.JUDGE)
"""Roles that need an invitation."""


class Account(Audited):
    """Nothing but this item holds the address: records and all other items name the id."""

    id: Id
    address: str
    name: str = ""
    created_at: AwareDatetime
    verified_at: AwareDatetime | None = None
    """When somebody first signed in by the address; until then it is only who was invited."""


class Session(Expiring):
    """A sign-in. Its token holds as long as this says so."""

    id: Id
    account: Id
    created_at: AwareDatetime
    agent: Annotated[str, Field(max_length=120)] = ""
    """What the client said of itself, for its owner to know it again."""
    revoked_at: AwareDatetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.ends_at


class GrantStatus(StrEnum):
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REVOKED = "revoked"


class InviteMode(StrEnum):
    """How somebody is asked into a role."""

    AGAIN = "again"
    """By mail, whatever was answered before: who has not accepted yet gets another."""
    ONCE = "once"
    """By mail if they never were asked so; who said no, or lost the role, is left alone."""
    QUIETLY = "quietly"
    """Without a mail: the organiser answers in their name."""


class Invited(Fact):
    """Whom the host asks, for what; `name` and `unit` are what is known of a judge, too."""

    role: Role
    name: Annotated[str, Field(max_length=100)] = ""
    unit: Annotated[str, Field(max_length=200)] = ""
    """Of a recommending unit: its id in the rules. Of a judge: their unit's name, for conflicts."""
    themes: tuple[Id, ...] = ()
    ends_at: AwareDatetime | None = None


class Grant(Audited, Invited):
    """A role in one contest. It counts once it is accepted, until it ends or is revoked."""

    contest: Id
    account: Id
    person: Id
    """Under which name the contest's keys and records know them: the account's, by default."""
    status: GrantStatus = GrantStatus.INVITED
    invited_by: Actor
    changed_at: AwareDatetime
    """When it was last invited, accepted, declined or revoked."""
    asked_at: AwareDatetime | None = None
    """When they were last asked by mail; None: never."""

    def counts(self, now: datetime) -> bool:
        return self.status is GrantStatus.ACCEPTED and (self.ends_at is None or now < self.ends_at)


def normalised(typed: str) -> str:
    """One spelling an address: without a name, full-width forms folded, lower case."""
    folded = unicodedata.normalize("NFKC", typed.strip()).lower()
    return addresses.split(folded)[1]


def hosts_of(named: str) -> frozenset[str]:
    """The addresses that the deployment names, separated by commas."""
    return frozenset(normalised(one) for one in named.split(",") if one.strip())


def answered(
    grant: Grant, to: GrantStatus, *, subject: object, at: datetime
) -> tuple[Grant, AuditRecord]:
    """Accept or decline what one was invited to; what is accepted may be given back later. What
    the host revoked, or what has ended, can no longer be answered."""
    ended = grant.ends_at is not None and grant.ends_at <= at
    if grant.status is GrantStatus.REVOKED or ended:
        raise refused("invitation.over")
    return _moved(grant, to, subject=subject, actor=Actor.of("account", grant.account), at=at)


def revoked(
    grant: Grant, *, subject: object, actor: Actor, at: datetime
) -> tuple[Grant, AuditRecord]:
    return _moved(grant, GrantStatus.REVOKED, subject=subject, actor=actor, at=at)


def invited(
    grant: Grant, asked: Invited, how: InviteMode, *, subject: object, actor: Actor, at: datetime
) -> tuple[Grant, AuditRecord] | None:
    """Asked; what has been accepted stays so. None: nothing changes. `grant`: what is there, or a
    new one of version 0."""
    if how is InviteMode.ONCE and grant.status in (GrantStatus.DECLINED, GrantStatus.REVOKED):
        return None
    accepted, told = grant.status is GrantStatus.ACCEPTED, dict(asked)
    never = how is InviteMode.ONCE and grant.asked_at is None
    told["asked_at"] = at if not accepted and (never or how is InviteMode.AGAIN) else grant.asked_at
    to = GrantStatus.ACCEPTED if accepted else GrantStatus.INVITED
    if grant.version and grant == grant.model_copy(update=told | {"status": to}):
        return None
    return _moved(grant, to, subject=subject, actor=actor, at=at, invited_by=actor, **told)


def is_asked(before: Grant | None, after: Grant) -> bool:
    """Whether the change is one of which a mail tells."""
    asked = after.asked_at not in (None, before and before.asked_at)
    return asked and after.status is GrantStatus.INVITED


def _moved(
    grant: Grant, to: GrantStatus, *, subject: object, actor: Actor, at: datetime, **changes: object
) -> tuple[Grant, AuditRecord]:
    """The record says what was decided, and nothing of the person: it outlives them."""
    details = {"contest": grant.contest, "role": grant.role, "account": grant.account}
    return grant.with_record(
        f"grant.{to}",
        subject=subject,
        actor=actor,
        at=at,
        details=details,
        status=to,
        changed_at=at,
        **changes,
    )
