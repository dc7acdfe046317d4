"""What comes to light after the deal, and not at the judge: units that are merged, a sheet that
names the work. The calendar finds it while the round is open, and the closing before it counts."""

import pytest

from contest.audit import CALENDAR, RULES, Actor
from contest.entry.entry import EntryStatus
from contest.entry.form import Contact
from contest.review.review import RemovalCause, Review
from contest_aws.services.context import Context
from contest_aws.services.review import judges, reviews, rounds
from contest_aws.services.unit_register import merge_units
from contest_aws.services.upkeep import calendar
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_judge, any_time
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    contest_with,
    entry_now,
    in_review,
    opened,
    score,
)

UNIT = "衡山研究院"


@pytest.fixture
def contest():
    return contest_with(reviews_per_entry=3)


@pytest.fixture
def dealt(store, contest):
    """One entry before three judges, of whom one has a unit of their own."""
    appoint(store, contest, 2)
    judges.appoint(at(store, contest, Actor.of("host")), any_judge("j2", unit=UNIT))
    in_review(store, contest, 1)
    opened(store, contest)
    return store


def at(store, contest, actor=RULES, days=120):
    return Context(store, contest, actor, any_time(days))


def units_are_merged(store, contest):
    host = at(store, contest, Actor.of("host"))
    merge_units(host, (UNIT, entry_now(store, contest, "e0").form.entrant))


def a_sheet_names_it(store, contest):
    unit = contest.rules.units[0]
    store.commit(create(keys.row_contact(contest.id, "e0", unit.id), Contact()))
    merge_units(at(store, contest, Actor.of("host")), (UNIT, unit.name.zh))


LATE = [units_are_merged, a_sheet_names_it]


def removed(store, contest):
    found = store.find(keys.review(contest.id, "j2", ROUND, "e0"), Review).removed
    return found and (found.cause, found.reason)


@pytest.mark.parametrize("happens", LATE)
def test_within_an_hour_the_work_goes_to_another_judge(dealt, contest, happens):
    happens(dealt, contest)
    calendar.keep(at(dealt, contest, CALENDAR))
    assert removed(dealt, contest)[0] is RemovalCause.CONFLICT
    assert entry_now(dealt, contest, "e0").judges == ("j0", "j1")
    judges.appoint(at(dealt, contest, Actor.of("host")), any_judge("j3"))
    calendar.keep(at(dealt, contest, CALENDAR))
    assert entry_now(dealt, contest, "e0").judges == ("j0", "j1", "j3")


@pytest.mark.parametrize("happens", LATE)
def test_the_closing_counts_no_review_of_theirs(dealt, contest, happens):
    for judge in ("j0", "j1", "j2"):
        score(dealt, contest, judge, "e0", 80)
    happens(dealt, contest)
    rounds.close_round(at(dealt, contest, CALENDAR, 160), ROUND)
    assert removed(dealt, contest) is not None
    assert entry_now(dealt, contest, "e0").status is EntryStatus.IN_REVIEW, "2 of 3 reviews"
    assert [e.id for e in rounds.undecided(at(dealt, contest, days=160), ROUND)] == ["e0"]


def test_nothing_changes_where_nothing_is_new(dealt, contest):
    calendar.keep(at(dealt, contest, CALENDAR))  # the judges are told of their works
    before = dict(dealt.items)
    calendar.keep(at(dealt, contest, CALENDAR))
    assert dealt.items == before
    assert len(reviews.of_entry(dealt, entry_now(dealt, contest, "e0"))) == 3
