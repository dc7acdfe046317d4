"""Chains in the table: every one is listed, and what somebody changes in it by hand is found."""

import pytest

from contest import chains
from contest.audit import Actor, AuditRecord
from contest.chains import Damage, Head
from contest.people.account import Account
from contest_aws.services.upkeep.chains import verify
from contest_aws.store import keys
from contest_aws.store.protocol import create, recorded, update
from tests.builders import any_time
from tests.table import TABLE

pytestmark = pytest.mark.usefixtures("without_pauses")
NAMES = ("wang", "li", "zhou")
SUBJECT = "ACCOUNT#li#ACCOUNT"


def account(name):
    return Account(id=name, address=f"{name}@example.org", created_at=any_time())


def act(store, key, item, *, new=False):
    after, record = item.with_record(
        "account.open", subject=key, actor=Actor.of("account", item.id), at=any_time(), details={}
    )
    store.commit(
        create(key, after) if new else update(key, after, before=item), recorded(key, record)
    )
    return after


@pytest.fixture
def written(store):
    """Three accounts, each with three records."""
    for name in NAMES:
        key = keys.account(name)
        item = act(store, key, account(name), new=True)
        act(store, key, act(store, key, item))
    return store


def test_lists_every_subject_with_the_head_of_its_item(written):
    heads = written.chain_heads()

    assert set(heads) == {f"ACCOUNT#{name}#ACCOUNT" for name in NAMES}
    assert {head.records for head in heads.values()} == {3}
    found = written.find(keys.account("li"), Account)
    assert heads[SUBJECT] == Head(records=found.records, hash=found.head)


def test_a_chain_comes_as_it_is_stored(written):
    chain = written.stored_chain(SUBJECT)
    read = list(written.query(keys.audit_chain(SUBJECT), AuditRecord))

    assert [record.model_dump(mode="json") for record in read] == list(chain.records)
    assert chain.head == chain.end == written.chain_heads()[SUBJECT]
    assert chains.tampering(chain) is None


def test_a_subject_that_never_was_has_no_chain(written):
    chain = written.stored_chain("ACCOUNT#nobody#ACCOUNT")

    assert (chain.head, chain.records) == (None, ())


def test_items_without_records_are_no_subjects(store):
    store.commit(create(keys.account("li"), account("li")))

    assert store.chain_heads() == {}


@pytest.fixture
def by_hand(table, dynamodb):
    """The table, written to without Laurel."""
    for name in NAMES:
        key = keys.account(name)
        act(table, key, act(table, key, act(table, key, account(name), new=True)))

    class Hand:
        key = {"pk": {"S": "ACCOUNT#li"}, "sk": {"S": "ACCOUNT"}}

        def record(self, number):
            return {"pk": {"S": f"AUDIT#{SUBJECT}"}, "sk": {"S": f"{number:08d}"}}

        def delete(self, key):
            dynamodb.delete_item(TableName=TABLE, Key=key)

        def change(self, key, **attributes):
            item = dynamodb.get_item(TableName=TABLE, Key=key)["Item"] | attributes
            there = {name: value for name, value in item.items() if value is not None}
            dynamodb.put_item(TableName=TABLE, Item=there)

    return Hand()


def records_gone(hand):
    for number in (1, 2, 3):
        hand.delete(hand.record(number))


def swapped(hand):
    hand.change(hand.record(1), sequence={"N": "2"})
    hand.change(hand.record(2), sequence={"N": "1"})


WAYS = {
    "a record changed": (lambda h: h.change(h.record(2), action={"S": "x"}), 2, Damage.CHANGED),
    "a number made a fraction": (
        lambda h: h.change(h.record(1), sequence={"N": "1.5"}),
        1,
        Damage.CHANGED,
    ),
    "an attribute added": (lambda h: h.change(h.record(3), more={"B": b"x"}), 3, Damage.CHANGED),
    "the last record gone": (lambda h: h.delete(h.record(3)), 2, Damage.MISCOUNTED),
    "the first record gone": (lambda h: h.delete(h.record(1)), 1, Damage.MISPLACED),
    "all records gone": (records_gone, 1, Damage.MISCOUNTED),
    "two records swapped": (swapped, 1, Damage.CHANGED),
    "the item gone": (lambda h: h.delete(h.key), 3, Damage.NO_ITEM),
    "the item taken out of the index": (
        lambda h: h.change(h.key, chain=None, chain_shard=None),
        3,
        Damage.NO_ITEM,
    ),
    "the head changed": (lambda h: h.change(h.key, head={"S": "0" * 64}), 3, Damage.OTHER_HEAD),
    "the count changed": (lambda h: h.change(h.key, records={"N": "9"}), 3, Damage.MISCOUNTED),
    "the count removed": (lambda h: h.change(h.key, records=None), 3, Damage.NO_ITEM),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_changed_in_the_table_by_hand_is_found(table, by_hand, way):
    tamper, record, damage = WAYS[way]

    tamper(by_hand)

    [found] = verify(table, None).tampered
    assert (found.subject, found.record, found.damage) == (SUBJECT, record, damage)


def test_another_item_that_says_it_were_the_subject_changes_nothing(table, by_hand, dynamodb):
    shard = {"S": keys.chain_shard(SUBJECT)}
    false = {"pk": {"S": "X"}, "sk": {"S": "X"}, "chain": {"S": SUBJECT}, "chain_shard": shard}
    dynamodb.put_item(
        TableName=TABLE, Item={**false, "records": {"N": "0"}, "head": {"S": "0" * 64}}
    )

    assert verify(table, None).tampered == ()
    by_hand.delete(by_hand.key)
    assert [one.damage for one in verify(table, None).tampered] == [Damage.NO_ITEM]
