"""Two rounds: three reviews each, and more for the best works."""

from contextlib import suppress

import pytest

from contest.audit import CALENDAR, RULES, Actor
from contest.entry.entry import EntryStatus
from contest.mail.attention_mail import attention_mail
from contest.refusals import Refused
from contest.review.review import Review
from contest.review.round import Round, RoundState
from contest.rules import checks
from contest_aws.services.award import award_rounds, beginning, next_round, result_view
from contest_aws.services.review import extension, removal, reviews, rounds
from contest_aws.services.upkeep import calendar, reminders
from contest_aws.store import keys
from contest_aws.store.protocol import update
from tests.builders import any_scores, any_time
from tests.contest_aws.services.fakes import Overtaken
from tests.contest_aws.services.panel import (
    ROUND,
    SHIPPED_ROUND,
    appoint,
    closed,
    entry_now,
    in_review,
    opened,
    reviews_of,
)
from tests.contest_aws.services.two_rounds import FINAL, at, code, judged, two_rounds


@pytest.mark.parametrize(
    ("points", "rules", "entered"),
    [
        ((90, 80, 70, 60, 50), {"best_percent": 40}, ("e0", "e1")),
        ((90, 80, 70, 60, 50), {"best_percent": 41}, ("e0", "e1", "e2")),  # 2.05 works
        ((50, 60, 70, 80, 90), {"best_percent": 100, "best_number": 1}, ("e4",)),
        ((90, 80, 80, 60, 50), {"best_percent": 40}, ("e0", "e1", "e2")),
        ((90, 80, 80, 60, 50), {"best_percent": 40, "ties_enter": False}, ("e0",)),
        ((90, 80, 70), {"best_percent": 100, "best_number": 7}, ("e0", "e1", "e2")),
    ],
)
def test_the_best_enter_the_next_round_by_share_or_number_with_ties(store, points, rules, entered):
    contest = two_rounds(**rules)
    judged(store, contest, points)
    found = next_round.preview(at(store, contest, 162), "final")
    assert found.entries == entered
    assert found.cutoff == str(min(points[int(name[1:])] for name in entered))


def test_a_list_is_confirmed_by_its_hash_and_dealt_when_the_round_opens(store):
    contest = two_rounds()
    judged(store, contest, (90, 80, 70, 60, 50))
    seen = next_round.preview(at(store, contest, 162), "final")
    rounds.open_round(at(store, contest, 163, CALENDAR), "final")  # nobody has confirmed it yet
    assert store.find(keys.round_(contest.id, "final"), Round) is None

    other = code(next_round.confirm, at(store, contest, 163), "final", sha256="0" * 64)
    assert other == "review.plan_changed"
    round_ = next_round.confirm(at(store, contest, 163), "final", sha256=seen.sha256)
    assert (round_.state, round_.done) == (RoundState.CHOSEN, 2)
    assert next_round.confirm(at(store, contest, 164), "final", sha256=seen.sha256) == round_

    rounds.open_round(at(store, contest, 166, CALENDAR), "final")
    for number in range(5):
        entry = entry_now(store, contest, f"e{number}")
        expected = ("final", 5) if number < 2 else (ROUND, 2)
        assert (entry.round, len(entry.judges)) == expected
    assert entry_now(store, contest, "e0").status is EntryStatus.IN_REVIEW


def test_a_round_that_waits_for_its_list_is_not_called_open_and_the_host_is_mailed(store):
    contest = two_rounds()
    judged(store, contest, (90, 80, 70, 60, 50))
    early, due = at(store, contest, 163, CALENDAR), at(store, contest, 166, CALENDAR)
    for ctx in (early, due):
        kept = calendar.keep(ctx)
        assert (kept.opened, kept.unconfirmed, kept.needs_attention) == ((), ("final",), True)
    asked = reminders.waiting(due)
    mail = attention_mail(asked, rules=contest.rules, now=due.now, link="https://c.example")
    assert "1 个评审轮次待处理" in mail.subject
    assert "Waiting for you: 1 round" in mail.subject
    assert "等待确认入围名单" in mail.text

    seen = next_round.preview(due, "final")
    next_round.confirm(due, "final", sha256=seen.sha256)
    kept = calendar.keep(due)
    assert (kept.opened, kept.unconfirmed) == (("final",), ())
    assert reminders.waiting(due).rounds == ()


def test_no_list_is_asked_for_while_the_round_before_goes_on_or_once_awards_have_begun(store):
    contest = two_rounds()
    appoint(store, contest, 6)
    in_review(store, contest, 2)
    opened(store, contest)
    assert reminders.waiting(at(store, contest, 166)).rounds == ()
    closed(store, contest)
    for day, rounds_ in ((166, ("final",)), (176, ())):
        assert reminders.waiting(at(store, contest, day)).rounds == rounds_


def test_awards_begin_over_the_last_round_alone(store):
    contest = two_rounds()
    judged(store, contest, (90, 80))
    ctx = at(store, contest, 162)
    early = code(beginning.begin, ctx, award_round="first", review_round=ROUND)
    assert early == "award.later_round"


def test_awards_begin_over_a_round_whose_next_one_was_missed(store):
    contest = two_rounds()
    judged(store, contest, (90, 80))
    late = at(store, contest, 176)
    begun = beginning.begin(late, award_round="first", review_round=ROUND)
    assert begun.round == ROUND


def test_no_awards_begin_over_a_round_whose_works_have_entered_the_next(store):
    contest = two_rounds()
    judged(store, contest, (90, 80, 70))
    ctx = at(store, contest, 163)
    seen = next_round.preview(ctx, "final")
    next_round.confirm(ctx, "final", sha256=seen.sha256)
    late = at(store, contest, 176)
    refused = code(beginning.begin, late, award_round="first", review_round=ROUND)
    assert refused == "award.later_round"


