"""A contest that is called off: on record, once, for good, and with nothing going on in it."""

from contextlib import suppress
from datetime import timedelta

import pytest

from contest.audit import CALENDAR, Actor
from contest.award.award import AwardRound, AwardStatus
from contest.refusals import Refusal, Refused
from contest.refusals.formatting import stored
from contest.review.round import Round, RoundState
from contest.rules.contest import Ended
from contest_aws.services.award import beginning
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review import extension, rounds
from contest_aws.services.upkeep import calendar, ending
from contest_aws.store import keys
from contest_aws.store.protocol import create, update
from tests.builders import any_rules, any_time
from tests.contest_aws.services.fakes import Overtaken
from tests.contest_aws.services.panel import ROUND, appoint, closed, decided, in_review, opened

CONTEST = any_rules().id
KEY = keys.contest(CONTEST)
HOST = Actor.of("host")


def loaded(store, **changes):
    before = contest_of(store, CONTEST)
    after = before.next_version(**changes)
    store.commit(update(KEY, after, before=before))
    return after


def end(store, contest, day=9, reason="主办单位撤销"):
    return ending.end(Context(store, contest, Actor.of("host"), any_time(day)), reason=reason)


def test_a_contest_is_called_off_once_with_its_reason_on_record(store):
    contest = loaded(store, clock_offset=timedelta(days=100))
    first = end(store, contest)
    before = dict(store.items)

    assert first.ended == Ended(at=any_time(109), reason="主办单位撤销")
    assert end(store, contest, day=10, reason="又一次") == first == contest_of(store, CONTEST)
    assert store.items == before
    assert [(r.action, r.details) for r in store.chain(KEY)] == [
        ("contest.end", {"reason": "主办单位撤销"})
    ]


def test_a_contest_is_not_called_off_without_a_reason(store):
    contest = loaded(store)
    with pytest.raises(Refused) as problem:
        end(store, contest, reason=" ")
    assert problem.value.refusals == (Refusal(code="decision.reason_missing"),)


def award_round(status):
    return AwardRound(contest=CONTEST, id="first", round="r", status=status, version=1)


@pytest.mark.parametrize("status", AwardStatus)
def test_while_an_award_round_stands_no_contest_is_called_off(store, status):
    contest = loaded(store)
    store.commit(create(keys.award_round(CONTEST, "first"), award_round(status)))
    if status is AwardStatus.DISCARDED:
        assert end(store, contest).ended
        return
    with pytest.raises(Refused) as problem:
        end(store, contest)
    assert problem.value.refusals == (Refusal(code="contest.being_awarded", measured="first"),)
    assert contest_of(store, CONTEST) == contest


def test_its_rounds_are_closed_and_none_opens_or_is_extended(store, contest):
    appoint(store, contest, 3)
    in_review(store, contest, 1)
    opened(store, contest)
    ended = end(store, contest, day=126)

    kept = calendar.keep(Context(store, ended, CALENDAR, any_time(127)))

    assert kept.closed == (ROUND,)
    assert not kept.needs_attention
    assert store.find(keys.round_(CONTEST, ROUND), Round).state is RoundState.CLOSED
    ctx = Context(store, ended, HOST, any_time(128))
    with pytest.raises(Refused) as problem:
        extension.extend(ctx, ROUND, until=any_time(300), reason="x")
    assert codes(problem) == ["contest.ended"]


def test_a_round_whose_date_comes_later_stays_unopened_and_nobody_is_told(store, contest):
    ended = end(store, contest, day=9)
    for day in (125, 300):
        kept = calendar.keep(Context(store, ended, CALENDAR, any_time(day)))
        assert (kept.opened, kept.closed, kept.needs_attention) == ((), (), False)
    assert store.find(keys.round_(CONTEST, ROUND), Round) is None


def codes(problem):
    return [refusal.code for refusal in problem.value.refusals]


@pytest.fixture
def reviewed(store, contest):
    in_review(store, contest, 1)
    opened(store, contest)
    closed(store, contest)
    decided(store, contest)
    return contest


def begin(store, contest):
    ctx = Context(store, contest, HOST, any_time(161))
    return beginning.begin(ctx, award_round="first", review_round=ROUND)


def test_no_awards_begin_in_it(store, reviewed):
    ended = end(store, reviewed, day=161)
    with pytest.raises(Refused) as problem:
        begin(store, ended)
    at = stored(any_time(161), reviewed.rules.zone)
    assert problem.value.refusals == (Refusal(code="contest.ended", measured=at),)


def test_of_awards_and_the_end_whatever_comes_second_is_refused(store, reviewed):
    """The awards begin with the contest as it was read before, and are overtaken at each moment."""
    for moment in range(40):
        scene = store.copy()
        overtaken = Overtaken(scene, lambda scene=scene: end(scene, reviewed, day=161), at=moment)
        with suppress(Refused):
            begin(overtaken, reviewed)
        ended = contest_of(scene, CONTEST).ended
        begun = scene.find(keys.award_round(CONTEST, "first"), AwardRound)
        assert (ended is None) == (begun is not None)
        if overtaken.calls <= moment:
            return
    raise AssertionError("More moments than were looked for")


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED])
def test_a_round_is_extended_before_the_end_or_not_at_all(store, contest, state):
    in_review(store, contest, 1)
    opened(store, contest)
    if state is RoundState.CLOSED:
        closed(store, contest)
    for moment in range(60):
        scene, done = store.copy(), False
        overtaken = Overtaken(scene, lambda scene=scene: end(scene, contest, day=161), at=moment)
        before = scene.find(keys.round_(CONTEST, ROUND), Round)
        with suppress(Refused):
            ctx = Context(overtaken, contest, HOST, any_time(161))
            extension.extend(ctx, ROUND, until=any_time(300), reason="x")
            done = True
        if overtaken.calls <= moment:
            return
        records = [record.action for record in scene.chain(KEY)]
        assert records[-1] == "contest.end"
        assert ("review.extend" in records) or not done
        after = scene.find(keys.round_(CONTEST, ROUND), Round)
        assert done or (after.state, after.closed_at) == (before.state, before.closed_at)
    raise AssertionError("More moments than were looked for")


def test_a_round_is_opened_before_the_end_or_not_at_all(store, contest):
    appoint(store, contest, 3)
    in_review(store, contest, 1)
    for moment in range(60):
        scene, seen = store.copy(), []

        def end_it(scene=scene, seen=seen):
            seen.append(scene.find(keys.round_(CONTEST, ROUND), Round))
            end(scene, contest, day=126)

        overtaken = Overtaken(scene, end_it, at=moment)
        with suppress(Refused):
            rounds.open_round(Context(overtaken, contest, CALENDAR, any_time(126)), ROUND)
        if overtaken.calls <= moment:
            return
        after = scene.find(keys.round_(CONTEST, ROUND), Round)
        assert (after is None) == (seen == [None])
    raise AssertionError("More moments than were looked for")
