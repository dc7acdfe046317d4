"""A viewing copy is made once, whatever is doubled or killed, and goes with its upload."""

from contextlib import suppress
from datetime import timedelta

import pytest

from contest.audit import RULES
from contest.entry.entry import EntryStatus
from contest.refusals import Refusal
from contest.rules.sizes import ViewingLimits
from contest.viewing.viewing_copy import (
    LEASES,
    MOST_TRIES,
    CopyKind,
    CopyState,
    ViewingCopy,
)
from contest_aws.media.viewing_files import WrittenFile
from contest_aws.services.context import Context
from contest_aws.services.upkeep.viewing_copies import MOST_AT_ONCE, mend_copies
from contest_aws.services.viewing import copies
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict, create, delete, update
from tests.builders import any_entry, any_rules, any_time, any_upload
from tests.contest_aws.services.fakes import Breaking, Crash, Overtaken

ONE_ROUND = any_rules()
NOW, LATER = any_time(1), any_time(2)
LEASE, TRIES = LEASES[CopyKind.COPY], MOST_TRIES[CopyKind.COPY]
FILE = WrittenFile("c1", 9, "avc1.4d400b")


class Files:
    """A bucket in which a copy is a key."""

    def __init__(self):
        self.there, self.drawn = set(), 0

    def new_key(self):
        self.drawn += 1
        return f"viewing/{self.drawn:032x}"

    def write(self, key):
        self.there.add(key)

    def drop(self, *places):
        gone = {key for key in self.there if key.startswith(places)}
        self.there -= gone
        return len(gone)


@pytest.fixture
def files():
    return Files()


@pytest.fixture
def entry(store, contest):
    upload = any_upload(version=1, object_version="v1")
    entry = any_entry(contest=contest.id, status=EntryStatus.SCREENING, upload=upload, version=1)
    store.commit(create(keys.entry(contest.id, entry.id), entry))
    return entry


def make(store, files, entry, *, rules=ONE_ROUND, maker="run-1", now=NOW):
    """As the function does; whether a copy was made that counts."""
    copy = copies.begin(store, files, entry, rules=rules, maker=maker, now=now)
    if copy is None:
        return False
    files.write(copy.key)
    return copies.finish(store, files, copy, FILE, now=now)


def stored(store, entry, upload=1):
    return store.find(keys.viewing(entry.contest, entry.id, upload), ViewingCopy)


def changed(store, entry, **changes):
    after = entry.next_version(**changes)
    store.commit(update(keys.entry(entry.contest, entry.id), after, before=entry))
    return after


def ready(store, entry, upload=1):
    found = stored(store, entry, upload)
    return found if found and found.state is CopyState.READY else None


def test_a_copy_is_ready_when_its_file_is_written(store, files, entry):
    copy = copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-1", now=NOW)
    assert (stored(store, entry), ready(store, entry)) == (copy, None)
    assert copies.finish(store, files, copy, FILE, now=LATER)
    found = ready(store, entry)
    assert (found.key, found.object_version, found.size) == (copy.key, "c1", 9)
    assert found.codecs == "avc1.4d400b"


def test_made_twice_it_is_made_once(store, files, entry):
    assert make(store, files, entry)
    assert not make(store, files, entry, maker="run-2")
    assert files.there == {stored(store, entry).key}


def test_nobody_begins_while_another_execution_is_at_work(store, files, entry):
    copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-1", now=NOW)
    soon = NOW + LEASE - timedelta(seconds=1)
    assert copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-2", now=soon) is None
    assert (
        copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-2", now=NOW + LEASE)
        is not None
    )


def test_the_same_execution_begins_anew_at_once_under_another_key(store, files, entry):
    first = copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-1", now=NOW)
    files.write(first.key)
    second = copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-1", now=NOW)
    assert second.key != first.key
    assert (second.tries, files.there) == (2, set())


def test_whoever_was_overtaken_deletes_what_they_wrote(store, files, entry):
    slow = copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-1", now=NOW)
    assert make(store, files, entry, maker="run-2", now=NOW + LEASE)
    files.write(slow.key)
    assert not copies.finish(store, files, slow, FILE, now=LATER)
    assert files.there == {ready(store, entry).key}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(3))
def test_killed_at_any_commit_and_called_again_it_leaves_one_copy(store, files, entry, at, after):
    try:
        make(Breaking(store, at=at, after=after), files, entry)
    except Crash:
        make(store, files, entry)
    assert files.there == {ready(store, entry).key}


@pytest.mark.parametrize("at", range(6))
def test_an_entry_that_is_withdrawn_meanwhile_keeps_no_copy(store, files, entry, at):
    def withdraw():
        changed(store, entry, status=EntryStatus.WITHDRAWN)

    with suppress(Conflict):  # the step is tried again
        make(Overtaken(store, withdraw, at=at), files, entry)
    now = store.find(keys.entry(entry.contest, entry.id), type(entry))
    make(store, files, now)
    assert (files.there, ready(store, entry)) == (set(), None)


def test_a_copy_whose_item_was_erased_meanwhile_is_deleted(store, files, entry):
    copy = copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-1", now=NOW)
    files.write(copy.key)
    store.commit(delete(keys.viewing(entry.contest, entry.id, 1)))
    assert not copies.finish(store, files, copy, FILE, now=LATER)
    assert files.there == set()


def test_a_new_upload_drops_the_copy_of_the_one_before(store, files, entry):
    make(store, files, entry)
    after = changed(store, entry, upload=any_upload(version=2, object_version="v2"))
    assert make(store, files, after, maker="run-2")
    assert stored(store, entry, 1).state is CopyState.DROPPED
    assert files.there == {ready(store, entry, 2).key}


