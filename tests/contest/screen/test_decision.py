"""A screener turns no work back without a coded reason, nor returns one without a date."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.refusals import Refusal, Refused
from contest.screen.decision import ScreeningDecision, ScreeningOutcome, check_date, resubmit_by
from tests.builders import any_rules, any_time

RULES = any_rules()
KNOWN = ", ".join(reason.id for reason in RULES.screening.reasons)
CLOSES = RULES.dates.submission_closes


def decided(outcome, *reasons, note=""):
    return ScreeningDecision.of(
        RULES,
        outcome=outcome,
        reasons=reasons,
        note=note,
        actor=Actor.of("screener", "s"),
        at=any_time(),
    )


def refusal_of(outcome, *reasons):
    with pytest.raises(Refused) as problem:
        decided(outcome, *reasons)
    (refusal,) = problem.value.refusals
    return refusal


@pytest.mark.parametrize("outcome", [ScreeningOutcome.RETURN, ScreeningOutcome.REJECT])
def test_a_return_or_rejection_keeps_its_reasons_and_note(outcome):
    assert decided(outcome, "rights", "off-theme", note="请补充") == ScreeningDecision(
        outcome=outcome,
        reasons=("rights", "off-theme"),
        note="请补充",
        actor=Actor.of("screener", "s"),
        at=any_time(),
    )


def test_a_pass_needs_no_reason():
    assert decided(ScreeningOutcome.PASS).reasons == ()


@pytest.mark.parametrize("outcome", [ScreeningOutcome.RETURN, ScreeningOutcome.REJECT])
def test_nothing_is_turned_back_without_a_reason(outcome):
    assert refusal_of(outcome) == Refusal(code="screening.reason_missing", allowed=KNOWN)


@pytest.mark.parametrize("outcome", ScreeningOutcome)
def test_refuses_reasons_that_the_rules_have_not(outcome):
    assert refusal_of(outcome, "rights", "ugly", "dull") == Refusal(
        code="screening.unknown_reason", measured="ugly, dull", allowed=KNOWN
    )


WEEK = RULES.screening.resubmit_within


@pytest.mark.parametrize(
    ("returned", "until", "ends"),
    [
        (CLOSES - timedelta(days=30), None, CLOSES),
        (CLOSES - WEEK, None, CLOSES),
        (CLOSES - timedelta(days=1), None, CLOSES + timedelta(days=6)),
        (CLOSES + timedelta(days=3), None, CLOSES + timedelta(days=10)),
        (CLOSES, CLOSES + timedelta(days=7), CLOSES + timedelta(days=7)),
        (CLOSES, CLOSES + timedelta(days=9), CLOSES + timedelta(days=9)),
    ],
)
def test_mending_ends_at_the_screeners_date_or_the_later_of_week_and_deadline(
    returned, until, ends
):
    assert resubmit_by(RULES, returned_at=returned, until=until) == ends


@pytest.mark.parametrize(
    ("returned", "until", "code"),
    [
        (CLOSES, CLOSES + timedelta(days=2), "date_early"),
        (CLOSES, CLOSES + WEEK - timedelta(microseconds=1), "date_early"),
        (CLOSES - timedelta(days=30), CLOSES - timedelta(days=20), "date_early"),
        (CLOSES, CLOSES, "date_passed"),
    ],
)
def test_no_entrant_gets_less_time_than_the_rules_promise(returned, until, code):
    with pytest.raises(Refused) as problem:
        check_date(RULES, returned_at=returned, until=until)
    assert problem.value.refusals[0].code == f"screening.{code}"
    own = max(returned + timedelta(days=7), CLOSES)
    assert resubmit_by(RULES, returned_at=returned, until=until) == own
    check_date(RULES, returned_at=returned, until=own)
