"""Consumes a queue: handles messages one at a time. A message that fails is delivered again
alone."""

import traceback
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from contest_aws.store.keys import Key
from contest_aws.store.protocol import retry_on_conflict
from contest_aws.workflow.queues import key_in

logger = Logger(service="laurel")


def each(event: dict[str, Any], context: Any, take: Callable[[str], None]) -> Any:  # noqa: ANN401 - Lambda's own
    """`take` receives the body of each message, and again if somebody else was writing what it
    wrote."""

    def record_handler(record: SQSRecord) -> None:
        try:
            retry_on_conflict(lambda: take(record.body))
        except Exception as error:  # its message may hold personal data, so it is not logged
            logger.warning(
                "A message failed and will be retried",
                id=record.message_id,
                error=type(error).__name__,
                at=traceback.format_tb(error.__traceback__),
            )
            raise

    return process_partial_response(
        event=event,
        record_handler=record_handler,
        processor=BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False),
        context=context,
    )


def each_key(event: dict[str, Any], context: Any, take: Callable[[Key], None]) -> Any:  # noqa: ANN401 - Lambda's own
    """`take` receives the key that each message names, and reads the item as it is now."""
    return each(event, context, lambda body: take(key_in(body)))
