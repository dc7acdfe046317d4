"""Lambda: sends each mail in the queue once. A mail that the mail server cannot accept now is
retried. The log names mails, but no addresses."""

from typing import Any

from aws_lambda_powertools import Logger

from contest_aws import clock
from contest_aws.mail.adapters import mailer_of
from contest_aws.services import delivery
from contest_aws.settings import MailSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.keys import Key
from contest_aws.workflow.consumer import each_key

settings = MailSettings.read()
store = DynamoStore(settings.table_name)
mailer = mailer_of(settings)
logger = Logger(service="laurel")


def send(key: Key) -> None:
    state = delivery.deliver(store, mailer, key, now=clock.now())
    logger.info("Mail processed", mail=str(key), state=state)


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each_key(event, context, send)
