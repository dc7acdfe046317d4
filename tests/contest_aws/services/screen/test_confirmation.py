"""A second screener confirms what the rules name, and several entries pass after a preview."""

from datetime import UTC, datetime, timedelta

import pytest

from contest.entry.entry import EntryStatus
from contest.mail.occasions import occasion_of
from contest.refusals import Refusal, Refused
from contest.review.blind_copy import BlindCopy
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest_aws.services.screen import bulk, confirmation, screening
from contest_aws.services.screen.bulk import Previewed
from contest_aws.store import keys
from tests.builders import any_time
from tests.contest_aws.services.fakes import Breaking, Crash
from tests.contest_aws.services.screen.conftest import C, Team

PASS, RETURN, REJECT = ScreeningOutcome


@pytest.fixture
def strict(store):
    """Every rejection needs a second screener."""
    return Team(store, confirmed_by_second="reject")


def refusal(action, *args, **more):
    with pytest.raises(Refused) as problem:
        action(*args, **more)
    return problem.value.refusals[0].code


def confirm(team, *, who="s2", version=None):
    entry = team.now()
    expected = entry.content_version if version is None else version
    return confirmation.confirm(team.ctx(who, minutes=2), entry, expected_version=expected)


def overturn(team, *, who="s2", reason="证明已补"):
    entry = team.now()
    return confirmation.overturn(
        team.ctx(who, minutes=2), entry, reason=reason, expected_version=entry.content_version
    )


@pytest.mark.parametrize(
    ("rule", "outcome", "waits"),
    [
        ("none", REJECT, False),
        ("reject", REJECT, True),
        ("reject", PASS, False),
        ("reject", RETURN, False),
        ("all", PASS, True),
        ("all", RETURN, True),
    ],
)
def test_the_rules_say_which_decisions_wait(store, rule, outcome, waits):
    team = Team(store, confirmed_by_second=rule)
    before = team.put()
    after = team.decide(outcome)
    assert (after.status is EntryStatus.SCREENING, after.proposed is not None) == (waits, waits)
    if waits:
        assert occasion_of(before, after) is None, "the entrant learns nothing of it"


def test_a_second_screener_confirms_it_and_it_takes_effect(strict):
    strict.put()
    strict.decide(REJECT, note="请见谅")
    after = confirm(strict)
    taken = after.screening
    assert (after.status, after.proposed) == (EntryStatus.REJECTED, None)
    assert (str(taken.actor), str(taken.confirmed_by), taken.note) == (
        "screener:s1",
        "screener:s2",
        "请见谅",
    )
    assert confirm(strict) == after, "a second time changes nothing"
    assert strict.store.actions(keys.entry(C, "e1")) == ["screen.propose", "screen.reject"]


@pytest.mark.parametrize(
    ("days", "ends"),
    [
        (0.5, datetime(2024, 8, 8, 16, tzinfo=UTC)),
        (2, datetime(2024, 8, 9, 16, tzinfo=UTC)),
        (9, datetime(2024, 8, 16, 16, tzinfo=UTC)),
    ],
)
def test_a_return_is_confirmed_later_with_no_less_time_than_the_rules_promise(store, days, ends):
    """Proposed as the uploads end, with 8 days, where the rules have 7."""
    begun = datetime(2024, 7, 31, 16, tzinfo=UTC)
    team = Team(store, confirmed_by_second="all")
    assert team.contest.rules.screening.resubmit_within == timedelta(days=7)
    assert team.contest.rules.dates.upload_ends == begun
    team.put()
    minutes = (begun - any_time()) / timedelta(minutes=1)
    ctx = team.ctx(minutes=minutes)
    decision = ScreeningDecision(outcome=RETURN, reasons=("rights",), actor=ctx.actor, at=begun)
    entry = team.now()
    screening.decide(
        ctx,
        entry,
        decision,
        expected_version=entry.content_version,
        until=begun + timedelta(days=8),
    )
    entry, later = team.now(), team.ctx("s2", minutes=minutes + days * 24 * 60)
    after = confirmation.confirm(later, entry, expected_version=entry.content_version)
    assert (after.status, after.resubmit_by) == (EntryStatus.RETURNED, ends)


def test_nobody_confirms_or_overturns_their_own_decision(strict):
    strict.put()
    proposed = strict.decide(REJECT)
    assert refusal(confirm, strict, who="s1") == "screening.same_screener"
    assert refusal(overturn, strict, who="s1") == "screening.same_screener"
    assert strict.now() == proposed


