"""The reader of the table's stream and the five functions that it wakes, in process, with queues in
moto: what is written is told, and delivered in the order that a test asks for."""

import json
from importlib import import_module

import boto3
from aws_lambda_powertools.utilities.typing import LambdaContext
from boto3.dynamodb.types import TypeSerializer

from contest_aws.workflow.stream_routes import STREAM_ROUTES
from tests.contest_aws.services.fakes import TableStore

FUNCTIONS = {
    "settle_review": "review.settle_review",
    "resume": "journey.resume",
    "keep_snapshots": "winners.keep_snapshots",
    "write_mails": "mail.write_mails",
    "erase": "privacy.erase",
}
DELIVERED = {
    "as they came": lambda bodies: bodies,
    "the last first": lambda bodies: bodies[::-1],
    "each twice": lambda bodies: [body for body in bodies for _ in range(2)],
    "all of them again": lambda bodies: bodies * 2,
    "again from the last": lambda bodies: bodies + bodies[::-1],
}
"""What a queue may do with messages."""


def record(key, event="INSERT", number="1", **images):
    """Of the stream, as Lambda brings it."""
    written = {"Keys": {"pk": {"S": key.pk}, "sk": {"S": key.sk}}, "SequenceNumber": number}
    return {"eventName": event, "dynamodb": written | images}


class ToldStore(TableStore):
    """Has a stream, as the table has."""

    def __init__(self):
        super().__init__()
        self._records = []

    def commit(self, *changes):
        before = {change.key: self.items.get(change.key) for change in changes}
        super().commit(*changes)
        for key, old in before.items():
            if old != (new := self.items.get(key)):
                event = "REMOVE" if new is None else "INSERT" if old is None else "MODIFY"
                images = {"OldImage": image(key, old), "NewImage": image(key, new)}
                there = {name: told for name, told in images.items() if told}
                self._records.append(record(key, event, **there))

    def new_records(self):
        records, self._records = self._records, []
        return records


def image(key, text):
    values = json.loads(text) | key._asdict() if text else {}
    return {name: TypeSerializer().serialize(value) for name, value in values.items()}


class Post:
    def __init__(self):
        self._sqs = boto3.client("sqs")
        self.reader = import_module("journey.dispatch")
        self.functions = {name: import_module(path) for name, path in FUNCTIONS.items()}

    def tell(self, records):
        """What lies in each queue then."""
        assert self.reader.handler({"Records": records}, None) == {"batchItemFailures": []}
        return {name: self.take_out(name) for name in STREAM_ROUTES}

    def empty(self):
        for queue in (*STREAM_ROUTES, "mail"):
            self.take_out(queue)

    def take_out(self, queue):
        url, bodies = self._sqs.get_queue_url(QueueName=queue)["QueueUrl"], []
        while found := self._take(url):
            bodies += [message["Body"] for message in found]
        return bodies

    def _take(self, url):
        found = self._sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        for message in found.get("Messages", []):
            self._sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return found.get("Messages")

    def deliver(self, name, bodies):
        """The places of those that failed."""
        records = [
            {"messageId": str(place), "body": body, "eventSource": "aws:sqs"}
            for place, body in enumerate(bodies)
        ]
        answer = self.functions[name].handler({"Records": records}, LambdaContext())
        return [int(failure["itemIdentifier"]) for failure in answer["batchItemFailures"]]


def make_queues():
    """Their URLs by name. `mail` is that of mails which are to be sent."""
    sqs = boto3.client("sqs")
    return {name: sqs.create_queue(QueueName=name)["QueueUrl"] for name in (*STREAM_ROUTES, "mail")}
