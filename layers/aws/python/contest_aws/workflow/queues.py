"""Queues: what is put in comes out in any order, now and then twice. `woken` takes it out."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import boto3

from contest_aws.store.keys import Key

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

MOST, LARGEST = 10, 256 * 1024
"""Messages, and bytes of them together, that SQS takes at once in every region."""


class Queue:
    def __init__(self, url: str, client: "SQSClient | None" = None) -> None:
        self._url = url
        self._client: SQSClient = client or boto3.client("sqs")

    def put(self, key: Key) -> None:
        """Put in twice, what is to be done with the item is done once."""
        self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(key))

    def put_all(self, bodies: Sequence[str]) -> list[int]:
        """ASCII alone. Answers the places of those that the queue did not take."""
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
