"""Sign-in over HTTP: a mail to whoever asks, a code or a link once."""

import pytest

from contest.people.sign_in import TRIES
from contest_aws.mail.mailer import Unreachable
from tests.functions.signing_in import (
    ADDRESS,
    CODES,
    COOKIE,
    LINKS,
    SESSIONS,
    age,
    ask,
    code_in,
    link_in,
    sign_in,
    wrong,
)
from tests.functions.test_http_problems import is_problem


@pytest.mark.table
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


@pytest.mark.parametrize(
    "typed",
    ["{} {}", "{}-{}", "{}—{}", " {}{} ", "{}\u3000{}", "{}\u200b{}", "{}－{}", "{}.{}"],
)
@pytest.mark.parametrize("full_width", [False, True])
def test_a_code_is_understood_as_people_type_it(doors, typed, full_width):
    request, mail = ask(doors)
    code = code_in(mail)
    written = typed.format(code[:3], code[3:])
    if full_width:
        written = written.translate({ord(d): ord(d) - ord("0") + ord("０") for d in "0123456789"})
    assert doors.ask("POST", SESSIONS, {"request": request, "code": written}).status == 200


def test_a_link_says_whose_account_it_opens_and_for_which_contest_and_is_not_used_up(doors):
    _, mail = ask(doors, contest=doors.contest.id)
    for _ in range(3):
        shown = doors.ask("POST", LINKS, {"link": link_in(mail)})
        assert shown.body == {"address": "z***@example.com", "contest": doors.contest.id}
    assert doors.ask("POST", SESSIONS, {"link": link_in(mail)}).status == 200
    is_problem(doors.ask("POST", LINKS, {"link": link_in(mail)}), 409, "signin.over")


def test_a_link_that_was_never_mailed_says_nothing(doors):
    _, mail = ask(doors)
    for link in ("0" * 32 + "." + "x" * 43, link_in(mail)[:33] + "x" * 43):
        is_problem(doors.ask("POST", LINKS, {"link": link}), 409, "signin.over")


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
        {"request": "x" * 22, "code": "1234567"},
        {"request": "x" * 22, "code": "12a456"},
        {"request": "x" * 22, "code": "١٢٣٤٥٦"},
        {"request": "x" * 22, "code": 123456},
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
