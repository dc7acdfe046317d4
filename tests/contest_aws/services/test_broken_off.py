"""Stopped before or after any of its commits and begun again, a deed reaches the same end."""

import pytest

from contest.audit import RULES, Actor
from contest.award.award import AwardStatus
from contest.entry.entry import EntryStatus
from contest_aws.services.award import award_rounds
from contest_aws.services.context import Context
from contest_aws.services.review import reviews, rounds
from contest_aws.services.review.panel import lists_of
from contest_aws.store import keys
from tests.builders import any_time
from tests.contest_aws.services.fakes import Breaking, Crash, Lagging
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    closed,
    entry_now,
    final_round,
    in_review,
    loads_of,
    opened,
    reviews_of,
    score,
)

MOMENTS = 60


def broken_off(scene, action):
    """Every world in which the deed was stopped once, and then done again."""
    for after in (False, True):
        for moment in range(MOMENTS):
            store = scene.copy()
            try:
                action(Breaking(store, at=moment, after=after))
            except Crash:
                store.verify()
                action(store)
                yield store
            else:
                assert moment > 0
                break
        else:
            raise AssertionError("More moments than were looked for")


@pytest.fixture
def reviewed(store, contest):
    """Three entries: one with all its reviews in, one with two of them, one never dealt."""
    appoint(store, contest, 3)
    in_review(store, contest, 2)
    opened(store, contest)
    in_review(store, contest, 3)
    for judge in ("j0", "j1", "j2"):
        score(store, contest, judge, "e0", 90)
    score(store, contest, "j0", "e1", 70)
    score(store, contest, "j1", "e1", 70)
    reviews.settle(Context(store, contest, RULES, any_time(120)), entry_now(store, contest, "e0"))
    return store


def test_closing_a_round_closes_every_list_and_moves_on_what_has_enough_reviews(reviewed, contest):
    score(reviewed, contest, "j2", "e1", 70)
    closed(reviewed, contest)
    for number, status, actions in (
        (0, EntryStatus.REVIEWED, ["review.assign", "review.complete"]),
        (1, EntryStatus.REVIEWED, ["review.assign", "review.close"]),
        (2, EntryStatus.IN_REVIEW, []),
    ):
        entry = entry_now(reviewed, contest, f"e{number}")
        assert entry.status is status
        assert reviewed.actions(keys.entry(contest.id, entry.id)) == actions
    assert [list_.state for list_ in lists_of(reviewed, contest.id, ROUND)] == ["closed"] * 3
    of_round = ["review.open", "review.plan", "review.close"]
    assert reviewed.actions(keys.round_(contest.id, ROUND)) == of_round


def test_a_work_with_too_few_reviews_waits_for_the_host(reviewed, contest):
    """Of three reviews e1 has two; nobody was dealt e2."""
    closed(reviewed, contest)
    assert [entry_now(reviewed, contest, f"e{n}").status for n in range(3)] == [
        EntryStatus.REVIEWED,
        EntryStatus.IN_REVIEW,
        EntryStatus.IN_REVIEW,
    ]


def test_closing_a_round_broken_off_anywhere_reaches_the_same_end(reviewed, contest):
    whole = reviewed.copy()
    closed(whole, contest)
    worlds = list(broken_off(reviewed, lambda world: closed(world, contest)))
    assert len(worlds) == 2 * 6  # closing, three lists, progress, closed
    assert all(world.items == whole.items for world in worlds)


def test_closing_a_closed_round_changes_nothing(reviewed, contest):
    closed(reviewed, contest)
    before = dict(reviewed.items)
    rounds.close_round(Context(reviewed, contest, Actor.of("host"), any_time(200)), ROUND)
    assert reviewed.items == before


def test_opening_a_round_broken_off_anywhere_leaves_nobody_out_and_moves_nobody(store, contest):
    appoint(store, contest, 5)
    in_review(store, contest, 5)
    worlds = list(broken_off(store, lambda world: opened(world, contest)))
    assert len(worlds) == 2 * 14  # open, five lists, plan, its name, five entries, progress
    for world in worlds:
        for number in range(5):
            entry = entry_now(world, contest, f"e{number}")
            assert len(entry.judges) == len(reviews_of(world, entry)) == 3
            assert entry.records == 1
        assert set(loads_of(world, contest).values()) == {3}


@pytest.fixture
def final(reviewed, contest, snapshots):
    """An award round whose results nobody objected to."""
    closed(reviewed, contest)
    final_round(reviewed, contest, snapshots)
    return reviewed


def grant(world, contest):
    round_ = award_rounds.round_of(world, contest.id, "first")
    award_rounds.grant(Context(world, contest, RULES, any_time(171)), round_)


def test_granting_broken_off_anywhere_reaches_the_same_end(final, contest):
    whole = final.copy()
    grant(whole, contest)
    winners = list(award_rounds.winners(whole, contest.id))
    worlds = list(broken_off(final, lambda world: grant(world, contest)))
    assert len(worlds) == 2 * (len(winners) + 2 + 1)
    assert all(world.items == whole.items for world in worlds)
    assert award_rounds.round_of(whole, contest.id, "first").status is AwardStatus.GRANTED


def test_granting_again_while_the_index_lags_tells_nobody_twice(final, contest):
    a_moment_ago = final.copy()
    with pytest.raises(Crash):
        grant(Breaking(final, at=11, after=False), contest)
    assert entry_now(final, contest, "e0").status is EntryStatus.AWARDED
    grant(Lagging(final, index=a_moment_ago), contest)
    told = [entry_now(final, contest, f"e{n}").status for n in range(3)]
    assert told == [EntryStatus.AWARDED, EntryStatus.AWARDED, EntryStatus.NOT_JUDGED]


def test_closing_again_while_the_index_lags_changes_nothing(reviewed, contest):
    a_moment_ago = reviewed.copy()
    closed(reviewed, contest)
    before = dict(reviewed.items)
    closed(Lagging(reviewed, index=a_moment_ago), contest)
    assert reviewed.items == before


def test_opening_again_while_the_index_lags_moves_nobody(store, contest):
    appoint(store, contest, 5)
    in_review(store, contest, 5)
    a_moment_ago = store.copy()
    opened(store, contest)
    before = dict(store.items)
    opened(Lagging(store, index=a_moment_ago), contest)
    assert store.items == before


def test_granting_twice_changes_nothing(final, contest):
    grant(final, contest)
    before = dict(final.items)
    grant(final, contest)
    assert final.items == before
