"""What every store promises: facts by key, and commits that are done whole or not at all."""

from datetime import UTC, timedelta

import pytest

from contest.audit import Audited
from contest.entry.entry import Entry, EntryStatus
from contest.mail.outbox import MailState, StatusMail
from contest.refusals import Refusal, Refused
from contest.viewing.viewing_copy import CopyState, ViewingCopy
from contest_aws.services.pointers import OwnEntry
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Change, Conflict, create, get, update
from tests.builders import any_entry, any_mail, any_time

ONE, OTHER, THIRD = Key("THING#1", "A"), Key("THING#1", "B"), Key("THING#2", "A")


def owned(version, records=0) -> Audited:
    return Audited(version=version, records=records)


def everything(store):
    return [store.find(key, Audited) for key in (ONE, OTHER, THIRD)]


def test_what_is_not_there_is_not_found(store):
    assert store.find(ONE, Audited) is None
    with pytest.raises(Refused) as problem:
        get(store, ONE, Audited)
    assert problem.value.refusals == (Refusal(code="item.missing"),)


def test_what_was_created_is_found_under_its_key_alone(store):
    store.commit(create(ONE, owned(1)))
    assert everything(store) == [owned(1), None, None]
    assert get(store, ONE, Audited) == owned(1)


def test_nothing_is_created_twice(store):
    store.commit(create(ONE, owned(1)))
    with pytest.raises(Conflict) as problem:
        store.commit(create(ONE, owned(2)))
    assert problem.value.refusals == (Refusal(code="item.changed_meanwhile"),)
    assert everything(store) == [owned(1), None, None]


def test_an_update_by_who_saw_the_last_version_is_written(store):
    store.commit(create(ONE, owned(1)))
    store.commit(update(ONE, owned(2, records=7), before=owned(1)))
    assert everything(store) == [owned(2, records=7), None, None]


@pytest.mark.parametrize("expected_version", [0, 1, 3])
def test_an_update_by_who_saw_another_version_changes_nothing(store, expected_version):
    store.commit(create(ONE, owned(2)))
    with pytest.raises(Conflict):
        store.commit(update(ONE, owned(9), before=owned(expected_version)))
    assert everything(store) == [owned(2), None, None]


def test_what_is_not_there_cannot_be_updated(store):
    with pytest.raises(Conflict):
        store.commit(update(ONE, owned(1), before=owned(0)))
    assert everything(store) == [None, None, None]


def test_of_two_who_saw_the_same_the_first_is_written(store):
    store.commit(create(ONE, owned(1)))
    store.commit(update(ONE, owned(2, records=1), before=owned(1)))
    with pytest.raises(Conflict):
        store.commit(update(ONE, owned(2, records=2), before=owned(1)))
    assert store.find(ONE, Audited) == owned(2, records=1)


def test_any_writes_over_what_is_there_and_what_is_not(store):
    store.commit(Change(ONE, owned(5), "any"))
    store.commit(Change(ONE, owned(2), "any"))
    assert store.find(ONE, Audited) == owned(2)
    store.commit(update(ONE, owned(3), before=owned(2)))
    assert store.find(ONE, Audited) == owned(3)


def test_a_commit_of_several_is_written_whole(store):
    store.commit(create(ONE, owned(1)), create(OTHER, owned(1)))
    store.commit(
        update(ONE, owned(2), before=owned(1)),
        Change(OTHER, owned(7), "any"),
        create(THIRD, owned(1)),
    )
    assert everything(store) == [owned(2), owned(7), owned(1)]


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "stale",
    [create(ONE, owned(9)), update(ONE, owned(9), before=owned(2))],
    ids=["new", "expected_version"],
)
def test_a_commit_with_one_stale_change_writes_nothing(store, stale, place):
    store.commit(create(ONE, owned(3)))
    changes = [create(OTHER, owned(1)), Change(THIRD, owned(1), "any")]
    changes.insert(place, stale)
    with pytest.raises(Conflict):
        store.commit(*changes)
    assert everything(store) == [owned(3), None, None]


def test_what_was_refused_can_be_done_after_looking_again(store):
    store.commit(create(ONE, owned(1)))
    with pytest.raises(Conflict):
        store.commit(update(ONE, owned(2), before=owned(0)), create(OTHER, owned(1)))
    store.commit(update(ONE, owned(2), before=owned(1)), create(OTHER, owned(1)))
    assert everything(store) == [owned(2), owned(1), None]


SORTS = ["A", "A#2", "AUDIT", "B", "B#00000002", "B#00000010", "a", "é", "中", "文", "😀"]


def pointers(store, partition, **query):
    return [pointer.entry for pointer in store.query(partition, OwnEntry, **query)]


def test_a_partition_comes_in_the_order_of_its_keys(store):
    for number in (5, 2, 8, 0, 10, 3, 1, 9, 4, 7, 6):
        store.commit(create(Key("P", SORTS[number]), OwnEntry(entry=f"e{number}")))
    store.commit(create(Key("P2", "A"), OwnEntry(entry="other")))
    assert pointers(store, "P") == [f"e{number}" for number in range(11)]
    assert pointers(store, "P", begins="A") == ["e0", "e1", "e2"]
    assert pointers(store, "P", begins="B#") == ["e4", "e5"]
    assert pointers(store, "P", begins="😀") == ["e10"]
    assert pointers(store, "P", begins="Z") == []
    assert pointers(store, "Q") == []


