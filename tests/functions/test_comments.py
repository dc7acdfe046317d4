"""An entrant reads judges' comments over HTTP, of their own work alone, and nothing of who wrote
them."""

import pytest

from contest.entry.entry import EntryStatus
from contest.people.account import Role
from contest.rules.sections import Comments
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_contest, any_entry, any_judge, any_review, any_rules, any_time
from tests.contest_aws.services.panel import ROUND
from tests.functions.test_http_problems import is_problem

CONTEST = any_rules().id
PATH = f"/entrant/{CONTEST}/entries/e1/comments"
GIVEN = {"submitted_at": any_time(), "notes": "私下", "scores": {"story": 87}}


@pytest.fixture(autouse=True)
def work(doors):
    """A work of `p1` that won nothing, with one review."""
    entry = any_entry(EntryStatus.NOT_AWARDED, id="e1", owner="p1")
    review = any_review("e1", "j1", given_comment="画面有力。", **GIVEN)
    doors.store.commit(
        Change(keys.entry(CONTEST, "e1"), entry, "any"),
        Change(keys.judge(CONTEST, "j1"), any_judge("j1"), "any"),
        Change(keys.review(CONTEST, "j1", ROUND, "e1"), review, "any"),
    )
    return entry


def show_comments(doors, **shown):
    rules = any_rules(comments=Comments(**shown))
    contest = any_contest(rules=rules, rehearsal=True, clock_offset=doors.contest.clock_offset)
    doors.store.commit(Change(keys.contest(CONTEST), contest, "any"))


def test_the_entrant_reads_the_comment_and_nothing_else(doors, entrant):
    assert doors.ask("GET", PATH, token=entrant).body == []
    show_comments(doors, to="entrant")

    answer = doors.ask("GET", PATH, token=entrant)

    (round_,) = any_rules().rounds
    assert answer.body == [{"round_name": round_.name.model_dump(), "comment": "画面有力。"}]
    for secret in ("j1", "私下", "87", "专家 j1"):
        assert secret not in answer.text


def test_of_anothers_work_or_none_nothing_is_known(doors):
    show_comments(doors, to="entrant")
    other = doors.token(Role.ENTRANT, "p2")
    is_problem(doors.ask("GET", PATH, token=other), 404, "item.missing")
    is_problem(doors.ask("GET", PATH.replace("e1", "e9"), token=other), 404, "item.missing")
    is_problem(doors.ask("GET", PATH), 401, "access.unknown")
