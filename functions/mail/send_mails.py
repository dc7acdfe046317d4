"""Send the mails of the queue, each once. One that the mail server cannot take now comes again; the
log names mails and no addresses."""

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from contest_aws import clock
from contest_aws.desk import mail as desk
from contest_aws.mail_queue import key_in
from contest_aws.mailers import mailer_of
from contest_aws.settings import MailSettings
from contest_aws.table import DynamoStore

settings = MailSettings.read()
store = DynamoStore(settings.table_name)
mailer = mailer_of(settings)
logger = Logger(service="laurel")


def send(record: SQSRecord) -> None:
    key = key_in(record.body)
    state = desk.deliver(store, mailer, key, ours=clock.now())
    logger.info("A mail", mail=str(key), state=state)


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return process_partial_response(
        event=event,
        record_handler=send,
        processor=BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False),
        context=context,
    )
