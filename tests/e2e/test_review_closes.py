"""A judge never answers: the review closes on time, by the true schedule."""

from datetime import timedelta

import pytest

from contest.entry.entry import EntryStatus
from contest.review.round import RoundState
from contest_aws import clock
from contest_aws.services.review import decisions
from contest_aws.services.review.round_state import round_of
from local.visitors import until
from tests.builders import any_scores
from tests.e2e.contest_client import ContestClient

TO_GO = timedelta(seconds=25)


@pytest.mark.slow
def test_the_schedule_closes_a_review_that_one_judge_never_gave(organiser):
    contest_client = ContestClient(organiser)
    round_ = contest_client.rules.rounds[0]
    judges = {name: contest_client.judge(name) for name in ("j0", "j1", "j2")}
    entry = contest_client.submitted()
    contest_client.screener().decide(entry, "pass")
    contest_client.turn_clock(round_.opens + timedelta(hours=1))
    for name in ("j0", "j1"):
        [review] = judges[name].reviews()
        judges[name].review(review, any_scores(70))
    contest_client.turn_clock(round_.closes - TO_GO)
    contest = organiser.contest(contest_client.id)
    set_ = organiser.schedules.keep(contest, now=clock.now())
    assert set_ == [f"{round_.id}-closes", f"{round_.id}-closes-again"]
    assert contest_client.entry(entry).status is EntryStatus.IN_REVIEW

    until(
        lambda: round_of(organiser.store, contest.id, round_.id).state,
        lambda seen: seen is RoundState.CLOSED,
        seconds=60,
    )

    assert contest.time_at(clock.now()) >= round_.closes
    assert contest_client.entry(entry).status is EntryStatus.IN_REVIEW
    assert [contest_client.reviews(name)[0].submitted for name in judges] == [True, True, False]
    [late] = judges["j2"].reviews()
    path = f"/reviews/{late['round']}/{late['number']}"
    answer = judges["j2"].send(
        "PUT", path, {"expected_version": late["version"], "scores": any_scores()}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "access.not_now")

    ctx = organiser.context(contest.id)
    accepted = decisions.accept(ctx, round_.id, entry, reason="两份评审，足以计分")
    assert accepted.status is EntryStatus.REVIEWED
