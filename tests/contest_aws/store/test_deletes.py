"""What every store promises of deleting: with a commit, whole or not at all, and seen or not."""

import pytest

from contest.audit import Audited
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Change, Conflict, create, delete, update

ONE, OTHER, THIRD = Key("THING#1", "A"), Key("THING#1", "B"), Key("THING#2", "A")


def owned(version) -> Audited:
    return Audited(version=version)


def everything(store):
    return [store.find(key, Audited) for key in (ONE, OTHER, THIRD)]


@pytest.fixture
def store(store):
    store.commit(create(ONE, owned(1)))
    store.commit(create(OTHER, owned(5)))
    return store


def test_what_is_deleted_is_gone_and_nothing_else(store):
    store.commit(delete(ONE))
    assert everything(store) == [None, owned(5), None]


def test_what_is_not_there_is_deleted_without_harm(store):
    store.commit(delete(THIRD))
    store.commit(delete(ONE), delete(THIRD))
    assert everything(store) == [None, owned(5), None]


def test_a_delete_goes_with_the_writes_of_its_commit(store):
    store.commit(delete(ONE), update(OTHER, owned(6), before=owned(5)), create(THIRD, owned(1)))
    assert everything(store) == [None, owned(6), owned(1)]


def test_a_delete_whose_commit_is_a_conflict_deletes_nothing(store):
    with pytest.raises(Conflict):
        store.commit(delete(ONE), update(OTHER, owned(6), before=owned(4)))
    assert everything(store) == [owned(1), owned(5), None]


def test_what_changed_since_it_was_seen_is_not_deleted(store):
    with pytest.raises(Conflict):
        store.commit(Change(ONE, None, 0))
    assert everything(store) == [owned(1), owned(5), None]

    store.commit(Change(ONE, None, 1))
    assert everything(store) == [None, owned(5), None]


def test_what_is_gone_by_now_is_no_version_that_was_seen(store):
    store.commit(delete(ONE))
    with pytest.raises(Conflict):
        store.commit(Change(ONE, None, 1), delete(OTHER))
    assert everything(store) == [None, owned(5), None]


def test_a_commit_may_depend_on_what_is_not_there(store):
    store.commit(create(THIRD, owned(1)), Change(Key("GONE#1", "A"), None, "absent"))
    assert everything(store) == [owned(1), owned(5), owned(1)]

    with pytest.raises(Conflict):
        store.commit(update(OTHER, owned(6), before=owned(5)), Change(ONE, None, "absent"))
    assert everything(store) == [owned(1), owned(5), owned(1)]


def test_keys_of_a_partition_are_told_whatever_is_under_them(store):
    store.commit(create(THIRD, owned(1)))
    assert list(store.keys("THING#1")) == [ONE, OTHER]
    assert list(store.keys("THING#1", begins="B")) == [OTHER]
    assert list(store.keys("THING#3")) == []