def test_no_works_enter_the_next_round_while_awards_are_given_by_the_scores_before_it(store):
    contest = two_rounds()
    judged(store, contest, (90, 80, 70))
    seen = next_round.preview(at(store, contest, 162), "final")
    late = at(store, contest, 176)
    begun = beginning.begin(late, award_round="first", review_round=ROUND)
    assert code(next_round.preview, late, "final") == "award.begun_already"
    assert code(next_round.confirm, late, "final", sha256=seen.sha256) == "award.begun_already"
    assert entry_now(store, contest, "e0").status is EntryStatus.REVIEWED

    award_rounds.discard(late, begun, reason="We go on with the final round")
    store.commit(update(keys.contest(contest.id), contest, before=contest))
    later = extension.extend(late, "final", until=any_time(190), reason="We go on with it")
    assert reminders.waiting(at(store, later, 176)).rounds == ("final",)
    next_round.confirm(late, "final", sha256=seen.sha256)
    assert entry_now(store, contest, "e0").status is EntryStatus.IN_REVIEW


def test_scores_serve_awards_or_the_next_round_or_are_open_again_and_never_two_of_them(store):
    contest = two_rounds()
    store.commit(update(keys.contest(contest.id), contest, before=contest))
    judged(store, contest, (90, 80))
    sha256 = next_round.preview(at(store, contest, 162), "final").sha256

    def enter(scene):
        next_round.confirm(at(scene, contest, 176), "final", sha256=sha256)

    def begin(scene):
        beginning.begin(at(scene, contest, 176), award_round="first", review_round=ROUND)

    def extend(scene):
        ctx = at(scene, contest, 176)
        extension.extend(ctx, ROUND, until=any_time(190), reason="Reviews are missing")

    for first, second in ((begin, enter), (enter, begin), (extend, enter), (enter, extend)):
        for call in range(60):
            scene = store.copy()
            overtaken = Overtaken(scene, lambda: first(scene), at=call)  # noqa: B023 - at once
            with suppress(Refused):
                second(overtaken)
            if overtaken.calls <= call:
                break  # it was done before anybody else came
            now = scene.find(keys.round_(contest.id, ROUND), Round)
            has_entered = scene.find(keys.round_(contest.id, "final"), Round) is not None
            used = [has_entered, now.award_round is not None, now.state is RoundState.OPEN]
            assert used.count(True) == 1, (first, second, call)


def test_a_work_that_did_not_go_on_stays_reviewed_when_a_conflict_comes_to_light(store):
    """The scores of its round have chosen the works of the next: nobody could review it again."""
    contest = two_rounds()
    judged(store, contest, (90, 80, 70))
    seen = next_round.preview(at(store, contest, 162), "final")
    next_round.confirm(at(store, contest, 163), "final", sha256=seen.sha256)
    (judge, other) = entry_now(store, contest, "e2").judges
    review = store.find(keys.review(contest.id, judge, ROUND, "e2"), Review)
    ctx = at(store, contest, 177, Actor.of("judge", judge))
    removal.follow(at(store, contest, 177, RULES), removal.recuse(ctx, review, reason="同乡"))
    after = entry_now(store, contest, "e2")
    assert (after.status, after.judges) == (EntryStatus.REVIEWED, (other,))


def test_the_last_round_of_each_work_counts(store, snapshots):
    contest = two_rounds()
    judged(store, contest, (90, 80, 70, 60, 50))
    seen = next_round.preview(at(store, contest, 162), "final")
    next_round.confirm(at(store, contest, 163), "final", sha256=seen.sha256)
    rounds.open_round(at(store, contest, 166, CALENDAR), "final")
    for entry, points in (("e0", 40), ("e1", 60)):
        for review in reviews_of(store, entry_now(store, contest, entry)):
            ctx = at(store, contest, 167, Actor.of("judge", review.judge))
            text = review.text.model_copy(update={"scores": any_scores(points)})
            kept = reviews.keep_scores(ctx, review, text, expected_version=review.version)
            reviews.submit_scores(ctx, kept, expected_version=kept.version)
    rounds.close_round(at(store, contest, 176, CALENDAR), "final")

    begun = beginning.begin(at(store, contest, 177), award_round="first", review_round="final")
    tallied = award_rounds.tally(at(store, contest, 177, RULES), snapshots, begun)
    results = award_rounds.results_of(snapshots, tallied)
    assert [(line.entry, line.overall, line.reviews) for line in results.lines] == [
        ("e1", 60, 5),
        ("e0", 40, 5),
        ("e2", 70, 2),
        ("e3", 60, 2),
        ("e4", 50, 2),
    ], "works that were cut rank below those that went on, by the scores of their own round"
    seen = result_view.view(at(store, contest, 177), snapshots, tallied)
    ranks = [(one.rank, one.ranks["mean"], one.ranks["trimmed_mean"]) for one in seen.scores]
    assert ranks == [(rank, rank, rank) for rank in range(1, 6)], "so they do by other methods"


@pytest.mark.parametrize(
    ("first", "second", "faults"),
    [
        ({}, {}, []),
        ({}, {"best_percent": 100, "best_number": 30}, []),
        ({"best_percent": 10}, {}, [(0, "best_percent")]),
        ({"best_number": 10}, {}, [(0, "best_number")]),
        ({}, {"best_number": 10}, [(1, "best_number")]),
        ({}, {"opens": SHIPPED_ROUND.opens}, [(1, "opens")]),
    ],
)
def test_what_rules_may_say_of_several_rounds(first, second, faults):
    these = (SHIPPED_ROUND.model_copy(update=first), FINAL.model_copy(update=second))
    assert [fault.place for fault in checks.rounds(these)] == faults
