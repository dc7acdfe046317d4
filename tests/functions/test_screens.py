"""The screeners' API asked as a page would: the list, a claim, a decision, its undoing, and what
entrants and the host see of it."""

from importlib import import_module

import pytest

from contest.entry.entry import Entry, EntryStatus
from contest.entry.queue_card import LISTED
from contest.entry.submit import AFTER_SUBMISSION
from contest.people.account import Role
from contest.screen.decision import ScreeningOutcome
from contest_aws import clock
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create, update
from tests.builders import any_decision, any_entry, any_form, any_rules, any_time
from tests.functions.test_access_table import NoPosters, SignedMedia

C = any_rules().id
SCREENER = f"/screener/{C}"


@pytest.fixture
def ask(doors, monkeypatch):
    module = import_module("screen.dependencies")
    monkeypatch.setattr(module, "media", SignedMedia())
    monkeypatch.setattr(module, "posters", NoPosters())
    tokens = {
        "s1": doors.token(Role.SCREENER, "s1"),
        "s2": doors.token(Role.SCREENER, "s2"),
        "p1": doors.token(Role.ENTRANT),
        "host": doors.token(Role.HOST, "h"),
    }

    def ask(who, method, path, body=None, **more):
        return doors.ask(method, path, body, token=tokens[who], **more)

    return ask


@pytest.fixture
def put(doors):
    def put(name="e1", status=EntryStatus.SCREENING, **changes):
        entry = any_entry(status, id=name, owner="p1", submitted_at=any_time(), **changes)
        doors.store.commit(create(keys.entry(C, name), entry))
        if entry.number:
            pointer = keys.number(C, entry.number)
            doors.store.commit(Change(pointer, Named(name=name), "any"))
        return f"{SCREENER}/entries/{name}"

    return put


def decision(outcome, version=3, **more):
    reasons = [] if outcome == "pass" else ["rights"]
    return {"expected_version": version, "outcome": outcome, "reasons": reasons, **more}


def test_the_list_is_filtered_and_comes_in_pages(ask, put):
    for number in range(5):
        theme = "green" if number % 2 else "digital"
        put(f"e{number}", form=any_form(theme=theme), changed_at=any_time(number / 10))
    first = ask("s1", "GET", f"{SCREENER}/entries", query={"limit": "2"}).body
    assert [one["id"] for one in first["entries"]] == ["e0", "e1"]
    rest = {"limit": "50", "cursor": first["cursor"]}
    following = ask("s1", "GET", f"{SCREENER}/entries", query=rest).body
    assert [one["id"] for one in following["entries"]] == ["e2", "e3", "e4"]
    assert following["cursor"] is None
    green = ask("s1", "GET", f"{SCREENER}/entries", query={"theme": "green"}).body
    assert [one["id"] for one in green["entries"]] == ["e1", "e3"]
    bad = ask("s1", "GET", f"{SCREENER}/entries", query={"cursor": "x"})
    assert bad.code == "screening.bad_cursor"
    assert ask("s1", "GET", f"{SCREENER}/entries", query={"status": "draft"}).status >= 400


@pytest.mark.parametrize("status", LISTED)
def test_every_work_that_was_decided_on_is_listed_by_its_status(ask, put, status):
    put("e1", status, number="GY-0001", screening=any_decision(ScreeningOutcome.PASS))
    listed = ask("s1", "GET", f"{SCREENER}/entries", query={"status": status.value}).body
    assert [one["number"] for one in listed["entries"]] == ["GY-0001"]
    assert {*LISTED} == {*AFTER_SUBMISSION, EntryStatus.RETURNED}


def test_a_number_read_out_on_the_phone_leads_to_the_entry(ask, put):
    put(number="GY-0412")
    for typed in ("GY-0412", "gy-0412"):
        assert ask("s1", "GET", f"{SCREENER}/numbers/{typed}").body["id"] == "e1"
        assert ask("host", "GET", f"/host/{C}/numbers/{typed}").body["number"] == "GY-0412"
    assert ask("host", "GET", f"/host/{C}/numbers/GY-0413").status == 404
    assert ask("p1", "GET", f"/entrant/{C}/entries/e1").body["number"] == "GY-0412"


