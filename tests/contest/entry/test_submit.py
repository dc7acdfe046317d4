"""What keeps an entry from being handed in, and what its entrant reads of what to do next."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.entry.entrant_view import view_of
from contest.entry.entry import TRANSITIONS, EntryStatus
from contest.entry.form import Contact, Form
from contest.entry.form_checks import accepted
from contest.entry.submit import OPEN, may_change, missing, next_step
from contest.model import digest
from contest.refusals import Refusal
from contest.rules.deadline import deadline_of
from contest.validate.verdict import Verdict
from tests.builders import any_contact, any_entry, any_facts, any_rules, any_time, any_upload

RULES = any_rules()
ENDS = RULES.dates.upload_ends
VALID = Verdict(facts=any_facts())
BROKEN = Verdict(refusals=(Refusal(code="media.no_picture"),))
ACCEPTED = accepted(
    RULES,
    RULES.declaration.version,
    digest(RULES.declaration),
    actor=Actor.of("entrant", "z"),
    at=any_time(),
)


def entry(status, **changes):
    return any_entry(status, **{"declaration": ACCEPTED, **changes})


def lacking(here, contact=None):
    return missing(here, contact or any_contact(), rules=RULES)


def step(here, contact=None, *, now=None, rules=RULES):
    deadline = deadline_of(rules, resubmit_by=here.resubmit_by, now=now or any_time())
    found = next_step(here, lacking(here, contact), deadline, now=now or any_time())
    return found.does, found.by


def viewed(here, *, now):
    return view_of(here, any_contact(), RULES, now=now)


@pytest.mark.parametrize("status", [EntryStatus.UPLOADING, EntryStatus.VALIDATING])
def test_nothing_is_missing_while_the_video_is_on_its_way(status):
    assert lacking(entry(status)) == []


@pytest.mark.parametrize("status", [EntryStatus.READY, EntryStatus.RETURNED])
def test_nothing_is_missing_when_it_is_valid(status):
    assert lacking(entry(status, verdict=VALID)) == []


@pytest.mark.parametrize(
    "here",
    [
        entry(EntryStatus.DRAFT),
        entry(EntryStatus.RETURNED, verdict=BROKEN),
        entry(EntryStatus.RETURNED),
    ],
    ids=["none yet", "a broken one", "one without a verdict"],
)
def test_without_a_video_that_may_be_valid_nothing_is_handed_in(here):
    assert lacking(here) == [Refusal(code="submit.no_video", field="video")]


def test_the_first_thing_to_do_comes_first():
    empty = entry(EntryStatus.DRAFT, form=Form(), declaration=None)
    assert step(empty, Contact()) == ("fill_in", ENDS)
    assert step(entry(EntryStatus.DRAFT, declaration=None)) == ("fill_in", ENDS)
    assert step(entry(EntryStatus.DRAFT)) == ("upload", ENDS)
    assert step(entry(EntryStatus.UPLOADING)) == ("upload", ENDS)
    assert step(entry(EntryStatus.VALIDATING)) == ("submit", ENDS)
    assert step(entry(EntryStatus.READY, verdict=VALID)) == ("submit", ENDS)
    later = ENDS + timedelta(days=7)
    assert step(entry(EntryStatus.RETURNED, verdict=VALID, resubmit_by=later)) == ("correct", later)


@pytest.mark.parametrize(
    ("status", "expected"),
    [(EntryStatus.UPLOADING, ("upload", ENDS)), (EntryStatus.VALIDATING, ("wait", None))],
)
def test_once_handed_in_only_the_video_is_waited_for(status, expected):
    assert step(entry(status, submitted_at=any_time())) == expected


@pytest.mark.parametrize("status", set(EntryStatus) - set(OPEN))
def test_on_its_way_or_at_its_end_there_is_nothing_to_do_but_wait(status):
    ended = (EntryStatus.AWARDED, EntryStatus.NOT_JUDGED)
    goes_on = EntryStatus.WITHDRAWN in TRANSITIONS[status] and status not in ended
    assert step(entry(status)) == ("wait" if goes_on else "nothing", None)
    assert not may_change(entry(status))


@pytest.mark.parametrize(
    ("status", "does"),
    [
        (EntryStatus.DRAFT, "nothing"),
        (EntryStatus.VALIDATING, "nothing"),
        (EntryStatus.READY, "nothing"),
        (EntryStatus.RETURNED, "nothing"),
    ],
)
def test_after_the_deadline_nothing_is_offered_that_would_be_refused(status, does):
    assert step(entry(status, verdict=VALID), now=ENDS) == (does, None)


BEGUN = ENDS - timedelta(hours=40)
TWO_DAYS = BEGUN + timedelta(days=2)
"""The bucket removes the parts two days after an upload was begun."""


@pytest.mark.parametrize("submitted_at", [None, BEGUN])
def test_an_upload_that_the_deadline_caught_can_be_finished_while_its_parts_are_kept(submitted_at):
    upload = any_upload(offered_at=BEGUN, completed_at=None)
    caught = entry(EntryStatus.UPLOADING, upload=upload, submitted_at=submitted_at)

    assert step(caught, now=ENDS) == ("upload", TWO_DAYS)
    assert viewed(caught, now=TWO_DAYS - timedelta(seconds=1)).may_upload
    over = viewed(caught, now=TWO_DAYS)
    assert (over.next.does, over.next.by, over.may_upload) == ("nothing", None, False)
    assert over.next.text.zh == "投稿已截止，视频没有传完。如有正当理由，请联系主办单位。"


@pytest.mark.parametrize("now", [BEGUN, ENDS, TWO_DAYS])
def test_a_video_that_was_sent_in_full_is_not_asked_for_again(now):
    sent = any_upload(offered_at=BEGUN, completed_at=BEGUN)
    arriving = entry(EntryStatus.UPLOADING, upload=sent, submitted_at=BEGUN)

    assert step(arriving, now=now) == ("wait", None)
    assert viewed(arriving, now=now).is_arriving
    unsubmitted = arriving.model_copy(update={"submitted_at": None})
    assert step(unsubmitted, now=now)[0] == ("wait" if now >= ENDS else "submit")


def test_a_work_that_failed_the_check_after_the_deadline_is_not_called_unsubmitted():
    failed = entry(EntryStatus.RETURNED, verdict=BROKEN)
    deadline = deadline_of(RULES, resubmit_by=None, now=ENDS)
    assert next_step(failed, [], deadline, now=ENDS).text.zh == (
        "投稿已截止，此作品的视频没有通过校验。如有正当理由，请联系主办单位。"
    )


def test_what_was_submitted_in_time_goes_on_after_the_deadline():
    validating = entry(EntryStatus.VALIDATING, submitted_at=any_time())
    assert step(validating, now=ENDS) == ("wait", None)


def test_during_grace_its_end_is_named():
    dates = RULES.dates.model_copy(update={"grace": timedelta(minutes=30)})
    rules = any_rules(dates=dates)
    draft = entry(EntryStatus.DRAFT)
    assert step(draft, rules=rules) == ("upload", ENDS)
    assert step(draft, rules=rules, now=ENDS) == ("upload", ENDS + timedelta(minutes=30))


def test_whose_video_failed_the_check_is_not_told_that_anybody_returned_the_work():
    failed = entry(EntryStatus.RETURNED, verdict=BROKEN)
    assert failed.status_names.entrant.zh == "视频未通过校验，请更换视频"
    assert failed.status_names.organiser.zh == "校验未通过"
    returned = entry(EntryStatus.RETURNED, verdict=VALID)
    assert returned.status_names.entrant.zh == "已退回，请修改后重新提交"
