"""A contact is corrected after the work was submitted, by its entrant or by the organiser."""

import hashlib

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest.entry.form import Contact
from contest.erasure import Erasure
from contest.refusals import Refusal
from contest.screen.decision import ScreeningOutcome
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of
from contest_aws.services.upload import submission
from contest_aws.services.upload.contact import correct_contact
from contest_aws.store import keys
from contest_aws.store.protocol import create, update
from tests.builders import any_contact, any_decision, any_entry, any_time
from tests.contest_aws.services.entrant import fill_in, refusals

HOST, ZHOU = Actor.of("host", "h"), Actor.of("entrant", "zhou")
NEW = Contact(person="李四", phone="13900000001", email="li@example.com")


def stored(store, contest, status=EntryStatus.SCREENING, **changes):
    """A submitted entry of Zhou's, with its contact."""
    entry = any_entry(status, owner="zhou", **{"number": "GY-0001", "edits": 4} | changes)
    store.commit(
        create(keys.entry(contest.id, entry.id), entry),
        create(keys.contact(contest.id, entry.id), any_contact()),
    )
    return entry


def correct(store, contest, entry, contact=NEW, *, actor=ZHOU, expected_version=None, reason=""):
    return correct_contact(
        Context(store, contest, actor, any_time(9)),
        entry,
        expected_version=entry.edits if expected_version is None else expected_version,
        contact=contact,
        reason=reason,
    )


GOING_ON = sorted(set(EntryStatus) - {EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED})


@pytest.mark.parametrize("status", GOING_ON)
def test_a_contact_is_corrected_at_any_status_but_the_ends(store, contest, status):
    entry = stored(store, contest, status)
    after = correct(store, contest, entry)
    assert submission.contact_of(store, after) == NEW
    assert after == entry_of(store, contest.id, entry.id)
    assert (after.status, after.form, after.edits) == (status, entry.form, 5)
    assert after.contact_hash == hashlib.sha256(b"li@example.com").hexdigest()


def test_the_record_names_what_changed_and_nobody(store, contest):
    entry = stored(store, contest)
    correct(store, contest, entry, any_contact().model_copy(update={"phone": "13900000001"}))
    correct(store, contest, entry_of(store, contest.id, entry.id), actor=HOST, reason="来电更正")
    first, second = store.chain(keys.entry(contest.id, entry.id))
    assert (first.action, first.actor, first.details) == (
        "entry.correct_contact",
        ZHOU,
        {"fields": ["phone"]},
    )
    assert (second.actor, second.details) == (
        HOST,
        {"fields": ["person", "email"], "reason": "来电更正"},
    )


def test_the_same_again_changes_nothing(store, contest):
    entry = stored(store, contest)
    after = correct(store, contest, entry)
    before = dict(store.items)
    assert correct(store, contest, after, expected_version=entry.edits) == after
    assert store.items == before


def test_what_was_corrected_elsewhere_is_not_written_over(store, contest):
    entry = stored(store, contest)
    after = correct(store, contest, entry)
    other = NEW.model_copy(update={"phone": "13900000002"})
    changed = Refusal(code="item.changed_meanwhile")
    assert refusals(correct, store, contest, after, other, expected_version=4) == (changed,)
    assert submission.contact_of(store, after) == NEW


def test_an_open_form_does_not_write_over_it_either(store, contest):
    entry = stored(store, contest, EntryStatus.DRAFT, number="")
    after = correct(store, contest, entry)
    assert refusals(fill_in, store, contest, after, expected_version=entry.edits) == (
        Refusal(code="item.changed_meanwhile"),
    )


@pytest.mark.parametrize("status", [EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED])
def test_what_has_ended_is_left_alone(store, contest, status):
    entry = stored(store, contest, status)
    before = dict(store.items)
    (refusal,) = refusals(correct, store, contest, entry)
    assert refusal.code == "entry.not_possible_now"
    assert entry.status_names.entrant.zh in refusal.sentence("zh")
    assert store.items == before


@pytest.mark.parametrize("gone", ["person", "personal_data"])
def test_no_personal_data_comes_back(store, contest, gone):
    entry = stored(store, contest, EntryStatus.AWARDED, erased=(gone,))
    assert refusals(correct, store, contest, entry) == (Refusal(code="contact.erased"),)
    assert submission.contact_of(store, entry) == any_contact()


def test_it_is_refused_while_its_entrant_is_being_erased(store, contest):
    entry = stored(store, contest)
    asked = Erasure(account="zhou", asked_at=any_time(), actor=ZHOU)
    store.commit(create(keys.erasure("zhou"), asked))
    assert refusals(correct, store, contest, entry) == (Refusal(code="contact.erased"),)


def test_every_mistake_in_the_contact_is_named_and_none_of_the_form(store, contest):
    entry = stored(store, contest)
    wrong = Contact(person="", phone="12", email="li")
    found = refusals(correct, store, contest, entry, wrong)
    assert [(one.code, one.field) for one in found] == [
        ("form.missing", "contact"),
        ("form.bad_phone", "phone"),
        ("form.bad_email", "email"),
    ]


def test_a_decision_that_can_still_be_undone_stays_as_it_was_taken(store, contest):
    """The entrant is not told of it, and it is about the same work."""
    entry = stored(store, contest)
    decided = entry.next_version(
        status=EntryStatus.IN_REVIEW, screening=any_decision(ScreeningOutcome.PASS)
    )
    store.commit(update(keys.entry(contest.id, entry.id), decided, before=entry))
    after = correct(store, contest, decided)
    assert after.content_version == decided.content_version
    assert (after.status, after.screening) == (decided.status, decided.screening)
