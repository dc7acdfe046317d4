"""Whoever else deals, closes, withdraws or submits at whatever moment: nothing is lost, nobody is
dealt to twice, and loads stay as they should be."""

from contextlib import suppress

import pytest

from contest.audit import RULES, Actor
from contest.entry.entry import EntryStatus
from contest.refusals import Refused
from contest.review.round import Round
from contest_aws.services.award import award_rounds
from contest_aws.services.context import Context
from contest_aws.services.review import reviews, rounds
from contest_aws.services.review.panel import lists_of
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict
from tests.builders import any_scores, any_time
from tests.contest_aws.services.fakes import Overtaken
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    closed,
    contest_with,
    entry_now,
    final_round,
    in_review,
    loads_of,
    opened,
    reviews_of,
    score,
)

pytestmark = pytest.mark.slow

MOMENTS = 60
"""More than any of these deeds has calls."""


def deal(store, contest, entries):
    return rounds.deal(Context(store, contest, RULES, any_time(116)), ROUND, entries)


def overtaken(scene, action, rival):
    """Every world in which `rival` came first, at one moment or another, of `deed`."""
    for moment in range(MOMENTS):
        store = scene.copy()
        wrapped = Overtaken(store, lambda store=store: rival(store), at=moment)
        action(wrapped)
        store.verify()
        if moment >= wrapped.calls:
            return
        yield store
    raise AssertionError("More moments than were looked for")


def assert_dealt_fairly(store, contest, *, entries, most):
    for number in range(entries):
        entry = entry_now(store, contest, f"e{number}")
        assert [r.judge for r in reviews_of(store, entry)] == sorted(entry.judges)
        assert len(entry.judges) == contest.round(ROUND).reviews_per_entry
    loads = loads_of(store, contest)
    assert sum(loads.values()) == entries * contest.round(ROUND).reviews_per_entry
    assert max(loads.values()) - min(loads.values()) <= 1
    assert max(loads.values()) <= most


@pytest.mark.parametrize(
    ("judges", "first", "second"), [(4, 4, 4), (4, 3, 1), (5, 1, 1), (7, 3, 2), (6, 1, 4)]
)
def test_two_deals_at_once_end_balanced_and_lose_nothing(store, judges, first, second):
    contest = contest_with(reviews_per_entry=2)
    appoint(store, contest, judges)
    opened(store, contest)
    entries = in_review(store, contest, first + second)
    for world in overtaken(
        store,
        lambda world: deal(world, contest, entries[:first]),
        lambda world: deal(world, contest, entries[first:]),
    ):
        assert_dealt_fairly(world, contest, entries=first + second, most=200)


def test_two_deals_at_once_give_nobody_more_than_the_rules_allow(store):
    """Six judges, one entry each: the second deal must not start from loads that are past."""
    contest = contest_with(reviews_per_entry=3, max_load=1)
    appoint(store, contest, 6)
    opened(store, contest)
    first, second = in_review(store, contest, 2)
    for world in overtaken(
        store,
        lambda world: deal(world, contest, [first]),
        lambda world: deal(world, contest, [second]),
    ):
        assert_dealt_fairly(world, contest, entries=2, most=1)


def test_the_same_entries_dealt_at_once_are_dealt_once(store):
    contest = contest_with(reviews_per_entry=2)
    appoint(store, contest, 4)
    opened(store, contest)
    entries = in_review(store, contest, 3)
    for world in overtaken(
        store,
        lambda world: deal(world, contest, entries),
        lambda world: deal(world, contest, reversed(entries)),
    ):
        assert_dealt_fairly(world, contest, entries=3, most=200)


def test_a_withdrawal_while_it_is_dealt_takes_an_entry_out_or_leaves_its_judges(store, contest):
    appoint(store, contest, 4)
    opened(store, contest)
    entries = in_review(store, contest, 3)

    def withdraw(world):
        submission.withdraw(
            Context(
                world,
                contest,
                Actor.of("entrant", entry_now(world, contest, "e1").owner),
                any_time(116),
            ),
            entry_now(world, contest, "e1"),
        )

    for world in overtaken(store, lambda world: deal(world, contest, entries), withdraw):
        for number in (0, 1, 2):
            entry = entry_now(world, contest, f"e{number}")
            assert (entry.status is EntryStatus.WITHDRAWN) == (number == 1)
            assert len(entry.judges) == len(reviews_of(world, entry))
            assert number == 1 or len(entry.judges) == 3
        assert sum(loads_of(world, contest).values()) in (6, 9)


def test_a_judge_who_submits_while_the_round_closes_is_in_or_comes_too_late(store, contest):
    appoint(store, contest, 3)
    in_review(store, contest, 2)
    opened(store, contest)
    score(store, contest, "j1", "e0", 70)
    came = []

    def submit(world):
        with suppress(Exception):
            came.append(score(world, contest, "j0", "e0", 90))

    for world in overtaken(store, lambda world: closed(world, contest), submit):
        for number in (0, 1):
            entry = entry_now(world, contest, f"e{number}")
            assert entry.status is EntryStatus.IN_REVIEW
        lists = lists_of(world, contest.id, ROUND)
        assert [list_.state for list_ in lists] == ["closed"] * 3
        first, second, third = reviews_of(world, entry_now(world, contest, "e0"))
        assert first.scores in ({}, any_scores(90))
        assert (second.scores, third.scores) == (any_scores(70), {})
    assert came


