"""HTTP for whoever signs in: ask for a code and a link by mail, exchange one of them for a session.

A GET changes nothing here: mail scanners and chat programs open links before people do."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.shared.cookies import Cookie, SameSite
from pydantic import AwareDatetime, Field, Strict

from contest import account, letters
from contest import sign_in as rules
from contest.account import Session
from contest.model import Fact, Id
from contest.sign_in import Secrets
from contest_aws import clock, http
from contest_aws.admission import COOKIE
from contest_aws.desk import sign_in as desk
from contest_aws.mail import Mail, send_now
from contest_aws.mailers import mailer_of
from contest_aws.settings import SignInSettings
from contest_aws.table import DynamoStore
from contest_aws.tokens import KmsKey, Tokens

settings = SignInSettings.read()
store = DynamoStore(settings.table_name)
tokens = Tokens(KmsKey(settings.signing_key))
mailer = mailer_of(settings)
app = http.api(store)


class Asking(Fact):
    email: Annotated[str, Field(max_length=300)]


class Asked(Fact):
    """The same for every address, known or not."""

    request: str
    """To be sent back with the code: only the browser that asked has it."""
    minutes: int
    """For which the code and the link hold."""


class ByCode(Fact):
    request: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    bearer: Annotated[bool, Strict()] = False
    """The token comes in the answer, for a script, and not as a cookie."""


class ByLink(Fact):
    link: Annotated[str, Field(pattern=r"^[0-9a-f]{32}\.[A-Za-z0-9_-]{43}$")]
    """What stands behind the `#` of the mailed link."""
    bearer: Annotated[bool, Strict()] = False


class SignedIn(Fact):
    account: Id
    ends_at: AwareDatetime
    token: str | None = None


@app.post("/sign-in/codes", status_code=202)
def ask(asking: Annotated[Asking, Body()]) -> Asked:
    """请求登录邮件,内有验证码和一次性链接。 Ask for a mail with a code and a link."""
    address = account.normalised(asking.email)
    drawn = Secrets(
        request=secrets.token_urlsafe(16), link=secrets.token_urlsafe(32),
        code=f"{secrets.randbelow(10**rules.DIGITS):0{rules.DIGITS}}",
    )  # fmt: skip
    desk.ask(store, address, drawn, source=http.source(app), ours=clock.now())
    page = f"{settings.site}/sign-in#{rules.link_of(drawn)}"
    letter = letters.sign_in(code=drawn.code, address=page)
    name = f"sign-in-{rules.name_of(drawn.request)}"
    send_now(mailer, Mail(id=name, to=address, subject=letter.subject, text=letter.text))
    return Asked(request=drawn.request, minutes=int(rules.LASTS.total_seconds()) // 60)


@app.post("/sign-in/sessions")
def exchange(key: Annotated[ByCode | ByLink, Body()]) -> Response[SignedIn]:
    """用验证码或链接登录。 Sign in with the code or the link."""
    if not key.bearer:
        http.refuse_other_sites(app)
    ours = clock.now()
    new = desk.NewSession(
        account=secrets.token_hex(10), session=secrets.token_hex(10), agent=http.agent(app),
        ends_at=ours + rules.SESSION_LASTS,
    )  # fmt: skip
    match key:
        case ByCode(request=request, code=code):
            session = desk.by_code(store, request=request, code=code, new=new, ours=ours)
        case ByLink(link=link):
            session = desk.by_link(store, link=link, new=new, ours=ours)
    return _signed_in(session, bearer=key.bearer)


def _signed_in(session: Session, *, bearer: bool) -> Response[SignedIn]:
    """The token, to the script or as a cookie that no page can read; never both."""
    token = tokens.issue(session)
    told = SignedIn(
        account=session.account, ends_at=session.ends_at, token=token if bearer else None
    )
    cookie = Cookie(
        COOKIE, token, path="/", secure=True, http_only=True, same_site=SameSite.STRICT_MODE,
        max_age=int(rules.SESSION_LASTS.total_seconds()),
    )  # fmt: skip
    return Response(200, "application/json", told, cookies=[] if bearer else [cookie])


handler = http.handler(app)
