"""HTTP for whoever is signed in: who they are, what they were invited to, where else they are
signed in, and out again; what is held on them is `held_api`'s."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime

from account import held_api  # noqa: F401 - its routes become the app's
from account.entrance import app, settings, store
from contest import account as rules
from contest.account import Account, Answer, Grant, Role, Session
from contest.model import Fact, Id
from contest_aws import clock, http, keys
from contest_aws.desk import accounts as desk
from contest_aws.desk.entry import contest_of
from contest_aws.schedules import keep_soon
from contest_aws.store import get


class Granted(Fact):
    """A role in a contest, and what was said to the invitation."""

    contest: Id
    role: Role
    status: Answer
    unit: str
    ends_at: AwareDatetime | None


class Me(Fact):
    id: Id
    address: str
    name: str
    host: bool
    """Of all contests of this deployment."""
    grants: tuple[Granted, ...]


class SignIn(Fact):
    id: Id
    created_at: AwareDatetime
    ends_at: AwareDatetime
    agent: str
    this: bool
    """The one by which this was asked."""


class Said(Fact):
    answer: Literal["accepted", "declined"]


@app.get("/account")
def me() -> Me:
    """我的账户与角色。 Who I am, and my roles."""
    account = get(store, keys.account(http.who(app).account), Account)
    return Me(
        id=account.id, address=account.address, name=account.name,
        host=account.address in rules.hosts_of(settings.hosts),
        grants=tuple(_granted(grant) for grant in desk.grants(store, account.id)),
    )  # fmt: skip


@app.get("/account/sessions")
def sessions() -> list[SignIn]:
    """我的全部登录。 Where I am signed in."""
    asking = http.who(app)
    found = desk.sessions(store, asking.account, ours=clock.now())
    return [_sign_in(session, this=asking.session) for session in found]


@app.delete("/account/sessions/<session>")
def end(session: Id) -> list[SignIn]:
    """结束我的一处登录。 End one of my sessions."""
    _end(session)
    return sessions()


@app.post("/account/sign-out")
def sign_out() -> None:
    """退出登录。 Sign out."""
    _end(http.who(app).session)


@app.post("/account/invitations/<contest>/<role>")
def answer(contest: Id, role: Role, said: Annotated[Said, Body()]) -> Granted:
    """接受或谢绝邀请。 Accept or decline an invitation."""
    held, asking = contest_of(store, contest), http.who(app)
    to = Answer(said.answer)
    grant = desk.answer(store, held, asking.account, role, to, ours=clock.now())
    if role is Role.JUDGE and to is Answer.ACCEPTED:
        keep_soon(settings.keep_calendar, contest)  # entries may wait for one more judge
    return _granted(grant)


def _end(session: Id) -> None:
    who = http.who(app).account
    desk.end_sessions(store, who, [session], by=f"account:{who}", ours=clock.now())


def _granted(grant: Grant) -> Granted:
    return Granted.model_validate(dict(grant), extra="ignore")


def _sign_in(session: Session, *, this: Id) -> SignIn:
    return SignIn(
        id=session.id, created_at=session.created_at, ends_at=session.ends_at,
        agent=session.agent, this=session.id == this,
    )  # fmt: skip


handler = http.handler(app)
