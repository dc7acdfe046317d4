"""Mails that answer objections."""

from contest.award.objection import Objection, ObjectionStatus
from contest.mail.answer_mail import answer_mail
from contest_aws.services.entries import contest_of
from contest_aws.services.mailing import MailPolicy, draft_of, keep
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Store


def write_answer(
    store: Store, before: Objection | None, after: Objection, policy: MailPolicy
) -> Key | None:
    """Tell whoever made an objection that it is answered: one mail, if they gave an address."""
    was_open = before is not None and before.status is ObjectionStatus.OPEN
    if not was_open or after.status is ObjectionStatus.OPEN or not after.by_mail:
        return None
    contest = contest_of(store, after.contest)
    text = answer_mail(contest=contest.rules.name, objection=after)
    named = {"objection": after.id, "change": after.version, "occasion": "objection"}
    return keep(store, draft_of(contest, policy, text, **named))
