"""What is confirmed is what was shown, by both people, and its scores are those that count."""

import pytest

from contest.audit import CALENDAR, RULES, Actor
from contest.award.award import AwardStatus
from contest.award.changes import WinnerList
from contest.award.objection import ObjectionStatus
from contest.refusals import Refused
from contest.review.review import ReviewRemoval, remove_review
from contest.rules.sections import Confirmation
from contest_aws.services.award import award_rounds, beginning, objections, proposals
from contest_aws.services.award.objections import ObjectionRequest
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify, save
from contest_aws.services.review import judges, removal
from contest_aws.services.unit_register import merge_units
from contest_aws.services.upkeep import calendar
from contest_aws.store import keys
from contest_aws.store.protocol import recorded, update
from tests.builders import any_judge, any_time
from tests.contest_aws.services.award.test_objections import ref
from tests.contest_aws.services.panel import ROUND, entry_now, reviews_of

ONE, OTHER = "one", "other"


def ctx(round_, who=ONE, at=163):
    return Context(round_.store, round_.contest, Actor.of("host", who), any_time(at))


def shown(round_, *changes):
    return proposals.preview(ctx(round_), round_.snapshots, round_.now, changes)


def confirm(round_, who, list_sha256=None, *changes):
    return proposals.confirm(
        ctx(round_, who),
        round_.snapshots,
        round_.now,
        changes=changes,
        expected_version=round_.now.version,
        list_sha256=list_sha256,
    )


def code(action, *arguments):
    with pytest.raises(Refused) as problem:
        action(*arguments)
    return [refusal.code for refusal in problem.value.refusals]


def by_people(round_, number):
    _with_rules(round_, confirmation=Confirmation(people=number))


def more_gold(round_):
    """A later edition, with a second place for gold."""
    overall, *others = round_.contest.rules.awards
    gold, *levels = overall.levels
    more = gold.model_copy(update={"number": gold.number + 1})
    plan = overall.model_copy(update={"levels": (more, *levels)})
    _with_rules(round_, awards=(plan, *others), edition=2)


def _with_rules(round_, **changes):
    rules = round_.contest.rules.model_copy(update=changes)
    round_.contest = round_.contest.model_copy(update={"rules": rules})


def renamed(round_):
    """Somebody corrects a title."""
    before = entry_now(round_.store, round_.contest, "e0")
    form = before.form.model_copy(update={"title": "更正后的题目"})
    after, record = before.with_record(
        "entry.correct",
        subject=keys.entry(before.contest, before.id),
        actor=Actor.of("host"),
        at=any_time(163),
        details={},
        form=form,
    )
    save(round_.store, after, record, before=before)


@pytest.mark.parametrize("change", [more_gold, renamed])
def test_another_list_than_was_shown_is_not_confirmed(proposed, change):
    seen = shown(proposed)
    change(proposed)
    assert shown(proposed).sha256 != seen.sha256
    assert code(confirm, proposed, ONE, seen.sha256) == ["award.list_changed"]
    assert proposed.now.status is AwardStatus.PROPOSED
    now = shown(proposed).sha256
    done = confirm(proposed, ONE, now)
    assert WinnerList(winners=done.proposal).sha256 == now
    *_, record = proposed.store.chain(keys.award_round(done.contest, done.id))
    assert (record.action, record.details["list"]) == ("award.provisional", now)


@pytest.mark.parametrize("change", [more_gold, renamed])
def test_the_second_person_publishes_the_list_of_the_first_alone(proposed, change):
    by_people(proposed, 2)
    first = confirm(proposed, ONE)
    assert first.agreement.list_sha256 == shown(proposed).sha256
    change(proposed)
    after = confirm(proposed, OTHER, shown(proposed).sha256)
    assert (after.status, str(after.agreement.actor)) == (AwardStatus.PROPOSED, "host:other")
    assert list(award_rounds.announced(proposed.store, proposed.contest.id)) == []
    done = confirm(proposed, ONE, shown(proposed).sha256)
    assert done.status is AwardStatus.PROVISIONAL
    assert WinnerList(winners=done.proposal).sha256 == after.agreement.list_sha256


def take_away(round_, entry="e0"):
    """A judge says that there is a conflict: the review is gone at once."""
    review = reviews_of(round_.store, entry_now(round_.store, round_.contest, entry))[0]
    judge = Context(round_.store, round_.contest, Actor.of("judge", review.judge), any_time(164))
    removal.recuse(judge, review, reason="师生")
    return review


def found_out(round_, entry="e0"):
    """A conflict comes to light, by what is known of the judge and the work. Nobody has said it."""
    review = reviews_of(round_.store, entry_now(round_.store, round_.contest, entry))[0]
    key = keys.review(review.contest, review.judge, review.round, review.entry)
    why = ReviewRemoval(cause="conflict", reason="unit", actor=RULES, at=any_time(164))
    after, record = remove_review(review, why, subject=key)
    round_.store.commit(update(key, after, before=review), recorded(key, record))
    removal.follow(Context(round_.store, round_.contest, RULES, any_time(164)), after)


def units_are_merged(round_, entry="e0"):
    """The judge's unit turns out to be the entrant's. The calendar looks within an hour."""
    work = entry_now(round_.store, round_.contest, entry)
    judges.appoint(ctx(round_), any_judge(work.judges[0], unit="衡山研究院"))
    merge_units(ctx(round_), ("衡山研究院", work.form.entrant))
    calendar.keep(Context(round_.store, round_.contest, CALENDAR, any_time(164)))


@pytest.mark.parametrize("learn", [take_away, found_out, units_are_merged])
def test_a_list_by_scores_that_do_not_count_any_more_is_not_confirmed(proposed, learn):
    learn(proposed)
    assert [one.code for one in shown(proposed).refusals] == ["award.scores_changed"]
    assert code(confirm, proposed, ONE) == ["award.scores_changed"]

    award_rounds.discard(ctx(proposed), proposed.now, reason="重新统分")
    begun = beginning.begin(ctx(proposed), award_round="second", review_round=ROUND)
    tallied = award_rounds.tally(ctx(proposed), proposed.snapshots, begun)
    again = proposals.propose(ctx(proposed), proposed.snapshots, tallied)
    seen = proposals.preview(ctx(proposed), proposed.snapshots, again, ())
    assert seen.refusals == []


def test_an_upheld_objection_does_not_bring_the_same_scores_back_unsaid(proposed):
    proposed.confirm()
    asked = ObjectionRequest(
        winner=ref(proposed), name="李雷", email="li@example.org", text="评委与作者有关系。"
    )
    made = objections.make(ctx(proposed), asked, source="192.0.2.7")
    take_away(proposed)
    objections.answer(
        ctx(proposed),
        proposed.snapshots,
        made.objection.id,
        status=ObjectionStatus.UPHELD,
        reason="属实",
        expected_version=made.objection.version,
    )
    assert proposed.now.status is AwardStatus.PROPOSED
    (refusal,) = shown(proposed).refusals
    assert (refusal.code, refusal.measured) == ("award.scores_changed", "1")


def test_a_work_that_was_taken_out_does_not_ask_for_another_tally(proposed):
    take_away(proposed, "e3")
    disqualify(ctx(proposed), entry_now(proposed.store, proposed.contest, "e3"), reason="侵权")
    assert "award.scores_changed" not in [one.code for one in shown(proposed).refusals]
