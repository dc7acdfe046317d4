"""The table's stream says that an entry changed: write the mail that tells its entrant, in the
words of that moment, and have it sent. A record that comes twice writes no second mail."""

from typing import Any

from contest.entry import Entry
from contest_aws import clock
from contest_aws.desk import mail as desk
from contest_aws.mail_queue import MailQueue
from contest_aws.settings import WriteMailsSettings
from contest_aws.stream import Image, each_change
from contest_aws.table import DynamoStore, from_image

settings = WriteMailsSettings.read()
store = DynamoStore(settings.table_name)
queue = MailQueue(settings.mail_queue)


def write(before: Image | None, after: Image) -> None:
    key = desk.write(
        store, from_image(before, Entry) if before else None, from_image(after, Entry),
        site=settings.site, sender=settings.mail_by != "nobody",
        rehearsals=settings.mail_rehearsals, ours=clock.now(),
    )  # fmt: skip
    if key:
        queue.put(key)


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each_change(event, context, write)
