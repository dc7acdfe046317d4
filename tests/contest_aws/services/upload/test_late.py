"""The host lets in what the deadline caught, in whatever state."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.entry.entry import STATUS_NAMES, EntryStatus
from contest.refusals import Refusal
from contest.refusals.formatting import stored_text
from contest.rules.deadline import deadline_of
from contest.validate.verdict import Verdict
from contest_aws.services.context import Context
from contest_aws.services.upload import late
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_time
from tests.contest_aws.services.entrant import ENDS, arrived, complete, offer, refusals

HOST = Actor.of("host", "h1")
CAUGHT = (
    EntryStatus.DRAFT,
    EntryStatus.UPLOADING,
    EntryStatus.VALIDATING,
    EntryStatus.READY,
    EntryStatus.RETURNED,
)
FAILED = Verdict(refusals=(Refusal(code="media.unreadable"),))
OWN = ENDS + timedelta(days=3)


def let_in(store, contest, entry, *, now=ENDS, reason="停电", until=OWN):
    ctx = Context(store, contest, HOST, now)
    return late.let_in(ctx, entry, reason=reason, until=until)


def stored(store, contest, status, **changes):
    entry = any_entry(status, **changes)
    store.commit(create(keys.entry(contest.id, entry.id), entry))
    return entry


@pytest.mark.parametrize("status", CAUGHT)
def test_what_the_deadline_caught_gets_a_date_of_its_own(store, contest, status):
    after = let_in(store, contest, stored(store, contest, status))
    assert (after.status, after.resubmit_by) == (status, OWN)
    assert deadline_of(contest.rules, resubmit_by=after.resubmit_by, now=ENDS).accepts
    (record,) = store.chain(keys.entry(contest.id, after.id))
    assert (record.action, record.actor, record.details) == (
        "upload.let_in",
        HOST,
        {"reason": "停电"},
    )


def test_an_upload_caught_midway_is_in_time_again(store, media, contest, offered):
    media.put(offered.upload, 1)
    open_ = let_in(store, contest, offered)
    media.put_all(open_.upload)
    told = complete(store, media, contest, open_, now=OWN - timedelta(seconds=1))
    assert arrived(store, contest, told).status is EntryStatus.VALIDATING


def test_what_was_completed_too_late_but_has_not_arrived_is_in_time_again(
    store, media, contest, offered
):
    media.put_all(offered.upload)
    told = complete(store, media, contest, offered, now=ENDS)
    assert arrived(store, contest, let_in(store, contest, told)).status is EntryStatus.VALIDATING


def test_a_draft_may_begin_its_upload_after_it_was_let_in(store, media, contest, entry):
    assert refusals(offer, store, media, contest, entry, now=ENDS)[0].code == "upload.too_late"
    offered = offer(store, media, contest, let_in(store, contest, entry), now=ENDS)
    assert offered.status is EntryStatus.UPLOADING


def test_without_a_date_it_has_the_rules_period(store, contest, entry):
    after = let_in(store, contest, entry, until=None)
    assert after.resubmit_by == ENDS + contest.rules.screening.resubmit_within


@pytest.mark.parametrize("status", set(EntryStatus) - {*CAUGHT, EntryStatus.LATE})
def test_what_is_on_its_way_or_at_its_end_is_not_let_in(store, contest, status):
    entry = any_entry(status, submitted_at=any_time())
    assert refusals(let_in, store, contest, entry) == (
        Refusal(
            code="entry.not_possible_now", measured=stored_text(STATUS_NAMES[status].organiser)
        ),
    )


def test_a_reason_and_a_date_to_come_are_needed(store, contest, entry):
    assert refusals(let_in, store, contest, entry, reason=" ")[0].code == "upload.reason_missing"
    assert refusals(let_in, store, contest, entry, until=ENDS)[0].code == "screening.date_passed"


def test_let_in_again_after_a_lost_answer_nothing_changes(store, contest, entry):
    after = let_in(store, contest, entry)
    assert let_in(store, contest, after, now=ENDS + timedelta(minutes=1)) == after
    later = let_in(store, contest, after, until=OWN + timedelta(days=1))
    assert later.resubmit_by == OWN + timedelta(days=1)


def test_the_host_sees_what_is_late_and_what_was_caught_midway(store, contest):
    for status in EntryStatus:
        stored(store, contest, status, id=status.replace("_", "-"))
    stored(store, contest, EntryStatus.UPLOADING, id="has-time", resubmit_by=OWN)
    at = lambda now: [e.id for e in late.caught(Context(store, contest, HOST, now))]  # noqa: E731
    stored(store, contest, EntryStatus.READY, id="ready-has-time", resubmit_by=OWN)
    assert at(ENDS) == ["late", "uploading", "ready"]
    assert at(ENDS - timedelta(seconds=1)) == ["late"]
    assert at(OWN) == ["late", "uploading", "has-time", "ready", "ready-has-time"]


def test_the_host_sees_what_came_in_time_and_failed_the_check_after_the_deadline(store, contest):
    late_check = {"changed_at": ENDS + timedelta(seconds=20), "verdict": FAILED}
    stored(store, contest, EntryStatus.RETURNED, id="checked-late", **late_check)
    stored(store, contest, EntryStatus.RETURNED, id="in-time", verdict=FAILED)
    stored(store, contest, EntryStatus.RETURNED, id="by-a-screener", changed_at=ENDS)
    let = stored(store, contest, EntryStatus.RETURNED, id="let-in", **late_check)
    let_in(store, contest, let)
    found = late.caught(Context(store, contest, HOST, ENDS + timedelta(days=1)))
    assert [entry.id for entry in found] == ["checked-late"]
