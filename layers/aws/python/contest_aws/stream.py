"""Records of the table's stream, one at a time; one that fails is tried again alone."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

from contest_aws.keys import Key

Image = dict[str, Any]


def each(event: dict[str, Any], context: Any, take: Callable[[Key], None]) -> Any:  # noqa: ANN401 - Lambda's own
    """`take` gets the key of each item that was written, and reads the item as it is now."""

    def take_key(written: dict[str, Any]) -> None:
        key = written["Keys"]
        take(Key(key["pk"]["S"], key["sk"]["S"]))

    return _each_written(event, context, take_key)


def each_change(
    event: dict[str, Any],
    context: Any,  # noqa: ANN401 - Lambda's own
    take: Callable[[Image | None, Image], None],
) -> Any:  # noqa: ANN401 - Lambda's own
    """`take` gets each item before it was written, if it was there, and after."""
    return _each_written(event, context, lambda w: take(w.get("OldImage"), w["NewImage"]))


def _each_written(
    event: dict[str, Any],
    context: Any,  # noqa: ANN401 - Lambda's own
    take: Callable[[dict[str, Any]], None],
) -> Any:  # noqa: ANN401 - Lambda's own
    def record_handler(record: DynamoDBRecord) -> None:
        if record.raw_event["eventName"] != "REMOVE":
            take(record.raw_event["dynamodb"])

    return process_partial_response(
        event=event,
        record_handler=record_handler,
        processor=BatchProcessor(
            event_type=EventType.DynamoDBStreams, raise_on_entire_batch_failure=False
        ),
        context=context,
    )