def test_a_claim_is_shown_and_holds_against_others_until_it_is_taken_over(ask, put):
    path = put()
    claimed = ask("s1", "POST", f"{path}/claim", {}).body
    assert (claimed["claim"]["mine"], claimed["version"]) == (True, 3)
    seen = ask("s2", "GET", f"{SCREENER}/entries").body["entries"][0]
    assert seen["claim"]["mine"] is False
    refused = ask("s2", "POST", f"{path}/decision", decision("pass"))
    assert (refused.status, refused.code) == (409, "screening.claimed")
    assert ask("s2", "POST", f"{path}/claim", {"take_over": True}).body["claim"]["mine"]
    assert ask("s2", "DELETE", f"{path}/claim").body["claim"] is None
    assert ask("s1", "POST", f"{path}/decision", decision("pass")).body["status"] == "in_review"


def test_a_decision_is_undone_by_whoever_took_it(ask, put):
    path = put()
    taken = ask("s1", "POST", f"{path}/decision", decision("reject", note="抱歉")).body
    assert taken["decision"]["mine"]
    assert taken["decision"]["undo_until"] is not None
    undo = {"expected_version": taken["version"]}
    other = ask("s2", "POST", f"{path}/undo", undo)
    assert (other.status, other.code) == (403, "screening.undo_other")
    for _ in range(2):
        back = ask("s1", "POST", f"{path}/undo", undo).body
        assert (back["status"], back["decision"]) == ("screening", None)
    found = ask("s1", "GET", f"{SCREENER}/entries", query={"status": "rejected"}).body
    assert found["entries"] == []


def test_the_entrant_learns_nothing_while_it_can_be_undone(ask, put, doors):
    path, own = put(), f"/entrant/{C}/entries/e1"
    told = ask("p1", "GET", own).body
    taken = ask("s1", "POST", f"{path}/decision", decision("return")).body
    assert taken["status"] == "returned"
    assert ask("p1", "GET", own).body == told
    assert ask("p1", "GET", f"{own}/history").body == []
    ended = doors.store.find(keys.entry(C, "e1"), Entry)
    final = ended.screening.model_copy(update={"final_at": clock.now()})
    over = ended.next_version(screening=final.model_copy(update={"made": ended.version + 1}))
    doors.store.commit(update(keys.entry(C, "e1"), over, before=ended))
    assert ask("p1", "GET", own).body["status"] == "returned"
    assert [one["action"] for one in ask("p1", "GET", f"{own}/history").body] == ["screen.return"]


@pytest.mark.parametrize("outcome", ["pass", "return", "reject"])
def test_nor_do_they_learn_it_by_trying(ask, put, outcome):
    path, own = put(), f"/entrant/{C}/entries/e1"
    seen = ask("p1", "GET", own).body
    body = {"expected_version": seen["edits"], "form": seen["form"] | {"title": "新题"}}
    changes = [
        ("PUT", f"{own}/form", body | {"contact": seen["contact"]}),
        ("PUT", f"{own}/form", {"expected_version": 9} | body | {"contact": seen["contact"]}),
        ("POST", f"{own}/uploads", {"size": 10**6}),
        ("POST", f"{own}/submit", {"expected_version": seen["edits"]}),
        ("POST", f"{own}/submit", {"expected_version": 9}),
        ("POST", f"{own}/theme", {"theme": "digital", "accepts": True}),
        ("DELETE", f"{own}/uploads/1", None),
    ]
    waiting = [ask("p1", *change) for change in changes]
    taken = ask("s1", "POST", f"{path}/decision", decision(outcome)).body
    decided = [ask("p1", *change) for change in changes]
    assert [a.text for a in decided] == [a.text for a in waiting]
    undo = {"expected_version": taken["version"]}
    assert ask("s1", "POST", f"{path}/undo", undo).body["status"] == "screening"
    assert ask("p1", "GET", f"{own}/history").body == []


@pytest.mark.parametrize("outcome", ["pass", "return", "reject"])
def test_they_withdraw_it_as_while_it_waits(ask, put, outcome):
    path, own = put(), f"/entrant/{C}/entries/e1"
    taken = ask("s1", "POST", f"{path}/decision", decision(outcome)).body
    gone = ask("p1", "POST", f"{own}/withdraw", {}).body
    assert (gone["status"], gone["note"], gone["reasons"]) == ("withdrawn", "", [])
    assert [one["action"] for one in ask("p1", "GET", f"{own}/history").body] == ["entry.withdraw"]
    refused = ask("s1", "POST", f"{path}/undo", {"expected_version": taken["version"]})
    assert (refused.code, "withdrawn" in refused.text) == ("entry.not_possible_now", True)


