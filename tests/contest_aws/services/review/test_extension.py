"""A round that is extended keeps its judges: whose role was to end with the round ends with its new
date, also if they have left meanwhile."""

import pytest

from contest.audit import CALENDAR, Actor
from contest.model import digest
from contest.people.account import Grant, Invited, Role
from contest.refusals import Refusal, Refused
from contest.refusals.formatting import stored
from contest.review.judge import Judge
from contest.review.round import Round, RoundState
from contest.rules.edition import Edition
from contest_aws.services import contests
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.people import accounts, on_behalf
from contest_aws.services.review import extension
from contest_aws.services.upkeep import calendar
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict, create, update
from tests.builders import any_time
from tests.contest_aws.services.fakes import Overtaken
from tests.contest_aws.services.panel import ROUND, contest_with, entry_now, in_review

HOST = Actor.of("host")
CLOSES = 160
"""The day on which the round closes."""


@pytest.fixture
def contest():
    return contest_with(reviews_per_entry=1, closes=any_time(CLOSES))


def enrol(store, contest, judge, ends):
    asked = Invited(role=Role.JUDGE, name=f"专家{judge}", ends_at=ends and any_time(ends))
    ctx = Context(store, contest, HOST, any_time())
    on_behalf.enrol(ctx, f"{judge}@example.org", asked, new_id=judge)


def keep_calendar(store, contest, day):
    now = contest_of(store, contest.id)
    calendar.keep(Context(store, now, CALENDAR, any_time(day)))


def extend(store, contest, day, until):
    ctx = Context(store, contest_of(store, contest.id), HOST, any_time(day))
    extension.extend(ctx, ROUND, until=any_time(until), reason="专家出差")


def ends(store, contest, judge):
    grant = accounts.grant_of(store, contest.id, judge, Role.JUDGE)
    return grant.ends_at and (grant.ends_at - any_time()).days


def left(store, contest, judge):
    return store.find(keys.judge(contest.id, judge), Judge).left


@pytest.mark.parametrize(
    ("ends_on", "after"),
    [
        (None, None),
        (CLOSES, 174),
        (CLOSES + 1, 175),
        (CLOSES + 20, CLOSES + 20),
        (CLOSES - 30, CLOSES - 30),
    ],
)
def test_who_was_to_stay_to_the_end_stays_to_the_new_end(store, contest, ends_on, after):
    enrol(store, contest, "j0", ends_on)
    for _ in range(2):
        extend(store, contest, 125, 174)
        assert ends(store, contest, "j0") == after


def test_extended_after_it_closed_its_judge_is_back_with_the_work(store, contest):
    enrol(store, contest, "j0", CLOSES)
    in_review(store, contest, 1)
    keep_calendar(store, contest, 125)
    keep_calendar(store, contest, CLOSES)
    assert left(store, contest, "j0")
    extend(store, contest, CLOSES + 1, 174)
    assert not left(store, contest, "j0")
    keep_calendar(store, contest, CLOSES + 1)
    assert entry_now(store, contest, "e0").judges == ("j0",)


def test_whom_the_host_dismissed_stays_dismissed(store, contest):
    enrol(store, contest, "j0", CLOSES)
    accounts.revoke(Context(store, contest, HOST, any_time(125)), "j0", Role.JUDGE)
    extend(store, contest, 126, 174)
    assert left(store, contest, "j0")


def test_the_panel_agrees_with_the_grant_whatever_comes_in_between(store, contest):
    """The calendar dismisses, and the host extends, at the same moment."""
    enrol(store, contest, "j0", CLOSES)
    for moment in range(40):
        scene = store.copy()
        overtaken = Overtaken(
            scene, lambda scene=scene: extend(scene, contest, CLOSES, 174), at=moment
        )
        accounts.dismiss_ended(Context(overtaken, contest, CALENDAR, any_time(CLOSES)))
        if overtaken.calls <= moment:
            return
        grant = scene.find(keys.grant("j0", contest.id, Role.JUDGE), Grant)
        assert grant.counts(any_time(CLOSES))
        assert not left(scene, contest, "j0")
    raise AssertionError("More moments than were looked for")


