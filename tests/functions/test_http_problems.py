"""Whatever anybody sends, the answer is a problem document that says what is wrong, never a fault
of ours; and a stranger is turned away before anything they sent is looked at."""

import base64
import json
import re

import pytest

from contest.people.access import ROUTES
from contest.people.account import Role
from contest.people.phases import Phase
from contest_aws.http.body import MOST_BYTES
from tests.builders import any_contact, any_form, any_rules, time_in

CONTEST = any_rules().id
ENTRIES = f"/entrant/{CONTEST}/entries"
FORM, CONTACT = any_form().model_dump(mode="json"), any_contact().model_dump(mode="json")
NEW = {"form": FORM, "contact": CONTACT}
TEXT = json.dumps(NEW)

UNREADABLE = {
    "text/plain": {"raw": TEXT, "headers": {"content-type": "text/plain"}},
    "form": {"raw": "a=b", "headers": {"content-type": "application/x-www-form-urlencoded"}},
    "multipart": {"raw": TEXT, "headers": {"content-type": "multipart/form-data"}},
    "no base64": {"raw": "{%}", "encoded": True},
    "no UTF-8": {"raw": base64.b64encode(b'{"a": "\xff"}').decode(), "encoded": True},
    "UTF-16": {"raw": base64.b64encode(TEXT.encode("utf-16")).decode(), "encoded": True},
    "no JSON": {"raw": "{"},
    "NaN": {"raw": '{"a": NaN}'},
    "a huge integer": {"raw": '{"a": ' + "9" * 5000 + "}"},
    "too deep": {"raw": "[" * 100_000 + "]" * 100_000},
    "too large": {"raw": json.dumps("钢" * MOST_BYTES, ensure_ascii=False)},
    "a lone surrogate": {"raw": '{"form": "\ud800"}'},
    "an escaped lone surrogate": {"raw": r'{"form": {"\ud800": "\udfff"}}'},
}
WRONG = {
    "a list": [],
    "a text": "x",
    "a number": 5,
    "no title but null": {**NEW, "form": {**FORM, "title": None}},
    "a blank credit": {**NEW, "form": {**FORM, "credits": [" "]}},
    "an unknown field": {**NEW, "x" * 1000: 1},
}

PARAMETERS = {
    "contest_id": CONTEST,
    "entry_id": "e1",
    "round_id": any_rules().rounds[0].id,
    "version": "1",
    "number": "1",
    "role": "judge",
    "account": "a1",
    "session": "s1",
    "unit": any_rules().units[0].id,
    "report": "r1",
    "other": "e2",
    "sha256": "0" * 64,
    "code": "0" * 12,
}


def is_problem(asked, status, code):
    assert (asked.status, asked.code) == (status, code), asked.text
    assert asked.headers["Content-Type"] == "application/problem+json"
    assert asked.headers["Cache-Control"] == "no-store"
    assert asked.body["reasons"]
    assert all(reason["sentence"] for reason in asked.body["reasons"])
    return True


@pytest.mark.parametrize("sent", UNREADABLE.values(), ids=UNREADABLE)
def test_a_body_that_cannot_be_read_is_refused(doors, entrant, sent):
    is_problem(doors.ask("POST", ENTRIES, token=entrant, **sent), 422, "request.unreadable")


@pytest.mark.parametrize("sent", UNREADABLE.values(), ids=UNREADABLE)
def test_so_it_is_where_no_body_is_asked_for(doors, entrant, sent):
    asked = doors.ask("POST", f"{ENTRIES}/e1/withdraw", token=entrant, **sent)
    is_problem(asked, 422, "request.unreadable")


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_a_body_that_says_something_else_is_refused_with_its_mistakes(doors, entrant, body):
    is_problem(doors.ask("POST", ENTRIES, body, token=entrant), 422, "request.invalid")


LIBRARY = re.compile(r"Input|should|Field|permitted|valid")
"""Words of the messages of the library that validates requests."""


@pytest.mark.parametrize("route", [r for r in ROUTES if r[0] in ("POST", "PUT")], ids=" ".join)
@pytest.mark.parametrize("body", [{"size": 0}, {"x": 1}, [], 5, "x", None], ids=repr)
def test_what_is_wrong_is_told_in_chinese_on_every_route(doors, route, body):
    method, path = route
    for name, value in PARAMETERS.items():
        path = path.replace(f"<{name}>", value)
    rule = ROUTES[route]
    doors.turn(time_in(min(rule.phases)))
    token = doors.token(rule.roles[0]) if rule.roles else None
    asked = doors.ask(method, path, body, token=token, headers={"accept-language": "zh"})
    if asked.status == 422:
        sentences = [reason["sentence"] for reason in asked.body["reasons"]]
        assert [said for said in sentences if LIBRARY.search(said)] == []
        assert all(re.search(r"[一-鿿]", said) for said in sentences)


def test_an_empty_file_is_told_as_one(doors, entrant):
    asked = doors.ask(
        "POST",
        f"{ENTRIES}/e1/uploads",
        {"size": 0},
        token=entrant,
        headers={"accept-language": "zh"},
    )
    (reason,) = asked.body["reasons"]
    assert (reason["field"], reason["sentence"]) == ("size", "“文件大小”须大于 0。")


@pytest.mark.parametrize(
    "sent",
    [*UNREADABLE.values(), *({"body": body} for body in WRONG.values())],
    ids=[*UNREADABLE, *WRONG],
)
def test_a_stranger_is_refused_before_what_they_sent_is_looked_at(doors, sent):
    is_problem(doors.ask("POST", ENTRIES, **sent), 401, "access.unknown")
    is_problem(doors.ask("POST", ENTRIES, token="guessed", **sent), 401, "access.unknown")


