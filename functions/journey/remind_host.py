"""Lambda: mails the host once a day what waits for their decision, in every contest.

A failure in one contest does not keep it from the others."""

from typing import Any

from aws_lambda_powertools import Logger

from contest.audit import CALENDAR
from contest.people.account import hosts_of
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.entries import contests
from contest_aws.services.mailing import MailPolicy
from contest_aws.services.upkeep.reminders import mail_hosts
from contest_aws.settings import WriteMailsSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.queues import Queue

settings = WriteMailsSettings.read()
store = DynamoStore(settings.table_name)
queue = Queue(settings.mail_queue)
logger = Logger(service="laurel")


def handler(_: dict[str, Any], __: Any) -> dict[str, int]:  # noqa: ANN401 - Lambda's own
    policy = MailPolicy.of(settings, now=clock.now())
    sent, failed = {}, []
    for contest in contests(store):
        ctx = Context(store, contest, CALENDAR, policy.now)
        try:
            mails = list(mail_hosts(ctx, policy, hosts=hosts_of(settings.hosts)))
            for mail in mails:
                queue.put(mail)
        except Exception:
            logger.exception("The host could not be reminded", contest=contest.id)
            failed.append(contest.id)
            continue
        sent[contest.id] = len(mails)
    if failed:
        raise RuntimeError(f"The host could not be reminded in: {failed}")
    return sent
