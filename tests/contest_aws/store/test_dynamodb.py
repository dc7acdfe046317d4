"""What only a table far away can do: lose an answer, answer in pages and in part, and be busy."""

import json

import pytest
from botocore.awsrequest import AWSResponse
from botocore.parsers import JSONParser

from contest.audit import Audited
from contest.entry.entry import Entry, EntryStatus
from contest_aws.services.pointers import OwnEntry
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Change, Conflict, create, update
from tests.builders import any_entry, any_session, any_time
from tests.table import TABLE

ONE, OTHER = Key("THING#1", "A"), Key("THING#1", "B")


def owned(version) -> Audited:
    return Audited(version=version)


class LostAnswer:
    """The first answer to an operation never arrives: botocore sends the request again."""

    def __init__(self, client, operation, *, meanwhile=lambda: None):
        self.sent = 0
        self._meanwhile = meanwhile
        client.meta.events.register_first(f"needs-retry.dynamodb.{operation}", self)

    def __call__(self, response, **_):
        self.sent += 1
        if self.sent > 1:
            return None
        assert response[0].status_code == 200
        self._meanwhile()
        return 0  # seconds until it is sent again


CHANGES = {
    "created": create(ONE, owned(2)),
    "updated": update(ONE, owned(2), before=owned(1)),
    "written over": Change(ONE, owned(2), "any"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_write_whose_answer_was_lost_is_known_as_ones_own(dynamodb, table, change):
    if change.expected_version == 1:
        table.commit(create(ONE, owned(1)))
    lost = LostAnswer(dynamodb, "PutItem")
    table.commit(change)
    assert lost.sent == 2
    assert table.find(ONE, Audited) == owned(2)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_transaction_whose_answer_was_lost_is_known_as_ones_own(dynamodb, table, change):
    if change.expected_version == 1:
        table.commit(create(ONE, owned(1)))
    lost = LostAnswer(dynamodb, "TransactWriteItems")
    table.commit(change, create(OTHER, owned(5)))
    assert lost.sent == 2
    assert [table.find(key, Audited) for key in (ONE, OTHER)] == [owned(2), owned(5)]


@pytest.mark.parametrize(
    ("expected_version", "also"),
    [("any", []), ("any", [create(OTHER, owned(5))]), (1, [create(OTHER, owned(5))])],
)
def test_a_delete_whose_answer_was_lost_is_known_as_ones_own(
    dynamodb, table, expected_version, also
):
    """One that stands alone, of a version that was seen, AWS knows by the request's token, which
    moto does not look at."""
    table.commit(create(ONE, owned(1)))
    lost = LostAnswer(dynamodb, "TransactWriteItems")
    table.commit(Change(ONE, None, expected_version), *also)
    assert lost.sent == 2
    assert [table.find(key, Audited) for key in (ONE, OTHER)] == [None, owned(5) if also else None]


@pytest.mark.parametrize("also", [[], [create(OTHER, owned(5))]], ids=["alone", "of several"])
def test_a_write_over_which_somebody_wrote_is_a_conflict_though_its_answer_was_lost(
    dynamodb, table, also
):
    """Better to look again than to believe in a write that is not there any more."""
    table.commit(create(ONE, owned(1)))
    rival = Change(ONE, owned(7), "any")
    operation = "TransactWriteItems" if also else "PutItem"
    quiet = []

    def meanwhile():
        if not quiet:
            quiet.append(True)
            table.commit(rival)

    LostAnswer(dynamodb, operation, meanwhile=meanwhile)
    with pytest.raises(Conflict):
        table.commit(update(ONE, owned(2), before=owned(1)), *also)
    assert table.find(ONE, Audited) == owned(7)


def test_the_same_content_by_somebody_else_is_a_conflict(table):
    table.commit(create(ONE, owned(1)))
    with pytest.raises(Conflict):
        table.commit(create(ONE, owned(1)))
    with pytest.raises(Conflict):
        table.commit(create(ONE, owned(1)), create(OTHER, owned(1)))


CANCELED = {
    "Error": {"Code": "TransactionCanceledException", "Message": "Transaction cancelled"},
    "CancellationReasons": [{"Code": "None"}, {"Code": "TransactionConflict"}],
}


class Busy:
    """The table answers so many transactions as one does that is at work on the same item."""

    def __init__(self, client, times):
        self.left = times
        self.sent = 0
        client.meta.events.register("before-call.dynamodb.TransactWriteItems", self)

    def __call__(self, **_):
        self.sent += 1
        if self.left == 0:
            return None
        self.left -= 1
        return AWSResponse("", 400, {}, None), CANCELED


@pytest.fixture
def naps(monkeypatch):
    slept = []
    monkeypatch.setattr("contest_aws.clients.time.sleep", slept.append)
    monkeypatch.setattr("contest_aws.clients.random.uniform", lambda _, most: most)
    return slept


def test_a_transaction_that_met_another_is_tried_again(dynamodb, table, naps):
    busy = Busy(dynamodb, times=3)
    table.commit(create(ONE, owned(1)), create(OTHER, owned(1)))
    assert busy.sent == 4
    assert naps == sorted(naps)
    assert len(naps) == 3
    assert table.find(OTHER, Audited) == owned(1)


def test_a_table_that_stays_busy_is_no_conflict_and_nothing_is_written(dynamodb, table, naps):
    Busy(dynamodb, times=99)
    with pytest.raises(dynamodb.exceptions.TransactionCanceledException):
        table.commit(create(ONE, owned(1)), create(OTHER, owned(1)))
    assert 0 < sum(naps) < 5
    assert [table.find(key, Audited) for key in (ONE, OTHER)] == [None, None]


@pytest.fixture
def small_pages(dynamodb):
    """Three items a page, as a full table gives fewer than are asked for."""
    asked = []

    def limit(params, **_):
        asked.append(params)
        params["Limit"] = 3

    dynamodb.meta.events.register("provide-client-params.dynamodb.Query", limit)
    return asked


def test_a_partition_of_many_pages_comes_whole_and_in_order(table, small_pages):
    for number in range(10):
        table.commit(create(Key("P", f"A#{number}"), OwnEntry(entry=f"e{number}")))
    assert [p.entry for p in table.query("P", OwnEntry)] == [f"e{n}" for n in range(10)]
    assert [p.entry for p in table.query("P", OwnEntry, begins="A#")] == [
        f"e{n}" for n in range(10)
    ]
    assert len(small_pages) == 8


def test_the_index_comes_whole_and_in_order(table, small_pages):
    for number in range(7):
        entry = any_entry(EntryStatus.SCREENING, id=f"e{number}", changed_at=any_time(number))
        table.commit(create(keys.entry(entry.contest, entry.id), entry))
    here = table.entries_at(entry.contest, EntryStatus.SCREENING)
    assert [entry.id for entry in here] == [f"e{number}" for number in range(7)]
    assert len(small_pages) == 3


def test_asks_again_for_what_a_batch_left_out(dynamodb, table, naps):
    wanted = [Key("P", f"A#{number}") for number in range(9)]
    for number, key in enumerate(wanted):
        table.commit(create(key, OwnEntry(entry=f"e{number}")))
    asked = []

    def leave_out(parsed, **_):
        found = parsed["Responses"]["laurel"]
        asked.append(len(found))
        left, found[4:] = found[4:], []
        if left:
            back = [{"pk": item["pk"], "sk": item["sk"]} for item in left]
            parsed["UnprocessedKeys"] = {"laurel": {"Keys": back, "ConsistentRead": True}}

    dynamodb.meta.events.register("after-call.dynamodb.BatchGetItem", leave_out)
    found = table.find_all(wanted, OwnEntry)
    assert sorted(pointer.entry for pointer in found) == [f"e{n}" for n in range(9)]
    assert asked == [9, 5, 1]
    assert len(naps) == 2


def test_a_table_that_gives_nothing_is_asked_less_and_less_often_and_in_the_end_no_more(
    dynamodb, table, naps
):
    """As AWS advises: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
    API_BatchGetItem.html. A request asked again at once is most likely to fail again."""
    table.commit(create(ONE, owned(1)))

    def leave_out(parsed, **_):
        parsed["Responses"]["laurel"] = []
        keys_ = [{"pk": {"S": ONE.pk}, "sk": {"S": ONE.sk}}]
        parsed["UnprocessedKeys"] = {"laurel": {"Keys": keys_, "ConsistentRead": True}}

    dynamodb.meta.events.register("after-call.dynamodb.BatchGetItem", leave_out)
    with pytest.raises(TimeoutError):
        table.find_all([ONE], Audited)
    assert naps == [0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0, 2.0]


def raw(dynamodb, key):
    return dynamodb.get_item(TableName="laurel", Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}})[
        "Item"
    ]


