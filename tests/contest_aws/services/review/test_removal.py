"""A conflict that comes to light after the deal: the review is taken away at once, counts nowhere,
and another judge is found."""

from fractions import Fraction

import pytest

from contest.audit import RULES, Actor
from contest.entry.entry import EntryStatus
from contest.refusals import Refused
from contest.review.conflict_decision import ConflictState
from contest.review.review import RemovalCause, Review, ReviewText
from contest_aws.services.award import award_rounds, beginning
from contest_aws.services.context import Context
from contest_aws.services.review import judges, removal, reviews
from contest_aws.services.review.conflicts import decisions_of, settle_conflict
from contest_aws.store import keys
from tests.builders import any_judge, any_scores, any_time
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

HOST = Actor.of("host")


@pytest.fixture
def contest():
    return contest_with(reviews_per_entry=3)


@pytest.fixture
def dealt(store, contest):
    """One entry before three judges; a fourth comes later."""
    appoint(store, contest, 3)
    in_review(store, contest, 1)
    opened(store, contest)
    return store


def ctx(store, contest, actor=RULES, days=120):
    return Context(store, contest, actor, any_time(days))


def review(store, contest, judge, entry="e0") -> Review:
    return store.find(keys.review(contest.id, judge, ROUND, entry), Review)


def recheck(store, contest, judge):
    """As the table's stream does when the judge's item has changed."""
    removal.recheck(ctx(store, contest), judges.of(store, contest.id, judge))


def learn_unit(store, contest, judge, unit):
    judges.appoint(ctx(store, contest, HOST), any_judge(judge, unit=unit))


