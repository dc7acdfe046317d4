"""What an entrant does at the desk, in few words."""

import pytest

from contest.audit import BUCKET, Actor
from contest.entry.entry import Entry
from contest.model import digest
from contest.refusals import Refused
from contest_aws.services.context import Context
from contest_aws.services.upload import submission, video
from contest_aws.store import keys
from tests.builders import any_contact, any_form, any_rules, any_time

ENDS = any_rules().dates.upload_ends
MIB = 1024 * 1024
FORM, CONTACT = any_form(), any_contact()


def enter(store, contest, entry_id="e1", *, entrant="zhou", at=0, form=FORM, contact=CONTACT):
    return submission.enter(
        Context(store, contest, Actor.of("entrant", entrant), any_time(at)),
        entry_id=entry_id,
        form=form,
        contact=contact,
    )


def accept(store, contest, entry, *, at=0):
    present = contest.rules.declaration
    return submission.accept(
        Context(store, contest, Actor.of("entrant", entry.owner), any_time(at)),
        entry,
        version=present.version,
        sha256=digest(present),
        origin=submission.Origin("192.0.2.7", "a browser"),
    )


def submit(store, contest, entry, *, at=2, expected_version=None, now=None):
    return submission.submit(
        Context(store, contest, Actor.of("entrant", entry.owner), now or any_time(at)),
        entry,
        expected_version=entry.edits if expected_version is None else expected_version,
    )


def fill_in(
    store, contest, entry, *, form=FORM, contact=CONTACT, at=1, expected_version=None, now=None
):
    return submission.fill_in(
        Context(store, contest, Actor.of("entrant", entry.owner), now or any_time(at)),
        entry,
        expected_version=entry.edits if expected_version is None else expected_version,
        form=form,
        contact=contact,
    )


def offer(store, media, contest, entry, *, size=20 * MIB, now=None, file="", checked=False):
    return video.offer(
        Context(store, contest, Actor.of("entrant", entry.owner), now or any_time(1)),
        media,
        entry,
        video.NewFile(size, file, checked=checked),
        nonce="ab12",
    )


def complete(store, media, contest, entry, *, version=1, now=None):
    """As the function does, which reads the entry afresh each time."""
    video.complete(
        Context(store, contest, Actor.of("entrant", entry.owner), now or any_time(2)),
        media,
        entry,
        version=version,
    )
    return store.find(keys.entry(contest.id, entry.id), Entry)


def arrived(store, contest, entry, *, version=1, object_version="v1", event_at=None):
    return video.arrived(
        Context(store, contest, BUCKET, any_time(3)),
        entry,
        version=version,
        object_version=object_version,
        event_at=event_at or any_time(3),
    )


def refusals(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    return problem.value.refusals
