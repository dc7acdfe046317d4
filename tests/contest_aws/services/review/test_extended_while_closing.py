"""The host extends a round at the very moment at which the calendar closes it: in the end it is
open, and so is every judge's list."""

from datetime import timedelta

import pytest

from contest.audit import CALENDAR, Actor
from contest.review.round import ListState, ReviewList, Round, RoundState
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review import extension, rounds
from contest_aws.services.upkeep import calendar
from contest_aws.store import keys
from tests.builders import any_time
from tests.contest_aws.services.panel import ROUND, appoint, contest_with, in_review, opened

JUDGES = ("j0", "j1", "j2")


@pytest.fixture
def contest():
    return contest_with(reviews_per_entry=3)


@pytest.fixture
def dealt(store, contest):
    appoint(store, contest, len(JUDGES))
    in_review(store, contest, 1)
    opened(store, contest)
    return store


def extend(store, contest):
    host = Context(store, contest, Actor.of("host"), any_time(160))
    until = contest.round(ROUND).closes + timedelta(days=20)
    extension.extend(host, ROUND, until=until, reason="专家出差")


@pytest.mark.parametrize("lists_closed", range(len(JUDGES) + 1))
def test_extended_after_any_list_was_closed(dealt, contest, monkeypatch, lists_closed):
    each, done = parallel.each, []

    def interrupted(store, action, things):
        items = list(things)
        if not any(
            isinstance(item, ReviewList) for item in items
        ):  # it reads what is near the works
            return each(store, action, items)

        def act(list_):
            if len(done) == lists_closed:
                monkeypatch.setattr(rounds.parallel, "each", each)
                extend(dealt, contest)
            done.append(list_)
            return action(list_)

        found = [act(item) for item in items]
        if lists_closed == len(JUDGES) and len(done) == len(JUDGES):
            extend(dealt, contest)
            done.append(None)
        return found

    monkeypatch.setattr(rounds.parallel, "each", interrupted)
    rounds.close_round(Context(dealt, contest, CALENDAR, any_time(160)), ROUND)
    assert len(done) >= len(JUDGES)
    assert states(dealt, contest) == (RoundState.OPEN, [ListState.OPEN] * 3)


def test_a_calendar_that_read_the_old_date_closes_nothing(dealt, contest):
    """It read the contest, and the host extended the round before it began to close it."""
    extend(dealt, contest)
    rounds.close_round(Context(dealt, contest, CALENDAR, any_time(160)), ROUND)
    assert states(dealt, contest) == (RoundState.OPEN, [ListState.OPEN] * 3)


def test_a_list_that_was_closed_by_one_who_came_too_late_is_opened_within_an_hour(dealt, contest):
    extend(dealt, contest)
    key = keys.review_list(contest.id, "j1", ROUND)
    list_ = dealt.find(key, ReviewList)
    dealt.commit(rounds.update(key, list_.next_version(state=ListState.CLOSED), before=list_))
    calendar.keep(Context(dealt, contest_of(dealt, contest.id), CALENDAR, any_time(161)))
    assert states(dealt, contest) == (RoundState.OPEN, [ListState.OPEN] * 3)


def states(store, contest):
    lists = [store.find(keys.review_list(contest.id, one, ROUND), ReviewList) for one in JUDGES]
    round_ = store.find(keys.round_(contest.id, ROUND), Round)
    return round_.state, [list_.state for list_ in lists]
