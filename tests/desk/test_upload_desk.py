"""An entrant enters works, brings their videos, mends and withdraws them."""

from datetime import timedelta

import pytest

from contest.entry import NAMES, TRANSITIONS, Contact, Entry, Status
from contest.refusals import Refusal, Refused
from contest.upload import Upload
from contest_aws import keys
from contest_aws.desk import upload as desk
from contest_aws.desk.upload import OwnEntry
from contest_aws.store import Conflict, create
from tests.builders import (
    any_contact,
    any_contest,
    any_entry,
    any_form,
    any_rules,
    any_time,
    any_upload,
)

ENDS = any_rules().dates.upload_ends
MIB = 1024 * 1024


def enter(store, contest, entry_id="e1", *, entrant="zhou", at=0, **form):
    return desk.enter(
        store, contest, entrant=entrant, entry_id=entry_id, form=any_form(**form),
        contact=any_contact(), ours=any_time(at),
    )  # fmt: skip


def offer(store, media, contest, entry, *, size=20 * MIB, ours=None):
    return desk.offer(
        store, media, contest, entry, size=size, nonce="ab12", ours=ours or any_time(1)
    )


def complete(media, contest, entry, *, version=1, ours=None):
    desk.complete(media, contest, entry, version=version, ours=ours or any_time(2))


def arrived(store, contest, entry, *, version=1, object_version="v1"):
    return desk.arrived(
        store, contest, entry, version=version, object_version=object_version, ours=any_time(3)
    )


def refusals(deed, *arguments, **more):
    with pytest.raises(Refused) as problem:
        deed(*arguments, **more)
    return problem.value.refusals


@pytest.fixture
def entry(store, contest):
    return enter(store, contest)


@pytest.fixture
def offered(store, media, contest, entry):
    return offer(store, media, contest, entry)


def test_a_new_entry_is_a_draft_with_its_owner_and_its_contact_apart(store, contest, entry):
    assert entry == Entry(
        contest=contest.id, id="e1", owner="zhou", form=any_form(), created_at=any_time(),
        changed_at=any_time(), version=1, records=1, head=entry.head,
    )  # fmt: skip
    key = keys.entry(contest.id, "e1")
    assert store.find(key, Entry) == entry
    assert store.find(keys.own_entry(contest.id, "zhou", "e1"), OwnEntry) == OwnEntry(entry="e1")
    assert store.find(keys.contact(contest.id, "e1"), Contact) == any_contact()
    assert store.deeds(key) == ["entry.enter"]


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
    assert desk.all_own(store, contest.id, entrant="li") == []


def test_enters_only_while_the_call_is_open(store, contest):
    for days in (-60, 200):
        assert refusals(enter, store, contest, at=days)
    assert list(store.items) == [keys.contest(contest.id)]


@pytest.mark.parametrize("themes", [{"theme": "sports"}, {"further_themes": ("green", "sports")}])
def test_enters_under_themes_of_the_contest_only(store, contest, themes):
    assert refusals(enter, store, contest, **themes) == (
        Refusal(code="form.unknown_theme", measured="sports", allowed="high-end, digital, green"),
    )


def test_an_entrant_enters_as_many_works_as_the_rules_allow(store):
    limits = any_rules().limits.model_copy(update={"entries_per_entrant": 2})
    contest = any_contest(rules=any_rules(limits=limits))
    enter(store, contest, "e1")
    enter(store, contest, "e2", at=1)
    assert refusals(enter, store, contest, "e3") == (Refusal(code="entry.too_many", allowed="2"),)
    enter(store, contest, "e3", entrant="li")
    assert [e.id for e in desk.all_own(store, contest.id, entrant="zhou")] == ["e2", "e1"]


def test_an_entrant_sees_their_own_entries_the_newest_first(store, contest):
    for day, entry_id in enumerate(("e2", "e3", "e1")):
        enter(store, contest, entry_id, at=day)
    enter(store, contest, "other", entrant="li")
    assert [e.id for e in desk.all_own(store, contest.id, entrant="zhou")] == ["e1", "e3", "e2"]


def test_somebody_elses_entry_is_as_missing_as_one_that_never_was(store, contest, entry):
    def own(entry_id, entrant):
        return desk.own(store, contest.id, entrant=entrant, entry_id=entry_id)

    assert own("e1", "zhou") == entry
    missing = (Refusal(code="item.missing"),)
    assert refusals(own, "e1", "li") == refusals(own, "nothing", "li") == missing


def test_an_offer_opens_an_upload_of_exactly_that_size(store, media, contest, offered):
    key = f"media/{contest.id}/e1/1-ab12"
    assert offered.status is Status.UPLOADING
    assert offered.upload == Upload(
        version=1, key=key, upload_id=f"upload-of-{key}", size=20 * MIB, part_size=8 * MIB,
        offered_at=any_time(1),
    )  # fmt: skip
    assert list(media.open) == [offered.upload.upload_id]
    assert store.find(keys.entry(contest.id, "e1"), Entry) == offered


def test_a_second_offer_gives_up_the_first(store, media, contest, offered):
    again = offer(store, media, contest, offered, size=5)
    assert (again.upload.version, again.upload.size) == (2, 5)
    assert media.aborted == [offered.upload.key]
    assert list(media.open) == [again.upload.upload_id]
    assert refusals(complete, media, contest, again, version=1) == (
        Refusal(code="upload.not_current"),
    )


def test_of_two_offers_at_once_one_stands(store, media, contest, entry):
    first = offer(store, media, contest, entry)
    with pytest.raises(Conflict):
        offer(store, media, contest, entry)
    assert store.find(keys.entry(contest.id, "e1"), Entry) == first
    assert first.upload.upload_id in media.open


