"""Records of the table's stream, one key at a time; one that fails is tried again alone."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

from contest_aws.keys import Key


def each(event: dict[str, Any], context: Any, take: Callable[[Key], None]) -> Any:  # noqa: ANN401 - Lambda's own
    """`take` gets the key of each item that was written, and reads the item as it is now."""

    def record_handler(record: DynamoDBRecord) -> None:
        change = record.dynamodb
        if change is not None and record.raw_event["eventName"] != "REMOVE":
            take(Key(change.keys["pk"], change.keys["sk"]))

    return process_partial_response(
        event=event,
        record_handler=record_handler,
        processor=BatchProcessor(
            event_type=EventType.DynamoDBStreams, raise_on_entire_batch_failure=False
        ),
        context=context,
    )
