"""A contest's clock, which a rehearsal may set, and what falls due by it."""

from datetime import datetime, timedelta

import pytest

from contest.refusals import Refusal, Refused
from contest.rules.contest import Due, by_day, due, set_clock
from tests.builders import any_contest, any_rules, any_time

RULES = any_rules()
(ROUND,) = RULES.rounds
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize("clock_offset", [timedelta(0), timedelta(days=90), timedelta(days=-700)])
def test_the_contests_clock_is_ours_and_what_it_is_ahead(clock_offset):
    contest = any_contest(clock_offset=clock_offset)
    assert contest.time_at(any_time()) == any_time() + clock_offset
    assert contest.clock_at(contest.time_at(any_time())) == any_time()


def test_a_rehearsals_clock_can_be_set_either_way():
    rehearsal = any_contest(rehearsal=True)
    for contest_time in (any_time(100), any_time(-1000)):
        clock_offset = set_clock(rehearsal, contest_time=contest_time, now=any_time())
        assert (
            rehearsal.model_copy(update={"clock_offset": clock_offset}).time_at(any_time())
            == contest_time
        )


def test_a_true_contests_clock_cannot():
    with pytest.raises(Refused) as problem:
        set_clock(any_contest(), contest_time=any_time(1), now=any_time())
    assert problem.value.refusals == (Refusal(code="clock.not_a_rehearsal"),)


@pytest.mark.parametrize(
    ("now", "what"),
    [
        (ROUND.opens - INSTANT, Due()),
        (ROUND.opens, Due(open=(ROUND.id,))),
        (ROUND.closes - INSTANT, Due(open=(ROUND.id,))),
        (ROUND.closes, Due(close=(ROUND.id,))),
        (ROUND.closes + timedelta(days=999), Due(close=(ROUND.id,))),
    ],
)
def test_a_round_is_open_from_its_opening_until_its_close(now, what):
    assert due(any_contest(), now=now) == what


def test_one_round_closes_as_the_next_opens():
    final = ROUND.model_copy(
        update={"id": "final", "opens": ROUND.closes, "closes": ROUND.closes + timedelta(days=9)}
    )
    contest = any_contest(rules=any_rules(rounds=(ROUND, final)))
    assert due(contest, now=ROUND.closes) == Due(open=("final",), close=(ROUND.id,))
    assert contest.round("final") == final


def test_a_contest_is_known_by_its_rules():
    assert any_contest().id == RULES.id


@pytest.mark.parametrize(
    ("at", "mailed"),
    [
        ("2024-08-15T00:00:00+08:00", "2024-08-15T09:00:00+08:00"),
        ("2024-08-14T21:00:00+08:00", "2024-08-15T09:00:00+08:00"),
        ("2024-08-15T00:59:59Z", "2024-08-15T09:00:00+08:00"),
        ("2024-08-15T09:00:00+08:00", "2024-08-15T09:00:00+08:00"),
        ("2024-08-15T20:59:59+08:00", "2024-08-15T20:59:59+08:00"),
    ],
)
def test_people_are_mailed_by_day_in_the_contests_zone(at, mailed):
    at, mailed = datetime.fromisoformat(at), datetime.fromisoformat(mailed)
    assert by_day(any_contest(), at, before=mailed + INSTANT) == mailed


def test_what_would_be_over_in_the_morning_is_mailed_at_night():
    at, closes = (datetime.fromisoformat(f"2024-08-15T0{hour}:00:00+08:00") for hour in (0, 8))
    assert by_day(any_contest(), at, before=closes) == at


def test_a_rehearsal_mails_at_the_time_that_was_set():
    at = datetime.fromisoformat("2024-08-15T00:00:00+08:00")
    assert by_day(any_contest(rehearsal=True), at, before=at + timedelta(days=9)) == at
