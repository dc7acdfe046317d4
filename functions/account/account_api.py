"""HTTP for whoever is signed in: who they are, what they were invited to, where else they are
signed in, and out again; all that is held on them, and its erasure."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime, Field

from contest import account as rules
from contest.account import Account, Answer, Grant, Role, Session
from contest.model import Fact, Id
from contest_aws import clock, http, keys
from contest_aws.desk import accounts as desk
from contest_aws.desk import erase
from contest_aws.desk.entry import contest_of
from contest_aws.desk.person import Held, held
from contest_aws.schedules import keep_soon
from contest_aws.settings import AccountSettings
from contest_aws.store import get
from contest_aws.table import DynamoStore
from contest_aws.tokens import KmsKey, Tokens

settings = AccountSettings.read()
store = DynamoStore(settings.table_name)
app = http.api(store, Tokens(KmsKey(settings.signing_key)))


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


class Typed(Fact):
    address: Annotated[str, Field(max_length=320)]
    """One's own, typed once more."""


class Erasing(Fact):
    asked_at: AwareDatetime


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


@app.get("/account/export")
def export() -> Held:
    """系统保存的与我有关的全部数据。 All that is held on me."""
    return held(store, http.who(app).account)


@app.post("/account/erasure")
def erase_me(typed: Annotated[Typed, Body()]) -> Erasing:
    """删除我的账户与数据,不可恢复。 Erase my account and data: nothing of it is undone.

    所有登录立即结束,其余数分钟内删除。 Every session ends now, all else within minutes."""
    who = http.who(app).account
    asked = erase.ask(store, who, address=typed.address, by=f"account:{who}", ours=clock.now())
    return Erasing(asked_at=asked.asked_at)


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