@pytest.mark.parametrize("status", [s for s in Status if Status.UPLOADING not in TRANSITIONS[s]])
def test_offers_nothing_to_an_entry_that_is_on_its_way(store, media, contest, status):
    entry = any_entry(status)
    assert refusals(offer, store, media, contest, entry) == (
        Refusal(code="entry.not_possible_now", measured=NAMES[status].organiser.zh),
    )
    assert media.open == {}


def test_offers_nothing_too_late_or_too_big(store, media, contest, entry):
    most = contest.rules.media.max_bytes
    found = refusals(offer, store, media, contest, entry, size=most + 1, ours=ENDS)
    assert [refusal.code for refusal in found] == ["upload.too_late", "upload.too_big"]
    assert media.open == {}


def test_a_whole_upload_is_completed(media, contest, offered):
    media.put_all(offered.upload)
    complete(media, contest, offered)
    assert media.objects == {offered.upload.key: 20 * MIB}


@pytest.mark.parametrize("last", [None, 1])
def test_an_upload_with_parts_missing_or_short_is_not(media, contest, offered, last):
    media.put(offered.upload, 1)
    media.put(offered.upload, 2)
    if last is not None:
        media.put(offered.upload, 3, last)
    assert refusals(complete, media, contest, offered) == (
        Refusal(
            code="upload.incomplete", measured=f"{16 * MIB + (last or 0)} B",
            allowed=f"{20 * MIB} B",
        ),
    )  # fmt: skip
    assert media.objects == {}


def test_what_is_completed_after_the_deadline_is_late_whenever_it_was_offered(
    media, contest, offered
):
    media.put_all(offered.upload)
    assert refusals(complete, media, contest, offered, ours=ENDS) == (
        Refusal(code="upload.too_late", measured=ENDS.isoformat(), allowed=ENDS.isoformat()),
    )
    complete(media, contest, offered, ours=ENDS - timedelta(seconds=1))
    assert media.objects


def test_completed_again_before_the_bucket_has_told_of_it_nothing_changes(media, contest, offered):
    """As a browser does whose first answer was lost."""
    media.put_all(offered.upload)
    complete(media, contest, offered)
    complete(media, contest, offered)
    assert media.objects == {offered.upload.key: 20 * MIB}


def test_completed_again_after_it_arrived_nothing_changes(store, media, contest, offered):
    media.put_all(offered.upload)
    complete(media, contest, offered)
    complete(media, contest, arrived(store, contest, offered), ours=ENDS)
    assert media.objects == {offered.upload.key: 20 * MIB}


def test_an_arrival_binds_the_entry_to_the_objects_version(store, contest, offered):
    here = arrived(store, contest, offered)
    assert here.status is Status.VALIDATING
    assert here.upload == offered.upload.model_copy(update={"object_version": "v1"})
    assert store.deeds(keys.entry(contest.id, "e1")) == [
        "entry.enter", "upload.offer", "upload.arrive"
    ]  # fmt: skip


def test_an_arrival_told_twice_changes_nothing(store, contest, offered):
    here = arrived(store, contest, offered)
    before = dict(store.items)
    assert arrived(store, contest, here, object_version="v2") == here
    assert store.items == before
    with pytest.raises(Conflict):
        arrived(store, contest, offered)


def test_the_arrival_of_an_upload_that_was_given_up_changes_nothing(store, media, contest, offered):
    again = offer(store, media, contest, offered)
    assert arrived(store, contest, again, version=1) == again


def test_an_arrival_after_the_withdrawal_changes_nothing(store, contest, offered):
    gone = desk.withdraw(store, contest, offered, ours=any_time(2))
    assert arrived(store, contest, gone) == gone


def test_a_returned_entry_is_brought_anew_without_its_old_verdict(store, media, contest):
    mend_by = ENDS + timedelta(days=7)
    entry = any_entry(Status.RETURNED, mend_by=mend_by, upload=any_upload(version=3))
    store.commit(create(keys.entry(contest.id, entry.id), entry))
    late = mend_by - timedelta(seconds=1)
    offered = offer(store, media, contest, entry, ours=late)
    media.put_all(offered.upload)
    complete(media, contest, offered, version=4, ours=late)
    here = arrived(store, contest, offered, version=4)
    assert (here.upload.version, here.verdict, here.screening, here.mend_by) == (
        4, None, None, None
    )  # fmt: skip
    assert media.aborted == []


def test_a_form_can_be_changed_until_the_entry_is_on_its_way(store, contest, entry):
    filled = desk.fill_in(store, contest, entry, form=any_form(title="新题"), ours=any_time(1))
    assert (filled.form.title, filled.status, filled.version) == ("新题", Status.DRAFT, 2)
    for status in set(Status) - {Status.DRAFT, Status.UPLOADING, Status.RETURNED}:
        assert refusals(
            desk.fill_in, store, contest, any_entry(status), form=any_form(), ours=any_time(1)
        ) == (Refusal(code="entry.not_possible_now", measured=NAMES[status].organiser.zh),)
    assert refusals(desk.fill_in, store, contest, filled, form=any_form(), ours=ENDS)


def test_a_withdrawn_entry_stays_on_record_and_moves_no_more(store, contest, offered):
    gone = desk.withdraw(store, contest, offered, ours=any_time(2))
    assert gone.status is Status.WITHDRAWN
    assert store.deeds(keys.entry(contest.id, "e1"))[-1] == "entry.withdraw"
    assert refusals(desk.withdraw, store, contest, gone, ours=any_time(3))
