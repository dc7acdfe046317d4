"""What a judge types after they have submitted counts once they submit again, and they are told."""

import pytest

from contest.audit import Actor
from contest.refusals import Refused
from contest.review.review import Review, ReviewText
from contest.review.round import ListState
from contest_aws.services.context import Context
from contest_aws.services.review import reminders, reviews
from contest_aws.store import keys
from tests.builders import any_scores, any_time
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    contest_with,
    in_review,
    opened,
    score,
)


@pytest.fixture
def contest():
    return contest_with(reviews_per_entry=1)


@pytest.fixture
def submitted(store, contest):
    """One judge, one work, all submitted with 60 points."""
    appoint(store, contest, 1)
    in_review(store, contest, 1)
    opened(store, contest)
    score(store, contest, "j0", "e0", 60)
    return store


def as_judge(store, contest) -> Context:
    return Context(store, contest, Actor.of("judge", "j0"), any_time(121))


def review(store, contest) -> Review:
    return store.find(keys.review(contest.id, "j0", ROUND, "e0"), Review)


def typed(store, contest, points, **more) -> Review:
    now, text = review(store, contest), ReviewText(scores=any_scores(points), **more)
    ctx = as_judge(store, contest)
    return reviews.keep_scores(ctx, now, text, expected_version=now.version)


def finish(store, contest):
    return reviews.set_finished(as_judge(store, contest), ROUND, finished=True)


@pytest.mark.parametrize("text", [{"points": 90}, {"points": 60, "comment": "结尾更好"}])
def test_who_has_changed_a_review_has_not_finished_until_they_submit_it_again(
    submitted, contest, text
):
    changed = typed(submitted, contest, **text)
    assert (changed.changed, changed.is_unfinished, changed.is_open) == (True, True, False)

    with pytest.raises(Refused) as problem:
        finish(submitted, contest)
    assert [one.code for one in problem.value.refusals] == ["review.unfinished"]

    ctx = as_judge(submitted, contest)
    reviews.submit_scores(ctx, changed, expected_version=changed.version)
    assert not review(submitted, contest).changed
    assert finish(submitted, contest).state is ListState.FINISHED


def test_who_types_the_old_scores_again_or_a_note_has_changed_nothing(submitted, contest):
    typed(submitted, contest, 90)
    typed(submitted, contest, 60, notes="再看一遍")
    assert finish(submitted, contest).state is ListState.FINISHED


def test_a_judge_is_reminded_of_what_they_changed(submitted, contest):
    typed(submitted, contest, 90)
    host = Context(submitted, contest, Actor.of("host", "h"), any_time(122))
    assert reminders.remind(host, ROUND, judge="j0").open_at_reminder == 1
