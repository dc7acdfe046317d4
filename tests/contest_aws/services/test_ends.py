"""The host ends an entry, or gives an award round up: with a reason, on record, and in time."""

import pytest

from contest.audit import CALENDAR, RULES, Actor
from contest.award.award import AwardStatus
from contest.entry.entry import TRANSITIONS, EntryStatus
from contest.refusals import Refusal, Refused
from contest_aws.services import entries
from contest_aws.services.award import award_rounds, beginning, proposals
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_time
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    closed,
    entry_now,
    in_review,
    opened,
    score,
)

POSSIBLE = [status for status in EntryStatus if EntryStatus.DISQUALIFIED in TRANSITIONS[status]]
NO_REASON = (Refusal(code="decision.reason_missing"),)


def put(store, contest, status):
    entry = any_entry(status)
    store.commit(create(keys.entry(contest.id, entry.id), entry))
    return entry


def disqualify(store, contest, entry, reason="抄袭"):
    return entries.disqualify(
        Context(store, contest, Actor.of("host"), any_time(9)), entry, reason=reason
    )


def refusals(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    return problem.value.refusals


@pytest.mark.parametrize("status", POSSIBLE)
def test_an_entry_is_disqualified_with_its_reason_on_record(store, contest, status):
    ended = disqualify(store, contest, put(store, contest, status))
    assert ended.status is EntryStatus.DISQUALIFIED
    assert entry_of(store, contest.id, ended.id) == ended
    record = store.chain(keys.entry(contest.id, ended.id))[-1]
    assert (record.action, str(record.actor), record.details) == (
        "entry.disqualify",
        "host",
        {"from": status, "to": "disqualified", "reason": "抄袭"},
    )


@pytest.mark.parametrize("status", [status for status in EntryStatus if status not in POSSIBLE])
def test_what_is_not_handed_in_or_has_its_result_is_not(store, contest, status):
    (refusal,) = refusals(disqualify, store, contest, put(store, contest, status))
    assert refusal.code == "entry.not_possible_now"


@pytest.mark.parametrize("reason", ["", " \u3000"])
def test_nothing_is_ended_without_a_reason(store, contest, reason):
    entry = put(store, contest, EntryStatus.SCREENING)
    assert refusals(disqualify, store, contest, entry, reason=reason) == NO_REASON
    assert entry_of(store, contest.id, entry.id) == entry


@pytest.fixture
def proposed(store, contest, snapshots):
    """An award round in which e0 has gold and e1 silver."""
    appoint(store, contest, 3)
    in_review(store, contest, 2)
    opened(store, contest)
    for entry, points in (("e0", 90), ("e1", 80)):
        for judge in entry_now(store, contest, entry).judges:
            score(store, contest, judge, entry, points)
    closed(store, contest)
    return begun(store, contest, snapshots, "first")


def begun(store, contest, snapshots, award_round):
    when = any_time(161)
    round_ = beginning.begin(
        Context(store, contest, Actor.of("host"), when), award_round=award_round, review_round=ROUND
    )
    round_ = award_rounds.tally(Context(store, contest, RULES, when), snapshots, round_)
    return proposals.propose(Context(store, contest, RULES, when), snapshots, round_)


def confirmed(store, contest, snapshots, round_):
    """Without unit awards: both works are of one unit, and the tie is the host's to part."""
    return proposals.confirm(
        Context(store, contest, Actor.of("host"), any_time(162)),
        snapshots,
        round_,
        changes=(),
        expected_version=round_.version,
    )


def granted(store, contest, round_):
    award_rounds.end_objections(Context(store, contest, CALENDAR, any_time(170)))
    return award_rounds.grant(
        Context(store, contest, RULES, any_time(171)),
        award_rounds.round_of(store, contest.id, round_.id),
    )


def published(store, contest):
    return {winner.entry for winner in award_rounds.winners(store, contest.id) if winner.entry}


def test_what_is_disqualified_in_the_objection_period_is_granted_nothing(
    store, contest, snapshots, proposed
):
    round_ = confirmed(store, contest, snapshots, proposed)
    disqualify(store, contest, entry_now(store, contest, "e0"))
    granted(store, contest, round_)
    assert published(store, contest) == {"e1"}
    assert entry_now(store, contest, "e0").status is EntryStatus.DISQUALIFIED
    assert entry_now(store, contest, "e1").status is EntryStatus.AWARDED


def discard(store, contest, round_, reason="统计有误"):
    return award_rounds.discard(
        Context(store, contest, Actor.of("host"), any_time(163)), round_, reason=reason
    )


def test_a_round_is_discarded_with_its_reason_and_another_begins(
    store, contest, snapshots, proposed
):
    round_ = confirmed(store, contest, snapshots, proposed)
    discarded = discard(store, contest, round_)
    assert discarded.status is AwardStatus.DISCARDED
    record = store.chain(keys.award_round(contest.id, "first"))[-1]
    assert (record.action, record.details["reason"]) == ("award.discarded", "统计有误")
    second = confirmed(store, contest, snapshots, begun(store, contest, snapshots, "second"))
    assert granted(store, contest, second).status is AwardStatus.GRANTED
    assert award_rounds.round_of(store, contest.id, "first") == discarded
    assert published(store, contest) == {"e0", "e1"}


def test_a_round_is_discarded_only_with_a_reason_and_before_it_is_final(
    store, contest, snapshots, proposed
):
    assert refusals(discard, store, contest, proposed, reason=" ") == NO_REASON
    final = granted(store, contest, confirmed(store, contest, snapshots, proposed))
    assert refusals(discard, store, contest, final) == (
        Refusal(code="award.not_possible_now", measured="已颁奖 / granted"),
    )
