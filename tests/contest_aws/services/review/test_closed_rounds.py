"""A round that closes with too few reviews, its extension, and what the host decides."""

from datetime import timedelta

import pytest

from contest.audit import CALENDAR, Actor
from contest.entry.entry import EntryStatus
from contest.review.review import Review
from contest.review.round import Round, RoundState
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest_aws.services.award import beginning, next_round
from contest_aws.services.entries import contest_of
from contest_aws.services.review import decisions, extension, removal, reviews, rounds
from contest_aws.services.review.coverage import coverage
from contest_aws.services.review.panel import lists_of
from contest_aws.services.review.round_state import is_closing
from contest_aws.store import keys
from contest_aws.store.protocol import update
from tests.builders import any_scores
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    closed,
    contest_with,
    entry_now,
    in_review,
    opened,
    reviews_of,
    score,
)
from tests.contest_aws.services.two_rounds import at, code, judged, two_rounds


@pytest.fixture
def contest():
    return contest_with(reviews_per_entry=3)


@pytest.fixture
def short(store, contest):
    """Closed: e0 has all three reviews, e1 two, e2 none, and e3 no judges."""
    appoint(store, contest, 3)
    in_review(store, contest, 3)
    opened(store, contest)
    in_review(store, contest, 4)
    for entry, judges in (("e0", ("j0", "j1", "j2")), ("e1", ("j0", "j1"))):
        for judge in judges:
            score(store, contest, judge, entry)
    closed(store, contest)
    return store


def begin(store, contest):
    return beginning.begin(at(store, contest, 161), award_round="first", review_round=ROUND)


def test_a_closed_round_names_every_work_with_fewer_reviews_than_the_rules_ask_for(short, contest):
    rows = coverage(at(short, contest, 161), ROUND).entries
    assert [(r.entry, r.submitted, r.asked, r.undecided) for r in rows] == [
        ("e3", 0, 3, True),
        ("e2", 0, 3, True),
        ("e1", 2, 3, True),
        ("e0", 3, 3, False),
    ]
    assert code(begin, short, contest) == "award.undecided"


def test_an_award_round_begins_when_the_host_has_decided_on_each(short, contest):
    ctx = at(short, contest, 161)
    assert code(decisions.accept, ctx, ROUND, "e2", reason="x") == "review.too_few_reviews"
    assert code(decisions.leave_out, ctx, ROUND, "e2", reason=" ") == "decision.reason_missing"
    decisions.accept(ctx, ROUND, "e1", reason="两份评审足以计分")
    for entry in ("e2", "e3"):
        left = decisions.leave_out(ctx, ROUND, entry, reason="专家因病缺席")
        assert left == decisions.leave_out(ctx, ROUND, entry, reason="专家因病缺席")
        assert (left.status, left.left_out.reason) == (EntryStatus.NOT_JUDGED, "专家因病缺席")
    assert begin(short, contest).round == ROUND


def test_nothing_is_decided_while_the_pass_of_a_work_can_still_be_undone(short, contest):
    ctx, before = at(short, contest, 161), entry_now(short, contest, "e3")
    passed = ScreeningDecision(
        outcome=ScreeningOutcome.PASS,
        actor=Actor.of("screener", "s"),
        at=ctx.now,
        final_at=ctx.now + timedelta(minutes=10),
    )
    key, after = keys.entry(contest.id, "e3"), before.next_version(screening=passed)
    short.commit(update(key, after, before=before))
    assert code(decisions.leave_out, ctx, ROUND, "e3", reason="x") == "entry.not_possible_now"
    assert after in rounds.undecided(ctx, ROUND), "no award round begins without it"


def test_nothing_is_decided_while_the_round_is_open(store, contest):
    in_review(store, contest, 1)
    opened(store, contest)
    found = code(decisions.leave_out, at(store, contest, 120), ROUND, "e0", reason="x")
    assert found == "award.round_not_closed"


def test_an_extended_round_is_open_again_until_its_new_date(short, contest):
    until = contest.round(ROUND).closes + timedelta(days=20)
    later = extension.extend(at(short, contest, 161), ROUND, until=until, reason="缺评审")

    assert contest_of(short, contest.id).round(ROUND).closes == until
    assert {list_.state for list_ in lists_of(short, contest.id, ROUND)} == {"open"}
    appoint(short, contest, 4)
    rounds.open_round(at(short, later, 162, CALENDAR), ROUND)
    assert len(entry_now(short, contest, "e3").judges) == 3
    review = next(r for r in reviews_of(short, entry_now(short, contest, "e1")) if not r.submitted)
    ctx = at(short, later, 162, Actor.of("judge", review.judge))
    text = review.text.model_copy(update={"scores": any_scores(70)})
    kept = reviews.keep_scores(ctx, review, text, expected_version=review.version)
    assert reviews.submit_scores(ctx, kept, expected_version=kept.version).submitted

    again = extension.extend(at(short, later, 162), ROUND, until=until, reason="缺评审")
    assert again == later
    early = extension.extend
    found = code(early, at(short, later, 162), ROUND, until=until - timedelta(days=1), reason="x")
    assert found == "review.not_later"


def test_no_round_is_extended_once_its_scores_are_being_awarded(store, contest):
    appoint(store, contest, 3)
    in_review(store, contest, 1)
    opened(store, contest)
    for judge in ("j0", "j1", "j2"):
        score(store, contest, judge, "e0")
    closed(store, contest)
    begin(store, contest)
    until = contest.round(ROUND).closes + timedelta(days=20)
    found = code(extension.extend, at(store, contest, 161), ROUND, until=until, reason="x")
    assert found == "award.begun_already"
    assert contest_of(store, contest.id).extended == {}


def test_no_round_is_extended_once_the_next_ones_works_were_chosen_by_its_scores(store):
    contest = two_rounds()
    judged(store, contest, (90, 80, 70, 60, 50))
    seen = next_round.preview(at(store, contest, 162), "final")
    next_round.confirm(at(store, contest, 163), "final", sha256=seen.sha256)
    before = dict(store.items)
    until = contest.round(ROUND).closes + timedelta(days=20)
    found = code(extension.extend, at(store, contest, 164), ROUND, until=until, reason="x")
    assert (found, store.items) == ("review.next_round_chosen", before)


def test_a_review_that_is_taken_away_while_the_round_closes_does_not_count(
    store, contest, monkeypatch
):
    appoint(store, contest, 3)
    in_review(store, contest, 1)
    opened(store, contest)
    for judge in ("j0", "j1", "j2"):
        score(store, contest, judge, "e0")
    find_all = rounds.parallel.find_all

    def then_recuse(*arguments):
        found = list(find_all(*arguments))
        judge = at(store, contest, 160, Actor.of("judge", "j0"))
        mine = store.find(keys.review(contest.id, "j0", ROUND, "e0"), Review)
        removal.recuse(judge, mine, reason="同事的作品")
        return found

    monkeypatch.setattr(rounds.parallel, "find_all", then_recuse)
    closed(store, contest)
    assert entry_now(store, contest, "e0").status is EntryStatus.IN_REVIEW


def test_a_closing_that_was_cut_off_is_known(short, contest):
    ctx, key = at(short, contest, 161), keys.round_(contest.id, ROUND)
    assert not is_closing(ctx, ROUND)
    round_ = short.find(key, Round)
    cut_off = round_.next_version(state=RoundState.CLOSING)
    short.commit(update(key, cut_off, before=round_))
    assert is_closing(ctx, ROUND)
