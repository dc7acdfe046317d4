"""Limits hold for requests at once. All of them read first, then write: the moment at which a limit
that is counted outside the commit lets several through."""

from contextlib import suppress

import pytest

from contest.audit import Actor
from contest.refusals import Refused
from contest_aws.services.context import Context
from contest_aws.services.upload import submission
from contest_aws.services.upload.limits import EntrantTotal
from contest_aws.store import keys
from contest_aws.store.protocol import retry_on_conflict
from tests.builders import any_contest, any_rules, any_time
from tests.contest_aws.services.at_once import AtOnce, at_once
from tests.contest_aws.services.entrant import MIB, enter, offer, refusals
from tests.contest_aws.services.fakes import FakeMedia, Overtaken, TableStore

AT_ONCE = 6


def contest_with(**limits):
    rules = any_rules(limits=any_rules().limits.model_copy(update=limits))
    return any_contest(rules=rules)


def entries(store, contest, entrant="zhou"):
    return len(submission.all_own(store, contest.id, entrant=entrant))


def posts(store, contest, count=AT_ONCE):
    return [lambda n=n: enter(store, contest, f"e{n}") for n in range(count)]


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_of_six_drafts_at_once_as_many_stand_as_the_rules_allow(limit):
    store, contest = AtOnce(), contest_with(entries_per_entrant=limit)
    assert at_once(store, posts(store, contest)) == ["entry.too_many"] * (AT_ONCE - limit)
    assert entries(store, contest) == limit


def test_and_as_many_a_day():
    store, contest = AtOnce(), contest_with(entries_per_day=2)
    assert at_once(store, posts(store, contest)) == ["entry.too_many_today"] * 4
    assert entries(store, contest) == 2


def test_independent_drafts_at_once_are_all_taken():
    store, contest = AtOnce(), contest_with()
    assert at_once(store, posts(store, contest)) == []
    assert entries(store, contest) == AT_ONCE


def test_uploads_at_once_of_several_entries_keep_to_the_bytes_of_a_day():
    store, media, contest = AtOnce(), FakeMedia(), contest_with(bytes_per_day=50 * MIB)
    for post in posts(store, contest):
        post()

    def begin(number):
        own = submission.own(store, contest.id, entrant="zhou", entry_id=f"e{number}")
        offer(store, media, contest, own, size=20 * MIB)

    actions = [lambda n=n: begin(n) for n in range(AT_ONCE)]
    assert at_once(store, actions) == ["upload.too_much_today"] * 4
    assert len(media.open) == 2, "of those refused, nothing is left open"


def test_begins_at_once_leave_one_upload_open():
    store, media, contest = AtOnce(), FakeMedia(), contest_with()
    enter(store, contest)

    def begin():
        own = submission.own(store, contest.id, entrant="zhou", entry_id="e1")
        offer(store, media, contest, own, file="ends-1f3a")

    assert at_once(store, [begin] * AT_ONCE) == []
    now = submission.own(store, contest.id, entrant="zhou", entry_id="e1")
    assert list(media.open) == [now.upload.upload_id]


def withdraw(store, contest, entry_id):
    own = submission.own(store, contest.id, entrant="zhou", entry_id=entry_id)
    ctx = Context(store, contest, Actor.of("entrant", "zhou"), any_time(1))
    return submission.withdraw(ctx, own)


def test_a_withdrawn_entry_makes_room_once():
    store, contest = TableStore(), contest_with(entries_per_entrant=1)
    enter(store, contest, "e1")
    withdraw(store, contest, "e1")
    withdraw(store, contest, "e1")
    enter(store, contest, "e2")
    assert refusals(enter, store, contest, "e3")[0].code == "entry.too_many"
    key = keys.entrant_total(contest.id, "zhou")
    assert store.find(key, EntrantTotal).entries == 1


@pytest.mark.parametrize("at", range(6))
def test_whatever_comes_between_nobody_gets_past_the_limit(at):
    store, contest = TableStore(), contest_with(entries_per_entrant=1)
    overtaken = Overtaken(store, lambda: enter(store, contest, "e2"), at=at)
    with suppress(Refused):
        retry_on_conflict(lambda: enter(overtaken, contest, "e1"))
    assert entries(store, contest) == 1
