"""An entrant brings the video of a work: offered, sent in parts, completed, arrived."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.entry.entry import STATUS_NAMES, TRANSITIONS, Entry, EntryStatus
from contest.refusals import Refusal
from contest.refusals.formatting import stored_text
from contest.rules.contest import Ended
from contest.rules.sections import Limits
from contest.upload import Upload
from contest_aws.media.bucket import Part
from contest_aws.services.context import Context
from contest_aws.services.upload import late, submission, video
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict, create
from tests.builders import any_contest, any_entry, any_rules, any_time, any_upload
from tests.contest_aws.services.entrant import (
    ENDS,
    MIB,
    arrived,
    complete,
    enter,
    offer,
    refusals,
)
from tests.contest_aws.services.fakes import Breaking, Crash


@contextmanager
def monkeypatched(media, name, by):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(media, name, by)
        yield


def unanswered(*_):
    raise ConnectionError


def test_an_offer_opens_an_upload_of_exactly_that_size(store, media, contest, offered):
    key = f"media/{contest.id}/e1/1-ab12"
    assert offered.status is EntryStatus.UPLOADING
    assert offered.upload == Upload(
        version=1,
        key=key,
        upload_id=f"upload-of-{key}",
        size=20 * MIB,
        part_size=5 * MIB,
        offered_at=any_time(1),
    )
    assert list(media.open) == [offered.upload.upload_id]
    assert store.find(keys.entry(contest.id, "e1"), Entry) == offered


def test_a_second_offer_gives_up_the_first(store, media, contest, offered):
    again = offer(store, media, contest, offered, size=5)
    assert (again.upload.version, again.upload.size) == (2, 5)
    assert media.aborted == [offered.upload.key]
    assert list(media.open) == [again.upload.upload_id]
    assert refusals(complete, store, media, contest, again, version=1) == (
        Refusal(code="upload.not_current"),
    )


def test_an_entrant_begins_so_many_uploads_a_day_however_small(store, media):
    rules = any_rules(limits=Limits(uploads_per_day=3))
    contest = any_contest(rules=rules)
    entries = [enter(store, contest, f"e-{n}") for n in range(4)]
    offered = [offer(store, media, contest, entry, size=1, file="f") for entry in entries[:3]]

    told = refusals(offer, store, media, contest, entries[3], size=1)
    assert [(r.code, r.allowed) for r in told] == [("upload.too_many_today", "3")]
    assert offer(store, media, contest, offered[0], size=1, file="f") == offered[0]
    tomorrow = any_time(2)
    assert offer(store, media, contest, entries[3], size=1, now=tomorrow).uploads == 1


def test_of_two_offers_at_once_one_stands(store, media, contest, entry):
    first = offer(store, media, contest, entry)
    with pytest.raises(Conflict):
        offer(store, media, contest, entry)
    assert store.find(keys.entry(contest.id, "e1"), Entry) == first
    assert list(media.open) == [first.upload.upload_id], "the other one is closed"


@pytest.mark.parametrize(
    "status", [s for s in EntryStatus if EntryStatus.UPLOADING not in TRANSITIONS[s]]
)
def test_offers_nothing_to_an_entry_that_is_on_its_way(store, media, contest, status):
    entry = any_entry(status)
    assert refusals(offer, store, media, contest, entry) == (
        Refusal(
            code="entry.not_possible_now", measured=stored_text(STATUS_NAMES[status].organiser)
        ),
    )
    assert media.open == {}


def test_offers_nothing_too_late_or_too_big(store, media, contest, entry):
    most = contest.rules.media.max_bytes
    found = refusals(offer, store, media, contest, entry, size=most + 1, now=ENDS)
    assert [refusal.code for refusal in found] == ["upload.too_late", "upload.too_big"]
    assert media.open == {}


def test_a_whole_upload_is_completed(store, media, contest, offered):
    media.put_all(offered.upload)
    complete(store, media, contest, offered)
    assert media.objects == {offered.upload.key: 20 * MIB}


@pytest.mark.parametrize("last", [None, 1])
def test_an_upload_with_parts_missing_or_short_is_not(store, media, contest, offered, last):
    media.put(offered.upload, 1)
    media.put(offered.upload, 2)
    if last is not None:
        media.put(offered.upload, 3, last)
    assert refusals(complete, store, media, contest, offered) == (
        Refusal(
            code="upload.incomplete",
            measured=str(10 * MIB + (last or 0)),
            allowed=str(20 * MIB),
        ),
    )
    assert media.objects == {}


def test_an_upload_caught_midway_by_the_deadline_can_be_finished_and_is_late(
    store, media, contest, entry
):
    begun = offer(store, media, contest, entry, file="ends-1f3a")
    media.put(begun.upload, 1)
    again = offer(store, media, contest, begun, file="ends-1f3a", now=ENDS)
    assert again == begun, "resumed, though nothing new may begin"
    media.part_address = lambda upload, number, **_: f"{upload.key}/{number}"
    assert video.sign(media, again, version=1, number=2, sha256=None).endswith("/2")
    media.put_all(begun.upload)
    here = arrived(store, contest, complete(store, media, contest, again, now=ENDS))
    assert here.status is EntryStatus.LATE


def test_after_the_deadline_an_open_upload_is_not_exchanged(store, media, contest, offered):
    assert refusals(offer, store, media, contest, offered, size=5, now=ENDS)[0].code == (
        "upload.too_late"
    )
    assert list(media.open) == [offered.upload.upload_id]


def test_an_upload_that_is_refused_leaves_none_open(store, media, entry):
    limits = any_rules().limits.model_copy(update={"bytes_per_day": 5})
    contest = any_contest(rules=any_rules(limits=limits))
    found = refusals(offer, store, media, contest, entry, size=6)
    assert [refusal.code for refusal in found] == ["upload.too_much_today"]
    assert media.open == {}


def test_what_is_completed_after_the_deadline_is_late_whenever_it_was_offered(
    store, media, contest, offered
):
    media.put_all(offered.upload)
    told = complete(store, media, contest, offered, now=ENDS)
    here = arrived(store, contest, told, event_at=ENDS)
    assert (here.status, media.objects) == (EntryStatus.LATE, {offered.upload.key: 20 * MIB})
    assert arrived(store, contest, here, event_at=ENDS) == here


def test_what_arrives_once_the_contest_is_called_off_is_late(store, media, contest, offered):
    media.put_all(offered.upload)
    told = complete(store, media, contest, offered)
    ended = contest.model_copy(update={"ended": Ended(at=any_time(2), reason="撤销")})
    assert arrived(store, ended, told).status is EntryStatus.LATE


def test_a_late_work_is_let_in_with_a_reason_on_record(store, media, contest, offered):
    media.put_all(offered.upload)
    here = arrived(store, contest, complete(store, media, contest, offered, now=ENDS))
    assert refusals(
        late.let_in, Context(store, contest, Actor.of("host"), ENDS), here, reason=" "
    ) == (Refusal(code="upload.reason_missing"),)
    late.let_in(Context(store, contest, Actor.of("host"), ENDS), here, reason="断电")
    now = store.find(keys.entry(contest.id, "e1"), Entry)
    assert now.status is EntryStatus.VALIDATING
    assert store.chain(keys.entry(contest.id, "e1"))[-1].details["reason"] == "断电"


def test_what_is_exchanged_after_its_completion_is_completed_when_it_was_exchanged(
    store, media, contest, offered
):
    """Nobody brings other bytes after the deadline under a completion of before."""
    media.put_all(offered.upload)
    wrapped = Breaking(store, at=0, after=True)
    with pytest.raises(Crash):
        video.complete(
            Context(wrapped, contest, Actor.of("entrant", offered.owner), any_time(2)),
            media,
            offered,
            version=1,
        )
    media.open[offered.upload.upload_id][1] = Part(1, offered.upload.length(1), "other")
    told = store.find(keys.entry(contest.id, "e1"), Entry)
    again = complete(store, media, contest, told, now=ENDS)
    assert again.upload.completed_at == ENDS
    assert arrived(store, contest, again).status is EntryStatus.LATE


def test_the_entry_tells_when_its_upload_was_completed(store, media, contest, offered):
    media.put_all(offered.upload)
    told = complete(store, media, contest, offered)
    assert (told.version, told.upload.completed_at) == (offered.version + 1, any_time(2))
    assert arrived(store, contest, told).upload == told.upload.model_copy(
        update={"object_version": "v1"}
    )


@pytest.mark.parametrize("now", [any_time(2), any_time(2.5)])
def test_completed_again_before_the_bucket_has_told_of_it_nothing_changes(
    store, media, contest, offered, now
):
    """As a browser does whose first answer was lost."""
    media.put_all(offered.upload)
    told = complete(store, media, contest, offered)
    assert complete(store, media, contest, told, now=now) == told
    assert media.objects == {offered.upload.key: 20 * MIB}


def test_completed_again_after_it_arrived_nothing_changes(store, media, contest, offered):
    media.put_all(offered.upload)
    here = arrived(store, contest, complete(store, media, contest, offered))
    assert complete(store, media, contest, here, now=ENDS) == here
    assert media.objects == {offered.upload.key: 20 * MIB}


def test_what_was_begun_to_be_completed_in_time_is_in_time(store, media, contest, offered):
    """Stopped between the two: the parts are there, and the entry says when."""
    media.put_all(offered.upload)
    wrapped = Breaking(store, at=0, after=True)
    with pytest.raises(Crash):
        video.complete(
            Context(wrapped, contest, Actor.of("entrant", offered.owner), any_time(2)),
            media,
            offered,
            version=1,
        )
    assert media.objects == {}
    told = store.find(keys.entry(contest.id, "e1"), Entry)
    complete(store, media, contest, told, now=ENDS)
    assert media.objects == {offered.upload.key: 20 * MIB}


@pytest.mark.parametrize("now", [any_time(2.5), ENDS])
def test_a_file_whose_parts_were_never_joined_is_chosen_again_and_nothing_is_sent_twice(
    store, media, contest, entry, now
):
    """All parts were sent in time, and the bucket did not answer when it was to join them."""
    begun = offer(store, media, contest, entry, file="ends-1f3a")
    media.put_all(begun.upload)
    with monkeypatched(media, "complete", unanswered), pytest.raises(ConnectionError):
        complete(store, media, contest, begun)
    told = store.find(keys.entry(contest.id, "e1"), Entry)

    again = offer(store, media, contest, told, file="ends-1f3a", now=now)

    assert (again, media.aborted) == (told, [])
    assert sum(part.size for part in video.parts_there(media, again, version=1)) == 20 * MIB
    joined = complete(store, media, contest, again, now=now)
    assert media.objects == {begun.upload.key: 20 * MIB}
    assert arrived(store, contest, joined).status is EntryStatus.VALIDATING


def test_a_file_that_was_joined_is_chosen_again_before_the_bucket_tells_of_it(
    store, media, contest, entry
):
    begun = offer(store, media, contest, entry, file="ends-1f3a")
    media.put_all(begun.upload)
    told = complete(store, media, contest, begun)

    again = offer(store, media, contest, told, file="ends-1f3a", now=any_time(2.5))

    assert (again, media.aborted) == (told, [])
    assert sum(part.size for part in video.parts_there(media, again, version=1)) == 20 * MIB
    assert complete(store, media, contest, again, now=any_time(2.5)) == told
    other = offer(store, media, contest, told, file="another", now=any_time(2.5))
    assert other.upload.version == 2


def test_an_upload_that_was_given_up_is_not_taken_for_a_completed_one(
    store, media, contest, offered
):
    media.abort(offered.upload)
    assert refusals(complete, store, media, contest, offered) == (
        Refusal(code="upload.not_current"),
    )


def test_an_arrival_binds_the_entry_to_the_objects_version(store, contest, offered):
    here = arrived(store, contest, offered)
    assert here.status is EntryStatus.VALIDATING
    assert here.upload == offered.upload.model_copy(update={"object_version": "v1"})
    assert store.actions(keys.entry(contest.id, "e1")) == [
        "entry.enter",
        "upload.offer",
        "upload.arrive",
    ]


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
    gone = submission.withdraw(
        Context(store, contest, Actor.of("entrant", offered.owner), any_time(2)), offered
    )
    assert arrived(store, contest, gone) == gone


def test_a_returned_entry_is_brought_anew_without_its_old_verdict(store, media, contest):
    resubmit_by = ENDS + timedelta(days=7)
    entry = any_entry(
        EntryStatus.RETURNED, resubmit_by=resubmit_by, upload=any_upload(version=3), uploads=3
    )
    store.commit(create(keys.entry(contest.id, entry.id), entry))
    late = resubmit_by - timedelta(seconds=1)
    offered = offer(store, media, contest, entry, now=late)
    media.put_all(offered.upload)
    told = complete(store, media, contest, offered, version=4, now=late)
    here = arrived(store, contest, told, version=4)
    assert (here.upload.version, here.verdict, here.screening, here.resubmit_by) == (
        4,
        None,
        None,
        resubmit_by,
    )
    assert media.aborted == []
