"""The queue of mails that are to be sent: one that has to wait holds up no other."""

import json
from typing import TYPE_CHECKING

import boto3

from contest_aws.keys import Key

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class MailQueue:
    def __init__(self, url: str, client: "SQSClient | None" = None) -> None:
        self._url = url
        self._client: SQSClient = client or boto3.client("sqs")

    def put(self, key: Key) -> None:
        """Put in twice, a mail is sent once."""
        self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(key))


def key_in(body: str) -> Key:
    pk, sk = json.loads(body)
    return Key(pk, sk)
