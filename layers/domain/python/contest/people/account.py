"""Accounts: an email address, its sessions, and the roles granted to it in each contest."""

import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from contest import addresses
from contest.audit import Actor, Audited, AuditRecord
from contest.model import Expiring, Fact, Id, NonBlank, unjoined
from contest.refusals import refused


class Role(StrEnum):
    ENTRANT = "entrant"
    """Anybody who is signed in; needs no grant."""
    UNIT = "unit"
    SCREENER = "screener"
    JUDGE = "judge"
    HOST = "host"
    """An address that the deployment's settings name; holds in all of its contests."""


GRANTED = (Role.UNIT, Role.SCREENER, Role.JUDGE)
"""Roles that need an invitation."""


class Account(Audited):
    """The only item that holds the address. Audit records and all other items use the id."""

    id: Id
    address: str
    name: str = ""
    created_at: AwareDatetime
    verified_at: AwareDatetime | None = None
    """When somebody first signed in with the address; None while it was only invited."""


class Session(Expiring):
    """One sign-in of an account. Its token is valid while `holds` is true."""

    id: Id
    account: Id
    created_at: AwareDatetime
    agent: Annotated[str, Field(max_length=120)] = ""
    """The client's User-Agent, so that the owner recognises the session."""
    revoked_at: AwareDatetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.ends_at


class GrantStatus(StrEnum):
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REVOKED = "revoked"


MOST_LOAD = 100_000
LONGEST_FIELD = 50


class InviteMode(StrEnum):
    """How a person is invited to a role."""

    AGAIN = "again"
    """By mail, whatever the earlier answer was. Those who have accepted get no mail."""
    ONCE = "once"
    """By mail if they never got one. Those who declined or were revoked are not invited again."""
    QUIETLY = "quietly"
    """Without a mail: the organiser answers on their behalf."""


Expertise = Annotated[NonBlank, Field(max_length=LONGEST_FIELD)]
"""A field that a judge knows, such as industry, media, art or film."""


class Invited(Fact):
    """An invitation by the host: the role and what is known about the person."""

    role: Role
    name: Annotated[str, Field(max_length=100)] = ""
    unit: Annotated[str, Field(max_length=200)] = ""
    """For the unit role, the unit's id in the rules. For a judge, the name of their employer, for
    conflicts of interest."""
    themes: tuple[Id, ...] = ()
    expertise: Annotated[tuple[Expertise, ...], Field(max_length=20)] = ()
    """Of a judge. Compared with the names of a work's themes."""
    max_load: Annotated[int | None, Field(gt=0, le=MOST_LOAD)] = None
    """The most works that a judge takes in a round. None: as many as the rules allow."""
    ends_at: AwareDatetime | None = None


class Grant(Audited, Invited):
    """A role in one contest. It takes effect once accepted, until it ends or is revoked."""

    contest: Id
    account: Id
    person: Id
    """The id of the person in the contest's keys and audit records; by default the account's id."""
    status: GrantStatus = GrantStatus.INVITED
    invited_by: Actor
    changed_at: AwareDatetime
    """When it was last offered, accepted, declined or revoked."""
    asked_at: AwareDatetime | None = None
    """When an invitation was last mailed; None for never."""
    mails: int = 0
    """How often it was mailed since it was offered. Older items do not have it."""

    def counts(self, now: datetime) -> bool:
        return self.status is GrantStatus.ACCEPTED and not self.has_ended(now)

    def has_ended(self, now: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= now

    def may_answer(self, now: datetime) -> bool:
        """Whether the invited person may accept or decline."""
        return self.status is not GrantStatus.REVOKED and not self.has_ended(now)


def normalised(typed: str) -> str:
    """The normal form of an address: no display name, half-width, lower case, and nothing that
    nobody sees.

    Refuses text that is not an address."""
    folded = unicodedata.normalize("NFKC", unjoined(typed).strip()).lower()
    return addresses.split(folded)[1]


def hosts_of(named: str) -> frozenset[str]:
    """The normalised host addresses from a comma-separated setting."""
    return frozenset(normalised(one) for one in named.split(",") if one.strip())


def answered(
    grant: Grant, to: GrantStatus, *, subject: object, at: datetime
) -> tuple[Grant, AuditRecord]:
    """The invited person accepts or declines. A role once accepted may be declined later.

    Refuses with `invitation.over` if the host revoked the grant or it has ended."""
    if not grant.may_answer(at):
        raise refused("invitation.over")
    return moved(grant, to, subject=subject, actor=Actor.of("account", grant.account), at=at)


def revoked(
    grant: Grant, *, subject: object, actor: Actor, at: datetime
) -> tuple[Grant, AuditRecord]:
    return moved(grant, GrantStatus.REVOKED, subject=subject, actor=actor, at=at)


def prolonged(
    grant: Grant, ends_at: datetime, *, subject: object, actor: Actor, at: datetime
) -> tuple[Grant, AuditRecord]:
    """The role ends later. Nothing else about it changes, and no mail is sent."""
    return grant.with_record(
        "grant.prolong",
        subject=subject,
        actor=actor,
        at=at,
        details={"contest": grant.contest, "role": grant.role, "until": ends_at.isoformat()},
        ends_at=ends_at,
    )


def moved(
    grant: Grant, to: GrantStatus, *, subject: object, actor: Actor, at: datetime, **changes: object
) -> tuple[Grant, AuditRecord]:
    """The audit record holds the decision but no personal data: it is kept after erasure."""
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