def test_finds_all_that_is_there_of_many_each_once(store):
    wanted = [keys.own_entry("c", "p", f"e{number:03d}") for number in range(230)]
    there = wanted[:210:2]
    for key in there:
        store.commit(create(key, OwnEntry(entry=key.sk.removeprefix("ENTRY#"))))
    found = store.find_all([*wanted, *wanted[:50]], OwnEntry)
    assert sorted(pointer.entry for pointer in found) == [f"e{n:03d}" for n in range(0, 210, 2)]
    assert store.find_all([], OwnEntry) == []


def enter(store, number, status, at, contest="spring"):
    entry = any_entry(status, id=f"e{number}", contest=contest, changed_at=at, version=1)
    store.commit(create(keys.entry(contest, entry.id), entry))
    return entry


def test_entries_are_found_where_they_stand_the_longest_there_first(store):
    for number, days in enumerate((4, 1, 3, 2)):
        enter(store, number, EntryStatus.SCREENING, any_time(days))
    enter(store, 4, EntryStatus.REVIEWED, any_time())
    enter(store, 5, EntryStatus.SCREENING, any_time(), contest="spring-2")
    here = list(store.entries_at("spring", EntryStatus.SCREENING))
    assert [entry.id for entry in here] == ["e1", "e3", "e2", "e0"]
    assert [entry.id for entry in store.entries_at("spring", EntryStatus.REVIEWED)] == ["e4"]
    assert list(store.entries_at("spring", EntryStatus.DRAFT)) == []
    assert list(store.entry_ids_at("spring", EntryStatus.SCREENING)) == ["e1", "e3", "e2", "e0"]
    assert list(store.entry_ids_at("spring", EntryStatus.DRAFT)) == []


def test_a_fraction_of_a_second_counts_in_that_order(store):
    for number, parts in enumerate((500_000, 0, 1, 999_999)):
        at = any_time().astimezone(UTC) + timedelta(microseconds=parts)
        enter(store, number, EntryStatus.SCREENING, at)
    here = store.entries_at("spring", EntryStatus.SCREENING)
    assert [entry.id for entry in here] == ["e1", "e2", "e0", "e3"]


def test_an_entry_that_moves_on_is_found_at_its_new_place_alone(store):
    entry = enter(store, 1, EntryStatus.SCREENING, any_time())
    moved = entry.next_version(status=EntryStatus.IN_REVIEW, changed_at=any_time(1))
    store.commit(update(keys.entry("spring", "e1"), moved, before=entry))
    assert list(store.entries_at("spring", EntryStatus.SCREENING)) == []
    assert list(store.entries_at("spring", EntryStatus.IN_REVIEW)) == [moved]
    assert store.find(keys.entry("spring", "e1"), Entry) == moved


def test_viewing_copies_are_found_by_their_state_until_they_are_dropped(store):
    copy = ViewingCopy(
        contest="spring",
        entry="e1",
        upload=2,
        key=f"viewing/{7:032x}",
        maker="e1-2",
        changed_at=any_time(),
        version=1,
    )
    key = keys.viewing("spring", "e1", 2)
    store.commit(create(key, copy))
    assert list(store.copies_at("spring", CopyState.MAKING)) == [copy]
    assert list(store.copies_at("spring", CopyState.READY)) == []
    assert list(store.copies_at("spring-2", CopyState.MAKING)) == []

    ready = copy.next_version(state=CopyState.READY, object_version="v", size=9)
    store.commit(update(key, ready, before=copy))
    assert list(store.copies_at("spring", CopyState.MAKING)) == []
    assert list(store.copies_at("spring", CopyState.READY)) == [ready]

    store.commit(update(key, ready.next_version(state=CopyState.DROPPED), before=ready))
    assert [list(store.copies_at("spring", state)) for state in CopyState] == [[], [], [], []]


def test_a_commit_holds_no_item_twice(store):
    """“You cannot both ConditionCheck and Update the same item”
    (docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html)."""
    for other in (create(ONE, owned(1)), Change(ONE, None, "absent")):
        with pytest.raises(Exception, match="multiple operations on one item"):
            store.commit(create(ONE, owned(1)), other)
    assert everything(store) == [None, None, None]


@pytest.mark.parametrize("settled", [MailState.SENT, MailState.DROPPED])
def test_mails_are_found_where_they_stand_but_not_once_they_are_settled(store, settled):
    mail = any_mail(contest="spring", changed_at=any_time())
    key = keys.mail("spring", mail.entry, mail.change, mail.occasion)
    store.commit(create(key, mail))
    assert list(store.mails_at("spring", MailState.DUE)) == [mail]
    assert list(store.mails_at("spring", MailState.HELD)) == []
    assert list(store.mails_at("spring-2", MailState.DUE)) == []
    assert list(store.entries_at("spring", EntryStatus.SCREENING)) == []

    sent = mail.next_version(state=settled)
    store.commit(update(key, sent, before=mail))
    assert [list(store.mails_at("spring", state)) for state in MailState] == [[] for _ in MailState]
    assert store.find(key, StatusMail) == sent
