"""What an entrant does at the desk, in few words."""

import pytest

from contest.entry.entry import Entry
from contest.model import digest
from contest.refusals import Refused
from contest_aws.services.upload import submission, video
from contest_aws.store import keys
from tests.builders import any_contact, any_form, any_rules, any_time

ENDS = any_rules().dates.upload_ends
MIB = 1024 * 1024
FORM, CONTACT = any_form(), any_contact()


def enter(store, contest, entry_id="e1", *, entrant="zhou", at=0, form=FORM, contact=CONTACT):
    return submission.enter(
        store,
        contest,
        entrant=entrant,
        entry_id=entry_id,
        form=form,
        contact=contact,
        ours=any_time(at),
    )


def accept(store, contest, entry, *, at=0):
    present = contest.rules.declaration
    return submission.accept(
        store,
        contest,
        entry,
        version=present.version,
        sha256=digest(present),
        source="192.0.2.7",
        agent="a browser",
        ours=any_time(at),
    )


def submit(store, contest, entry, *, at=2, seen=None, ours=None):
    return submission.submit(
        store, contest, entry, seen=entry.edits if seen is None else seen, ours=ours or any_time(at)
    )


def fill_in(store, contest, entry, *, form=FORM, contact=CONTACT, at=1, seen=None, ours=None):
    return submission.fill_in(
        store,
        contest,
        entry,
        seen=entry.edits if seen is None else seen,
        form=form,
        contact=contact,
        ours=ours or any_time(at),
    )


def offer(store, media, contest, entry, *, size=20 * MIB, ours=None, **more):
    return video.offer(
        store, media, contest, entry, size=size, nonce="ab12", ours=ours or any_time(1), **more
    )


def complete(store, media, contest, entry, *, version=1, ours=None):
    """As the function does, which reads the entry afresh each time."""
    video.complete(store, media, contest, entry, version=version, ours=ours or any_time(2))
    return store.find(keys.entry(contest.id, entry.id), Entry)


def arrived(store, contest, entry, *, version=1, object_version="v1", event_at=None):
    return video.arrived(
        store,
        contest,
        entry,
        version=version,
        object_version=object_version,
        event_at=event_at or any_time(3),
        ours=any_time(3),
    )


def refusals(deed, *arguments, **more):
    with pytest.raises(Refused) as problem:
        deed(*arguments, **more)
    return problem.value.refusals
