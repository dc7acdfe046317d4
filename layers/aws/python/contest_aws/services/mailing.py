"""Mail: write the status mail of an entry's change or of an invitation, send it once, and send it
again only on request."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from contest.audit import Actor
from contest.entry.entry import Entry
from contest.entry.form import Contact
from contest.mail import account_mail, outbox, status_mail
from contest.mail.mail_text import MailText
from contest.mail.outbox import MailState, StatusMail
from contest.model import Id
from contest.people.account import Account, Grant, is_asked
from contest.refusals import Refusal, Refused, refused
from contest.rules.contest import Contest
from contest_aws.mail.mailer import Mail, Mailer, Unreachable
from contest_aws.services.entries import contest_of
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Conflict, Store, create, get, recorded, update

Delivery = tuple[MailState, Refusal | None, Unreachable | None]

OPEN = (MailState.DUE, MailState.SENDING, MailState.UNCERTAIN, MailState.FAILED, MailState.HELD)


def key_of(mail: StatusMail) -> Key:
    return keys.mail(mail.contest, mail.of, mail.change, mail.occasion)


class MailPolicy(NamedTuple):
    """The mail settings of the deployment."""

    site: str
    sender: bool
    """Whether the deployment has a sender."""
    rehearsals: bool
    """Whether rehearsals send mail, too."""
    now: datetime

    def reason_to_hold(self, contest: Contest) -> Refusal | None:
        """Why a mail is written but not sent; None if it may be sent."""
        if contest.rehearsal and not self.rehearsals:
            return Refusal(code="mail.rehearsal")
        return None if self.sender else Refusal(code="mail.not_set_up")


def write(store: Store, before: Entry | None, after: Entry, policy: MailPolicy) -> Key | None:
    """Write the mail of this change. Returns its key if it is to be sent now. If the same change
    arrives twice, there is still one mail."""
    occasion = status_mail.occasion_of(before, after)
    if occasion is None:
        return None
    contest = contest_of(store, after.contest)
    link = f"{policy.site}/contests/{contest.id}#{after.id}"
    text = status_mail.status_mail(after, occasion, rules=contest.rules, link=link)
    if text is None:
        return None
    return _write(
        store,
        _draft(contest, policy, text, entry=after.id, change=after.version, occasion=occasion),
    )


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
    return _write(
        store,
        _draft(
            contest,
            policy,
            text,
            account=after.account,
            change=after.version,
            occasion=after.role,
        ),
    )


def _draft(contest: Contest, policy: MailPolicy, text: MailText, **named: Any) -> StatusMail:
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


def _write(store: Store, mail: StatusMail) -> Key | None:
    """Where the mail is, if it is to be sent now."""
    key = key_of(mail)
    try:
        store.commit(create(key, mail))
    except Conflict:
        return key  # the change arrived again; the sender sees whether the mail is due
    return None if mail.why else key


def deliver(store: Store, mailer: Mailer, key: Key, *, now: datetime) -> MailState:
    """Claim the mail, send it, record the outcome. Raises `Unreachable` when it is to be retried
    later.

    If it stops in between, the mail stays claimed: it is sent again only on request."""
    mail = get(store, key, StatusMail)
    taken = outbox.claimed(mail, at=now)
    if taken is None:
        return mail.state
    to = _address(store, mail)
    try:
        store.commit(update(key, taken, before=mail))
    except Conflict:
        return MailState.SENDING
    state, why, later = _try(mailer, taken, to=to)
    store.commit(update(key, outbox.ended(taken, state, at=now, why=why), before=taken))
    if later:
        raise later
    return state


def _address(store: Store, mail: StatusMail) -> str:
    """The address as it is now; empty if there is none."""
    if mail.account:
        account = store.find(keys.account(mail.account), Account)
        return account.address if account else ""
    contact = store.find(keys.contact(mail.contest, mail.of), Contact)
    return contact.email if contact else ""


def _try(mailer: Mailer, mail: StatusMail, *, to: str) -> Delivery:
    try:
        mailer.send(_addressed(mail, to))
    except Refused as problem:
        why = _without_address(problem.refusals[0])
        return MailState.DROPPED if why.code == "mail.no_address" else MailState.FAILED, why, None
    except Unreachable as later:
        return MailState.DUE, Refusal(code="mail.not_now", measured=str(later)), later
    except Exception as error:  # after any other error it is unknown whether the mail was sent
        return (
            MailState.UNCERTAIN,
            Refusal(code="mail.uncertain", measured=type(error).__name__),
            None,
        )
    return MailState.SENT, None, None


def _addressed(mail: StatusMail, to: str) -> Mail:
    if not to:
        raise refused("mail.no_address")
    return Mail(id=mail.message_id, to=to, subject=mail.subject, text=mail.text)


def _without_address(why: Refusal) -> Refusal:
    """Removes the address, because more people may see the list of mails than may read the
    contact."""
    return why if why.code == "mail.turned_down" else Refusal(code=why.code)


def all_of(store: Store, contest_id: Id, of: Id) -> Iterator[StatusMail]:
    """All mails of an entry, or of an account's invitations, in the order of the changes."""
    return store.query(keys.mail(contest_id, of, 0, "").pk, StatusMail)


def open_of(store: Store, contest_id: Id) -> Iterator[StatusMail]:
    """All mails of a contest that are not sent."""
    for state in OPEN:
        yield from store.mails_at(contest_id, state)


def again(store: Store, mail: StatusMail, *, actor: Actor, now: datetime) -> None:
    """Make a mail due again. The caller puts it into the queue."""
    key = key_of(mail)
    due, record = outbox.again(mail, subject=key, actor=actor, at=now)
    store.commit(update(key, due, before=mail), recorded(key, record))
