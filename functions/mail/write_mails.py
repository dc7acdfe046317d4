"""Lambda: writes the mails about a change of an item, and queues them. A change that arrives twice,
or after a later one, makes one mail, with the text of its moment."""

from typing import Any

from contest_aws import clock
from contest_aws.services import mails_of_changes
from contest_aws.services.mailing import MailPolicy
from contest_aws.services.mails_of_changes import ItemChange
from contest_aws.settings import WriteMailsSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.consumer import each
from contest_aws.workflow.queues import Queue
from contest_aws.workflow.stream_routes import change_in

settings = WriteMailsSettings.read()
store = DynamoStore(settings.table_name)
queue = Queue(settings.mail_queue)


def write(body: str) -> None:
    change = ItemChange(*change_in(body))
    how = MailPolicy.of(settings, now=clock.now())
    delay = mails_of_changes.delay_of(change, how)
    for key in mails_of_changes.write(store, change, how, hosts=settings.hosts):
        queue.put(key, delay=delay)


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each(event, context, write)
