"""What a judge may not see is answered like what does not exist: the same status, body and headers,
after the same number and kind of calls of the table."""

from importlib import import_module

import pytest

from contest.audit import RULES, Actor
from contest.people.account import Role
from contest.review.conflict_decision import ConflictState
from contest.review.review import Review
from contest_aws.services.context import Context
from contest_aws.services.review import judges, removal
from contest_aws.services.review.conflicts import settle_conflict
from contest_aws.store import keys
from tests.builders import any_judge, any_scores, any_time
from tests.contest_aws.services.panel import ROUND, appoint, in_review, opened

JUDGE = "judge-1"
MISSING = 77
KINDS = ("missing", "foreign", "recused", "of their unit", "set by the host", "dismissed")


class Counting:
    """Notes each call of the table that a request makes, by its name."""

    def __init__(self, store):
        self._store, self.calls = store, []

    def __getattr__(self, name):
        found = getattr(self._store, name)
        if not callable(found):
            return found

        def call(*arguments, **more):
            self.calls.append((name, len(arguments[0]) if name == "find_kinds" else 1))
            return found(*arguments, **more)

        return call


@pytest.fixture
def dealt(doors):
    """Six works before this judge and three others; each work has three of the four."""
    doors.turn(any_time(120))
    others = [f"j{n}" for n in range(3)]
    appoint(doors.store, doors.contest, len(others))
    judges.appoint(context(doors, Actor.of("host")), any_judge(JUDGE))
    in_review(doors.store, doors.contest, 6)
    opened(doors.store, doors.contest)
    doors.judge = doors.token(Role.JUDGE, JUDGE)
    removal.recheck(context(doors), judges.of(doors.store, doors.contest.id, JUDGE))
    return doors


def context(doors, actor=RULES):
    return Context(doors.store, doors.contest, actor, any_time(120))


def reviews_of(doors, judge):
    prefix = keys.review(doors.contest.id, judge, ROUND, "")
    return list(doors.store.query(prefix.pk, Review, begins=prefix.sk))


def number_for(doors, kind):
    """The number of a work that the judge may not see, for this reason."""
    if kind == "missing":
        return MISSING
    if kind == "foreign":  # a number of somebody else's list, beyond the judge's own
        return max(one.number for one in reviews_of(doors, JUDGE)) + 1
    mine = reviews_of(doors, JUDGE)[0]
    host = context(doors, Actor.of("host", "h"))
    if kind == "recused":
        judge = context(doors, Actor.of("judge", JUDGE))
        removal.follow(context(doors), removal.recuse(judge, mine, reason="同事"))
    elif kind == "of their unit":
        judges.appoint(host, any_judge(JUDGE, unit="湘江重工集团"))
    elif kind == "set by the host":
        settle_conflict(host, JUDGE, mine.entry, ConflictState.CONFIRMED, reason="曾共事")
    else:
        judges.dismiss(host, JUDGE)
    return mine.number


def answers(doors, number, monkeypatch):
    """What each route answers of this work, and which calls it took."""
    path = f"/judge/{doors.contest.id}/reviews/{ROUND}/{number}"
    draft = {"expected_version": 1, "scores": any_scores(), "comment": "", "notes": ""}
    found = {}
    for method, route, body in (
        ("GET", path, None),
        ("PUT", path, draft),
        ("POST", f"{path}/submit", {"expected_version": 1}),
    ):
        counting = Counting(doors.store)
        monkeypatch.setattr(import_module("review.judge_api"), "store", counting)
        answer = doors.ask(method, route, body, token=doors.judge)
        found[method] = (answer.status, answer.text, answer.headers, counting.calls)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_judge_may_not_see_is_answered_as_what_is_not_there(dealt, kind, monkeypatch):
    own = reviews_of(dealt, JUDGE)[0].number
    assert answers(dealt, own, monkeypatch)["GET"][0] == 200, "before, it is there"
    number = number_for(dealt, kind)
    hidden, none = (answers(dealt, one, monkeypatch) for one in (number, MISSING))
    same = {
        method: [
            text.replace(f"/{MISSING}", f"/{number}") if isinstance(text, str) else text
            for text in parts
        ]
        for method, parts in none.items()
    }
    assert {method: [*parts] for method, parts in hidden.items()} == same
    assert {parts[0] for parts in hidden.values()} == {404}


def test_a_judge_reads_which_review_they_changed_since_they_submitted_it(dealt):
    """Once all is submitted, it is the next one to open; finishing is refused until then."""
    whole = f"/judge/{dealt.contest.id}/reviews"
    for mine in reviews_of(dealt, JUDGE):
        path = f"{whole}/{ROUND}/{mine.number}"
        draft = {"expected_version": mine.version, "scores": any_scores(60), "comment": "紧凑"}
        kept = dealt.ask("PUT", path, draft, token=dealt.judge).body
        given = {"expected_version": kept["version"]}
        kept = dealt.ask("POST", f"{path}/submit", given, token=dealt.judge).body
    assert dealt.ask("GET", whole, token=dealt.judge).body["rounds"][0]["next"] is None

    draft = {"expected_version": kept["version"], "scores": any_scores(90), "comment": "松散"}
    dealt.ask("PUT", path, draft, token=dealt.judge)

    own = dealt.ask("GET", whole, token=dealt.judge).body
    assert [one["number"] for one in own["reviews"] if one["changed"]] == [mine.number]
    assert own["rounds"][0]["next"] == mine.number
    shown = dealt.ask("GET", path, token=dealt.judge).body
    assert (shown["scores"], shown["given_comment"]) == (any_scores(60), "紧凑")
    assert (shown["draft"], shown["comment"]) == (any_scores(90), "松散")
    finish = f"/judge/{dealt.contest.id}/rounds/{ROUND}/finish"
    assert dealt.ask("POST", finish, token=dealt.judge).body["code"] == "review.unfinished"
