"""The store on DynamoDB: one table, and a condition on every write that expects a version."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from contest.chains import Chain, Head
from contest.entry.entry import Entry, EntryStatus
from contest.entry.queue_card import QueueFilter
from contest.mail.outbox import MailState, StatusMail
from contest.model import Fact, Id
from contest.viewing.viewing_copy import CopyState, ViewingCopy
from contest_aws.clients import QUICK, pause
from contest_aws.store import keys
from contest_aws.store.attributes import attributes, head_of, item_of, values_of
from contest_aws.store.keys import Key
from contest_aws.store.plain_answers import read_plainly
from contest_aws.store.protocol import Change, Conflict, Item, QueuePage
from contest_aws.store.queue_query import card_of, query_of

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

UNSEEN = "attribute_not_exists(pk)"
STILL_THERE = "attribute_exists(pk)"
EXPECTED_VERSION = "#version = :expected"
BATCH = 100
"""The most keys that one BatchGetItem accepts."""
RETRIES = 7
"""All submissions of a contest draw their numbers from one item, where transactions meet."""
FRUITLESS = 8
"""How often in a row BatchGetItem may answer without one of the items asked for."""


class DynamoStore:
    in_flight = 16

    def __init__(
        self,
        table_name: str,
        client: "DynamoDBClient | None" = None,
        *,
        config: Config = QUICK,
    ) -> None:
        """`config`: of the client that is made if none is given."""
        self._table = table_name
        self._client: DynamoDBClient = client or boto3.client("dynamodb", config=config)
        read_plainly(self._client)

    def find(self, key: Key, kind: type[Item]) -> Item | None:
        answer = self._client.get_item(TableName=self._table, Key=_key(key), ConsistentRead=True)
        return item_of(answer["Item"], kind) if "Item" in answer else None

    def find_all(self, wanted: Iterable[Key], kind: type[Item]) -> list[Item]:
        return list(self.find_each(wanted, kind).values())

    def find_each(self, wanted: Iterable[Key], kind: type[Item]) -> dict[Key, Item]:
        return cast("dict[Key, Item]", self.find_kinds(dict.fromkeys(wanted, kind)))

    def find_kinds(self, wanted: Mapping[Key, type[Fact]]) -> dict[Key, Fact]:
        rest = [_key(key) for key in sorted(wanted)]
        found: dict[Key, Fact] = {}
        fruitless = 0
        while rest:
            asked, rest = rest[:BATCH], rest[BATCH:]
            answer = self._client.batch_get_item(
                RequestItems={self._table: {"Keys": asked, "ConsistentRead": True}}
            )
            for item in answer["Responses"][self._table]:
                key = Key(item["pk"]["S"], item["sk"]["S"])
                found[key] = item_of(item, wanted[key])
            left: Any = answer.get("UnprocessedKeys", {})
            unprocessed = left.get(self._table, {}).get("Keys", [])
            rest += unprocessed
            fruitless = fruitless + 1 if len(unprocessed) == len(asked) else 0
            if fruitless > FRUITLESS:
                raise TimeoutError("The table keeps leaving keys unprocessed")
            if unprocessed:  # the table is busy: asked at once, it would be busier
                pause(fruitless)
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

    def entry_ids_at(self, contest_id: str, status: EntryStatus) -> Iterator[Id]:
        for item in self._raw(
            IndexName=keys.QUEUE,
            KeyConditionExpression="status_key = :status",
            ExpressionAttributeValues={":status": {"S": keys.status(contest_id, status)}},
            ProjectionExpression="pk",
        ):
            yield item["pk"]["S"].rpartition("#")[2]

    def queue(
        self,
        contest_id: str,
        status: EntryStatus,
        where: QueueFilter,
        *,
        limit: int,
        after: tuple[Id, datetime] | None = None,
    ) -> QueuePage:
        query = query_of(contest_id, status, where, limit=limit, after=after)
        answer = self._client.query(TableName=self._table, **query)
        carded = [item for item in answer["Items"] if "card" in item]  # older items may have none
        cards = [card_of(item, contest_id, status) for item in carded]
        if len(cards) > limit:
            return QueuePage(cards[:limit], (cards[limit - 1].id, cards[limit - 1].since))
        last: Any = answer.get("LastEvaluatedKey")
        if not last:
            return QueuePage(cards, None)
        place = datetime.fromisoformat(last["changed_at"]["S"])
        return QueuePage(cards, (last["pk"]["S"].rpartition("#")[2], place))

    def mails_at(self, contest_id: str, state: MailState) -> Iterator[StatusMail]:
        return self._pages(
            StatusMail,
            IndexName=keys.BY_STATUS,
            KeyConditionExpression="status_key = :state",
            ExpressionAttributeValues={":state": {"S": keys.mail_state(contest_id, state)}},
        )

    def copies_at(self, contest_id: str, state: CopyState) -> Iterator[ViewingCopy]:
        return self._pages(
            ViewingCopy,
            IndexName=keys.BY_STATUS,
            KeyConditionExpression="status_key = :state",
            ExpressionAttributeValues={":state": {"S": keys.copy_state(contest_id, state)}},
        )

    def chain_heads(self) -> dict[str, Head | None]:
        found: dict[str, Head | None] = {}
        for shard in keys.chain_shards():
            found |= self._heads("chain_shard = :shard", {":shard": {"S": shard}})
        return found

    def stored_chain(self, subject: str) -> Chain:
        records = (
            values_of(item) for item in self._raw(**_beginning(keys.audit_chain(subject), ""))
        )
        here = {":shard": {"S": keys.chain_shard(subject)}, ":chain": {"S": subject}}
        heads = self._heads("chain_shard = :shard AND chain = :chain", here)
        return Chain(subject=subject, head=heads.get(subject), records=tuple(records))

    def _heads(self, condition: str, values: dict[str, Any]) -> dict[str, Head | None]:
        found: dict[str, Head | None] = {}
        for item in self._raw(
            IndexName=keys.BY_CHAIN,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
        ):
            subject = item["chain"]["S"]
            found.setdefault(subject, None)
            # An item that only says that it were the subject is no head.
            if f"{item['pk']['S']}#{item['sk']['S']}" == subject:
                found[subject] = head_of(item)
        return found

    def _pages(self, kind: type[Item], **query: Any) -> Iterator[Item]:
        for item in self._raw(**query):
            yield item_of(item, kind)

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
                pause(trial)
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
                pause(trial)
            else:
                return

    def _write(self, change: Change, attempt: str) -> dict[str, Any]:
        key, item, expected, only_checks = change
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
            action = "ConditionCheck" if only_checks or expected == "absent" else "Delete"
            return {action: arguments | {"Key": _key(key)}}
        return {"Put": arguments | {"Item": attributes(key, item, attempt=attempt)}}


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


def _key(key: Key) -> dict[str, Any]:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def from_image(image: dict[str, Any], kind: type[Item]) -> Item:
    """An item from an image in the table's stream."""
    return item_of(image, kind)
