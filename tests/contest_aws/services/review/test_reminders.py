"""Reminders go to judges with open reviews only, on the rules' days and when the host sends one."""

from datetime import timedelta
from itertools import count

import pytest

from contest.audit import CALENDAR, Actor
from contest.mail.outbox import StatusMail
from contest.refusals import Refused
from contest.review.round import ListState, ReviewList
from contest_aws.services import mailing
from contest_aws.services.context import Context
from contest_aws.services.review import reminders, reviews, rounds
from contest_aws.store import keys
from contest_aws.workflow import schedules
from tests.builders import any_time
from tests.contest_aws.services.fakes import Overtaken
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    contest_with,
    entry_now,
    in_review,
    opened,
    score,
)

HOW = mailing.MailPolicy(site="https://here", sender=True, rehearsals=True, now=any_time(150))


@pytest.fixture
def contest():
    return contest_with(reviews_per_entry=2, remind_days_before=(7, 1))


@pytest.fixture
def reviewing(store, contest):
    """Of two judges of one work the first has submitted."""
    appoint(store, contest, 2)
    in_review(store, contest, 1)
    opened(store, contest)
    score(store, contest, "j0", "e0")
    return store


def before_close(store, contest, days):
    """At ten in the morning, Beijing time: the round closes at midnight."""
    now = contest.round(ROUND).closes - timedelta(days=days) + timedelta(hours=10)
    return Context(store, contest, CALENDAR, now)


@pytest.mark.parametrize(
    ("days", "reminded"),
    [
        ([20], ["j1"]),
        ([20, 9, 8], ["j1"]),
        ([8, 7], ["j1", "j1"]),
        ([7, 6, 2], ["j1"]),
        ([7, 1], ["j1", "j1"]),
        ([20, 7, 6, 1], ["j1", "j1", "j1"]),
    ],
)
def test_who_has_open_works_is_told_at_first_and_once_on_each_day_of_the_rules(
    reviewing, contest, days, reminded
):
    done = [reminders.remind_due(before_close(reviewing, contest, day), ROUND) for day in days]
    assert [judge for judges in done for judge in judges] == reminded


@pytest.mark.parametrize(("hours", "reminded"), [(0, []), (8.9, []), (9, ["j1"]), (21, [])])
def test_nobody_is_reminded_at_night(reviewing, contest, hours, reminded):
    now = contest.round(ROUND).closes - timedelta(days=7) + timedelta(hours=hours)
    assert reminders.remind_due(Context(reviewing, contest, CALENDAR, now), ROUND) == reminded


def test_a_work_that_was_withdrawn_needs_no_review(reviewing, contest):
    """Its judge is not reminded of it, may say that they have finished, and sees none as next."""
    host = Context(reviewing, contest, Actor.of("host"), any_time(120))
    rounds.recall(host, entry_now(reviewing, contest, "e0"))
    assert reminders.remind_due(before_close(reviewing, contest, 6), ROUND) == []
    judge = Context(reviewing, contest, Actor.of("judge", "j1"), any_time(121))
    list_ = reviews.set_finished(judge, ROUND, finished=True)
    own = [review for review, _ in reviews.own_list(reviewing, contest.id, judge="j1")]
    assert (list_.state, [review.is_open for review in own]) == (ListState.FINISHED, [False])


def test_whoever_has_no_works_yet_is_told_once_they_have(store, contest):
    appoint(store, contest, 2)
    opened(store, contest)
    due = before_close(store, contest, 20)
    assert reminders.remind_due(due, ROUND) == []
    in_review(store, contest, 1)
    opened(store, contest)
    assert sorted(reminders.remind_due(due, ROUND)) == ["j0", "j1"]
    assert reminders.remind_due(due, ROUND) == []


def test_of_two_calendars_at_the_same_moment_one_reminds(reviewing, contest):
    key = keys.review_list(contest.id, "j1", ROUND)
    for moment in count():
        scene = reviewing.copy()
        other = before_close(scene, contest, 7)
        overtaken = Overtaken(
            scene,
            lambda other=other: reminders.remind_due(other, ROUND),
            at=moment,
        )
        reminders.remind_due(before_close(overtaken, contest, 7), ROUND)
        assert scene.actions(key).count("reviews.remind") == 1, moment
        if overtaken.calls <= moment:
            break


def test_the_host_reminds_one_judge_who_has_something_left(reviewing, contest):
    host = Context(reviewing, contest, Actor.of("host"), any_time(130))
    assert reminders.remind(host, ROUND, judge="j1").reminded_at == any_time(130)
    with pytest.raises(Refused) as problem:
        reminders.remind(host, ROUND, judge="j0")
    assert problem.value.refusals[0].code == "review.nothing_open"


def test_the_mail_says_how_many_works_are_left_and_names_none(reviewing, contest):
    key = keys.review_list(contest.id, "j1", ROUND)
    before = reviewing.find(key, ReviewList)
    host = Context(reviewing, contest, Actor.of("host"), any_time(130))
    after = reminders.remind(host, ROUND, judge="j1")

    written = mailing.write_reminder(reviewing, before, after, HOW)

    mail = reviewing.find(written, StatusMail)
    assert (mail.account, mail.occasion) == ("j1", "reminder")
    assert "有 1 件作品等待您评审" in mail.text
    assert "钢铁脊梁" not in mail.model_dump_json()
    assert mailing.write_reminder(reviewing, after, after, HOW) is None


def test_the_calendar_is_kept_when_judges_are_mailed(contest):
    named, round_ = dict(schedules.dates(contest, [])), contest.round(ROUND)
    morning = timedelta(hours=9)  # it opens and closes at midnight
    assert named == {
        f"{ROUND}-opens": round_.opens,
        f"{ROUND}-closes": round_.closes,
        f"{ROUND}-first-works": round_.opens + morning,
        f"{ROUND}-7d-left": round_.closes - timedelta(days=7) + morning,
        f"{ROUND}-1d-left": round_.closes - timedelta(days=1) + morning,
    }


@pytest.mark.parametrize("rehearsal", [False, True])
def test_the_opening_itself_mails_the_judges_of_a_round_that_opens_by_day(contest, rehearsal):
    """Two calendars at the same second would do the same."""
    opens = contest.round(ROUND).opens + timedelta(hours=0 if rehearsal else 10)
    own = contest_with(opens=opens).model_copy(update={"rehearsal": rehearsal})
    named = dict(schedules.dates(own, []))
    assert named[f"{ROUND}-opens"] == opens
    assert f"{ROUND}-first-works" not in named
