"""Each invariant finds what it is about, and nothing else."""

from datetime import timedelta

import pytest

from contest.entry.entry import EntryStatus
from contest.rules.sizes import ViewingLimits
from contest.validate.verdict import Verdict
from contest.viewing.viewing_copy import MOST_TRIES, CopyKind, CopyState, ViewingCopy
from contest_aws.services.upkeep.viewing_invariants import check
from contest_aws.store import keys
from contest_aws.store.protocol import create, delete, update
from tests.builders import any_entry, any_facts, any_rules, any_time, any_upload

COPY, RENDITION = CopyKind
NO_COPY = "submitted_work_has_its_copy"
NO_RENDITION = "work_that_few_browsers_play_has_its_rendition"
OF_EARLIER = "work_has_its_own_key_in_each_round"
USELESS = "copy_is_of_the_present_upload_of_a_work"


@pytest.fixture
def phones(store, contest):
    """A submitted work in HEVC."""
    entry = any_entry(
        contest=contest.id,
        status=EntryStatus.SCREENING,
        upload=any_upload(version=1, object_version="v1"),
        verdict=Verdict(facts=any_facts(video_codec="HEVC", video_profile="Main 10@L4")),
        version=1,
    )
    store.commit(create(keys.entry(contest.id, entry.id), entry))
    return entry


def put(store, entry, kind, **more):
    given = {"state": CopyState.READY, "maker": "run-1", "changed_at": any_time(), "version": 1}
    copy = ViewingCopy(
        contest=entry.contest,
        entry=entry.id,
        upload=1,
        kind=kind,
        **{"key": f"viewing/{0:032x}"} | given | more,
    )
    store.commit(create(keys.viewing(entry.contest, entry.id, 1, kind), copy))


def found(store, contest):
    return [(finding.invariant, finding.about) for finding in check(store, contest)]


def test_a_work_without_copy_and_rendition_is_found(store, contest, phones):
    assert found(store, contest) == [(NO_COPY, phones.id), (NO_RENDITION, phones.id)]
    put(store, phones, COPY)
    assert found(store, contest) == [(NO_RENDITION, phones.id)]
    put(store, phones, RENDITION)
    assert found(store, contest) == []


@pytest.mark.parametrize(
    ("state", "tries", "all_is_well"),
    [
        (CopyState.MAKING, 1, True),
        (CopyState.FAILED, MOST_TRIES[RENDITION], True),
        (CopyState.MAKING, MOST_TRIES[RENDITION], False),
    ],
)
def test_what_is_in_the_making_or_flagged_is_well(
    store, contest, phones, state, tries, all_is_well
):
    put(store, phones, COPY)
    put(store, phones, RENDITION, state=state, tries=tries)
    assert (found(store, contest) == []) is all_is_well


def test_a_copy_of_a_work_that_has_left_is_found(store, contest, phones):
    for kind in CopyKind:
        put(store, phones, kind)
    key = keys.entry(contest.id, phones.id)
    gone = phones.next_version(status=EntryStatus.WITHDRAWN, changed_at=any_time() + timedelta(1))
    store.commit(update(key, gone, before=phones))
    useless = [(USELESS, f"{phones.id}/1/{kind}") for kind in CopyKind]
    assert found(store, contest) == useless
    store.commit(delete(key))
    assert found(store, contest) == useless


def test_a_file_with_the_key_of_an_earlier_round_is_found(store, contest, phones):
    for kind in CopyKind:
        put(store, phones, kind)
    final = contest.rules.rounds[0].model_copy(update={"id": "final"})
    viewing = ViewingLimits(new_keys_each_round=True)
    rules = any_rules(rounds=(*contest.rules.rounds, final), viewing=viewing)
    key, in_rounds = keys.entry(contest.id, phones.id), contest.model_copy(update={"rules": rules})
    first = phones.next_version(status=EntryStatus.IN_REVIEW, round=contest.rules.rounds[0].id)
    store.commit(update(key, first, before=phones))
    assert found(store, in_rounds) == []
    store.commit(update(key, first.next_version(round="final"), before=first))
    assert found(store, in_rounds) == [(OF_EARLIER, f"{phones.id}/1/{kind}") for kind in CopyKind]
    assert found(store, contest) == []