def test_whoever_holds_another_role_is_refused_before_it_too(doors, entrant):
    decision = f"/screener/{CONTEST}/entries/e1/decision"
    is_problem(doors.ask("POST", decision, [], token=entrant), 403, "access.forbidden")


@pytest.mark.parametrize("token", ["\ud800", "钥匙", " ", "x" * 10_000])
def test_a_token_that_cannot_be_one_is_unknown(doors, token):
    is_problem(doors.ask("GET", ENTRIES, token=token), 401, "access.unknown")


BAD_IDS = ["x" * 2049, "作品", "E1", "e 1", "-e", "e%2F1", "~"]


@pytest.mark.parametrize("bad", BAD_IDS, ids=lambda bad: bad[:10])
def test_an_address_that_cannot_be_is_as_missing_as_one_that_is_not_there(doors, bad):
    tokens = {role: doors.token(role) for role in Role}
    by_phase = sorted(ROUTES.items(), key=lambda item: min(item[1].phases))
    for (method, route), rule in by_phase:
        if "<entry_id>" not in route:
            continue
        doors.turn(time_in(min(rule.phases)))
        path = (
            route.replace("<contest_id>", CONTEST)
            .replace("<entry_id>", bad)
            .replace("<round_id>", bad)
            .replace("<version>", "1")
            .replace("<number>", "1")
        )
        asked = doors.ask(method, path, {}, token=tokens[rule.roles[0]])
        is_problem(asked, 404, "item.missing")
    is_problem(doors.ask("GET", f"/public/{bad}"), 404, "item.missing")


@pytest.mark.parametrize("version", ["x", "1.5", "-", "9" * 5000])
def test_a_version_that_is_no_number_is_missing(doors, entrant, version):
    asked = doors.ask("GET", f"{ENTRIES}/e1/uploads/{version}", token=entrant)
    is_problem(asked, 404, "item.missing")


def test_what_is_not_there_is_missing_and_what_is_no_address_is_nobodys(doors, entrant):
    is_problem(doors.ask("GET", f"{ENTRIES}/e1", token=entrant), 404, "item.missing")
    is_problem(doors.ask("GET", "/public/autumn"), 404, "item.missing")
    nowhere = f"/entrant/{CONTEST}/scores"
    is_problem(doors.ask("GET", nowhere), 404, "request.not_found")
    is_problem(doors.ask("GET", nowhere, token=entrant), 404, "request.not_found")
    is_problem(doors.ask("GET", "/public/\u00a0"), 404, "request.not_found")


@pytest.mark.parametrize("whole", [True, 1.0, "1", None])
def test_a_whole_number_is_written_as_one(doors, whole):
    judge, screener = doors.token(Role.JUDGE), doors.token(Role.SCREENER)
    doors.turn(time_in(Phase.REVIEW))
    review = f"/judge/{CONTEST}/reviews/expert-review/1"
    decision = f"/screener/{CONTEST}/entries/e1/decision"
    for method, path, body, token in (
        ("PUT", review, {"expected_version": whole, "scores": {}}, judge),
        ("PUT", review, {"expected_version": 1, "scores": {"story": whole}}, judge),
        ("POST", f"{review}/submit", {"expected_version": whole}, judge),
        ("POST", decision, {"expected_version": whole, "outcome": "pass"}, screener),
        ("POST", f"{ENTRIES}/e1/uploads", {"size": whole}, doors.token(Role.ENTRANT)),
    ):
        is_problem(doors.ask(method, path, body, token=token), 422, "request.invalid")


@pytest.mark.parametrize(
    ("accept", "title"),
    [
        ("en", "Sign in first."),
        ("en-GB,en;q=0.9,zh;q=0.1", "Sign in first."),
        ("fr,en", "Sign in first."),
        ("zh-CN,zh;q=0.9,en;q=0.8", "请先登录。"),
        ("fr", "请先登录。"),
        ("", "请先登录。"),
    ],
)
def test_a_problem_is_told_in_the_readers_language(doors, accept, title):
    asked = doors.ask("GET", ENTRIES, headers={"accept-language": accept})
    assert asked.body["title"] == title


def test_the_space_around_what_was_typed_is_dropped(doors, entrant):
    form = {**FORM, "title": " 钢铁脊梁\u3000", "credits": [" 张三 "]}
    entered = doors.ask("POST", ENTRIES, {**NEW, "form": form}, token=entrant)
    assert entered.status == 200, entered.text
    assert (entered.body["form"]["title"], entered.body["form"]["credits"]) == (
        "钢铁脊梁",
        ["张三"],
    )


BLANK = {
    "title": {"form": {**FORM, "title": " \u3000\t"}},
    "entrant": {"form": {**FORM, "entrant": "\u200b\u2060"}},
    "contact": {"contact": {**CONTACT, "person": "\n"}},
    "phone": {"contact": {**CONTACT, "phone": "   "}},
}


@pytest.mark.parametrize("field", BLANK)
def test_what_nothing_is_to_be_seen_of_is_missing(doors, entrant, field):
    entered = doors.ask("POST", ENTRIES, NEW | BLANK[field], token=entrant)
    assert entered.status == 200, entered.text
    assert ("form.missing", field) in [(m["code"], m["field"]) for m in entered.body["missing"]]


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_is_taken_however_it_is_sent(doors, entrant, kind):
    encoded = base64.b64encode(TEXT.encode()).decode()
    for sent in ({"raw": TEXT}, {"raw": encoded, "encoded": True}):
        asked = doors.ask("POST", ENTRIES, token=entrant, headers={"content-type": kind}, **sent)
        assert asked.status == 200, asked.text
