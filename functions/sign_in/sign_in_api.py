"""Lambda: the HTTP API for signing in: request a code and a link by mail, then exchange one of them
for a session.

A GET changes nothing here, because mail scanners and chat programs open links before people do."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.entry import masking
from contest.mail import account_mail
from contest.people.account import Account, Session, normalised
from contest.people.known_browser import after_sign_in
from contest.people.sign_in import (
    DIGITS,
    LASTS,
    SESSION_LASTS,
    Asker,
    Secrets,
    link_of,
    name_of,
)
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.session_cookie import session_cookie
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.mail.adapters import mailer_of
from contest_aws.mail.mailer import Mail, send_now
from contest_aws.services.people import sign_in
from contest_aws.store import keys
from contest_aws.store.protocol import get
from sign_in import contact_routes
from sign_in.dependencies import settings, store
from sign_in.sign_in_models import (
    CodeIssued,
    CodeRequest,
    CodeSignInRequest,
    LinkRequest,
    LinkSignInRequest,
    LinkView,
    SessionIssued,
)

tokens = Tokens(KmsKey(settings.signing_key))
mailer = mailer_of(settings)
app = api.create_app(store)
app.include_router(contact_routes.router)


@app.post("/sign-in/codes", status_code=202)
def ask(asking: Annotated[CodeRequest, Body()]) -> CodeIssued:
    """请求登录邮件，内有验证码和一次性链接。 Request a mail with a code and a one-time link."""
    address, now = normalised(asking.email), clock.now()
    drawn = Secrets(
        request=secrets.token_urlsafe(16),
        link=secrets.token_urlsafe(32),
        code=f"{secrets.randbelow(10**DIGITS):0{DIGITS}}",
    )
    known = tokens.read_browser(asking.browser)
    browser = known.browser if known and known.knows(address, now=now) else ""
    asker = Asker(source=api.source(app), browser=browser, contest=asking.contest)
    sign_in.ask(store, address, drawn, asker, now=now)
    page = f"{settings.site}/sign-in#{link_of(drawn)}"
    letter = account_mail.sign_in_mail(code=drawn.code, address=page)
    name = f"sign-in-{name_of(drawn.request)}"
    mail = Mail(id=name, to=address, subject=letter.subject, text=letter.text)
    send_now(mailer, mail, unsent=lambda: sign_in.unsent(store, address, asker, now=now))
    return CodeIssued(request=drawn.request, minutes=int(LASTS.total_seconds()) // 60)


@app.post("/sign-in/links")
def show_link(asked: Annotated[LinkRequest, Body()]) -> LinkView:
    """链接将登录哪个账号。不作任何改动。 Whose account a link opens. Nothing is changed."""
    found = sign_in.opened_by(store, link=asked.link, now=clock.now())
    return LinkView(address=masking.email(found.address), contest=found.contest)


@app.post("/sign-in/sessions")
def exchange(
    key: Annotated[CodeSignInRequest | LinkSignInRequest, Body()],
) -> Response[SessionIssued]:
    """用验证码或链接登录。 Sign in with the code or the link."""
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
    return _signed_in(session, bearer=key.bearer, browser=_known(session, key.browser))


def _known(session: Session, browser: str) -> str:
    address = get(store, keys.account(session.account), Account).address
    before, new_id = tokens.read_browser(browser), secrets.token_hex(10)
    known = after_sign_in(before, address, new_id=new_id, now=session.created_at)
    return tokens.issue_browser(known)


def _signed_in(session: Session, *, bearer: bool, browser: str) -> Response[SessionIssued]:
    """Gives the token to a script, or sets it as a cookie that no page can read, but never both."""
    token = tokens.issue(session)
    issued = SessionIssued(
        account=session.account,
        ends_at=session.ends_at,
        browser=browser,
        token=token if bearer else None,
    )
    cookie = session_cookie(token, seconds=int(SESSION_LASTS.total_seconds()))
    return Response(200, "application/json", issued, cookies=[] if bearer else [cookie])


handler = api.handler(app)
