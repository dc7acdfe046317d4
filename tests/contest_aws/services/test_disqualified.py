"""The host disqualifies an entry at any time after it was submitted, and every score stays."""

import pytest

from contest.audit import Actor
from contest.entry.entry import Entry, EntryStatus
from contest.refusals import Refused
from contest.review.review import Review
from contest_aws.services import entries
from contest_aws.services.context import Context
from contest_aws.services.review import rounds
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_submitted, any_time

LATER = [
    EntryStatus.SCREENING,
    EntryStatus.REJECTED,
    EntryStatus.IN_REVIEW,
    EntryStatus.REVIEWED,
    EntryStatus.AWARDED,
    EntryStatus.NOT_AWARDED,
]


@pytest.fixture
def host(store, contest):
    return Context(store, contest, Actor.of("host", "h"), any_time())


@pytest.mark.parametrize("status", LATER)
def test_at_any_time_and_every_score_stays(store, contest, host, status):
    entry = any_entry(status, judges=("j1", "j2"), round="expert-review")
    scored = [any_submitted("entry-1", judge, points) for judge, points in (("j1", 90), ("j2", 70))]
    store.commit(
        create(keys.entry(contest.id, "entry-1"), entry),
        *(create(keys.review(contest.id, one.judge, one.round, one.entry), one) for one in scored),
    )
    after = entries.disqualify(host, entry, reason="抄袭")
    rounds.recall(host, after)
    assert after.status is EntryStatus.DISQUALIFIED
    kept = [
        store.find(keys.review(contest.id, one.judge, one.round, one.entry), Review)
        for one in scored
    ]
    assert [(one.scores, one.submitted_at) for one in kept] == [
        (one.scores, one.submitted_at) for one in scored
    ]
    record = store.chain(keys.entry(contest.id, "entry-1"))[0]
    assert (record.action, record.details) == (
        "entry.disqualify",
        {"from": status.value, "to": "disqualified", "reason": "抄袭"},
    )


def test_the_same_again_changes_nothing_and_another_reason_is_refused(store, contest, host):
    entry = any_entry(EntryStatus.IN_REVIEW)
    store.commit(create(keys.entry(contest.id, "entry-1"), entry))
    after = entries.disqualify(host, entry, reason="抄袭")
    assert entries.disqualify(host, after, reason="抄袭") == after
    with pytest.raises(Refused) as problem:
        entries.disqualify(host, after, reason="侵权")
    assert problem.value.refusals[0].code == "entry.not_possible_now"
    assert store.find(keys.entry(contest.id, "entry-1"), Entry) == after