def test_overturned_it_waits_for_another_decision(strict):
    strict.put()
    strict.decide(REJECT)
    assert refusal(strict.decide, PASS, who="s2") == "screening.proposed_already"
    after = overturn(strict)
    assert (after.status, after.proposed) == (EntryStatus.SCREENING, None)
    assert overturn(strict) == after, "a second time changes nothing"
    assert refusal(confirm, strict, who="s3") == "screening.nothing_proposed"
    assert strict.decide(PASS, who="s2").status is EntryStatus.IN_REVIEW


def test_whoever_proposed_it_may_take_it_back(strict):
    strict.put()
    proposed = strict.decide(REJECT)
    version = proposed.content_version
    ctx = strict.ctx("s2")
    assert refusal(screening.undo, ctx, proposed, expected_version=version) == (
        "screening.undo_other"
    )
    back = screening.undo(strict.ctx("s1"), proposed, expected_version=version)
    assert back.proposed is None
    assert screening.undo(strict.ctx("s1"), back, expected_version=version) == back


def test_either_of_the_two_may_undo_a_confirmed_decision(strict):
    strict.put()
    strict.decide(REJECT)
    after = confirm(strict)
    ctx = strict.ctx("s2", minutes=9)
    back = screening.undo(ctx, after, expected_version=after.content_version)
    assert back.status is EntryStatus.SCREENING


def previewed(team, *names):
    passing, left_out = bulk.preview(team.ctx(), names)
    named = [Previewed(entry.id, entry.content_version) for entry in passing]
    return named, bulk.hash_of(team.ctx(), named), [(one.id, one.why.code) for one in left_out]


def outcomes(answers):
    return [(id_, a.code if isinstance(a, Refusal) else a.status.value) for id_, a in answers]


def test_a_preview_says_which_would_pass_and_why_not_and_writes_nothing(team):
    team.put("a")
    team.put("b", EntryStatus.REJECTED, submitted_at=None)
    team.put("c", EntryStatus.DRAFT, submitted_at=None)
    team.put("d", owner="account-s1")
    before = dict(team.store.items)
    named, _, left_out = previewed(team, "a", "b", "c", "d", "a", "nowhere")
    assert named == [Previewed("a", 3)]
    assert left_out == [
        ("b", "entry.not_possible_now"),
        ("c", "item.missing"),
        ("d", "screening.own_work"),
        ("nowhere", "item.missing"),
    ]
    assert team.store.items == before


def test_what_was_previewed_passes_and_what_changed_since_does_not(team):
    for name in ("a", "b", "c"):
        team.put(name)
    named, sha256, _ = previewed(team, "a", "b", "c")
    team.decide(REJECT, "b", who="s2")
    answers = bulk.pass_all(team.ctx(minutes=1), named, sha256=sha256)
    assert outcomes(answers) == [
        ("a", "in_review"),
        ("b", "item.changed_meanwhile"),
        ("c", "in_review"),
    ]
    assert team.store.find(keys.blind_copy(C, "a"), BlindCopy) is not None
    assert outcomes(bulk.pass_all(team.ctx(minutes=2), named, sha256=sha256)) == outcomes(answers)


def test_nothing_passes_that_the_preview_did_not_name(team):
    team.put("a")
    team.put("b")
    named, sha256, _ = previewed(team, "a")
    more = [*named, Previewed("b", 3)]
    assert refusal(bulk.pass_all, team.ctx(), more, sha256=sha256) == "screening.preview_differs"
    assert refusal(bulk.pass_all, team.ctx("s2"), named, sha256=sha256) == (
        "screening.preview_differs"
    )
    assert team.now("a").status is team.now("b").status is EntryStatus.SCREENING


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(3))
def test_stopped_at_any_commit_it_goes_on(team, at, after):
    for name in ("a", "b", "c"):
        team.put(name)
    named, sha256, _ = previewed(team, "a", "b", "c")
    whole, team.store = team.store, Breaking(team.store, at=at, after=after)
    with pytest.raises(Crash):
        bulk.pass_all(team.ctx(), named, sha256=sha256)
    team.store = whole
    answers = bulk.pass_all(team.ctx(minutes=1), named, sha256=sha256)
    assert outcomes(answers) == [(name, "in_review") for name in ("a", "b", "c")]
    for name in ("a", "b", "c"):
        assert whole.actions(keys.entry(C, name)) == ["screen.pass"]