@pytest.mark.parametrize("status", [EntryStatus.READY, EntryStatus.UPLOADING, EntryStatus.DRAFT])
def test_no_copy_is_made_of_what_was_not_submitted(store, files, entry, status):
    after = changed(store, entry, status=status)
    assert copies.begin(store, files, after, rules=ONE_ROUND, maker="run-1", now=NOW) is None
    assert files.drawn == 0


def test_a_failure_is_flagged_with_its_reason_and_leaves_no_part(store, files, entry):
    copy = copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-1", now=NOW)
    files.write(copy.key)
    of, reason = (entry.contest, entry.id, 1), Refusal(code="media.broken", measured="@9")
    copies.fail(store, files, of=of, maker="run-1", now=LATER, refusals=(reason,))
    failed = stored(store, entry)
    assert (failed.state, failed.refusals, files.there) == (CopyState.FAILED, (reason,), set())


def test_a_failure_of_another_execution_flags_nothing(store, files, entry):
    make(store, files, entry)
    before = stored(store, entry)
    copies.fail(store, files, of=(entry.contest, entry.id, 1), maker="run-1", now=LATER)
    copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-2", now=LATER)
    assert stored(store, entry) == before


class Journeys:
    def __init__(self):
        self.started = {}

    def start_copy(self, machine, request, *, name):
        assert machine == "arn"
        new = name not in self.started
        self.started.setdefault(name, request)
        return new


def mended(store, contest, journeys, *, now=LATER):
    return mend_copies(Context(store, contest, RULES, now), journeys, "arn")


def test_upkeep_begins_what_was_never_begun_and_once_an_hour(store, contest, entry):
    journeys = Journeys()
    assert mended(store, contest, journeys) == (entry.id,)
    assert mended(store, contest, journeys) == ()
    assert mended(store, contest, journeys, now=LATER + timedelta(hours=1)) == (entry.id,)
    assert {one.upload for one in journeys.started.values()} == {1}


def test_upkeep_begins_a_hundred_at_once_and_the_others_when_these_are_made(store, contest, files):
    entries = []
    for number in range(500):
        upload = any_upload(version=1, object_version="v1")
        known = {"id": f"e{number:03}", "contest": contest.id, "upload": upload, "version": 1}
        entries.append(any_entry(status=EntryStatus.IN_REVIEW, **known))
        store.commit(create(keys.entry(contest.id, entries[-1].id), entries[-1]))
    for entry in entries[:40]:
        copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-1", now=LATER)

    journeys, hour = Journeys(), timedelta(hours=1)
    assert len(mended(store, contest, journeys)) == 60, "forty are being made"
    for entry in entries[:100]:
        make(store, files, entry, now=LATER)
    later = mended(store, contest, journeys, now=LATER + hour)
    assert len(later) == 100
    assert not {entry.id for entry in entries[:100]} & set(later)


def test_upkeep_drops_at_once_whatever_else_waits(store, contest, files, entry):
    for number in range(MOST_AT_ONCE):
        upload = any_upload(version=1, object_version="v1")
        known = {"id": f"e{number:03}", "contest": contest.id, "upload": upload, "version": 1}
        waits = any_entry(status=EntryStatus.SCREENING, **known)
        store.commit(create(keys.entry(contest.id, waits.id), waits))
        copies.begin(store, files, waits, rules=ONE_ROUND, maker="run-1", now=LATER)
    make(store, files, entry)
    assert mended(store, contest, Journeys()) == ()
    changed(store, entry, status=EntryStatus.WITHDRAWN)
    assert mended(store, contest, Journeys()) == (entry.id,)


def test_upkeep_begins_again_what_failed_or_broke_off(store, contest, files, entry):
    copies.begin(store, files, entry, rules=ONE_ROUND, maker="run-1", now=NOW)
    assert mended(store, contest, Journeys(), now=NOW + LEASE / 2) == ()
    assert mended(store, contest, Journeys(), now=NOW + LEASE) == (entry.id,)
    copies.fail(store, files, of=(entry.contest, entry.id, 1), maker="run-1", now=NOW)
    assert mended(store, contest, Journeys(), now=NOW) == (entry.id,)


def test_upkeep_leaves_alone_what_is_ready_and_what_failed_too_often(store, contest, files, entry):
    make(store, files, entry)
    assert mended(store, contest, Journeys()) == ()
    failed = stored(store, entry).next_version(state=CopyState.FAILED, tries=TRIES)
    key = keys.viewing(entry.contest, entry.id, 1)
    store.commit(update(key, failed, before=stored(store, entry)))
    assert mended(store, contest, Journeys()) == ()


def test_upkeep_begins_what_has_the_key_of_an_earlier_round(store, contest, files, entry):
    make(store, files, entry)
    final = contest.rules.rounds[0].model_copy(update={"id": "final"})
    rules = contest.rules.model_copy(
        update={
            "rounds": (*contest.rules.rounds, final),
            "viewing": ViewingLimits(new_keys_each_round=True),
        }
    )
    later = contest.model_copy(update={"rules": rules})
    in_final = changed(store, entry, status=EntryStatus.IN_REVIEW, round="final")
    assert mended(store, contest, Journeys()) == ()
    assert mended(store, later, Journeys()) == (entry.id,)
    assert make(store, files, in_final, rules=rules, maker="run-2")
    assert mended(store, later, Journeys()) == ()


def test_upkeep_drops_what_a_withdrawn_entry_leaves(store, contest, files, entry):
    make(store, files, entry)
    after = changed(store, entry, status=EntryStatus.WITHDRAWN)
    assert mended(store, contest, Journeys()) == (entry.id,)
    assert not make(store, files, after, maker="run-2")
    assert files.there == set()
    assert mended(store, contest, Journeys(), now=LATER + timedelta(hours=1)) == ()
