"""A store that is proved whole after every scenario, and what stands in for the buckets."""

import pytest

from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_contest
from tests.contest_aws.services.entrant import enter, offer
from tests.contest_aws.services.fakes import FakeMedia, FakeSnapshots, TableStore


@pytest.fixture
def contest():
    return any_contest()


@pytest.fixture
def store(contest):
    store = TableStore()
    store.commit(create(keys.contest(contest.id), contest))
    yield store
    store.verify()


@pytest.fixture
def media():
    return FakeMedia()


@pytest.fixture
def snapshots():
    return FakeSnapshots()


@pytest.fixture
def entry(store, contest):
    return enter(store, contest)


@pytest.fixture
def offered(store, media, contest, entry):
    return offer(store, media, contest, entry)
