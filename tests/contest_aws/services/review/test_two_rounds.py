"""Two rounds: three reviews each, and more for the best works. A round that closes with too few
reviews, its extension, and what the host decides."""

from contextlib import suppress
from datetime import timedelta

import pytest

from contest.audit import CALENDAR, RULES, Actor
from contest.entry.entry import EntryStatus
from contest.mail.attention_mail import attention_mail
from contest.refusals import Refused
from contest.review.review import Review
from contest.review.round import Round, RoundState
from contest.rules import checks
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest_aws.services.award import award_rounds, beginning, next_round, result_view
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review import decisions, extension, removal, reviews, rounds
from contest_aws.services.review.coverage import coverage
from contest_aws.services.review.panel import lists_of
from contest_aws.services.review.round_state import is_closing
from contest_aws.services.upkeep import calendar, reminders
from contest_aws.store import keys
from contest_aws.store.protocol import Change, update
from tests.builders import any_contest, any_rules, any_scores, any_time
from tests.contest_aws.services.fakes import Overtaken
from tests.contest_aws.services.panel import (
    ROUND,
    SHIPPED_ROUND,
    appoint,
    closed,
    contest_with,
    entry_now,
    in_review,
    opened,
    reviews_of,
    score,
)

HOST = Actor.of("host", "h")
FINAL = SHIPPED_ROUND.model_copy(
    update={
        "id": "final",
        "opens": any_time(165),
        "closes": any_time(175),
        "reviews_per_entry": 5,
        "max_load": 50,
        "best_percent": 40,
    }
)


def two_rounds(**final):
    first = SHIPPED_ROUND.model_copy(update={"reviews_per_entry": 2})
    return any_contest(rules=any_rules(rounds=(first, FINAL.model_copy(update=final))))


def at(store, contest, days, actor=HOST):
    return Context(store, contest, actor, any_time(days))


def code(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    return problem.value.refusals[0].code


def judged(store, contest, points):
    store.commit(Change(keys.contest(contest.id), contest, "any"))
    appoint(store, contest, 6)
    in_review(store, contest, len(points))
    opened(store, contest)
    for number, given in enumerate(points):
        for judge in entry_now(store, contest, f"e{number}").judges:
            score(store, contest, judge, f"e{number}", given)
        reviews.settle(at(store, contest, 121, RULES), entry_now(store, contest, f"e{number}"))
    closed(store, contest)


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
