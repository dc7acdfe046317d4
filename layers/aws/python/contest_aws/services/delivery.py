"""Sends a mail that is due: once, to whoever it is for by now, or tells why not."""

from datetime import datetime

from contest.entry.entrant_view import as_told
from contest.entry.entry import Entry, EntryStatus
from contest.mail import outbox
from contest.mail.occasions import Occasion
from contest.mail.outbox import MailState, StatusMail
from contest.people.account import Grant, GrantStatus, Role
from contest.refusals import Refusal, Refused
from contest_aws.mail.mailer import Mail, Mailer, Unreachable
from contest_aws.services.counters import count, give_back
from contest_aws.services.mailing import key_of
from contest_aws.services.recipients import Recipient, has_copy, recipient_of
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import (
    Change,
    Conflict,
    Store,
    create,
    get,
    retry_on_conflict,
    update,
)

SURELY_NOT_SENT = (MailState.DUE, MailState.FAILED)
Delivery = tuple[MailState, Refusal | None, Unreachable | None]


def deliver(store: Store, mailer: Mailer, key: Key, *, now: datetime) -> MailState:
    """Claim the mail, send it, record the outcome. Raises `Unreachable` when it is to be retried
    later. The copy for the entry's contact is claimed with it and sent after it.

    If it stops in between, the mail stays claimed: it is sent again only on request, and
    `mailing.again` gives its count back."""
    state = _deliver(store, mailer, key, now=now)
    copy = keys.mail_copy(key)
    if store.find(copy, StatusMail):
        _deliver(store, mailer, copy, now=now)
    return state


def _deliver(store: Store, mailer: Mailer, key: Key, *, now: datetime) -> MailState:
    mail = store.find(key, StatusMail)
    if mail is None:  # erased while it was in the queue
        return MailState.WITHDRAWN
    claimed = retry_on_conflict(lambda: _claim(store, mail, now=now))
    if isinstance(claimed, MailState):
        return claimed
    taken, recipient = claimed
    state, why, later = _try(mailer, taken, recipient)
    _record(store, taken, outbox.ended(taken, state, at=now, why=why), recipient)
    if later:
        raise later
    return state


def _record(store: Store, taken: StatusMail, ended: StatusMail, recipient: Recipient) -> None:
    """Records the outcome. A mail that was surely not sent is no longer counted for its recipient:
    only what may have reached them uses up their limit."""
    outcome = update(key_of(taken), ended, before=taken)
    if ended.state not in SURELY_NOT_SENT:
        store.commit(outcome)
        return
    limit, whose, counted_at = recipient.limit, recipient.counted_as, taken.changed_at
    retry_on_conflict(
        lambda: store.commit(outcome, *give_back(store, limit, whose, now=counted_at))
    )


def _claim(
    store: Store, mail: StatusMail, *, now: datetime
) -> tuple[StatusMail, Recipient] | MailState:
    """The claimed mail with its recipient, or the state of a mail that is not to be sent now. The
    mail is counted for its recipient in the same commit."""
    if mail.not_before and now < mail.not_before:
        raise Unreachable("not before " + mail.not_before.isoformat())
    taken = outbox.claimed(mail, at=now)
    if taken is None:
        return mail.state
    key = key_of(mail)
    if over := _why_over(store, mail, now=now):
        return _end(store, mail, MailState.WITHDRAWN, over, now=now)
    try:
        recipient = recipient_of(store, mail, now=now)
        limit, whose = recipient.limit, recipient.counted_as
        counts = count(store, limit, whose, now=now, code=recipient.beyond)
    except Refused as problem:
        return _leave(store, mail, problem.refusals[0], now=now)
    copies = _copies(store, mail, now=now) if mail.to == "owner" else ()
    try:
        store.commit(update(key, taken, before=mail), *counts, *copies)
    except Conflict:
        if get(store, key, StatusMail).version != mail.version:
            return MailState.SENDING
        raise  # only a counter has changed
    return taken, recipient


def _leave(store: Store, mail: StatusMail, why: Refusal, *, now: datetime) -> MailState:
    """Not sent, with the reason. Beyond a limit on mails that are wanted, it waits for a person."""
    state = MailState.HELD if why.code == "mail.too_many" else MailState.DROPPED
    return _end(store, mail, state, Refusal(code=why.code), now=now)


def _why_over(store: Store, mail: StatusMail, *, now: datetime) -> Refusal | None:
    """Why the mail is not to be sent any more: its reason has gone since it was written."""
    if _is_undone(store, mail):
        return Refusal(code="mail.undone")
    late = mail.not_after is not None and mail.not_after <= now
    return Refusal(code="mail.over") if late or _is_answered(store, mail, now=now) else None


def _is_answered(store: Store, mail: StatusMail, *, now: datetime) -> bool:
    """Whether what the mail asks was answered or withdrawn, or has ended: a proposed theme, as far
    as its entrant knows, or an invitation."""
    if mail.entry and mail.occasion is Occasion.THEME_PROPOSED:
        entry = store.find(keys.entry(mail.contest, mail.entry), Entry)
        told = entry and as_told(entry, now=now)
        return not (told and told.theme_change and told.status is EntryStatus.SCREENING)
    if not isinstance(mail.occasion, Role):
        return False
    grant = store.find(keys.grant(mail.of, mail.contest, mail.occasion), Grant)
    return grant is None or grant.status is not GrantStatus.INVITED or grant.has_ended(now)


def _is_undone(store: Store, mail: StatusMail) -> bool:
    """Whether the decision that the mail is about was undone before it was sent."""
    if mail.not_before is None or mail.entry is None:
        return False
    entry = store.find(keys.entry(mail.contest, mail.entry), Entry)
    return entry is not None and mail.change in entry.undone


def _end(
    store: Store, mail: StatusMail, state: MailState, why: Refusal, *, now: datetime
) -> MailState:
    left = outbox.ended(mail, state, at=now, why=why)
    try:
        store.commit(update(key_of(mail), left, before=mail))
    except Conflict:
        return MailState.SENDING
    return state


def _copies(store: Store, mail: StatusMail, *, now: datetime) -> tuple[Change, ...]:
    copy = keys.mail_copy(key_of(mail))
    if not has_copy(store, mail, now=now) or store.find(copy, StatusMail):
        return ()
    return (create(copy, outbox.copied(mail, at=now)),)


def _try(mailer: Mailer, mail: StatusMail, recipient: Recipient) -> Delivery:
    try:
        mailer.send(_addressed(mail, recipient))
    except Refused as problem:
        return MailState.FAILED, _without_address(problem.refusals[0]), None
    except Unreachable as later:
        return MailState.DUE, Refusal(code="mail.not_now", measured=str(later)), later
    except Exception as error:  # after any other error it is unknown whether the mail was sent
        return (
            MailState.UNCERTAIN,
            Refusal(code="mail.uncertain", measured=type(error).__name__),
            None,
        )
    return MailState.SENT, None, None


def _addressed(mail: StatusMail, recipient: Recipient) -> Mail:
    subject = mail.subject if recipient.knows_entry else mail.untyped_subject
    return Mail(id=mail.message_id, to=recipient.address, subject=subject, text=mail.text)


def _without_address(why: Refusal) -> Refusal:
    """Removes the address, because more people may see the list of mails than may read the
    contact."""
    return why if why.code == "mail.turned_down" else Refusal(code=why.code)
