"""Lambda: the only reader of the table's stream. It dispatches each change to the queues of the
functions concerned, so that none holds up another. A record read twice is dispatched twice."""

from typing import Any

import boto3

from contest_aws.clients import QUICK
from contest_aws.settings import DispatchSettings
from contest_aws.workflow.queues import Queue
from contest_aws.workflow.stream_routes import is_routed, message

sqs = boto3.client("sqs", config=QUICK)
queues = {name: Queue(url, sqs) for name, url in DispatchSettings.read().queues.items()}


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    """The stream continues from the first record that could not be dispatched."""
    failed = []
    for name, queue in queues.items():
        records = [record for record in event["Records"] if is_routed(name, record)]
        places = queue.put_all([message(name, record) for record in records])
        failed += [records[place]["dynamodb"]["SequenceNumber"] for place in places]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}
