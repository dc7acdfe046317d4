"""A judge never answers: the review closes on time, by the true schedule."""

from datetime import timedelta

from contest.entry.entry import EntryStatus
from contest_aws import clock
from local.visitors import until
from tests.builders import any_scores
from tests.e2e.contest_client import ContestClient

TO_GO = timedelta(seconds=25)


def test_the_schedule_closes_a_review_that_one_judge_never_gave(office):
    cast = ContestClient(office)
    round_ = cast.rules.rounds[0]
    judges = {name: cast.judge(name) for name in ("j0", "j1", "j2")}
    entry = cast.submitted()
    cast.screener().decide(entry, "pass")
    cast.turn_clock(round_.closes - TO_GO)
    contest = office.contest(cast.id)
    set_ = office.schedules.keep(contest, ours=clock.now())
    assert set_ == [f"{round_.id}-closes", f"{round_.id}-closes-again"]
    for name in ("j0", "j1"):
        [review] = judges[name].reviews()
        judges[name].review(review, any_scores(70))
    assert cast.entry(entry).status is EntryStatus.IN_REVIEW

    until(lambda: cast.entry(entry).status, lambda seen: seen is EntryStatus.REVIEWED, seconds=60)

    assert contest.now(clock.now()) >= round_.closes
    assert cast.deeds(entry)[-1] == "review.close"
    assert [cast.reviews(name)[0].submitted for name in judges] == [True, True, False]
    assert all(cast.reviews(name)[0].sealed for name in judges)
    [late] = judges["j2"].reviews()
    path = f"/reviews/{late['round']}/{late['entry']}"
    answer = judges["j2"].send("PUT", path, {"seen": late["version"], "scores": any_scores()})
    assert (answer.status_code, answer.json()["code"]) == (409, "access.not_now")