def code(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    return problem.value.refusals[0].code


def own(store, contest, judge, number="1"):
    return reviews.own_work(store, contest.id, judge=judge, round_id=ROUND, number=number)


def recuse(store, contest, judge):
    mine = own(store, contest, judge).review if own_exists(store, contest, judge) else None
    return removal.recuse(
        ctx(store, contest, Actor.of("judge", judge)),
        mine or review(store, contest, judge),
        reason="同事的作品",
    )


def own_exists(store, contest, judge):
    return bool(reviews.own_list(store, contest.id, judge=judge))


def tallied(store, contest, snapshots):
    host = ctx(store, contest, HOST, 161)
    round_ = beginning.begin(host, award_round="first", review_round=ROUND)
    round_ = award_rounds.tally(ctx(store, contest, RULES, 161), snapshots, round_)
    return award_rounds.results_of(snapshots, round_)


def test_scores_of_a_judge_whose_unit_is_the_entrants_do_not_count(dealt, contest, snapshots):
    """100 of the judge in conflict, 50 and 50: the mean is 50, not 200/3."""
    for judge, points in {"j0": 100, "j1": 50, "j2": 50}.items():
        score(dealt, contest, judge, "e0", points)
    reviews.settle(ctx(dealt, contest), entry_now(dealt, contest, "e0"))
    closed(dealt, contest)

    learn_unit(dealt, contest, "j0", "湘江重工集团有限公司")  # no stream has run yet
    results = tallied(dealt, contest, snapshots)

    assert [(line.overall, line.reviews) for line in results.lines] == [(Fraction(50), 2)]
    counted = {"e0": {"j1": any_scores(50), "j2": any_scores(50)}}
    assert results.scores == {"expert-review": counted}


def test_a_judge_sees_nothing_from_the_moment_on_at_which_something_new_is_known(dealt, contest):
    mine = own(dealt, contest, "j0").review
    learn_unit(dealt, contest, "j0", "湘江重工集团")

    assert code(own, dealt, contest, "j0") == "item.missing"
    assert reviews.own_list(dealt, contest.id, judge="j0") == []

    recheck(dealt, contest, "j0")

    gone = review(dealt, contest, "j0")
    assert (gone.removed.cause, gone.removed.reason) == (RemovalCause.CONFLICT, "own_unit")
    assert code(own, dealt, contest, "j0") == "item.missing"
    text = ReviewText(scores=any_scores(90))
    judge = ctx(dealt, contest, Actor.of("judge", "j0"))
    stale = code(reviews.keep_scores, judge, mine, text, expected_version=mine.version)
    assert stale == "item.missing"
    assert review(dealt, contest, "j0") == gone


def test_a_unit_that_is_nobodys_opens_the_list_again(dealt, contest):
    learn_unit(dealt, contest, "j0", "北方档案馆")
    assert code(own, dealt, contest, "j0") == "item.missing"
    recheck(dealt, contest, "j0")
    assert own(dealt, contest, "j0").review.removed is None


@pytest.mark.parametrize("scored", [False, True])
def test_a_recusal_takes_the_work_away_at_once_and_another_judge_gets_it(dealt, contest, scored):
    if scored:
        score(dealt, contest, "j0", "e0", 100)
    appoint(dealt, contest, 4)

    gone = recuse(dealt, contest, "j0")

    assert code(own, dealt, contest, "j0") == "item.missing"
    assert (gone.removed.cause, gone.removed.reason) == (RemovalCause.RECUSED, "同事的作品")
    assert gone.scores == (any_scores(100) if scored else {})
    assert dealt.chain(reviews.review_key(gone))[-1].details["cause"] == "recused"
    removal.follow(ctx(dealt, contest), gone)

    entry = entry_now(dealt, contest, "e0")
    assert entry.judges == ("j1", "j2", "j3")
    assert [r.judge for r in reviews_of(dealt, entry)] == ["j1", "j2", "j3"]
    assert decisions_of(dealt, contest.id, "j0")["e0"].state == "recused"


def test_a_recusal_sent_again_is_the_same_and_does_nothing(dealt, contest):
    gone = recuse(dealt, contest, "j0")
    before = dict(dealt.items)
    assert recuse(dealt, contest, "j0") == gone
    assert dealt.items == before
    for _ in range(2):
        removal.follow(ctx(dealt, contest), gone)
        after = dict(dealt.items)
    removal.follow(ctx(dealt, contest), gone)
    assert dealt.items == after


def test_whoever_recused_never_gets_the_work_again(dealt, contest):
    removal.follow(ctx(dealt, contest), recuse(dealt, contest, "j0"))
    opened(dealt, contest)
    assert entry_now(dealt, contest, "e0").judges == ("j1", "j2")


def test_a_recusal_needs_a_reason(dealt, contest):
    mine = own(dealt, contest, "j0").review
    judge = ctx(dealt, contest, Actor.of("judge", "j0"))
    assert code(removal.recuse, judge, mine, reason=" ") == "decision.reason_missing"


def test_after_two_of_three_judges_were_dismissed_a_fourth_gets_the_work(dealt, contest):
    appoint(dealt, contest, 4)
    for judge in ("j0", "j1"):
        judges.dismiss(ctx(dealt, contest, HOST), judge)
        recheck(dealt, contest, judge)
    assert entry_now(dealt, contest, "e0").judges == ("j2", "j3")
    assert review(dealt, contest, "j0").removed.cause is RemovalCause.LEFT

    judges.appoint(ctx(dealt, contest, HOST), any_judge("j4"))
    opened(dealt, contest)
    assert entry_now(dealt, contest, "e0").judges[1:] == ("j3", "j4")


def test_who_is_back_on_the_panel_gets_their_work_again_with_what_they_typed(dealt, contest):
    before = review(dealt, contest, "j0")
    text = ReviewText(scores=any_scores(70), comment="画面扎实", notes="再看一遍")
    judge = ctx(dealt, contest, Actor.of("judge", "j0"))
    reviews.keep_scores(judge, before, text, expected_version=before.version)
    judges.dismiss(ctx(dealt, contest, HOST), "j0")
    recheck(dealt, contest, "j0")
    assert entry_now(dealt, contest, "e0").judges == ("j1", "j2")

    judges.appoint(ctx(dealt, contest, HOST), any_judge("j0"))
    opened(dealt, contest)

    assert entry_now(dealt, contest, "e0").judges == ("j0", "j1", "j2")
    again = own(dealt, contest, "j0").review
    assert (again.removed, again.text, again.number) == (None, text, before.number)
    assert dealt.actions(reviews.review_key(again))[-1] == "review.give_back"


def test_what_follows_from_a_removal_is_too_late_for_a_review_that_was_given_back(dealt, contest):
    judges.dismiss(ctx(dealt, contest, HOST), "j0")
    recheck(dealt, contest, "j0")
    gone = review(dealt, contest, "j0")
    judges.appoint(ctx(dealt, contest, HOST), any_judge("j0"))
    opened(dealt, contest)
    removal.follow(ctx(dealt, contest), gone)
    assert review(dealt, contest, "j0").removed is None


def test_a_judge_of_whom_something_is_known_while_they_have_no_work_sees_the_next(dealt, contest):
    """Their list was hidden, and no work of theirs was there to be looked at."""
    removal.follow(ctx(dealt, contest), recuse(dealt, contest, "j0"))
    judges.appoint(ctx(dealt, contest, HOST), any_judge("j0", name="改名"))
    recheck(dealt, contest, "j0")
    in_review(dealt, contest, 2)
    opened(dealt, contest)
    assert own(dealt, contest, "j0", "2").review.entry == "e1"


def test_within_an_hour_a_list_is_seen_again_whose_recheck_was_lost(dealt, contest):
    judges.appoint(ctx(dealt, contest, HOST), any_judge("j0", name="改名"))
    assert not own_exists(dealt, contest, "j0")
    removal.recheck_round(ctx(dealt, contest), ROUND)
    assert own_exists(dealt, contest, "j0")


def test_what_a_judge_submitted_before_they_left_counts(dealt, contest):
    score(dealt, contest, "j0", "e0", 70)
    judges.dismiss(ctx(dealt, contest, HOST), "j0")
    recheck(dealt, contest, "j0")
    assert review(dealt, contest, "j0").counts
    assert entry_now(dealt, contest, "e0").judges == ("j0", "j1", "j2")


def test_a_conflict_that_the_host_sets_takes_the_work_away(dealt, contest):
    host = ctx(dealt, contest, HOST)
    settle_conflict(host, "j0", "e0", ConflictState.CONFIRMED, reason="曾共事")
    assert code(own, dealt, contest, "j0") == "item.missing"
    recheck(dealt, contest, "j0")
    assert entry_now(dealt, contest, "e0").judges == ("j1", "j2")
    assert review(dealt, contest, "j0").removed.reason == "confirmed"


def test_a_reviewed_work_that_loses_a_judge_is_in_review_again(dealt, contest):
    for judge in ("j0", "j1", "j2"):
        score(dealt, contest, judge, "e0", 80)
    done = reviews.settle(ctx(dealt, contest), entry_now(dealt, contest, "e0"))
    assert done.status is EntryStatus.REVIEWED

    removal.follow(ctx(dealt, contest), recuse(dealt, contest, "j0"))

    entry = entry_now(dealt, contest, "e0")
    assert (entry.status, entry.judges) == (EntryStatus.IN_REVIEW, ("j1", "j2"))
    assert reviews.settle(ctx(dealt, contest), entry).status is EntryStatus.IN_REVIEW


@pytest.mark.parametrize(
    ("discarded", "status"), [(False, EntryStatus.REVIEWED), (True, EntryStatus.IN_REVIEW)]
)
def test_an_award_round_that_was_discarded_settles_no_scores(dealt, contest, discarded, status):
    for judge in ("j0", "j1", "j2"):
        score(dealt, contest, judge, "e0", 80)
    reviews.settle(ctx(dealt, contest), entry_now(dealt, contest, "e0"))
    closed(dealt, contest)
    host = ctx(dealt, contest, HOST, 161)
    begun = beginning.begin(host, award_round="first", review_round=ROUND)
    if discarded:
        award_rounds.discard(host, begun, reason="规则有误")

    settle_conflict(host, "j0", "e0", ConflictState.CONFIRMED, reason="曾共事")
    recheck(dealt, contest, "j0")

    entry = entry_now(dealt, contest, "e0")
    assert (entry.status, entry.judges) == (status, ("j1", "j2"))


def test_the_open_works_of_a_judge_go_to_others_and_what_is_submitted_stays(store, contest):
    appoint(store, contest, 3)
    in_review(store, contest, 4)
    opened(store, contest)
    score(store, contest, "j0", "e1", 60)
    appoint(store, contest, 5)

    moved = removal.replace(ctx(store, contest, HOST), ROUND, judge="j0", reason="生病")

    assert moved == 3
    assert [r.entry for r, _ in reviews.own_list(store, contest.id, judge="j0")] == ["e1"]
    for number in range(4):
        entry = entry_now(store, contest, f"e{number}")
        assert ("j0" in entry.judges, len(entry.judges)) == (number == 1, 3)


def test_nobody_is_moved_when_a_judge_is_replaced(store, contest):
    appoint(store, contest, 3)
    in_review(store, contest, 4)
    opened(store, contest)
    appoint(store, contest, 5)
    removal.replace(ctx(store, contest, HOST), ROUND, judge="j0", reason="生病")
    for number in range(4):
        assert {"j1", "j2"} < set(entry_now(store, contest, f"e{number}").judges)


@pytest.mark.parametrize("kind", ["missing", "foreign", "recused", "unit", "dismissed"])
def test_foreign_conflicted_and_missing_works_take_the_same_calls(store, contest, kind):
    appoint(store, contest, 4)
    in_review(store, contest, 2)
    opened(store, contest)
    entry = entry_now(store, contest, "e0")
    judge = entry.judges[0]
    mine = review(store, contest, judge)
    number = str(mine.number)
    if kind == "missing":
        number = "77"
    elif kind == "foreign":
        judge = next(j for j in ("j0", "j1", "j2", "j3") if j not in entry.judges)
        number = "5"
    elif kind == "recused":
        removal.follow(ctx(store, contest), removal.recuse(ctx(store, contest), mine, reason="x"))
    elif kind == "unit":
        learn_unit(store, contest, judge, "湘江重工集团")
    else:
        judges.dismiss(ctx(store, contest, HOST), judge)
    counted = Counting(store)

    assert code(own, counted, contest, judge, number) == "item.missing"

    assert counted.calls == [("query", 1), ("find_kinds", 4)]


class Counting:
    """Notes each call of the store, and how many items it asks for."""

    def __init__(self, store):
        self._store, self.calls = store, []

    def __getattr__(self, name):
        found = getattr(self._store, name)
        if not callable(found):
            return found

        def call(*arguments, **more):
            size = len(arguments[0]) if name == "find_kinds" else 1
            self.calls.append((name, size))
            return found(*arguments, **more)

        return call
