"""Sign-in over HTTP: a mail to whoever asks, a code or a link once, a session that can be ended."""

import re
from datetime import timedelta

import pytest

from contest.audit import AuditRecord, first_broken
from contest.people.account import Role
from contest.people.sign_in import TRIES
from contest_aws import clock
from contest_aws.mail.mailer import Unreachable
from contest_aws.services.people import accounts
from contest_aws.store import keys
from tests.functions.test_http_problems import is_problem

ADDRESS = "zhou@example.com"
CODES, SESSIONS = "/sign-in/codes", "/sign-in/sessions"
COOKIE = "__Host-laurel"


def ask(doors, address=ADDRESS, **more):
    """The answer, and what the mail says."""
    asked = doors.ask("POST", CODES, {"email": address}, **more)
    assert asked.status == 202, asked.text
    return asked.body["request"], doors.mailbox.mails[-1]


def code_in(mail):
    (code,) = set(re.findall(r"\b\d{6}\b", mail.text))
    return code


def link_in(mail):
    (link,) = set(re.findall(r"https://contest\.example\.org/sign-in#(\S+)", mail.text))
    return link


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def sign_in(doors, address=ADDRESS, **more):
    request, mail = ask(doors, address)
    body = {"request": request, "code": code_in(mail), **more}
    return doors.ask("POST", SESSIONS, body)


def bearer(doors, address=ADDRESS):
    return sign_in(doors, address, bearer=True).body["token"]


def age(monkeypatch, **span):
    """Our clock goes on."""
    there = clock.now() + timedelta(**span)
    monkeypatch.setattr(clock, "now", lambda: there)


def test_a_code_and_a_link_are_mailed_in_both_languages(doors):
    request, mail = ask(doors, " Zhou@Example.COM ")
    assert mail.to == ADDRESS
    assert code_in(mail) in mail.subject
    assert mail.text.index("验证码") < mail.text.index("sign-in code")
    assert len(request) == 22
    stored = str(doors.store._client.scan(TableName="laurel")["Items"])  # noqa: SLF001
    assert all(secret not in stored for secret in (request, code_in(mail), link_in(mail)[33:]))


def test_the_code_opens_a_session_by_a_cookie_that_no_page_can_read(doors):
    answer = sign_in(doors)
    assert answer.status == 200, answer.text
    assert answer.body["token"] is None
    (cookie,) = answer.cookies
    name, *attributes = cookie.split("; ")
    assert name.startswith(f"{COOKIE}=ey")
    assert set(attributes) == {"Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=1209600"}
    me = doors.ask("GET", "/account", cookies=[name])
    assert (me.status, me.body) == (
        200,
        {"id": answer.body["account"], "address": ADDRESS, "name": "", "host": False, "grants": []},
    )


def test_a_script_gets_the_token_and_no_cookie(doors):
    answer = sign_in(doors, bearer=True)
    assert answer.cookies == []
    assert doors.ask("GET", "/account", token=answer.body["token"]).body["address"] == ADDRESS


def test_the_link_signs_in_in_another_browser(doors):
    _, mail = ask(doors)
    answer = doors.ask("POST", SESSIONS, {"link": link_in(mail), "bearer": True})
    assert doors.ask("GET", "/account", token=answer.body["token"]).body["address"] == ADDRESS


def test_signed_in_again_one_is_the_same_account(doors):
    assert sign_in(doors).body["account"] == sign_in(doors, "ZHOU@example.com").body["account"]


def test_who_could_not_be_mailed_is_told_to_ask_again(doors, monkeypatch):
    def away(_):
        raise Unreachable("ConnectionRefusedError")

    with monkeypatch.context() as down:
        down.setattr(doors.mailbox, "send", away)
        told = doors.ask("POST", CODES, {"email": ADDRESS})
    assert (told.status, told.code) == (503, "mail.away")
    assert "ConnectionRefusedError" in told.body["title"]
    assert doors.ask("POST", CODES, {"email": ADDRESS}).status == 202


