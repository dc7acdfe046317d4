"""Mail: write the status mail of an entry's change or of an invitation, once, and make it due again
only on request. `delivery` sends it."""

from collections.abc import Iterator
from datetime import datetime
from math import ceil
from typing import Any, NamedTuple, Self

from contest.audit import Actor
from contest.entry.entry import Entry
from contest.mail import account_mail, occasions, outbox, status_mail, untold
from contest.mail.mail_text import MailText
from contest.mail.outbox import MailState, StatusMail
from contest.model import Id, Text
from contest.people.account import Grant
from contest.people.inviting import is_asked
from contest.refusals import Refusal, Refused
from contest.refusals.formatting import end
from contest.review.round import ReviewList
from contest.rules.contest import Contest
from contest_aws.services.counters import give_back
from contest_aws.services.entries import contest_of
from contest_aws.services.recipients import recipient_of
from contest_aws.settings import WriteMailsSettings
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import (
    Change,
    Conflict,
    Store,
    create,
    recorded,
    retry_on_conflict,
    update,
)

ROUND_STEP = 1_000_000
"""A judge has a list in each round, and each counts its versions from 1."""
OPEN = (MailState.DUE, MailState.SENDING, MailState.UNCERTAIN, MailState.FAILED, MailState.HELD)


def key_of(mail: StatusMail) -> Key:
    key = keys.mail(mail.contest, mail.of, mail.change, mail.occasion)
    return keys.mail_copy(key) if mail.to == "contact" else key


class MailPolicy(NamedTuple):
    """The mail settings of the deployment."""

    site: str
    sender: bool
    """Whether the deployment has a sender."""
    rehearsals: bool
    """Whether rehearsals send mail, too."""
    now: datetime

    @classmethod
    def of(cls, settings: WriteMailsSettings, *, now: datetime) -> Self:
        return cls(
            site=settings.site,
            sender=settings.mail_by != "nobody",
            rehearsals=settings.mail_rehearsals,
            now=now,
        )

    def page_of(self, contest_id: Id, entry_id: Id) -> str:
        """Where its entrant sees the entry."""
        return f"{self.site}/contests/{contest_id}/entries/{entry_id}"

    def reason_to_hold(self, contest: Contest) -> Refusal | None:
        """Why a mail is written but not sent; None if it may be sent."""
        if contest.rehearsal and not self.rehearsals:
            return Refusal(code="mail.rehearsal")
        return None if self.sender else Refusal(code="mail.not_set_up")


def write(store: Store, before: Entry | None, after: Entry, policy: MailPolicy) -> Key | None:
    """Write the mail of this change. Returns its key if it is to be sent now. If the same change
    arrives twice, there is still one mail."""
    occasion = occasions.occasion_of(before, after)
    if occasion is None:
        return None
    contest = contest_of(store, after.contest)
    page = policy.page_of(contest.id, after.id)
    text = status_mail.status_mail(after, occasion, rules=contest.rules, link=page)
    if text is None:
        return None
    return keep(
        store,
        draft_of(
            contest,
            policy,
            text,
            entry=after.id,
            change=after.version,
            occasion=occasion,
            untyped_subject=status_mail.untyped_subject(after, occasion, rules=contest.rules),
            not_before=untold.held_until(before, after),
        ),
    )


def delay_of(before: Entry | None, after: Entry, *, now: datetime) -> int:
    """How many seconds the mail of a change waits before it is sent."""
    until = untold.held_until(before, after)
    return max(0, ceil((until - now).total_seconds())) if until else 0


def write_invitation(
    store: Store, before: Grant | None, after: Grant, policy: MailPolicy
) -> Key | None:
    """Do the same for a grant: somebody is invited into a role."""
    if not is_asked(before, after):
        return None
    contest = contest_of(store, after.contest)
    text = account_mail.invitation_mail(
        contest=contest.rules.name,
        role=after.role,
        address=f"{policy.site}/invitations/{contest.id}/{after.role}",
    )
    named = {"account": after.account, "change": after.version, "occasion": after.role}
    return keep(store, draft_of(contest, policy, text, **named))


def write_reminder(
    store: Store, before: ReviewList | None, after: ReviewList, policy: MailPolicy
) -> Key | None:
    """Do the same for a judge who was reminded of what they have not submitted."""
    if after.reminded_at in (None, before and before.reminded_at):
        return None
    contest = contest_of(store, after.contest)
    closes, zone = contest.round(after.round).closes, contest.rules.zone
    text = account_mail.reminder_mail(
        contest=contest.rules.name,
        left=after.open_at_reminder,
        closes=Text(zh=end(closes, zone, "zh"), en=end(closes, zone, "en")),
        address=f"{policy.site}/contests/{contest.id}/reviews",
    )
    place = [round_.id for round_ in contest.rounds].index(after.round)
    change = place * ROUND_STEP + after.version
    named = {"account": after.judge, "change": change, "occasion": "reminder"}
    late = contest.clock_at(closes)
    return keep(store, draft_of(contest, policy, text, not_after=late, **named))


def draft_of(contest: Contest, policy: MailPolicy, text: MailText, **named: Any) -> StatusMail:
    """`named`: whose mail it is, and the change and occasion that it is about."""
    why = policy.reason_to_hold(contest)
    return StatusMail(
        contest=contest.id,
        subject=text.subject,
        text=text.text,
        state=MailState.HELD if why else MailState.DUE,
        changed_at=policy.now,
        why=why,
        **named,
    )


def keep(store: Store, mail: StatusMail) -> Key | None:
    """Where the mail is, if it is to be sent now."""
    key = key_of(mail)
    try:
        store.commit(create(key, mail))
    except Conflict:
        return key  # the change arrived again; the sender sees whether the mail is due
    return None if mail.why else key


def all_of(store: Store, contest_id: Id, of: Id) -> Iterator[StatusMail]:
    """All mails of an entry, or of an account's invitations, in the order of the changes."""
    return store.query(keys.mail(contest_id, of, 0, "").pk, StatusMail)


def open_of(store: Store, contest_id: Id) -> Iterator[StatusMail]:
    """All mails of a contest that are not sent."""
    for state in OPEN:
        yield from store.mails_at(contest_id, state)


def again(store: Store, mail: StatusMail, *, actor: Actor, now: datetime) -> None:
    """Make a mail due again. The caller puts it into the queue.

    One that is uncertain is counted once for its recipient, not with each attempt: who has it sent
    again accepts that it may arrive twice."""
    key = key_of(mail)
    due, record = outbox.again(mail, subject=key, actor=actor, at=now)
    changes = update(key, due, before=mail), recorded(key, record)
    if outbox.state_at(mail, now) is not MailState.UNCERTAIN:
        store.commit(*changes)
        return
    retry_on_conflict(lambda: store.commit(*changes, *_uncounted(store, mail)))


def _uncounted(store: Store, mail: StatusMail) -> list[Change]:
    """The changes that take back the count of a mail that was claimed when it last changed."""
    try:
        recipient = recipient_of(store, mail, now=mail.changed_at)
    except Refused:  # nobody is to be mailed any more
        return []
    return list(give_back(store, recipient.limit, recipient.counted_as, now=mail.changed_at))
