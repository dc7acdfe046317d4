"""Sign-in over HTTP: a mail to whoever asks, a code or a link once, a session that can be ended."""

import re
from datetime import timedelta

import pytest

from contest.audit import AuditRecord, first_broken
from contest.people.access import ROUTES
from contest.people.account import Role
from contest.people.sign_in import TRIES
from contest_aws import clock
from contest_aws.mail.mailer import Unreachable
from contest_aws.services.people import accounts
from contest_aws.store import keys
from tests.functions.test_http_problems import is_problem

ADDRESS = "zhou@example.com"
CODES, LINKS, SESSIONS = "/sign-in/codes", "/sign-in/links", "/sign-in/sessions"
COOKIE = "__Host-laurel"


def ask(doors, address=ADDRESS, *, source="192.0.2.7", **more):
    """The answer, and what the mail says."""
    asked = doors.ask("POST", CODES, {"email": address, **more}, source=source)
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


def sign_in(doors, address=ADDRESS, *, source="192.0.2.7", **more):
    request, mail = ask(doors, address, source=source)
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


def test_a_source_gets_five_codes_for_an_address_in_a_quarter_of_an_hour(doors, monkeypatch):
    for _ in range(5):
        ask(doors)
    refused = doors.ask("POST", CODES, {"email": ADDRESS})
    is_problem(refused, 429, "signin.too_often")
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    assert len(doors.mailbox.mails) == 5
    ask(doors, "other@example.com")
    ask(doors, source="192.0.2.8")
    age(monkeypatch, minutes=15)
    ask(doors)


def fresh(monkeypatch):
    """The clock stands at the beginning of a day."""
    day = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: day)
    return day


def test_a_stranger_who_asks_as_often_as_they_like_locks_nobody_out(doors, monkeypatch):
    fresh(monkeypatch)
    asked = [doors.ask("POST", CODES, {"email": ADDRESS}).status for _ in range(100)]
    assert asked == [202] * 5 + [429] * 95
    assert sign_in(doors, source="198.51.100.1").status == 200


def ask_from_everywhere(doors, start, *, hours):
    """As often as is let through, from as many networks as one likes; the longest wait."""
    longest, mailed = 0, len(doors.mailbox.mails)
    for hour in range(hours):
        for n in range(40):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(clock, "now", lambda at=start + timedelta(hours=hour): at)
                asked = doors.ask("POST", CODES, {"email": ADDRESS}, source=f"198.51.100.{n}")
            if asked.status == 429:
                longest = max(longest, int(asked.headers["Retry-After"]))
                break
    return longest, len(doors.mailbox.mails) - mailed


def test_nobody_waits_longer_than_an_hour_and_no_address_gets_mails_without_end(doors, monkeypatch):
    longest, mailed = ask_from_everywhere(doors, fresh(monkeypatch), hours=24)
    assert (longest, mailed) == (3600, 24 + 12 + 22)


def test_a_browser_that_signed_in_before_gets_codes_while_strangers_use_up_all_others(
    doors, monkeypatch
):
    known = sign_in(doors).body["browser"]
    start = fresh(monkeypatch)
    ask_from_everywhere(doors, start, hours=1)
    is_problem(doors.ask("POST", CODES, {"email": ADDRESS}), 429, "signin.too_often")
    for _ in range(5):
        ask(doors, browser=known)
    is_problem(
        doors.ask("POST", CODES, {"email": ADDRESS, "browser": known}), 429, "signin.too_often"
    )


def test_a_browser_is_known_to_the_addresses_it_signed_in_to_and_to_no_other(doors, monkeypatch):
    fresh(monkeypatch)
    mine = sign_in(doors, "other@example.com").body["browser"]
    both = sign_in(doors, "third@example.com", browser=mine).body["browser"]
    for _ in range(5):
        ask(doors)
    for browser in (mine, both, "x", doors.token(Role.ENTRANT)):
        refused = doors.ask("POST", CODES, {"email": ADDRESS, "browser": browser})
        is_problem(refused, 429, "signin.too_often")
    for address in ("other@example.com", "third@example.com"):
        for _ in range(4):
            ask(doors, address)
        is_problem(doors.ask("POST", CODES, {"email": address}), 429, "signin.too_often")
        ask(doors, address, browser=both)


def test_what_a_browser_keeps_opens_nothing(doors):
    known = sign_in(doors).body["browser"]
    is_problem(doors.ask("GET", "/account", token=known), 401, "access.unknown")


