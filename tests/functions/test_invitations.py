"""Roles are asked into by address, accepted or declined, and taken back at once."""

import pytest

from contest.people.account import Role
from contest.people.phases import Phase
from contest.review.judge import Judge
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_contest, any_rules, time_in
from tests.functions.conftest import HOST, Doors
from tests.functions.signing_in import bearer
from tests.functions.test_http_problems import is_problem

CONTEST = any_rules().id
UNIT = any_rules().units[0].id
INVITATIONS = f"/host/{CONTEST}/invitations"
ADDRESS = "gu@example.com"
JUDGE = {"role": "judge", "address": ADDRESS, "name": "顾清源", "unit": "中国工业报社"}
OPENS = {
    "judge": f"/judge/{CONTEST}/reviews",
    "screener": f"/screener/{CONTEST}/entries",
}


@pytest.fixture
def host(doors):
    return bearer(doors, HOST)


def invite(doors, host, **changes):
    return doors.ask("POST", INVITATIONS, JUDGE | changes, token=host)


def say(doors, token, answer, role="judge"):
    path = f"/account/invitations/{CONTEST}/{role}"
    return doors.ask("POST", path, {"answer": answer}, token=token)


def test_a_host_is_whom_the_deployment_names(doors, host):
    assert doors.ask("GET", "/account", token=host).body["host"] is True
    assert doors.ask("GET", INVITATIONS, token=host).body == []
    other = bearer(doors, "not-the-host@example.org")
    is_problem(doors.ask("GET", INVITATIONS, token=other), 403, "access.forbidden")


@pytest.mark.parametrize("role", OPENS)
def test_a_role_opens_its_routes_once_it_is_accepted(doors, host, role):
    invited = invite(doors, host, role=role)
    assert (invited.status, invited.body["status"]) == (200, "invited"), invited.text
    assert invited.body["asked_at"] is not None
    token = bearer(doors, ADDRESS)
    is_problem(doors.ask("GET", OPENS[role], token=token), 403, "access.forbidden")
    assert doors.ask("GET", "/account", token=token).body["grants"] == [
        {
            "contest": CONTEST,
            "role": role,
            "status": "invited",
            "unit": JUDGE["unit"],
            "ends_at": None,
        }
    ]
    assert say(doors, token, "accepted", role).body["status"] == "accepted"
    assert doors.ask("GET", OPENS[role], token=token).status == 200


def test_who_accepts_to_judge_is_appointed(doors, host):
    account = invite(doors, host, themes=["green"]).body["account"]
    key = keys.judge(CONTEST, account)
    token = bearer(doors, ADDRESS)
    assert doors.store.find(key, Judge) is None
    say(doors, token, "accepted")
    judge = doors.store.find(key, Judge)
    assert (judge.name, judge.unit, judge.themes) == ("顾清源", "中国工业报社", ("green",))
    assert doors.kept_calendar == [CONTEST]
    say(doors, token, "accepted")
    assert doors.store.find(key, Judge) == judge


def test_what_the_host_knows_of_a_judge_is_stored_and_shown(doors, host):
    known = {"expertise": ["工业", "传媒"], "max_load": 40, "themes": ["green"]}
    account = invite(doors, host, **known).body["account"]
    (listed,) = doors.ask("GET", INVITATIONS, token=host).body
    assert {name: listed[name] for name in known} == known
    say(doors, bearer(doors, ADDRESS), "accepted")
    judge = doors.store.find(keys.judge(CONTEST, account), Judge)
    assert (judge.expertise, judge.max_load) == (("工业", "传媒"), 40)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"themes": ["cooking"]}, "form.unknown_theme"),
        ({"max_load": 0}, "request.invalid"),
        ({"expertise": ["字" * 51]}, "request.invalid"),
        ({"expertise": [" "]}, "request.invalid"),
        ({"expertise": [f"领域{n}" for n in range(21)]}, "request.invalid"),
    ],
)
def test_what_cannot_be_of_a_judge_is_refused_and_nobody_is_invited(doors, host, changes, code):
    is_problem(invite(doors, host, **changes), 422, code)
    assert doors.ask("GET", INVITATIONS, token=host).body == []


