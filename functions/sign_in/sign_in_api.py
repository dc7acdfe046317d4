"""Lambda: the HTTP API for signing in: request a code and a link by mail, then exchange one of them
for a session.

A GET changes nothing here, because mail scanners and chat programs open links before people do."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.shared.cookies import Cookie, SameSite
from pydantic import AwareDatetime, Field, Strict

from contest.mail import account_mail
from contest.model import Fact, Id
from contest.people.account import Session, normalised
from contest.people.sign_in import DIGITS, LASTS, SESSION_LASTS, Secrets, link_of, name_of
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.authorization import COOKIE
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.mail.adapters import mailer_of
from contest_aws.mail.mailer import Mail, send_now
from contest_aws.services.people import sign_in
from contest_aws.settings import SignInSettings
from contest_aws.store.dynamodb import DynamoStore

settings = SignInSettings.read()
store = DynamoStore(settings.table_name)
tokens = Tokens(KmsKey(settings.signing_key))
mailer = mailer_of(settings)
app = api.create_app(store)


class CodeRequest(Fact):
    email: Annotated[str, Field(max_length=300)]


class CodeIssued(Fact):
    """The same for every address, known or not."""

    request: str
    """To be sent back with the code. Only the browser that requested the code has it."""
    minutes: int
    """How long the code and the link are valid."""


class CodeSignInRequest(Fact):
    request: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    bearer: Annotated[bool, Strict()] = False
    """Returns the token in the answer, for a script, instead of in a cookie."""


class LinkSignInRequest(Fact):
    link: Annotated[str, Field(pattern=r"^[0-9a-f]{32}\.[A-Za-z0-9_-]{43}$")]
    """The part of the mailed link after the `#`."""
    bearer: Annotated[bool, Strict()] = False


class SessionIssued(Fact):
    account: Id
    ends_at: AwareDatetime
    token: str | None = None


@app.post("/sign-in/codes", status_code=202)
def ask(asking: Annotated[CodeRequest, Body()]) -> CodeIssued:
    """请求登录邮件，内有验证码和一次性链接。 Request a mail with a code and a one-time link."""
    address = normalised(asking.email)
    drawn = Secrets(
        request=secrets.token_urlsafe(16),
        link=secrets.token_urlsafe(32),
        code=f"{secrets.randbelow(10**DIGITS):0{DIGITS}}",
    )
    sign_in.ask(store, address, drawn, source=api.source(app), now=clock.now())
    page = f"{settings.site}/sign-in#{link_of(drawn)}"
    letter = account_mail.sign_in_mail(code=drawn.code, address=page)
    name = f"sign-in-{name_of(drawn.request)}"
    send_now(mailer, Mail(id=name, to=address, subject=letter.subject, text=letter.text))
    return CodeIssued(request=drawn.request, minutes=int(LASTS.total_seconds()) // 60)


@app.post("/sign-in/sessions")
def exchange(
    key: Annotated[CodeSignInRequest | LinkSignInRequest, Body()],
) -> Response[SessionIssued]:
    """用验证码或链接登录。 Sign in with the code or the link."""
    if not key.bearer:
        api.refuse_other_sites(app)
    now = clock.now()
    new = sign_in.NewSession(
        account=secrets.token_hex(10),
        session=secrets.token_hex(10),
        agent=api.agent(app),
        ends_at=now + SESSION_LASTS,
    )
    match key:
        case CodeSignInRequest(request=request, code=code):
            session = sign_in.by_code(store, request=request, code=code, new=new, now=now)
        case LinkSignInRequest(link=link):
            session = sign_in.by_link(store, link=link, new=new, now=now)
    return _signed_in(session, bearer=key.bearer)


def _signed_in(session: Session, *, bearer: bool) -> Response[SessionIssued]:
    """Gives the token to a script, or sets it as a cookie that no page can read, but never both."""
    token = tokens.issue(session)
    issued = SessionIssued(
        account=session.account, ends_at=session.ends_at, token=token if bearer else None
    )
    cookie = Cookie(
        COOKIE,
        token,
        path="/",
        secure=True,
        http_only=True,
        same_site=SameSite.STRICT_MODE,
        max_age=int(SESSION_LASTS.total_seconds()),
    )
    return Response(200, "application/json", issued, cookies=[] if bearer else [cookie])


handler = api.handler(app)
