"""Queues: messages arrive in any order, and sometimes twice. `consumer` receives them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import boto3

from contest_aws.clients import QUICK
from contest_aws.store.keys import Key

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

MOST, LARGEST = 10, 256 * 1024
"""The most messages, and the most bytes in total, that SQS accepts at once in every region."""
LONGEST_DELAY = 900
"""Seconds: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html"""


class Queue:
    def __init__(self, url: str, client: "SQSClient | None" = None) -> None:
        self._url = url
        self._client: SQSClient = client or boto3.client("sqs", config=QUICK)

    def put(self, key: Key, *, delay: int = 0) -> None:
        """Queue an item's key, to be received after `delay` seconds, at most 15 minutes. The
        consumer has to be idempotent, because a key may be queued twice."""
        self._client.send_message(
            QueueUrl=self._url, MessageBody=json.dumps(key), DelaySeconds=min(delay, LONGEST_DELAY)
        )

    def put_all(self, bodies: Sequence[str]) -> list[int]:
        """Queue these messages, which must be ASCII. Returns the indexes of those that the queue
        did not accept."""
        failed: list[int] = []
        for batch in _batches(bodies):
            answer = self._client.send_message_batch(
                QueueUrl=self._url,
                Entries=[{"Id": str(place), "MessageBody": body} for place, body in batch],
            )
            failed += (int(one["Id"]) for one in answer.get("Failed", ()))
        return failed


def _batches(bodies: Iterable[str]) -> Iterator[list[tuple[int, str]]]:
    batch: list[tuple[int, str]] = []
    for place, body in enumerate(bodies):
        size = len(body) + sum(len(other) for _, other in batch)
        if len(batch) == MOST or (batch and size > LARGEST):
            yield batch
            batch = []
        batch.append((place, body))
    if batch:
        yield batch


def key_in(body: str) -> Key:
    pk, sk = json.loads(body)
    return Key(pk, sk)
