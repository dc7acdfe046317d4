"""The contact of an entry over HTTP: asked by one mail of fixed words, answered by its link, signed
in or not."""

import re

import pytest

from contest.people.account import Role
from tests.functions.test_http_problems import is_problem

CONTACTS, LINK, ANSWER = "/account/contacts", "/sign-in/contacts/link", "/sign-in/contacts/answer"
STRANGER = "stranger@example.net"


def asked(doors, email=STRANGER, **more):
    body = {"contest": doors.contest.id, "email": email}
    return doors.ask("POST", CONTACTS, body, token=doors.token(Role.ENTRANT), **more)


def mailed(doors, **more):
    answer = asked(doors, **more)
    assert answer.status == 200, answer.text
    return doors.mailbox.mails[-1]


def link_in(mail):
    (link,) = set(re.findall(r"https://contest\.example\.org/confirm#(\S+)", mail.text))
    return link


def test_the_mail_is_worded_by_us_in_both_languages(doors):
    mail = mailed(doors, email=" Ｓtranger＠example.net ")
    assert mail.to == STRANGER
    name = doors.contest.rules.name
    assert mail.subject == f"请确认是否接收通知：{name.zh} / Confirm that you want mails"
    assert mail.text.index("谢绝") < mail.text.index("decline")
    typed = re.sub(r"https://\S+", "", mail.subject + mail.text)
    assert [word for word in ("p1", "example.org", "stranger") if word in typed] == []


def test_the_link_asks_changes_nothing_and_is_answered_without_signing_in(doors):
    link = link_in(mailed(doors))
    for _ in range(2):
        question = doors.ask("POST", LINK, {"link": link})
        assert question.body == {
            "address": "s***@example.net",
            "contest": doors.contest.rules.name.model_dump(),
            "state": "asked",
        }
    given = doors.ask("POST", ANSWER, {"link": link, "answer": "confirmed"})
    assert (given.status, given.body["state"]) == (200, "confirmed")
    assert asked(doors).body == {"address": "s***@example.net", "state": "confirmed"}
    assert len(doors.mailbox.mails) == 1
    assert doors.ask("POST", ANSWER, {"link": link, "answer": "declined"}).body["state"] == (
        "declined"
    )
    is_problem(asked(doors), 409, "contact.declined")


def test_nobody_has_a_stranger_mailed_again_and_again(doors):
    answers = [asked(doors).status for _ in range(10)]
    assert answers == [200] * 2 + [429] * 8
    assert len(doors.mailbox.mails) == 2


def test_ones_own_address_is_not_asked(doors):
    is_problem(asked(doors, "p1@example.org"), 422, "contact.own")
    assert doors.mailbox.mails == []


@pytest.mark.parametrize("link", [f"p1.{'0' * 64}.{'x' * 43}", f"nobody.{'0' * 64}.{'x' * 43}"])
def test_what_was_never_mailed_is_over(doors, link):
    mailed(doors)
    is_problem(doors.ask("POST", LINK, {"link": link}), 409, "contact.over")
    is_problem(
        doors.ask("POST", ANSWER, {"link": link, "answer": "confirmed"}), 409, "contact.over"
    )


@pytest.mark.parametrize("link", ["", "x", "a.b.c", "p1." + "0" * 64])
def test_what_can_be_no_link_is_refused(doors, link):
    is_problem(doors.ask("POST", LINK, {"link": link}), 422, "request.invalid")


def test_only_who_is_signed_in_has_a_contact_asked(doors):
    body = {"contest": doors.contest.id, "email": STRANGER}
    is_problem(doors.ask("POST", CONTACTS, body), 401, "access.unknown")


def test_what_is_asked_for_is_in_the_export(doors):
    mailed(doors)
    export = doors.ask("GET", "/account/export", token=doors.token(Role.ENTRANT)).body
    [contact] = export["contacts"]
    assert (contact["address"], contact["state"]) == ("s***@example.net", "asked")
