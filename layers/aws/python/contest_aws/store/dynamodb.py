"""The store on DynamoDB: one table, and a condition on every write that expects a version."""

import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError

from contest.entry.entry import Entry, EntryStatus
from contest.mail.outbox import SETTLED, MailState, StatusMail
from contest.model import Expiring, Fact
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Change, Conflict, Item

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OURS = ("pk", "sk", "attempt", "status_key", "expires_at")
"""Attributes that the table adds to those of the item's model."""

UNSEEN = "attribute_not_exists(pk)"
STILL_THERE = "attribute_exists(pk)"
EXPECTED_VERSION = "#version = :expected"
BATCH = 100
"""The most keys that one BatchGetItem accepts."""
RETRIES = 5


class DynamoStore:
    def __init__(self, table_name: str, client: "DynamoDBClient | None" = None) -> None:
        self._table = table_name
        self._client: DynamoDBClient = client or boto3.client("dynamodb")

    def find(self, key: Key, kind: type[Item]) -> Item | None:
        answer = self._client.get_item(TableName=self._table, Key=_key(key), ConsistentRead=True)
        return _item(answer["Item"], kind) if "Item" in answer else None

    def find_all(self, wanted: Iterable[Key], kind: type[Item]) -> list[Item]:
        return list(self.find_each(wanted, kind).values())

    def find_each(self, wanted: Iterable[Key], kind: type[Item]) -> dict[Key, Item]:
        return cast("dict[Key, Item]", self.find_kinds(dict.fromkeys(wanted, kind)))

    def find_kinds(self, wanted: Mapping[Key, type[Fact]]) -> dict[Key, Fact]:
        rest = [_key(key) for key in sorted(wanted)]
        found: dict[Key, Fact] = {}
        while rest:
            asked, rest = rest[:BATCH], rest[BATCH:]
            answer = self._client.batch_get_item(
                RequestItems={self._table: {"Keys": asked, "ConsistentRead": True}}
            )
            for item in answer["Responses"][self._table]:
                key = Key(item["pk"]["S"], item["sk"]["S"])
                found[key] = _item(item, wanted[key])
            left: Any = answer.get("UnprocessedKeys", {})
            rest += left.get(self._table, {}).get("Keys", [])
        return found

    def query(self, pk: str, kind: type[Item], *, begins: str = "") -> Iterator[Item]:
        return self._pages(kind, **_beginning(pk, begins))

    def keys(self, pk: str, *, begins: str = "") -> Iterator[Key]:
        for item in self._raw(**_beginning(pk, begins), ProjectionExpression="pk, sk"):
            yield Key(item["pk"]["S"], item["sk"]["S"])

    def entries_at(self, contest_id: str, status: EntryStatus) -> Iterator[Entry]:
        return self._pages(
            Entry,
            IndexName=keys.BY_STATUS,
            KeyConditionExpression="status_key = :status",
            ExpressionAttributeValues={":status": {"S": keys.status(contest_id, status)}},
        )

    def mails_at(self, contest_id: str, state: MailState) -> Iterator[StatusMail]:
        return self._pages(
            StatusMail,
            IndexName=keys.BY_STATUS,
            KeyConditionExpression="status_key = :state",
            ExpressionAttributeValues={":state": {"S": keys.mail_state(contest_id, state)}},
        )

    def _pages(self, kind: type[Item], **query: Any) -> Iterator[Item]:
        for item in self._raw(**query):
            yield _item(item, kind)

    def _raw(self, **query: Any) -> Iterator[dict[str, Any]]:
        pages = self._client.get_paginator("query").paginate(TableName=self._table, **query)
        for page in pages:
            yield from page["Items"]

    def commit(self, *changes: Change) -> None:
        """A single put is a plain write. Everything else is a transaction, which costs twice as
        much. A write that is repeated because its answer was lost takes effect once."""
        attempt = uuid4().hex
        writes = [self._write(change, attempt) for change in changes]
        if len(writes) == 1 and "Put" in writes[0]:
            self._commit_one(writes[0]["Put"], attempt=attempt)
        else:
            self._commit_all(writes, attempt=attempt)

    def _commit_one(self, put: dict[str, Any], *, attempt: str) -> None:
        for trial in range(RETRIES):
            try:
                self._client.put_item(**put)
            except ClientError as error:
                answer: Any = error.response
                if answer["Error"]["Code"] == "ConditionalCheckFailedException":
                    _raise_unless_ours([answer.get("Item")], attempt)
                    return
                busy = answer["Error"]["Code"] == "TransactionConflictException"
                if not busy or trial == RETRIES - 1:
                    raise
                time.sleep(0.05 * 2**trial)
            else:
                return

    def _commit_all(self, writes: list[dict[str, Any]], *, attempt: str) -> None:
        for trial in range(RETRIES):
            try:
                self._client.transact_write_items(TransactItems=writes)  # type: ignore[arg-type]
            except self._client.exceptions.TransactionCanceledException as error:
                answer: Any = error.response
                reasons = answer.get("CancellationReasons", [])
                failed = [r for r in reasons if r.get("Code") == "ConditionalCheckFailed"]
                if failed:
                    _raise_unless_ours([reason.get("Item") for reason in failed], attempt)
                    return
                if trial == RETRIES - 1:
                    raise
                time.sleep(0.05 * 2**trial)
            else:
                return

    def _write(self, change: Change, attempt: str) -> dict[str, Any]:
        key, item, expected = change
        arguments: dict[str, Any] = {"TableName": self._table}
        if expected == "absent":
            arguments["ConditionExpression"] = UNSEEN
        elif expected == "present":
            arguments["ConditionExpression"] = STILL_THERE
        elif expected != "any":
            arguments["ConditionExpression"] = EXPECTED_VERSION
            arguments["ExpressionAttributeNames"] = {"#version": "version"}
            arguments["ExpressionAttributeValues"] = {":expected": {"N": str(expected)}}
        if "ConditionExpression" in arguments:
            arguments["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        if item is None:
            action = "ConditionCheck" if expected == "absent" else "Delete"
            return {action: arguments | {"Key": _key(key)}}
        extra = {"pk": key.pk, "sk": key.sk, "attempt": attempt, **_derived(item)}
        return {"Put": arguments | {"Item": _attributes(item.model_dump(mode="json") | extra)}}


def _raise_unless_ours(found: Iterable[dict[str, Any] | None], attempt: str) -> None:
    """Raise `Conflict`, unless the items found carry this attempt's id: a repeated write whose
    first answer was lost finds its own result."""
    there = [item for item in found if item]
    if not there or any(item.get("attempt") != {"S": attempt} for item in there):
        raise Conflict


def _beginning(pk: str, begins: str) -> dict[str, Any]:
    condition, values = "pk = :pk", {":pk": {"S": pk}}
    if begins:
        condition += " AND begins_with(sk, :begins)"
        values[":begins"] = {"S": begins}
    return {
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": values,
        "ConsistentRead": True,
    }


def _derived(item: object) -> dict[str, Any]:
    """Adds the index partition of an entry or an unsent mail, or the time at which the table may
    delete an expiring item (TTL)."""
    match item:
        case Entry():
            return _indexed(keys.status(item.contest, item.status), item.changed_at)
        case StatusMail() if item.state not in SETTLED:
            return _indexed(keys.mail_state(item.contest, item.state), item.changed_at)
        case Expiring():
            return {"expires_at": int(item.ends_at.timestamp())}
        case _:
            return {}


def _indexed(status_key: str, changed_at: datetime) -> dict[str, str]:
    """Times have a fixed width, so that they sort as text."""
    utc = changed_at.astimezone(UTC).isoformat(timespec="microseconds")
    return {"status_key": status_key, "changed_at": utc}


def _key(key: Key) -> dict[str, Any]:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def _attributes(values: dict[str, Any]) -> dict[str, Any]:
    serializer = TypeSerializer()
    return {name: serializer.serialize(value) for name, value in values.items()}


def from_image(image: dict[str, Any], kind: type[Item]) -> Item:
    """An item from an image in the table's stream."""
    return _item(image, kind)


def _item(attributes: dict[str, Any], kind: type[Item]) -> Item:
    deserializer = TypeDeserializer()
    values = {
        name: _plain(deserializer.deserialize(value))
        for name, value in attributes.items()
        if name not in OURS
    }
    return kind.model_validate(values)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """boto3 returns numbers as Decimal. All numbers that we store are whole; exact fractions are
    stored as text."""
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