def test_what_was_decided_is_found_by_outcome_and_person(ask, put):
    ask("s1", "POST", f"{put('e1')}/decision", decision("reject"))
    ask("s2", "POST", f"{put('e2')}/decision", decision("reject"))
    query = {"status": "rejected", "by_me": "true"}
    found = ask("s2", "GET", f"{SCREENER}/entries", query=query).body["entries"]
    assert [(one["id"], one["outcome"], one["decided_by_me"]) for one in found] == [
        ("e2", "reject", True)
    ]


def test_an_early_date_is_refused_and_not_ignored(ask, put):
    path = put()
    early = (any_time(1)).isoformat()
    answer = ask("s1", "POST", f"{path}/decision", decision("return", until=early))
    assert answer.code == "screening.date_early"
    assert ask("s1", "GET", path).body["status"] == "screening"


def test_another_theme_is_proposed_and_the_entrant_accepts(ask, put):
    path = put()
    body = {"expected_version": 3, "theme": "digital", "reason": "讲的是数字化"}
    proposed = ask("s1", "POST", f"{path}/theme", body).body["theme_change"]
    assert (proposed["theme"], proposed["reason"], proposed["mine"]) == (
        "digital",
        "讲的是数字化",
        True,
    )
    assert ask("s2", "GET", path).body["theme_change"] == proposed | {"mine": False}
    own = f"/entrant/{C}/entries/e1"
    assert ask("p1", "GET", own).body["theme_change"]["reason"] == "讲的是数字化"
    moved = ask("p1", "POST", f"{own}/theme", {"theme": "digital", "accepts": True}).body
    assert (moved["form"]["theme"], moved["theme_change"]) == ("digital", None)
    answer = moved["theme_answer"]
    assert (answer["from_theme"], answer["theme"], answer["outcome"]) == (
        "high-end",
        "digital",
        "accepted",
    )
    seen = ask("s1", "GET", path).body
    assert (seen["theme"], seen["theme_change"]) == ("digital", None)
    assert seen["theme_answer"] == answer | {"reason": "讲的是数字化"}


def test_several_pass_after_a_preview(ask, put):
    put("e1")
    put("e2")
    put("e3", EntryStatus.REJECTED)
    wanted = {"entries": ["e1", "e2", "e3"]}
    preview = ask("s1", "POST", f"{SCREENER}/passes/preview", wanted).body
    assert [one["id"] for one in preview["passing"]] == ["e1", "e2"]
    assert [(one["id"], one["code"]) for one in preview["left_out"]] == [
        ("e3", "entry.not_possible_now")
    ]
    named = [{"id": one["id"], "version": one["version"]} for one in preview["passing"]]
    commit = {"entries": named, "sha256": preview["sha256"]}
    for _ in range(2):
        done = ask("s1", "POST", f"{SCREENER}/passes", commit).body
        assert [(one["id"], one["status"]) for one in done["passed"]] == [
            ("e1", "in_review"),
            ("e2", "in_review"),
        ]
    less = {"entries": named[:1], "sha256": preview["sha256"]}
    assert ask("s1", "POST", f"{SCREENER}/passes", less).code == "screening.preview_differs"


def test_the_host_reopens_moves_and_disqualifies(ask, put):
    path, host = put(), f"/host/{C}/entries/e1"
    ask("s1", "POST", f"{path}/decision", decision("reject"))
    for _ in range(2):
        reopened = ask("host", "POST", f"{host}/reopening", {"reason": "补交了证明"})
        assert reopened.body["status"] == "screening"
    moved = ask("host", "POST", f"{host}/theme", {"theme": "green", "reason": "来电同意"})
    assert moved.body["theme"] == "green"
    for _ in range(2):
        ended = ask("host", "POST", f"{host}/disqualification", {"reason": "抄袭"})
        assert ended.body["status"] == "disqualified"
    assert ask("host", "POST", f"{host}/reopening", {"reason": "x"}).status == 409


def test_the_host_sees_what_is_overdue(ask, put):
    put("old", changed_at=any_time(-15))
    put("new")
    found = ask("host", "GET", f"/host/{C}/entries/overdue").body
    assert [one["id"] for one in found] == ["old"]
    listed = ask("s1", "GET", f"{SCREENER}/entries", query={"overdue": "true"}).body["entries"]
    assert [(one["id"], one["overdue"]) for one in listed] == [("old", True)]
