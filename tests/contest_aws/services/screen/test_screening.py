"""The verdict on an upload, and a screener's decision with what judges will be shown."""

from datetime import timedelta

import pytest

from contest.audit import RULES, Actor
from contest.entry.entry import Entry, EntryStatus
from contest.entry.queue_card import QueueFilter
from contest.refusals import Refusal, Refused
from contest.review.blind_copy import BlindCopy
from contest.screen.decision import Before, ScreeningOutcome
from contest.validate.verdict import Verdict
from contest_aws.services.context import Context
from contest_aws.services.screen import queue, screening
from contest_aws.services.upload import submission
from contest_aws.services.validate import validation
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict, create
from tests.builders import (
    any_contest,
    any_decision,
    any_entry,
    any_facts,
    any_form,
    any_rules,
    any_time,
)

ENDS = any_rules().dates.upload_ends
SHORT = Refusal(code="media.too_short", measured="0:30", allowed="1:00–8:00")
FORM = any_form(
    entrant="湘江重工集团",
    region="湖南",
    credits=("李雷",),
    recommending_unit="省厅",
    synopsis="三代钢铁人",
    remarks="内部备注",
    unit_type="企业",
)
HIDDEN = ("湘江重工集团", "湖南", "李雷", "省厅", "内部备注", "企业", "entrant-1")


@pytest.fixture
def put(store, contest):
    def put(status, **changes):
        entry = any_entry(status, **changes)
        store.commit(create(keys.entry(contest.id, entry.id), entry))
        return entry

    return put


@pytest.fixture
def waiting(put):
    return put(EntryStatus.SCREENING, form=FORM)


def now(store, entry):
    return store.find(keys.entry(entry.contest, entry.id), Entry)


def test_what_passed_goes_to_screening_with_its_verdict(store, contest, put):
    verdict = Verdict(facts=any_facts())
    there = put(EntryStatus.VALIDATING, submitted_at=any_time())
    after = validation.settle(Context(store, contest, RULES, any_time()), there, verdict)
    assert (after.status, after.verdict, after.resubmit_by) == (
        EntryStatus.SCREENING,
        verdict,
        None,
    )
    assert now(store, after) == after


@pytest.mark.parametrize(
    "own", [None, ENDS + timedelta(days=7)], ids=["the contest's deadline", "its own"]
)
def test_what_was_refused_goes_back_and_keeps_its_deadline(store, contest, put, own):
    verdict = Verdict(refusals=(SHORT,), facts=any_facts(seconds="30"))
    ctx = Context(store, contest, RULES, any_time())
    after = validation.settle(ctx, put(EntryStatus.VALIDATING, resubmit_by=own), verdict)
    assert (after.status, after.verdict, after.resubmit_by) == (
        EntryStatus.RETURNED,
        verdict,
        own,
    )


SMALL = Refusal(code="media.size_differs", measured="640×360", allowed="1920×1080")
EARLIER = Refusal(code="media.earlier_size", measured="640×360", allowed="1920×1080")


def test_what_differed_in_an_upload_is_a_mark_that_later_uploads_keep(store, contest, put):
    ctx = Context(store, contest, RULES, any_time())
    differs = Verdict(refusals=(SHORT, SMALL), facts=any_facts())
    returned = validation.settle(ctx, put(EntryStatus.VALIDATING), differs)
    assert returned.marks == (EARLIER,)
    later = put(EntryStatus.VALIDATING, id="later", marks=returned.marks)
    assert validation.settle(ctx, later, Verdict(facts=any_facts())).marks == (EARLIER,)


def test_a_verdict_on_what_was_withdrawn_meanwhile_changes_nothing(store, contest, put):
    entry = put(EntryStatus.VALIDATING)
    gone = submission.withdraw(
        Context(store, contest, Actor.of("entrant", entry.owner), any_time()), entry
    )
    with pytest.raises(Conflict):
        validation.settle(Context(store, contest, RULES, any_time()), entry, Verdict())
    with pytest.raises(Refused):
        validation.settle(Context(store, contest, RULES, any_time()), gone, Verdict())
    assert now(store, entry) == gone


def decide(store, contest, entry, outcome, *, expected_version=None, **more):
    decision = any_decision(outcome, reasons=("rights",))
    return screening.decide(
        Context(store, contest, decision.actor, decision.at),
        entry,
        decision,
        expected_version=entry.version if expected_version is None else expected_version,
        **more,
    )