@pytest.mark.parametrize("first", ["code", "link"])
def test_code_and_link_are_used_up_together(doors, first):
    request, mail = ask(doors)
    by_code, by_link = {"request": request, "code": code_in(mail)}, {"link": link_in(mail)}
    bodies = [by_code, by_link] if first == "code" else [by_link, by_code]
    assert doors.ask("POST", SESSIONS, bodies[0]).status == 200
    for body in bodies:
        is_problem(doors.ask("POST", SESSIONS, body), 409, "signin.over")


def test_a_code_can_be_tried_five_times(doors):
    request, mail = ask(doors)
    for left in range(TRIES - 1, 0, -1):
        tried = doors.ask("POST", SESSIONS, {"request": request, "code": wrong(code_in(mail))})
        is_problem(tried, 422, "signin.wrong_code")
        assert tried.body["reasons"][0]["allowed"] == str(left)
    body = {"request": request, "code": wrong(code_in(mail))}
    is_problem(doors.ask("POST", SESSIONS, body), 409, "signin.over")
    right = {"request": request, "code": code_in(mail)}
    is_problem(doors.ask("POST", SESSIONS, right), 409, "signin.over")


def test_a_code_opens_only_for_the_browser_that_asked(doors):
    _, mail = ask(doors)
    other, others = ask(doors, "other@example.com")
    while code_in(others) == code_in(mail):  # once in a million runs
        other, others = ask(doors, "other@example.com")
    body = {"request": other, "code": code_in(mail)}
    is_problem(doors.ask("POST", SESSIONS, body), 422, "signin.wrong_code")


def test_a_code_ends_after_ten_minutes(doors, monkeypatch):
    request, mail = ask(doors)
    age(monkeypatch, minutes=10, seconds=1)
    for body in ({"request": request, "code": code_in(mail)}, {"link": link_in(mail)}):
        is_problem(doors.ask("POST", SESSIONS, body), 409, "signin.over")


def test_known_and_unknown_addresses_get_the_same(doors):
    sign_in(doors)
    known = doors.ask("POST", CODES, {"email": ADDRESS})
    unknown = doors.ask("POST", CODES, {"email": "nobody@example.com"})
    assert (known.status, known.body.keys()) == (unknown.status, unknown.body.keys())
    assert [mail.to for mail in doors.mailbox.mails[-2:]] == [ADDRESS, "nobody@example.com"]
    assert known.headers.keys() == unknown.headers.keys()


def test_an_address_gets_five_codes_in_a_quarter_of_an_hour(doors, monkeypatch):
    for n in range(5):
        ask(doors, source=f"192.0.2.{n}")
    refused = doors.ask("POST", CODES, {"email": ADDRESS}, source="192.0.2.9")
    is_problem(refused, 429, "signin.too_often")
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    assert len(doors.mailbox.mails) == 5
    ask(doors, "other@example.com")
    age(monkeypatch, minutes=15)
    ask(doors)


def test_an_address_gets_twenty_codes_a_day(doors, monkeypatch):
    noon = clock.now().replace(hour=0, minute=0) + timedelta(days=1)
    for n in range(20):
        monkeypatch.setattr(clock, "now", lambda at=noon + timedelta(minutes=15 * n): at)
        ask(doors)
    is_problem(doors.ask("POST", CODES, {"email": ADDRESS}), 429, "signin.too_often")


def test_a_source_asks_for_sixty_codes_in_a_quarter_of_an_hour(doors):
    for n in range(60):
        ask(doors, f"a{n}@example.com", source=f"2001:db8::{n}")
    refused = doors.ask("POST", CODES, {"email": ADDRESS}, source="2001:db8::ffff")
    is_problem(refused, 429, "signin.too_often")
    ask(doors, source="2001:db8:0:1::1")


@pytest.mark.parametrize(
    "address",
    ["", "zhou", "zhou@", "a@b@c.com", "zhou@example.com\r\nBcc: x@example.com", "x" * 400],
)
def test_what_is_no_address_is_refused(doors, address):
    asked = doors.ask("POST", CODES, {"email": address})
    assert asked.status == 422
    assert doors.mailbox.mails == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"request": "x", "code": "123456"},
        {"request": "x" * 22, "code": "１２３４５６"},
        {"link": "x" * 5000},
        {"link": "0" * 32 + "." + "#" * 43},
        {"request": "x" * 22},
    ],
)
def test_what_can_be_neither_code_nor_link_is_refused(doors, body):
    is_problem(doors.ask("POST", SESSIONS, body), 422, "request.invalid")


