"""Rounds are opened and dealt, judges score what is theirs, and a review is done when all is in."""

import pytest

from contest.audit import CALENDAR, RULES, Actor
from contest.entry.entry import EntryStatus
from contest.refusals import Refusal, Refused
from contest.review.review import Review, ReviewText
from contest.review.round import Round, RoundState
from contest.rules.sections import ReviewRound
from contest_aws.services.context import Context
from contest_aws.services.review import reviews, rounds
from contest_aws.services.review.planning import preview, preview_round
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Conflict
from tests.builders import any_contest, any_form, any_judge, any_rules, any_scores, any_time
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    contest_with,
    entry_now,
    in_review,
    loads_of,
    opened,
    reviews_of,
    score,
)


def reason(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    (refusal,) = problem.value.refusals
    return refusal


def test_a_round_deals_every_entry_that_waits(store, contest):
    appoint(store, contest, 5)
    in_review(store, contest, 10)
    plan = opened(store, contest)
    assert plan.unplaced == {}
    for number in range(10):
        entry = entry_now(store, contest, f"e{number}")
        assert (len(entry.judges), entry.round) == (3, ROUND)
        assert [r.judge for r in reviews_of(store, entry)] == sorted(entry.judges)
        assert store.actions(keys.entry(contest.id, entry.id)) == ["review.assign"]
    assert loads_of(store, contest) == {f"j{number}": 6 for number in range(5)} == plan.loads
    round_ = store.find(keys.round_(contest.id, ROUND), Round)
    assert (round_.state, round_.done, round_.total) == (RoundState.OPEN, 10, 10)


def test_nobody_is_dealt_a_work_of_their_own(store, contest):
    appoint(store, contest, 4)
    desk_judges = {
        "own": any_judge("own", unit="湘江 重工（集团）"),
        "recommends": any_judge("recommends", unit="省工业厅"),
        "credited": any_judge("credited", name="李 雷"),
        "recused": any_judge("recused", recused=("e0",)),
    }
    for judge in desk_judges.values():
        store.commit(Change(keys.judge(contest.id, judge.id), judge, "any"))
    form = any_form(
        entrant="湘江重工(集团)", recommending_unit="省工业厅", credits=("韩梅梅", "李雷")
    )
    in_review(store, contest, 1, form=form)
    opened(store, contest)
    assert not set(entry_now(store, contest, "e0").judges) & set(desk_judges)


def test_entries_without_enough_judges_are_named_and_keep_waiting(store, contest):
    appoint(store, contest, 2)
    in_review(store, contest, 1)
    plan = opened(store, contest)
    too_few = Refusal(code="review.panel_too_small", measured="2", allowed="3")
    assert plan.unplaced == {"e0": too_few}
    assert entry_now(store, contest, "e0").judges == ()
    appoint(store, contest, 3)
    opened(store, contest)
    assert entry_now(store, contest, "e0").judges == ("j0", "j1", "j2")


def test_opened_again_a_round_moves_nobody_and_takes_in_who_came_late(store, contest):
    appoint(store, contest, 6)
    in_review(store, contest, 4)
    opened(store, contest)
    before = {f"e{n}": entry_now(store, contest, f"e{n}") for n in range(4)}
    opened(store, contest)
    in_review(store, contest, 6)
    opened(store, contest)
    assert {f"e{n}": entry_now(store, contest, f"e{n}") for n in range(4)} == before
    assert set(loads_of(store, contest).values()) == {3}


def test_a_preview_writes_nothing(store, contest):
    appoint(store, contest, 4)
    opened(store, contest)
    entries = in_review(store, contest, 4)
    before = dict(store.items)
    plan, dealing = preview(Context(store, contest, RULES, any_time(115)), ROUND, entries)
    assert store.items == before
    assert plan == opened(store, contest)
    assert {entry: tuple(judges) for entry, judges in dealing.entries.items()} == plan.judges


def test_a_plan_for_the_whole_round_reads_each_work_once(store, contest, monkeypatch):
    """Read by its index and then as it is now, 20,000 works take longer than a gateway waits."""
    appoint(store, contest, 4)
    opened(store, contest)
    entries = in_review(store, contest, 4)
    ctx = Context(store, contest, RULES, any_time(115))
    among_these = preview(ctx, ROUND, entries)
    monkeypatch.setattr(store, "entry_ids_at", lambda *_: iter(["e0", "e1", "e2", "e3"]))
    monkeypatch.setattr(store, "entries_at", None)
    assert preview_round(ctx, ROUND) == among_these


def test_a_review_tells_its_judge_no_title_that_the_rules_hide(store):
    form = tuple(
        field.model_copy(update={"judges_see": False}) if field.id == "title" else field
        for field in any_rules().form
    )
    contest = any_contest(rules=any_rules(form=form))
    appoint(store, contest, 3)
    in_review(store, contest, 1, form=any_form(title="湘江重工之歌"))
    opened(store, contest)
    for review in reviews_of(store, entry_now(store, contest, "e0")):
        assert "湘江重工" not in review.model_dump_json()


@pytest.fixture
def dealt(store, contest):
    appoint(store, contest, 3)
    in_review(store, contest, 2)
    opened(store, contest)
    return entry_now(store, contest, "e0")


def own(store, contest, judge="j0", entry="e0") -> Review:
    return store.find(keys.review(contest.id, judge, ROUND, entry), Review)


@pytest.mark.usefixtures("dealt")
def test_a_judge_sees_their_own_reviews_and_nobody_elses(store, contest):
    score(store, contest, "j1", "e0", 99)
    mine = reviews.own_reviews(store, contest.id, judge="j0")
    assert [(review.judge, review.entry) for review in mine] == [("j0", "e0"), ("j0", "e1")]
    assert "99" not in "".join(review.model_dump_json() for review in mine)


def keep(store, contest, review, points=80, *, expected_version=None):
    return reviews.keep_scores(
        Context(store, contest, Actor.of("judge", review.judge), any_time(120)),
        review,
        ReviewText(scores=any_scores(points), comment="好"),
        expected_version=review.version if expected_version is None else expected_version,
    )


def submit(store, contest, review, *, expected_version=None):
    return reviews.submit_scores(
        Context(store, contest, Actor.of("judge", review.judge), any_time(120)),
        review,
        expected_version=review.version if expected_version is None else expected_version,
    )


@pytest.mark.usefixtures("dealt")
def test_what_a_judge_types_is_kept_and_what_they_submit_counts(store, contest):
    kept = keep(store, contest, own(store, contest))
    assert (kept.draft, kept.comment, kept.submitted) == (any_scores(), "好", False)
    given = submit(store, contest, kept)
    assert own(store, contest) == given
    assert (given.scores, given.submitted_at) == (any_scores(), any_time(120))
    key = keys.review(contest.id, "j0", ROUND, "e0")
    assert store.actions(key) == ["review.submit"]


@pytest.mark.usefixtures("dealt")
def test_of_two_windows_the_one_that_shows_an_old_version_changes_nothing(store, contest):
    first = own(store, contest)
    kept = keep(store, contest, first, 80)
    stale = Refusal(code="item.changed_meanwhile")
    assert reason(keep, store, contest, kept, 10, expected_version=first.version) == stale
    assert reason(submit, store, contest, kept, expected_version=first.version) == stale
    assert reason(keep, store, contest, first, 10) == stale
    assert own(store, contest) == kept


def settle(store, contest, entry_id="e0"):
    return reviews.settle(
        Context(store, contest, RULES, any_time(120)), entry_now(store, contest, entry_id)
    )


@pytest.mark.usefixtures("dealt")
def test_an_entrys_review_is_done_when_the_last_is_in(store, contest):
    for judge in ("j2", "j0"):
        score(store, contest, judge, "e0")
        assert settle(store, contest).status is EntryStatus.IN_REVIEW
    keep(store, contest, own(store, contest, "j1"))
    assert settle(store, contest).status is EntryStatus.IN_REVIEW
    score(store, contest, "j1", "e0")
    done = settle(store, contest)
    assert done.status is EntryStatus.REVIEWED
    assert store.actions(keys.entry(contest.id, "e0")) == ["review.assign", "review.complete"]
    before = dict(store.items)
    assert settle(store, contest) == done
    assert store.items == before
    assert entry_now(store, contest, "e1").status is EntryStatus.IN_REVIEW


@pytest.mark.usefixtures("dealt")
def test_scores_can_be_changed_until_the_seal(store, contest):
    for judge in ("j0", "j1", "j2"):
        score(store, contest, judge, "e0", 50)
    settle(store, contest)
    score(store, contest, "j0", "e0", 60)
    assert own(store, contest).scores == any_scores(60)
    rounds.close_round(Context(store, contest, CALENDAR, any_time(160)), ROUND)
    closed = Refusal(code="review.closed")
    assert reason(keep, store, contest, own(store, contest)) == closed
    assert reason(submit, store, contest, own(store, contest)) == closed


def test_nothing_is_settled_before_it_is_dealt_or_after_it_was_withdrawn(store, contest, dealt):
    in_review(store, contest, 3)
    assert settle(store, contest, "e2").status is EntryStatus.IN_REVIEW
    gone = submission.withdraw(
        Context(store, contest, Actor.of("entrant", dealt.owner), any_time(100)), dealt
    )
    for judge in ("j0", "j1", "j2"):
        score(store, contest, judge, "e0")
    assert settle(store, contest) == gone
    with pytest.raises(Conflict):
        reviews.settle(Context(store, contest, RULES, any_time(120)), dealt)


@pytest.mark.usefixtures("dealt")
def test_a_closed_round_deals_no_more(store, contest):
    rounds.close_round(Context(store, contest, CALENDAR, any_time(160)), ROUND)
    late = in_review(store, contest, 3)[2:]
    refusal = reason(rounds.deal, Context(store, contest, RULES, any_time(160)), ROUND, late)
    assert refusal == Refusal(code="review.closed")
    assert entry_now(store, contest, "e2").judges == ()


def test_as_many_judges_as_rules_can_ask_for_fit_into_one_commit(store):
    """DynamoDB takes 100 changes in one."""
    number = ReviewRound.model_fields["reviews_per_entry"]
    (most,) = [bound.le for bound in number.metadata if hasattr(bound, "le")]
    contest = contest_with(reviews_per_entry=most)
    appoint(store, contest, most)
    in_review(store, contest, 1)
    opened(store, contest)
    assert len(entry_now(store, contest, "e0").judges) == most
    rounds.close_round(Context(store, contest, CALENDAR, any_time(160)), ROUND)
    assert not any(review.removed for review in reviews_of(store, entry_now(store, contest, "e0")))


def test_an_entry_that_was_withdrawn_before_it_was_dealt_is_left_out(store, contest):
    opened(store, contest)
    appoint(store, contest, 3)
    first, second = in_review(store, contest, 2)
    submission.withdraw(
        Context(store, contest, Actor.of("entrant", first.owner), any_time()), first
    )
    plan = rounds.deal(Context(store, contest, RULES, any_time()), ROUND, [first, second])
    assert set(plan.judges) == {"e1"}