def test_a_judge_whose_role_was_taken_back_is_given_nothing_more(doors, host):
    account = invite(doors, host).body["account"]
    key, token = keys.judge(CONTEST, account), bearer(doors, ADDRESS)
    say(doors, token, "accepted")
    doors.ask("DELETE", f"{INVITATIONS}/judge/{account}", token=host)
    assert doors.store.find(key, Judge).left is True
    invite(doors, host)
    assert doors.store.find(key, Judge).left is True
    say(doors, token, "accepted")
    assert doors.store.find(key, Judge).left is False


def test_who_declines_is_known_to_have_and_may_be_asked_anew(doors, host):
    account = invite(doors, host).body["account"]
    token = bearer(doors, ADDRESS)
    assert say(doors, token, "declined").body["status"] == "declined"
    (listed,) = doors.ask("GET", INVITATIONS, token=host).body
    assert (listed["account"], listed["address"], listed["status"]) == (
        account,
        ADDRESS,
        "declined",
    )
    is_problem(doors.ask("GET", OPENS["judge"], token=token), 403, "access.forbidden")
    assert doors.store.find(keys.judge(CONTEST, account), Judge) is None
    assert invite(doors, host).body["status"] == "invited"
    assert say(doors, token, "accepted").body["status"] == "accepted"


def test_a_role_taken_back_opens_nothing_from_the_next_request_on(doors, host):
    account = invite(doors, host, role="screener").body["account"]
    token = bearer(doors, ADDRESS)
    say(doors, token, "accepted", "screener")
    assert doors.ask("GET", OPENS["screener"], token=token).status == 200
    taken = doors.ask("DELETE", f"{INVITATIONS}/screener/{account}", token=host)
    assert taken.body["status"] == "revoked"
    is_problem(doors.ask("GET", OPENS["screener"], token=token), 403, "access.forbidden")
    is_problem(say(doors, token, "accepted", "screener"), 409, "invitation.over")


def test_invited_twice_one_is_invited_once_and_mailed_each_time(doors, host):
    first, second = invite(doors, host).body, invite(doors, host).body
    assert first["account"] == second["account"]
    assert first["asked_at"] < second["asked_at"]
    assert doors.ask("GET", INVITATIONS, token=host).body == [second]


def test_an_unanswered_invitation_is_mailed_again_a_few_times(doors, host):
    account = invite(doors, host).body["account"]
    path = f"{INVITATIONS}/judge/{account}/mail"
    assert [doors.ask("POST", path, token=host).body["mails"] for _ in range(4)] == [2, 3, 4, 5]
    is_problem(doors.ask("POST", path, token=host), 409, "invitation.mailed_enough")
    is_problem(invite(doors, host), 409, "invitation.mailed_enough")
    say(doors, bearer(doors, ADDRESS), "accepted")
    is_problem(doors.ask("POST", path, token=host), 409, "invitation.answered")
    other = f"{INVITATIONS}/screener/{account}/mail"
    is_problem(doors.ask("POST", other, token=host), 404, "item.missing")


def test_an_invitation_that_has_ended_says_so_to_host_and_invited(doors, host):
    account = invite(doors, host, ends_at="2020-01-01T00:00:00Z").body["account"]
    (listed,) = doors.ask("GET", INVITATIONS, token=host).body
    assert (listed["status"], listed["ended"]) == ("invited", True)
    again = doors.ask("POST", f"{INVITATIONS}/judge/{account}/mail", token=host)
    is_problem(again, 409, "invitation.over")
    (mine,) = doors.ask("GET", "/account/invitations", token=bearer(doors, ADDRESS)).body
    assert (mine["may_answer"], mine["ends_at"]) == (False, "2020-01-01T00:00:00Z")


def test_who_has_accepted_is_not_mailed_again(doors, host):
    asked = invite(doors, host).body["asked_at"]
    say(doors, bearer(doors, ADDRESS), "accepted")
    again = invite(doors, host, unit="另一单位")
    assert (again.body["status"], again.body["unit"]) == ("accepted", "另一单位")
    judge = doors.store.find(keys.judge(CONTEST, again.body["account"]), Judge)
    assert judge.unit == "另一单位", "conflicts go by the later word"
    assert again.body["asked_at"] == asked


