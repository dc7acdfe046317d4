"""Router: the account of the signed-in person, with their roles and sessions, and sign-out.
`invitation_routes` has their invitations, `personal_data_routes` the export and erasure of their
data."""

from aws_lambda_powertools.event_handler import Response
from pydantic import AwareDatetime

from account.dependencies import settings, store
from contest.audit import Actor
from contest.model import Fact, Id
from contest.people.account import Account, Grant, GrantStatus, Role, Session, hosts_of
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.session_cookie import SIGNED_OUT
from contest_aws.services.people import accounts
from contest_aws.store import keys
from contest_aws.store.protocol import get

router = api.router()


class GrantSummary(Fact):
    """A role in a contest, and the answer to its invitation."""

    contest: Id
    role: Role
    status: GrantStatus
    unit: str
    ends_at: AwareDatetime | None


class AccountView(Fact):
    id: Id
    address: str
    name: str
    host: bool
    """Whether the person is a host, which holds for all contests of this deployment."""
    grants: tuple[GrantSummary, ...]


class OwnSession(Fact):
    id: Id
    created_at: AwareDatetime
    ends_at: AwareDatetime
    agent: str
    this: bool
    """Whether this request was made with it."""


@router.get("/account")
def me() -> AccountView:
    """我的账号与角色。 My account and my roles."""
    account = get(store, keys.account(api.who(router).account), Account)
    return AccountView(
        id=account.id,
        address=account.address,
        name=account.name,
        host=account.address in hosts_of(settings.hosts),
        grants=tuple(granted(grant) for grant in accounts.grants(store, account.id)),
    )


@router.get("/account/sessions")
def sessions() -> list[OwnSession]:
    """我的全部登录。 All of my sessions."""
    asking = api.who(router)
    found = accounts.sessions(store, asking.account, now=clock.now())
    return [_sign_in(session, this=asking.session) for session in found]


@router.delete("/account/sessions/<session>")
def end(session: Id) -> list[OwnSession]:
    """结束我的一处登录。 End one of my sessions."""
    _end(session)
    return sessions()


@router.post("/account/sign-out")
def sign_out() -> Response[None]:
    """退出登录。 Sign out."""
    _end(api.who(router).session)
    return Response(200, "application/json", None, cookies=[SIGNED_OUT])


def _end(session: Id) -> None:
    who = api.who(router).account
    accounts.end_sessions(store, who, [session], actor=Actor.of("account", who), now=clock.now())


def granted(grant: Grant) -> GrantSummary:
    return GrantSummary.model_validate(dict(grant), extra="ignore")


def _sign_in(session: Session, *, this: Id) -> OwnSession:
    return OwnSession(
        id=session.id,
        created_at=session.created_at,
        ends_at=session.ends_at,
        agent=session.agent,
        this=session.id == this,
    )