def test_what_was_never_asked_for_is_over(doors):
    for body in ({"request": "x" * 22, "code": "123456"}, {"link": "0" * 32 + "." + "x" * 43}):
        is_problem(doors.ask("POST", SESSIONS, body), 409, "signin.over")


SAME = {"sec-fetch-site": "same-origin", "origin": "https://contest.example.org"}
OTHERS = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"origin": "https://evil.example", "host": "contest.example.org"},
    {"origin": "null"},
]


@pytest.mark.parametrize("headers", OTHERS)
def test_no_other_site_signs_a_visitor_in(doors, headers):
    _, mail = ask(doors)
    body = {"link": link_in(mail)}
    refused = doors.ask("POST", SESSIONS, body, headers=headers)
    is_problem(refused, 403, "access.cross_site")
    assert doors.ask("POST", SESSIONS, body, headers=SAME).status == 200


@pytest.mark.parametrize("headers", [*OTHERS, {}])
def test_with_the_cookie_only_this_sites_pages_change_anything(doors, headers):
    cookie = sign_in(doors).cookies[0].split("; ")[0]
    refused = doors.ask("POST", "/account/sign-out", {}, cookies=[cookie], headers=headers)
    is_problem(refused, 403, "access.cross_site")
    assert doors.ask("GET", "/account", cookies=[cookie], headers=headers).status == 200
    left = doors.ask("POST", "/account/sign-out", {}, cookies=[cookie], headers=SAME)
    assert left.status == 200
    is_problem(doors.ask("GET", "/account", cookies=[cookie]), 401, "access.unknown")


def test_where_the_browser_does_not_say_the_origin_is_asked(doors):
    cookie = sign_in(doors).cookies[0].split("; ")[0]
    own = {"origin": "https://contest.example.org", "host": "contest.example.org"}
    left = doors.ask("POST", "/account/sign-out", {}, cookies=[cookie], headers=own)
    assert left.status == 200


def test_sessions_are_listed_and_each_can_be_ended_at_once(doors):
    tokens = [bearer(doors) for _ in range(3)]
    listed = doors.ask("GET", "/account/sessions", token=tokens[0]).body
    assert [session["this"] for session in listed].count(True) == 1
    assert {session["agent"] for session in listed} == {"a browser"}
    other = next(session["id"] for session in listed if not session["this"])
    left = doors.ask("DELETE", f"/account/sessions/{other}", token=tokens[0])
    assert [s["id"] for s in left.body] == [s["id"] for s in listed if s["id"] != other]
    statuses = [doors.ask("GET", "/account", token=token).status for token in tokens]
    assert sorted(statuses) == [200, 200, 401]


def test_anothers_session_is_as_missing_as_none(doors):
    mine, other = bearer(doors), bearer(doors, "other@example.com")
    (session,) = doors.ask("GET", "/account/sessions", token=other).body
    real = doors.ask("DELETE", f"/account/sessions/{session['id']}", token=mine)
    none = doors.ask("DELETE", "/account/sessions/none", token=mine)
    assert (real.status, real.text) == (404, none.text)
    assert doors.ask("GET", "/account", token=other).status == 200


def test_a_session_ends_by_itself(doors, monkeypatch):
    token = bearer(doors)
    age(monkeypatch, days=14)
    is_problem(doors.ask("GET", "/account", token=token), 401, "access.unknown")


def test_a_session_that_the_table_forgot_opens_nothing(doors):
    session = doors.session(Role.ENTRANT)
    token = doors.tokens.issue(session.model_copy(update={"id": "forgotten"}))
    is_problem(doors.ask("GET", "/account", token=token), 401, "access.unknown")


def test_records_say_nothing_of_the_person(doors):
    doors.ask("POST", "/account/sign-out", {}, token=bearer(doors))
    account = accounts.find(doors.store, ADDRESS)
    records = list(doors.store.query(keys.audit(keys.account(account.id), 0).pk, AuditRecord))
    assert [record.action for record in records] == ["account.open", "session.revoke"]
    assert first_broken(records) is None
    assert "zhou" not in str(records)
