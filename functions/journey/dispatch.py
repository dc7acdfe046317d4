"""The one reader of the table's stream: whoever is woken by a change is told of it in a queue of
their own, and holds up nobody else. What comes twice is told twice."""

from typing import Any

import boto3

from contest_aws.settings import DispatchSettings
from contest_aws.workflow.queues import Queue
from contest_aws.workflow.stream_routes import is_routed, message

sqs = boto3.client("sqs")
queues = {name: Queue(url, sqs) for name, url in DispatchSettings.read().queues.items()}


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    """The stream goes on from the first record of which somebody could not be told."""
    failed = []
    for name, queue in queues.items():
        records = [record for record in event["Records"] if is_routed(name, record)]
        places = queue.put_all([message(name, record) for record in records])
        failed += [records[place]["dynamodb"]["SequenceNumber"] for place in places]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}
