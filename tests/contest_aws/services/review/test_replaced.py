"""A judge is replaced: their open works go to others, and new ones go past them until they submit a
review or are appointed again."""

import pytest

from contest.audit import Actor
from contest.review.review import Review
from contest_aws.services.context import Context
from contest_aws.services.review import dealing, judges, planning, removal, reviews, rounds
from contest_aws.services.review.coverage import coverage
from contest_aws.store import keys
from tests.builders import any_judge, any_time
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    contest_with,
    in_review,
    loads_of,
    opened,
    score,
)


@pytest.fixture
def contest():
    return contest_with(reviews_per_entry=3)


def on_day(store, contest, day) -> Context:
    return Context(store, contest, Actor.of("host", "h"), any_time(day))


def test_nobody_whose_works_went_to_others_gets_those_of_another_judge(store, contest):
    """Of five judges two do not answer, one after the other. A late work goes past both, too."""
    appoint(store, contest, 5)
    in_review(store, contest, 10)
    opened(store, contest)
    host = on_day(store, contest, 121)

    removal.replace(host, ROUND, judge="j0", reason="联系不上")
    removal.replace(host, ROUND, judge="j1", reason="联系不上")
    in_review(store, contest, 11)
    rounds.open_round(host, ROUND)

    assert loads_of(store, contest) == {"j0": 0, "j1": 0, "j2": 11, "j3": 11, "j4": 11}
    assert [j.judge for j in coverage(host, ROUND).judges if j.replaced] == ["j0", "j1"]


def test_works_wait_if_all_others_were_replaced(store, contest):
    appoint(store, contest, 4)
    in_review(store, contest, 4)
    opened(store, contest)
    host = on_day(store, contest, 121)
    for judge in ("j0", "j1"):
        removal.replace(host, ROUND, judge=judge, reason="联系不上")
    in_review(store, contest, 5)

    assert rounds.open_round(host, ROUND).unplaced["e4"].code == "review.judges_full"
    assert loads_of(store, contest)["j0"] == 0


def test_works_of_a_plan_that_is_being_carried_out_go_to_others_too(store, contest):
    """The plan is named in the round, and none of its works has reached the judge yet."""
    appoint(store, contest, 4)
    in_review(store, contest, 4)
    opened(store, contest)
    in_review(store, contest, 8)
    host = on_day(store, contest, 121)
    late = planning.preview_round(host, ROUND).dealing
    assert any("j0" in judges for judges in late.entries.values())
    dealing.deal_previewed(host, ROUND, sha256=late.sha256)

    removal.replace(host, ROUND, judge="j0", reason="联系不上")

    assert loads_of(store, contest) == {"j0": 0, "j1": 8, "j2": 8, "j3": 8}


@pytest.mark.parametrize("sign", ["submits", "appointed"])
def test_a_replaced_judge_who_is_heard_of_gets_works_again(store, contest, sign):
    appoint(store, contest, 4)
    in_review(store, contest, 4)
    opened(store, contest)
    mine = reviews.own_list(store, contest.id, judge="j0")[0][0].entry
    score(store, contest, "j0", mine)
    host = on_day(store, contest, 121)
    removal.replace(host, ROUND, judge="j0", reason="联系不上")
    in_review(store, contest, 5)
    assert "j0" not in rounds.open_round(host, ROUND).judges["e4"]

    later = on_day(store, contest, 122)
    if sign == "submits":
        given = store.find(keys.review(contest.id, "j0", ROUND, mine), Review)
        j0 = later.acting_as(Actor.of("judge", "j0"))
        reviews.submit_scores(j0, given, expected_version=given.version)
    else:
        judges.dismiss(later, "j0")
        judges.appoint(later, any_judge("j0", appointed_at=any_time(122)))
    in_review(store, contest, 6)

    assert "j0" in rounds.open_round(later, ROUND).judges["e5"]