def test_only_entries_stand_in_the_index(dynamodb, table):
    entry = any_entry(EntryStatus.SCREENING, version=1)
    table.commit(create(ONE, owned(1)), create(keys.entry(entry.contest, entry.id), entry))
    assert "status_key" not in raw(dynamodb, ONE)
    assert raw(dynamodb, keys.entry(entry.contest, entry.id))["status_key"] == {
        "S": f"STATUS#{entry.contest}#screening"
    }


def test_the_table_forgets_an_access_when_it_ends(dynamodb, table):
    session = any_session()
    table.commit(create(keys.session("a1", "s1"), session))
    assert raw(dynamodb, keys.session("a1", "s1"))["expires_at"] == {
        "N": str(int(session.ends_at.timestamp()))
    }


def test_reads_what_is_there_now(dynamodb, table):
    asked = []
    for operation in ("GetItem", "Query", "BatchGetItem"):
        dynamodb.meta.events.register(
            f"provide-client-params.dynamodb.{operation}",
            lambda params, **_: asked.append(json.dumps(params)),
        )
    table.find(ONE, Audited)
    list(table.query("P", Audited))
    table.find_all([ONE], Audited)
    assert len(asked) == 3
    assert all('"ConsistentRead": true' in params for params in asked)


VALUES = {
    "text": {"S": "钢铁脊梁"},
    "whole": {"N": "85"},
    "yes": {"BOOL": True},
    "none": {"NULL": True},
    "list": {"L": [{"S": "a"}, {"L": []}, {"M": {}}]},
    "map": {"M": {"S": {"S": "a"}, "B": {"M": {"N": {"N": "1"}}}, "L": {"L": [{"B": b"\x00"}]}}},
    "B": {"S": "an attribute of this name"},
    "bytes": {"B": b"\x00\xff"},
}


