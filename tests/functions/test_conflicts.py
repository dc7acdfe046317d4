"""Over HTTP: the host sees what keeps judges from works and settles it; units are merged."""

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest.entry.form import Contact
from contest.people.account import Role
from contest_aws.services.context import Context
from contest_aws.services.review import judges
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_form, any_judge, any_rules, any_time

RULES = any_rules()
OF_JUDGE = f"/host/{RULES.id}/judges/judge-1/conflicts"
UNITS = f"/host/{RULES.id}/units"
CREDITED = {
    "code": "credited",
    "certain": False,
    "reason": {"zh": "主创人员中有专家的姓名", "en": "the credits have the judge's name"},
    "ground": "credited.name",
    "evidence": "",
}


@pytest.fixture
def host(doors):
    return doors.token(Role.HOST)


@pytest.fixture(autouse=True)
def entries(doors):
    ctx = Context(doors.store, doors.contest, Actor.of("host"), any_time())
    judges.appoint(ctx, any_judge(name="李雷", unit="湘江重工集团"))
    forms = {
        "e1": any_form(entrant="洞庭厂", credits=("导演:李雷",)),
        "e2": any_form(entrant="湘江重工集团有限公司"),
        "e3": any_form(entrant="东海院"),
    }
    for entry_id, form in forms.items():
        entry = any_entry(EntryStatus.IN_REVIEW, id=entry_id, form=form)
        contact = Contact(person="金丝雀", phone="13912345678", email="canary@example.net")
        doors.store.commit(
            create(keys.entry(RULES.id, entry_id), entry),
            create(keys.contact(RULES.id, entry_id), contact),
        )


def test_the_host_sees_a_judges_conflicts_and_dismisses_a_suspicion(doors, host):
    seen = doors.ask("GET", OF_JUDGE, token=host)
    assert [(one["entry"], [c["code"] for c in one["conflicts"]]) for one in seen.body] == [
        ("e1", ["credited"]),
        ("e2", ["own_unit"]),
    ]
    assert seen.body[0]["conflicts"] == [CREDITED]
    assert seen.body[1]["conflicts"][0]["evidence"] == "湘江重工集团有限公司"
    assert not any(word in seen.text for word in ("金丝雀", "13912345678", "canary"))

    asked = {"verdict": "dismissed", "reason": "同名", "grounds": ["credited.name"]}
    for _ in range(2):
        answer = doors.ask("POST", f"{OF_JUDGE}/e1", asked, token=host)
        assert (answer.status, answer.body["state"]) == (200, "dismissed")

    seen = doors.ask("GET", OF_JUDGE, token=host).body
    assert (seen[0]["conflicts"], seen[0]["decision"]["reason"]) == ([], "同名")


def test_a_settlement_of_what_the_host_did_not_see_is_refused(doors, host):
    asked = {"verdict": "dismissed", "reason": "无关", "grounds": []}
    answer = doors.ask("POST", f"{OF_JUDGE}/e1", asked, token=host)
    assert (answer.status, answer.body["code"]) == (412, "item.changed_meanwhile")


def test_a_candidate_is_compared_before_the_invitation(doors, host):
    asked = {"address": "Li@Example.com", "name": "李雷", "unit": "湘江重工集团"}
    answer = doors.ask("POST", f"/host/{RULES.id}/conflict-reports", asked, token=host)
    listed = answer.body.pop("listed")
    assert [(one["entry"], one["conflicts"][0]["certain"]) for one in listed] == [
        ("e1", False),
        ("e2", False),
    ]
    assert answer.body == {
        "works": 3,
        "reviewable": 1,
        "kinds": [
            {"code": "credited", "certain": 0, "suspected": 1},
            {"code": "own_unit", "certain": 0, "suspected": 1},
        ],
    }
    known = asked | {"phone": "139 1234 5678"}
    answer = doors.ask("POST", f"/host/{RULES.id}/conflict-reports", known, token=host)
    assert answer.body["reviewable"] == 0


def test_the_host_merges_units_and_keeps_them_apart(doors, host):
    names = {"first": "湘江重工集团", "second": "湘江重工集团有限公司"}
    merged = {"names": [names["second"], names["first"]]}
    for _ in range(2):
        answer = doors.ask("POST", f"{UNITS}/merge", merged, token=host)
        assert answer.body == {"units": [merged["names"]], "apart": []}
    seen = doors.ask("GET", OF_JUDGE, token=host).body
    assert [c["certain"] for c in seen[1]["conflicts"]] == [True]

    answer = doors.ask("POST", f"{UNITS}/apart", names, token=host)
    assert answer.body == {"units": [], "apart": [names]}
    seen = doors.ask("GET", OF_JUDGE, token=host).body
    assert [one["entry"] for one in seen] == ["e1"]
    listed = doors.ask("GET", UNITS, token=host).body
    assert (listed["undecided"], listed["apart"]) == ([], [names])
    assert [unit["names"] for unit in listed["units"]] == [
        ["东海院"],
        ["洞庭厂"],
        ["湘江重工集团有限公司"],
    ]
