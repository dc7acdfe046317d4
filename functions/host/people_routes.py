"""Router: the host invites people into the contest's roles, sees their answers, revokes roles and
ends sessions. `publicity_routes` has the units' publicity reports."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime, Field

from contest.audit import Actor
from contest.model import Fact, Id
from contest.people.account import Account, Grant, GrantStatus, Invited, Role, normalised
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.people import accounts
from contest_aws.store import keys
from contest_aws.store.protocol import get
from host.dependencies import store

router = api.router()

INVITATIONS = "/host/<contest_id>/invitations"
SESSIONS = "/host/<contest_id>/people/<account>/sessions"


class InvitationRequest(Invited):
    address: Annotated[str, Field(max_length=300)]


class InvitationSummary(Invited):
    account: Id
    address: str
    status: GrantStatus
    changed_at: AwareDatetime
    asked_at: AwareDatetime | None
    """When they were last mailed; None if never."""
    mails: int
    """How often since they were invited."""
    ended: bool
    """Whether `ends_at` has passed: it cannot be answered any more, and the role opens nothing."""


class SessionSummary(Fact):
    id: Id
    created_at: AwareDatetime
    ends_at: AwareDatetime
    agent: str


@router.post(INVITATIONS)
def invite(contest_id: Id, inviting: Annotated[InvitationRequest, Body()]) -> InvitationSummary:
    """邀请某人担任某角色；再次邀请即再发邮件。 Invite a person; repeat to mail them again."""
    address = normalised(inviting.address)
    asked = Invited.model_validate(inviting.model_dump(exclude={"address"}))
    grant = accounts.invite(_context(contest_id), address, asked, new_id=secrets.token_hex(10))
    return _invitation(grant, address)


@router.get(INVITATIONS)
def invitations(contest_id: Id) -> list[InvitationSummary]:
    """全部邀请与答复。 All invitations and the answers to them."""
    contest = contest_of(store, contest_id)
    return [
        _invitation(g, account.address) for g, account in accounts.invitations(store, contest.id)
    ]


@router.delete(f"{INVITATIONS}/<role>/<account>")
def revoke(contest_id: Id, role: Role, account: Id) -> InvitationSummary:
    """撤销邀请或收回角色。 Withdraw an invitation, or revoke the role."""
    return _of(accounts.revoke(_context(contest_id), account, role))


@router.post(f"{INVITATIONS}/<role>/<account>/mail")
def mail_again(contest_id: Id, role: Role, account: Id) -> InvitationSummary:
    """重发邀请邮件。 Mail an unanswered invitation again."""
    return _of(accounts.mail_again(_context(contest_id), account, role))


@router.get(SESSIONS)
def sessions(contest_id: Id, account: Id) -> list[SessionSummary]:
    """某人的全部登录。 All sessions of a person."""
    contest_of(store, contest_id)
    get(store, keys.account(account), Account)
    found = accounts.sessions(store, account, now=clock.now())
    return [SessionSummary.model_validate(dict(session), extra="ignore") for session in found]


@router.delete(SESSIONS)
def end_all(contest_id: Id, account: Id) -> list[SessionSummary]:
    """结束某人的全部登录。 End all sessions of a person."""
    accounts.end_sessions(store, account, None, actor=_actor(), now=clock.now())
    return sessions(contest_id, account)


@router.delete(f"{SESSIONS}/<session>")
def end(contest_id: Id, account: Id, session: Id) -> list[SessionSummary]:
    """结束某人的一处登录。 End one session of a person."""
    accounts.end_sessions(store, account, [session], actor=_actor(), now=clock.now())
    return sessions(contest_id, account)


def _actor() -> Actor:
    return Actor.of("host", api.who(router).person)


def _context(contest_id: Id) -> Context:
    return Context(store, contest_of(store, contest_id), _actor(), clock.now())


def _of(grant: Grant) -> InvitationSummary:
    return _invitation(grant, get(store, keys.account(grant.account), Account).address)


def _invitation(grant: Grant, address: str) -> InvitationSummary:
    known = {**dict(grant), "address": address, "ended": grant.has_ended(clock.now())}
    return InvitationSummary.model_validate(known, extra="ignore")