def test_what_a_screener_passes_goes_into_review(store, contest, waiting):
    after = decide(store, contest, waiting, ScreeningOutcome.PASS)
    assert (after.status, after.resubmit_by) == (EntryStatus.IN_REVIEW, None)
    assert after.screening == any_decision(
        ScreeningOutcome.PASS,
        reasons=("rights",),
        expected_version=waiting.version,
        made=after.version,
        final_at=any_time() + timedelta(minutes=10),
        before=Before(submitted_at=None, resubmit_by=None, changed_at=any_time()),
    )
    (record,) = store.chain(keys.entry(contest.id, waiting.id))
    assert (record.action, str(record.actor)) == ("screen.pass", "screener:s")


def test_judges_will_be_shown_the_work_and_nothing_of_who_made_it(store, contest, waiting):
    decide(store, contest, waiting, ScreeningOutcome.PASS)
    key = keys.blind_copy(contest.id, waiting.id)
    assert store.find(key, BlindCopy) == BlindCopy(
        contest=contest.id,
        entry=waiting.id,
        title="钢铁脊梁",
        theme="high-end",
        synopsis="三代钢铁人",
        upload=1,
        seconds="120",
        width=1920,
        height=1080,
    )
    for hidden in HIDDEN:
        assert hidden in store.items[keys.entry(contest.id, waiting.id)]
        assert hidden not in store.items[key]


def test_what_the_rules_hide_from_judges_is_not_shown(store, waiting):
    form = tuple(field.model_copy(update={"judges_see": False}) for field in any_rules().form)
    contest = any_contest(rules=any_rules(form=form))
    decide(store, contest, waiting, ScreeningOutcome.PASS)
    showing = store.find(keys.blind_copy(contest.id, waiting.id), BlindCopy)
    assert (showing.title, showing.synopsis) == ("—", "")


@pytest.mark.parametrize("until", [None, ENDS + timedelta(days=5)])
def test_what_a_screener_returns_may_be_mended_until_a_date(store, contest, waiting, until):
    after = decide(store, contest, waiting, ScreeningOutcome.RETURN, until=until)
    assert (after.status, after.resubmit_by) == (EntryStatus.RETURNED, until or ENDS)
    assert store.find(keys.blind_copy(contest.id, waiting.id), BlindCopy) is None


def test_what_a_screener_rejects_is_at_its_end(store, contest, waiting):
    after = decide(store, contest, waiting, ScreeningOutcome.REJECT)
    assert (after.status, after.resubmit_by) == (EntryStatus.REJECTED, None)
    assert store.find(keys.blind_copy(contest.id, waiting.id), BlindCopy) is None


def test_why_a_work_was_turned_back_stays_on_record(store, contest, waiting):
    decide(store, contest, waiting, ScreeningOutcome.RETURN)
    (record,) = store.chain(keys.entry(contest.id, waiting.id))
    assert (record.action, record.details) == (
        "screen.return",
        {
            "from": "screening",
            "to": "returned",
            "reasons": ["rights"],
            "expected_version": waiting.version,
        },
    )


@pytest.mark.parametrize("outcome", ScreeningOutcome)
def test_a_decision_on_another_version_changes_nothing(store, contest, waiting, outcome):
    before = dict(store.items)
    with pytest.raises(Refused) as problem:
        decide(store, contest, waiting, outcome, expected_version=waiting.version - 1)
    assert problem.value.refusals == (Refusal(code="item.changed_meanwhile"),)
    assert store.items == before


def test_of_two_decisions_at_once_the_first_counts(store, contest, waiting):
    first = decide(store, contest, waiting, ScreeningOutcome.REJECT)
    with pytest.raises(Conflict):
        decide(store, contest, waiting, ScreeningOutcome.PASS)
    assert now(store, waiting) == first
    assert store.find(keys.blind_copy(contest.id, waiting.id), BlindCopy) is None


def test_a_decision_comes_too_late_for_what_was_withdrawn(store, contest, waiting):
    gone = submission.withdraw(
        Context(store, contest, Actor.of("entrant", waiting.owner), any_time()), waiting
    )
    with pytest.raises(Refused) as problem:
        decide(store, contest, gone, ScreeningOutcome.PASS)
    assert problem.value.refusals == (
        Refusal(code="entry.not_possible_now", measured="已撤回 / withdrawn"),
    )


def test_the_one_that_waits_longest_is_screened_first(store, contest, put):
    for number, days in enumerate((3, 1, 2)):
        put(EntryStatus.SCREENING, id=f"e{number}", changed_at=any_time(days))
    ctx = Context(store, contest, Actor.of("screener", "s"), any_time(9))
    cards = queue.page(ctx, EntryStatus.SCREENING, QueueFilter()).cards
    assert [card.id for card in cards] == ["e1", "e2", "e0"]