@pytest.mark.usefixtures("table")
def test_items_are_as_the_sdk_reads_them_value_by_value(aws, dynamodb):
    """Compared with a client that no store has taken."""
    as_it_is = aws.client("dynamodb")
    for sk in ("A", "B"):
        dynamodb.put_item(TableName=TABLE, Item={"pk": {"S": "THING#1"}, "sk": {"S": sk}, **VALUES})
    key = {"pk": {"S": "THING#1"}, "sk": {"S": "A"}}
    condition = {
        "KeyConditionExpression": "pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "THING#1"}},
    }

    def answers(client):
        found = client.get_item(TableName=TABLE, Key=key)
        missing = client.get_item(TableName=TABLE, Key=key | {"sk": {"S": "C"}})
        first = client.query(TableName=TABLE, Limit=1, **condition)
        batch = client.batch_get_item(RequestItems={TABLE: {"Keys": [key]}})
        with pytest.raises(client.exceptions.ResourceNotFoundException):
            client.get_item(TableName="another", Key=key)
        return [
            {part: value for part, value in answer.items() if part != "ResponseMetadata"}
            for answer in (found, missing, first, batch)
        ]

    assert answers(dynamodb) == answers(as_it_is)
    assert answers(dynamodb)[0]["Item"] == {**key, **VALUES}


def test_no_value_of_an_item_is_read_by_the_sdks_model_of_it(table, monkeypatch):
    """It takes three quarters of the time in which a large contest is read."""
    table.commit(create(keys.entry("c", "e"), any_entry(id="e")))
    read = []
    parse = JSONParser._parse_shape  # noqa: SLF001 - what the time goes into

    def count(parser, shape, node):
        read.append(shape.name)
        return parse(parser, shape, node)

    monkeypatch.setattr(JSONParser, "_parse_shape", count)
    assert list(table.query(keys.entry("c", "e").pk, Entry)) == [any_entry(id="e")]
    assert table.find(keys.entry("c", "e"), Entry) == any_entry(id="e")
    assert table.find_all([keys.entry("c", "e")], Entry) == [any_entry(id="e")]
    assert read
    assert "AttributeValue" not in read
