"""An entrant enters works, changes their forms, and withdraws them."""

from datetime import timedelta

import pytest

from contest.audit import RULES, Actor
from contest.entry.entry import STATUS_NAMES, Entry, EntryStatus
from contest.entry.form import Contact, Evidence, Form
from contest.entry.submit import OPEN
from contest.model import digest
from contest.refusals import Refusal
from contest.refusals.formatting import stored, stored_text
from contest.validate.verdict import Verdict
from contest_aws.services.context import Context
from contest_aws.services.pointers import OwnEntry
from contest_aws.services.upload import submission, video
from contest_aws.services.validate import validation
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict, retry_on_conflict
from tests.builders import (
    any_contact,
    any_contest,
    any_entry,
    any_facts,
    any_form,
    any_rules,
    any_time,
)
from tests.contest_aws.services.entrant import (
    ENDS,
    accept,
    arrived,
    enter,
    fill_in,
    offer,
    refusals,
    submit,
)
from tests.contest_aws.services.fakes import Overtaken

PASSED = Verdict(facts=any_facts())
BROKEN = Verdict(refusals=(Refusal(code="media.no_picture"),))


def test_a_new_entry_is_a_draft_with_its_owner_and_its_contact_apart(store, contest, entry):
    assert entry == Entry(
        contest=contest.id,
        id="e1",
        owner="zhou",
        form=any_form(),
        created_at=any_time(),
        changed_at=any_time(),
        version=1,
        records=1,
        head=entry.head,
    )
    key = keys.entry(contest.id, "e1")
    assert store.find(key, Entry) == entry
    assert store.find(keys.own_entry(contest.id, "zhou", "e1"), OwnEntry) == OwnEntry(entry="e1")
    assert store.find(keys.contact(contest.id, "e1"), Contact) == any_contact()
    assert store.actions(key) == ["entry.enter"]


def test_nothing_of_the_contact_stands_in_the_entry_or_its_records(store, contest):
    enter(store, contest)
    contact = any_contact()
    apart = keys.contact(contest.id, "e1")
    everything_else = "".join(text for key, text in store.items.items() if key != apart)
    for secret in (contact.phone, contact.email, contact.person):
        assert secret not in everything_else
        assert secret in store.items[apart]


def test_an_entry_is_entered_once(store, contest):
    enter(store, contest)
    with pytest.raises(Conflict):
        enter(store, contest, entrant="li")
    assert submission.all_own(store, contest.id, entrant="li") == []


def test_enters_only_while_the_call_is_open(store, contest):
    for days in (-60, 200):
        assert refusals(enter, store, contest, at=days)
    assert list(store.items) == [keys.contest(contest.id)]


def test_an_entrant_enters_as_many_works_as_the_rules_allow(store):
    limits = any_rules().limits.model_copy(update={"entries_per_entrant": 2})
    contest = any_contest(rules=any_rules(limits=limits))
    enter(store, contest, "e1")
    enter(store, contest, "e2", at=1)
    assert refusals(enter, store, contest, "e3") == (Refusal(code="entry.too_many", allowed="2"),)
    enter(store, contest, "e3", entrant="li")
    assert [e.id for e in submission.all_own(store, contest.id, entrant="zhou")] == ["e2", "e1"]


def test_an_entrant_sees_their_own_entries_the_newest_first(store, contest):
    for day, entry_id in enumerate(("e2", "e3", "e1")):
        enter(store, contest, entry_id, at=day)
    enter(store, contest, "other", entrant="li")
    assert [e.id for e in submission.all_own(store, contest.id, entrant="zhou")] == [
        "e1",
        "e3",
        "e2",
    ]


def test_somebody_elses_entry_is_as_missing_as_one_that_never_was(store, contest, entry):
    def own(entry_id, entrant):
        return submission.own(store, contest.id, entrant=entrant, entry_id=entry_id)

    assert own("e1", "zhou") == entry
    missing = (Refusal(code="item.missing"),)
    assert refusals(own, "e1", "li") == refusals(own, "nothing", "li") == missing


def test_a_draft_is_saved_as_far_as_it_is_filled_in(store, contest):
    begun = enter(store, contest, form=Form(), contact=Contact())
    filled = fill_in(store, contest, begun, form=Form(title="新题"), contact=Contact(person="何"))
    assert (filled.form, filled.status, filled.version) == (
        Form(title="新题"),
        EntryStatus.DRAFT,
        2,
    )
    assert submission.contact_of(store, filled) == Contact(person="何")
    assert store.actions(keys.entry(contest.id, "e1")) == ["entry.enter"], "typing is no decision"


