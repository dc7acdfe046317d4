"""How often a code can be asked for and guessed, and that no stranger locks anybody out."""

from datetime import timedelta

import pytest

from contest.people.account import Role
from contest.people.sign_in import TRIES
from contest_aws import clock
from contest_aws.mail.mailer import Unreachable
from tests.functions.signing_in import (
    ADDRESS,
    CODES,
    SESSIONS,
    age,
    ask,
    code_in,
    link_in,
    sign_in,
    wrong,
)
from tests.functions.test_http_problems import is_problem


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


def fail(mailbox, monkeypatch, error):
    def send(_):
        raise error

    monkeypatch.setattr(mailbox, "send", send)


@pytest.mark.parametrize("known", [False, True])
def test_mails_that_were_surely_not_sent_use_up_no_codes(doors, monkeypatch, known):
    browser = sign_in(doors, source="192.0.2.1").body["browser"] if known else ""
    with monkeypatch.context() as patch:
        fail(doors.mailbox, patch, Unreachable("ConnectionRefusedError"))
        for _ in range(6):
            body = {"email": ADDRESS, "browser": browser}
            is_problem(doors.ask("POST", CODES, body), 503, "mail.away")
    for _ in range(5):
        ask(doors, browser=browser)
    refused = doors.ask("POST", CODES, {"email": ADDRESS, "browser": browser})
    is_problem(refused, 429, "signin.too_often")


def test_mails_that_may_have_been_sent_do(doors, monkeypatch):
    with monkeypatch.context() as patch:
        fail(doors.mailbox, patch, TimeoutError())
        for _ in range(5):
            doors.ask("POST", CODES, {"email": ADDRESS})
    is_problem(doors.ask("POST", CODES, {"email": ADDRESS}), 429, "signin.too_often")


def test_a_source_is_limited_while_no_mail_can_be_sent(doors, monkeypatch):
    fail(doors.mailbox, monkeypatch, Unreachable("ConnectionRefusedError"))
    told = [doors.ask("POST", CODES, {"email": f"a{n}@example.com"}).code for n in range(61)]
    assert told == ["mail.away"] * 60 + ["signin.too_often"]


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


def test_a_source_asks_for_sixty_codes_in_a_quarter_of_an_hour(doors):
    for n in range(60):
        ask(doors, f"a{n}@example.com", source=f"2001:db8::{n}")
    refused = doors.ask("POST", CODES, {"email": ADDRESS}, source="2001:db8::ffff")
    is_problem(refused, 429, "signin.too_often")
    ask(doors, source="2001:db8:0:1::1")