def test_a_work_that_is_withdrawn_while_awards_are_granted_is_never_published(
    store, contest, snapshots
):
    appoint(store, contest, 3)
    in_review(store, contest, 2)
    opened(store, contest)
    for number, points in enumerate((90, 80)):
        for judge in ("j0", "j1", "j2"):
            score(store, contest, judge, f"e{number}", points)
    closed(store, contest)
    final_round(store, contest, snapshots)

    def withdraw(world):
        with suppress(Refused):
            entry = entry_now(world, contest, "e0")
            submission.withdraw(
                Context(world, contest, Actor.of("entrant", entry.owner), any_time(171)), entry
            )

    def grant(world):
        """Tried again, as the state machine does."""
        for _ in range(2):
            with suppress(Conflict):
                round_ = award_rounds.round_of(world, contest.id, "first")
                award_rounds.grant(Context(world, contest, RULES, any_time(171)), round_)

    ends = set()
    for world in overtaken(store, grant, withdraw):
        (shown,) = award_rounds.announced(world, contest.id)
        entry = entry_now(world, contest, "e0")
        ends.add((entry.status, entry.awards, "e0" in {winner.entry for winner in shown.winners}))
    assert ends == {(EntryStatus.WITHDRAWN, (), False)}, "whether it was granted before or not"


@pytest.mark.parametrize("first", ["deal", "close"])
def test_what_is_dealt_while_the_round_closes_is_in_a_closed_list(store, contest, first):
    appoint(store, contest, 4)
    opened(store, contest)
    in_review(store, contest, 2)
    deal(store, contest, in_review(store, contest, 2)[:1])
    late = in_review(store, contest, 3)[2:]

    def dealing(world):
        with suppress(Exception):
            deal(world, contest, late)

    def closing(world):
        with suppress(Conflict):
            closed(world, contest)

    actions = (dealing, closing) if first == "deal" else (closing, dealing)
    for world in overtaken(store, *actions):
        closed(world, contest)
        for number in range(3):
            entry = entry_now(world, contest, f"e{number}")
            assert entry.status is EntryStatus.IN_REVIEW
            assert [r.judge for r in reviews_of(world, entry)] == list(entry.judges)
        loads = loads_of(world, contest)
        lists = [list_ for list_ in lists_of(world, contest.id, ROUND) if loads[list_.judge]]
        assert {list_.state for list_ in lists} == {"closed"}
        assert world.find(keys.round_(contest.id, ROUND), Round).state == "closed"


def finish(store, contest, judge):
    ctx = Context(store, contest, Actor.of("judge", judge), any_time(121))
    return reviews.set_finished(ctx, ROUND, finished=True)


def lists_by_judge(store, contest):
    return {list_.judge: list_ for list_ in lists_of(store, contest.id, ROUND)}


def open_works(store, contest, judge):
    given = reviews.own_reviews(store, contest.id, judge=judge)
    return [review.entry for review in given if not (review.submitted or review.removed)]


def two_have_finished(store):
    """Two judges with a work each, both submitted, and a new work for both of them."""
    contest = contest_with(reviews_per_entry=2)
    appoint(store, contest, 2)
    in_review(store, contest, 1)
    opened(store, contest)
    for judge in ("j0", "j1"):
        score(store, contest, judge, "e0")
        finish(store, contest, judge)
    return contest, in_review(store, contest, 2)[1:]


def test_a_plan_that_comes_to_nothing_opens_no_list_of_whoever_has_finished(store):
    contest, late = two_have_finished(store)

    def dealing(world):
        with suppress(Refused):
            deal(world, contest, late)

    def withdraw(world):
        ctx = Context(world, contest, Actor.of("entrant", late[0].owner), any_time(121))
        submission.withdraw(ctx, entry_now(world, contest, "e1"))

    came_to_nothing = 0
    for world in overtaken(store, dealing, withdraw):
        for judge, list_ in lists_by_judge(world, contest).items():
            given = len(reviews.own_reviews(world, contest.id, judge=judge))
            assert list_.state == ("finished" if given == 1 else "open")
            came_to_nothing += given == 1
    assert came_to_nothing > 0


def test_whoever_finishes_while_they_are_dealt_to_has_an_open_list(store):
    contest = contest_with(reviews_per_entry=2)
    appoint(store, contest, 2)
    in_review(store, contest, 1)
    opened(store, contest)
    for judge in ("j0", "j1"):
        score(store, contest, judge, "e0")
    late = in_review(store, contest, 2)[1:]

    def dealing(world):
        deal(world, contest, late)

    def finishing(world):
        with suppress(Refused):
            finish(world, contest, "j0")

    for actions in ((dealing, finishing), (finishing, dealing)):
        for world in overtaken(store, *actions):
            assert open_works(world, contest, "j0") == ["e1"]
            assert lists_by_judge(world, contest)["j0"].state == "open"