def test_two_windows_do_not_overwrite_each_other(store, contest, entry):
    fill_in(store, contest, entry, form=any_form(title="一"))
    now = store.find(keys.entry(contest.id, "e1"), Entry)
    assert refusals(
        fill_in, store, contest, now, expected_version=entry.edits, form=any_form(title="二")
    ) == (Refusal(code="item.changed_meanwhile"),)
    with pytest.raises(Conflict):
        fill_in(store, contest, entry, form=any_form(title="三"))


OPENS = {
    EntryStatus.DRAFT,
    EntryStatus.UPLOADING,
    EntryStatus.VALIDATING,
    EntryStatus.READY,
    EntryStatus.RETURNED,
}


@pytest.mark.parametrize("status", set(EntryStatus) - OPENS)
def test_a_form_is_frozen_once_the_entry_is_on_its_way(store, contest, status):
    frozen = (Refusal(code="form.frozen", measured=stored_text(STATUS_NAMES[status].entrant)),)
    assert refusals(fill_in, store, contest, any_entry(status)) == frozen
    assert refusals(accept, store, contest, any_entry(status)) == frozen


@pytest.mark.parametrize("status", [EntryStatus.UPLOADING, EntryStatus.VALIDATING])
def test_and_once_it_was_handed_in(store, contest, status):
    entry = any_entry(status, submitted_at=any_time())
    assert refusals(fill_in, store, contest, entry)[0].code == "form.frozen"


def test_nothing_is_filled_in_after_the_deadline(store, contest, entry):
    assert refusals(fill_in, store, contest, entry, now=ENDS)[0].code == "upload.too_late"


def test_what_becomes_of_the_video_meanwhile_keeps_nobody_from_typing(store, media, contest, entry):
    there = arrived(store, contest, offer(store, media, contest, entry))
    assert fill_in(store, contest, there, expected_version=entry.edits).edits == 1


@pytest.mark.usefixtures("entry")
def test_a_deed_that_was_overtaken_is_done_anew(store, contest):
    def elsewhere():
        accept(store, contest, submission.own(store, contest.id, entrant="zhou", entry_id="e1"))

    overtaken = Overtaken(store, elsewhere, at=1)
    read = lambda: submission.own(overtaken, contest.id, entrant="zhou", entry_id="e1")  # noqa: E731
    filled = retry_on_conflict(
        lambda: fill_in(overtaken, contest, read(), form=any_form(title="新题"))
    )
    assert (filled.form.title, filled.declaration is not None) == ("新题", True)


def test_an_entry_is_found_by_the_unit_that_it_names(store, contest, entry):
    named = fill_in(store, contest, entry, form=any_form(recommending_unit="HUNAN"))
    assert named.recommended_by == "hunan"
    pointer = keys.unit_entry(contest.id, "hunan", "e1")
    assert store.find(pointer, OwnEntry) == OwnEntry(entry="e1")


def test_who_accepted_which_words_when_is_evidence_and_from_where_stands_apart(
    store, contest, entry
):
    after = accept(store, contest, entry, at=1)
    given, present = after.declaration, contest.rules.declaration
    assert (given.version, given.sha256, str(given.actor), given.at) == (
        present.version,
        digest(present),
        "entrant:zhou",
        any_time(1),
    )
    key = keys.entry(contest.id, "e1")
    assert store.chain(key)[-1].details == {"declaration": given.model_dump(mode="json")}
    kept = store.find(keys.evidence(contest.id, "e1", present.version), Evidence)
    assert kept == Evidence(**dict(given), source="192.0.2.7", agent="a browser")
    apart = {keys.evidence(contest.id, "e1", present.version)}
    assert {k for k, text in store.items.items() if "192.0.2.7" in text} == apart


@pytest.fixture
def ready(store, media, contest, entry):
    """Its video is valid; form and declaration are complete."""
    there = arrived(store, contest, offer(store, media, contest, accept(store, contest, entry)))
    return validation.settle(Context(store, contest, RULES, any_time(3)), there, PASSED)


def test_handed_in_when_all_is_there_it_goes_to_the_screeners(store, contest, ready):
    assert ready.status is EntryStatus.READY
    given = submit(store, contest, ready, at=4)
    assert (given.status, given.submitted_at, given.run) == (EntryStatus.SCREENING, any_time(4), 1)
    assert store.chain(keys.entry(contest.id, "e1"))[-1].details["form"] == digest(ready.form)


def test_handed_in_while_the_video_is_on_its_way_it_goes_on_when_the_video_is_valid(
    store, media, contest, entry
):
    """Whatever comes between: the deadline is met by the entrant's word, not by our queue."""
    offered = offer(store, media, contest, accept(store, contest, entry))
    given = submit(store, contest, offered)
    assert (given.status, given.submitted_at) == (EntryStatus.UPLOADING, any_time(2))
    assert submit(store, contest, given, at=3) == given, "a second time changes nothing"
    there = arrived(store, contest, given)
    gone_on = validation.settle(Context(store, contest, RULES, ENDS), there, PASSED)
    assert (gone_on.status, gone_on.run) == (EntryStatus.SCREENING, 0)