def edition(contest, number, closes):
    (before,) = contest.rules.rounds
    round_ = before.model_copy(update={"closes": any_time(closes), "reviews_per_entry": 3})
    return contest.rules.model_copy(update={"edition": number, "rounds": (round_,)})


def load(store, contest, day, closes):
    contests.load(store, edition(contest, 2, closes), actor=HOST, now=any_time(day))


@pytest.mark.parametrize("day", [130, CLOSES + 1])
def test_the_rules_file_cannot_extend_a_round_that_has_begun(store, contest, day):
    in_review(store, contest, 1)
    keep_calendar(store, contest, 125)
    keep_calendar(store, contest, day)
    before = dict(store.items)

    with pytest.raises(Refused) as problem:
        load(store, contest, day, 174)

    closes = stored(any_time(CLOSES), contest.rules.zone)
    refusal = Refusal(code="rules.round_begun", measured=ROUND, allowed=closes)
    assert problem.value.refusals == (refusal,)
    assert "laurel review extend" in refusal.sentence("zh")
    assert "laurel review extend" in refusal.sentence("en")
    assert store.items == before


@pytest.mark.parametrize("written", [CLOSES, 174])
def test_an_edition_with_the_old_date_or_the_extended_one_is_loaded(store, contest, written):
    in_review(store, contest, 1)
    keep_calendar(store, contest, 125)
    extend(store, contest, 126, 174)
    load(store, contest, 130, written)
    assert contest_of(store, contest.id).round(ROUND).closes == any_time(174)


def test_before_a_round_has_begun_the_rules_file_says_when_it_closes(store, contest):
    load(store, contest, 110, 174)
    assert contest_of(store, contest.id).round(ROUND).closes == any_time(174)


def test_a_round_that_begins_while_an_edition_is_loaded_keeps_its_date(store, contest):
    at_the_commit = Overtaken(store, lambda: keep_calendar(store, contest, 125), at=2)
    in_review(store, contest, 1)
    with pytest.raises(Conflict):
        load(at_the_commit, contest, 125, 174)
    assert contest_of(store, contest.id).round(ROUND).closes == any_time(CLOSES)


@pytest.mark.parametrize("day", [130, CLOSES + 1])
def test_a_date_that_an_edition_set_under_way_in_version_0_1_is_extended_to(store, contest, day):
    """That version loaded such an edition: judges left on the old day, a closed round stayed
    closed, and extending it to the date of the rules was refused."""
    enrol(store, contest, "j0", CLOSES)
    in_review(store, contest, 1)
    keep_calendar(store, contest, 125)
    keep_calendar(store, contest, day)
    old = contest_of(store, contest.id)
    for rules in (edition(contest, 1, CLOSES), edition(contest, 2, 174)):
        loaded = Edition(rules=rules, sha256=digest(rules), loaded_at=any_time(day))
        store.commit(create(keys.edition(contest.id, rules.edition), loaded))
    key = keys.contest(contest.id)
    store.commit(update(key, old.next_version(rules=rules), before=old))

    for _ in range(2):
        extend(store, contest, day, 174)

    assert ends(store, contest, "j0") == 174
    assert not left(store, contest, "j0")
    keep_calendar(store, contest, CLOSES + 1)
    assert store.find(keys.round_(contest.id, ROUND), Round).state is RoundState.OPEN
    assert entry_now(store, contest, "e0").judges == ("j0",)


def test_the_date_that_holds_is_no_later_date(store, contest):
    """Even if an edition before said another: a judge's last day that was meant then stays."""
    for number, (closes, day) in enumerate(((CLOSES - 10, 90), (CLOSES, 100)), 1):
        rules = edition(contest, number, closes)
        loaded = Edition(rules=rules, sha256=digest(rules), loaded_at=any_time(day))
        store.commit(create(keys.edition(contest.id, number), loaded))
    enrol(store, contest, "j0", CLOSES - 5)
    in_review(store, contest, 1)
    keep_calendar(store, contest, 125)
    with pytest.raises(Refused) as problem:
        extend(store, contest, 126, CLOSES)
    assert [refusal.code for refusal in problem.value.refusals] == ["review.not_later"]
    assert ends(store, contest, "j0") == CLOSES - 5