def test_a_person_may_hold_several_roles(doors, host):
    token = bearer(doors, ADDRESS)
    for role in OPENS:
        invite(doors, host, role=role)
        say(doors, token, "accepted", role)
    doors.turn(time_in(Phase.OPEN))
    assert [doors.ask("GET", path, token=token).status for path in OPENS.values()] == [200, 200]
    assert doors.ask("GET", f"/entrant/{CONTEST}/entries", token=token).status == 200


def test_a_role_in_another_contest_opens_nothing_here(doors):
    other = any_contest(rules=any_rules(id="another"))
    doors.store.commit(create(keys.contest(other.id), other))
    token = Doors(doors.store, other).token(Role.SCREENER)
    assert doors.ask("GET", "/screener/another/entries", token=token).status == 200
    is_problem(doors.ask("GET", OPENS["screener"], token=token), 403, "access.forbidden")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "host"}, "invitation.unknown_role"),
        ({"role": "entrant"}, "invitation.unknown_role"),
        ({"role": "unit", "unit": "nowhere"}, "invitation.unknown_unit"),
        ({"name": "  "}, "invitation.name_missing"),
        ({"address": "gu"}, "mail.address_invalid"),
        ({"role": "king"}, "request.invalid"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(doors, host, changes, code):
    is_problem(invite(doors, host, **changes), 422, code)
    assert doors.ask("GET", INVITATIONS, token=host).body == []


def test_a_unit_is_one_of_the_rules(doors, host):
    invited = invite(doors, host, role="unit", unit=UNIT)
    assert (invited.status, invited.body["unit"]) == (200, UNIT)


def test_nobody_answers_what_another_was_invited_to(doors, host):
    invite(doors, host)
    is_problem(say(doors, bearer(doors, "li@example.com"), "accepted"), 404, "item.missing")


def test_the_host_sees_and_ends_anybodys_sessions(doors, host):
    account = invite(doors, host).body["account"]
    tokens = [bearer(doors, ADDRESS) for _ in range(3)]
    sessions = f"/host/{CONTEST}/people/{account}/sessions"
    listed = doors.ask("GET", sessions, token=host).body
    assert len(listed) == 3
    assert "address" not in str(listed)
    assert len(doors.ask("DELETE", f"{sessions}/{listed[0]['id']}", token=host).body) == 2
    assert doors.ask("DELETE", sessions, token=host).body == []
    assert {doors.ask("GET", "/account", token=token).status for token in tokens} == {401}
    is_problem(doors.ask("DELETE", f"{sessions}/none", token=host), 404, "item.missing")
    nobody = f"/host/{CONTEST}/people/nobody/sessions"
    is_problem(doors.ask("GET", nobody, token=host), 404, "item.missing")


def test_the_invited_read_who_invites_them_to_what_and_until_when(doors, host):
    invite(doors, host, ends_at="2099-12-31T16:00:00Z")
    invite(doors, host, role="unit", unit=UNIT)
    token = bearer(doors, ADDRESS)
    unit, judge = doors.ask("GET", "/account/invitations", token=token).body
    rules = any_rules()
    hosts = [party.name.model_dump() for party in rules.parties if party.role == "host"]
    assert hosts
    assert judge == {
        "contest": CONTEST,
        "contest_name": rules.name.model_dump(),
        "time_zone": rules.time_zone,
        "hosts": hosts,
        "role": "judge",
        "unit_name": None,
        "status": "invited",
        "may_answer": True,
        "asked_at": judge["asked_at"],
        "ends_at": "2099-12-31T16:00:00Z",
    }
    assert unit["unit_name"] == rules.units[0].name.model_dump()
    assert (
        doors.ask("GET", "/account/invitations", token=bearer(doors, "li@example.com")).body == []
    )


def test_an_invitation_that_was_taken_back_or_has_ended_cannot_be_answered(doors, host):
    account = invite(doors, host).body["account"]
    invite(doors, host, role="screener", ends_at="2020-01-01T00:00:00Z")
    doors.ask("DELETE", f"{INVITATIONS}/judge/{account}", token=host)
    token = bearer(doors, ADDRESS)
    found = doors.ask("GET", "/account/invitations", token=token).body
    assert {one["role"]: (one["status"], one["may_answer"]) for one in found} == {
        "judge": ("revoked", False),
        "screener": ("invited", False),
    }
    for role in ("judge", "screener"):
        is_problem(say(doors, token, "accepted", role), 409, "invitation.over")