def test_found_not_valid_it_is_no_longer_handed_in(store, media, contest, entry):
    offered = offer(store, media, contest, accept(store, contest, entry))
    there = arrived(store, contest, submit(store, contest, offered))
    back = validation.settle(Context(store, contest, RULES, any_time(3)), there, BROKEN)
    assert (back.status, back.submitted_at) == (EntryStatus.RETURNED, None)
    assert refusals(submit, store, contest, back) == (
        Refusal(code="submit.no_video", field="video"),
    )
    assert fill_in(store, contest, back).version == back.version + 1


def test_everything_that_is_missing_is_told_at_once(store, contest):
    begun = enter(store, contest, form=Form(theme="sports"), contact=Contact(phone="x"))
    found = refusals(submit, store, contest, begun)
    assert [(r.field, r.code) for r in found] == [
        ("title", "form.missing"),
        ("theme", "form.unknown_theme"),
        ("entrant", "form.missing"),
        ("unit_type", "form.missing"),
        ("contact", "form.missing"),
        ("phone", "form.bad_phone"),
        ("email", "form.missing"),
        ("declaration", "form.declaration_missing"),
        ("video", "submit.no_video"),
    ]
    assert store.actions(keys.entry(contest.id, "e1")) == ["entry.enter"]


def test_nothing_is_handed_in_after_the_deadline_or_unseen(store, contest, ready):
    assert refusals(submit, store, contest, ready, now=ENDS) == (
        Refusal(
            code="submit.too_late",
            measured=stored(ENDS, contest.rules.zone),
            allowed=stored(ENDS, contest.rules.zone),
        ),
    )
    changed = fill_in(store, contest, ready)
    with pytest.raises(Conflict):
        submit(store, contest, ready)
    assert refusals(
        submit, store, contest, changed.model_copy(update={"edits": 7}), expected_version=1
    ) == (Refusal(code="item.changed_meanwhile"),)


@pytest.mark.parametrize("status", set(EntryStatus) - set(OPEN))
def test_nothing_is_handed_in_from_anywhere_else(store, contest, status):
    assert refusals(submit, store, contest, any_entry(status)) == (
        Refusal(
            code="entry.not_possible_now", measured=stored_text(STATUS_NAMES[status].organiser)
        ),
    )


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (ENDS - timedelta(minutes=1), EntryStatus.READY),
        (ENDS, EntryStatus.SCREENING),
    ],
)
def test_given_up_after_the_deadline_what_was_submitted_takes_part_with_its_first_video(
    store, media, contest, ready, now, status
):
    """Before the deadline it is the entrant's again, who can submit it."""
    again = offer(store, media, contest, ready, now=ENDS - timedelta(hours=2))
    submitted = submit(store, contest, again, now=ENDS - timedelta(hours=1))
    entrant = Context(store, contest, Actor.of("entrant", again.owner), now)

    back = video.give_up(entrant, media, submitted, version=2)

    assert (back.status, back.upload, back.run) == (
        status,
        ready.upload,
        submitted.run + (status is EntryStatus.SCREENING),
    )
    assert (back.submitted_at is None) is (status is EntryStatus.READY)
    assert media.aborted == [again.upload.key]


def test_given_up_a_second_upload_leaves_the_first_valid(store, media, contest, ready):
    again = offer(store, media, contest, ready)
    assert (again.upload.version, again.previous_upload) == (2, ready.upload)
    back = video.give_up(
        Context(store, contest, Actor.of("entrant", again.owner), any_time(4)),
        media,
        again,
        version=2,
    )
    assert (back.status, back.upload, back.previous_upload) == (
        EntryStatus.READY,
        ready.upload,
        None,
    )
    third = offer(store, media, contest, back)
    assert third.upload.version == 3, "no number is given twice"
    video.give_up(
        Context(store, contest, Actor.of("entrant", third.owner), any_time(4)),
        media,
        third,
        version=3,
    )
    now = store.find(keys.entry(contest.id, "e1"), Entry)
    assert submit(store, contest, now, at=5).status is EntryStatus.SCREENING


def test_a_withdrawn_entry_stays_on_record_and_moves_no_more(store, contest, offered):
    gone = submission.withdraw(
        Context(store, contest, Actor.of("entrant", offered.owner), any_time(2)), offered
    )
    assert gone.status is EntryStatus.WITHDRAWN
    assert store.actions(keys.entry(contest.id, "e1"))[-1] == "entry.withdraw"
    again = Context(store, contest, Actor.of("entrant", gone.owner), any_time(3))
    assert submission.withdraw(again, gone) == gone, "a second time changes nothing"
