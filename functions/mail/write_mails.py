"""Lambda: writes the mail about a change of an item, and queues it. A change that arrives twice, or
after a later one, makes one mail, with the text of its moment."""

from typing import Any, TypeVar

from contest.award.objection import Objection
from contest.entry.entry import Entry
from contest.people.account import Grant
from contest.review.round import ReviewList
from contest.winners.ceremony import CeremonyInvitation
from contest_aws import clock
from contest_aws.services import mailing
from contest_aws.services.award.answer_mails import write_answer
from contest_aws.services.winners.ceremony_mails import write_ceremony
from contest_aws.settings import WriteMailsSettings
from contest_aws.store import keys
from contest_aws.store.dynamodb import DynamoStore, from_image
from contest_aws.workflow.consumer import each
from contest_aws.workflow.queues import Queue
from contest_aws.workflow.stream_routes import Image, change_in

settings = WriteMailsSettings.read()
store = DynamoStore(settings.table_name)
queue = Queue(settings.mail_queue)
Some = TypeVar("Some", Entry, Grant, ReviewList, Objection, CeremonyInvitation)


def write(body: str) -> None:
    before, after = change_in(body)
    delay = 0
    how = mailing.MailPolicy.of(settings, now=clock.now())
    if after["pk"]["S"].startswith(keys.ENTRY):
        was, entry = _of(Entry, before), from_image(after, Entry)
        key = mailing.write(store, was, entry, how)
        delay = mailing.delay_of(was, entry, now=how.now)
    elif after["pk"]["S"].startswith(keys.JUDGE):
        list_ = from_image(after, ReviewList)
        key = mailing.write_reminder(store, _of(ReviewList, before), list_, how)
    elif after["pk"]["S"].startswith(keys.OBJECTION):
        if not after["sk"]["S"].startswith(keys.SK_MADE):
            return  # how many are open, which mails nobody
        objection = from_image(after, Objection)
        key = write_answer(store, _of(Objection, before), objection, how)
    elif after["pk"]["S"].startswith(keys.CEREMONY):
        if not after["sk"]["S"].startswith(keys.SK_INVITED):
            return  # the ceremony itself
        invitation = from_image(after, CeremonyInvitation)
        key = write_ceremony(store, _of(CeremonyInvitation, before), invitation, how)
    else:
        key = mailing.write_invitation(store, _of(Grant, before), from_image(after, Grant), how)
    if key:
        queue.put(key, delay=delay)


def _of(kind: type[Some], before: Image | None) -> Some | None:
    return from_image(before, kind) if before else None


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each(event, context, write)
