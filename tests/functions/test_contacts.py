"""The contact of an entry over HTTP: asked by one mail of fixed words, answered by its link, signed
in or not."""

import re

import pytest

from contest.entry.entry import EntryStatus
from contest.people.account import Role
from contest_aws.mail.mailer import Unreachable
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_contact, any_entry
from tests.functions.test_http_problems import is_problem

CONTACTS, LINK, ANSWER = "/account/contacts", "/sign-in/contacts/link", "/sign-in/contacts/answer"
STRANGER = "stranger@example.net"


def asked(doors, email=STRANGER, **more):
    body = {"contest": doors.contest.id, "email": email}
    return doors.ask("POST", CONTACTS, body, token=doors.token(Role.ENTRANT), **more)


def away(_):
    raise Unreachable("ConnectionRefusedError")


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


def test_mails_that_were_surely_not_sent_count_for_nobody_and_leave_the_link(doors, monkeypatch):
    link = link_in(mailed(doors))
    with monkeypatch.context() as patch:
        patch.setattr(doors.mailbox, "send", away)
        for _ in range(6):
            is_problem(asked(doors), 503, "mail.away")
    assert doors.ask("POST", LINK, {"link": link}).body["state"] == "asked"
    assert link_in(mailed(doors)) != link
    assert asked(doors).status == 429, "two a day that were sent"


def test_a_contact_is_asked_after_a_first_mail_that_was_not_sent(doors, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(doors.mailbox, "send", away)
        for _ in range(3):
            is_problem(asked(doors), 503, "mail.away")
    link = link_in(mailed(doors))
    answer = doors.ask("POST", ANSWER, {"link": link, "answer": "confirmed"})
    assert (answer.status, answer.body["state"]) == (200, "confirmed")


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


def submitted(doors, status=EntryStatus.SCREENING, **changes):
    entry = any_entry(status, owner="p1", number="GY-0001", edits=3, **changes)
    doors.store.commit(
        create(keys.entry(doors.contest.id, entry.id), entry),
        create(keys.contact(doors.contest.id, entry.id), any_contact()),
    )
    return f"/entrant/{doors.contest.id}/entries/{entry.id}"


CORRECTED = {"person": "李四", "phone": "13900000001", "email": STRANGER}


def test_an_entrant_corrects_the_contact_of_a_submitted_work(doors):
    path, token = submitted(doors), doors.token(Role.ENTRANT)
    asked = {"expected_version": 3, "contact": CORRECTED}
    answer = doors.ask("PUT", f"{path}/contact", asked, token=token)
    assert (answer.status, answer.body["contact"]) == (200, CORRECTED), answer.text
    assert (answer.body["status"], answer.body["may_change"]) == ("screening", False)
    again = doors.ask("PUT", f"{path}/contact", asked, token=token)
    assert again.body == answer.body
    steps = doors.ask("GET", f"{path}/history", token=token).body
    assert [step["text"]["zh"] for step in steps] == ["更正联系方式"]
    late = asked | {"contact": CORRECTED | {"phone": "13900000002"}}
    is_problem(
        doors.ask("PUT", f"{path}/contact", late, token=token), 412, "item.changed_meanwhile"
    )


def test_nobody_corrects_the_contact_of_anothers_work_or_with_a_mistake(doors):
    path, asked = submitted(doors), {"expected_version": 3, "contact": CORRECTED}
    other = doors.token(Role.ENTRANT, person="p2")
    is_problem(doors.ask("PUT", f"{path}/contact", asked, token=other), 404, "item.missing")
    wrong = asked | {"contact": CORRECTED | {"phone": "12"}}
    answer = doors.ask("PUT", f"{path}/contact", wrong, token=doors.token(Role.ENTRANT))
    is_problem(answer, 422, "form.bad_phone")
    kept = doors.ask("GET", path, token=doors.token(Role.ENTRANT)).body
    assert kept["contact"] == any_contact().model_dump(mode="json")