def test_codes_are_guessed_ten_times_a_day_at_most_and_the_link_still_signs_in(doors, monkeypatch):
    fresh(monkeypatch)
    for n in range(2):
        request, mail = ask(doors, source=f"192.0.2.{n}")
        for _ in range(TRIES):
            doors.ask("POST", SESSIONS, {"request": request, "code": wrong(code_in(mail))})
    request, mail = ask(doors, source="192.0.2.9")
    body = {"request": request, "code": code_in(mail)}
    is_problem(doors.ask("POST", SESSIONS, body), 409, "signin.by_link_only")
    assert doors.ask("POST", SESSIONS, {"link": link_in(mail)}).status == 200


def test_guesses_of_strangers_take_nothing_from_a_known_browser(doors, monkeypatch):
    known = sign_in(doors).body["browser"]
    fresh(monkeypatch)
    for n in range(2):
        request, mail = ask(doors, source=f"192.0.2.{n}")
        for _ in range(TRIES):
            doors.ask("POST", SESSIONS, {"request": request, "code": wrong(code_in(mail))})
    request, mail = ask(doors, browser=known)
    assert doors.ask("POST", SESSIONS, {"request": request, "code": code_in(mail)}).status == 200


def test_right_codes_are_no_guesses(doors, monkeypatch):
    fresh(monkeypatch)
    for n in range(12):
        assert sign_in(doors, source=f"192.0.2.{n}").status == 200


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


CHANGES = [route for route in ROUTES if route[0] not in ("GET", "HEAD")]


@pytest.mark.parametrize("headers", OTHERS)
@pytest.mark.parametrize("route", CHANGES, ids=" ".join)
def test_no_page_of_another_site_changes_anything_by_any_route(doors, route, headers):
    method, path = route[0], re.sub("<[a-z_0-9]+>", "1", route[1])
    for kind in ("application/json", "text/plain", None):
        sent = {**headers, "content-type": kind}
        is_problem(
            doors.ask(method, path, {"email": ADDRESS}, headers=sent), 403, "access.cross_site"
        )
    assert doors.mailbox.mails == []


@pytest.mark.parametrize(
    "route", [route for route in CHANGES if not ROUTES[route].public], ids=" ".join
)
def test_no_page_that_was_opened_for_another_changes_anything_by_any_route(doors, route):
    """Two tabs have one cookie: whoever signs in in the second is not to act by the first."""
    method, path = route[0], re.sub("<[a-z_0-9]+>", "1", route[1])
    cookie = sign_in(doors).cookies[0].split("; ")[0]
    for opened_for in ("another", ""):
        headers = SAME | {"x-laurel-account": opened_for}
        asked = doors.ask(method, path, {}, cookies=[cookie], headers=headers)
        is_problem(asked, 401, "access.unknown")
    own = {"x-laurel-account": accounts.find(doors.store, ADDRESS).id}
    left = doors.ask("POST", "/account/sign-out", {}, cookies=[cookie], headers=SAME | own)
    assert left.status == 200


@pytest.mark.parametrize("kind", [None, "", "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_says_no_json_asks_for_no_code(doors, kind):
    refused = doors.ask("POST", CODES, {"email": ADDRESS}, headers={"content-type": kind})
    is_problem(refused, 422, "request.unreadable")
    assert doors.mailbox.mails == []


@pytest.mark.parametrize("headers", [*OTHERS, {}])
def test_with_the_cookie_only_this_sites_pages_change_anything(doors, headers):
    cookie = sign_in(doors).cookies[0].split("; ")[0]
    refused = doors.ask("POST", "/account/sign-out", {}, cookies=[cookie], headers=headers)
    is_problem(refused, 403, "access.cross_site")
    assert doors.ask("GET", "/account", cookies=[cookie], headers=headers).status == 200
    left = doors.ask("POST", "/account/sign-out", {}, cookies=[cookie], headers=SAME)
    assert left.status == 200
    is_problem(doors.ask("GET", "/account", cookies=[cookie]), 401, "access.unknown")


def test_the_browser_forgets_the_cookie_with_signing_out(doors):
    """RFC 6265, 5.2.2: a Max-Age of zero or less is the earliest time there is."""
    given = sign_in(doors).cookies[0]
    (dropped,) = doors.ask(
        "POST", "/account/sign-out", {}, cookies=[given.split("; ")[0]], headers=SAME
    ).cookies
    (name, *given_for), (gone, *dropped_for) = (one.split("; ") for one in (given, dropped))
    assert (name.split("=")[0], gone) == ("__Host-laurel", "__Host-laurel=")
    assert "Max-Age=0" in dropped_for
    assert {one for one in dropped_for if "Max-Age" not in one} == {
        one for one in given_for if "Max-Age" not in one
    }


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
