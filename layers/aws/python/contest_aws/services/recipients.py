"""Recipients: the address that a mail goes to, as things are when it is sent, and how many mails it
may get.

Mails about an entry go to its owner's account, once somebody has shown that the address is theirs.
Nobody has to put up with mails because another person typed their address."""

from datetime import datetime
from typing import NamedTuple

from contest.award.objection import Objector
from contest.entry.entry import Entry
from contest.entry.form import Contact
from contest.mail.occasions import Occasion
from contest.mail.outbox import StatusMail
from contest.people.account import Account, Role, normalised
from contest.people.contact_consent import ConsentState, ContactConsent
from contest.people.limits import (
    COPIES,
    INVITATIONS,
    OBJECTION_ANSWERS,
    RECOMMENDED_DAILY,
    RECOMMENDED_ONCE,
    ROLE_MAILS,
    STATUS_MAILS,
    Limit,
)
from contest.people.sign_in import sha256
from contest.refusals import Refused, refused
from contest_aws.store import keys
from contest_aws.store.protocol import Store


class Recipient(NamedTuple):
    address: str
    limit: Limit
    counted_as: str
    """Whose counter it is."""
    beyond: str = "mail.too_many"
    """The refusal beyond the limit."""
    knows_entry: bool = True
    """Whether the subject may hold what was typed."""


def recipient_of(store: Store, mail: StatusMail, *, now: datetime) -> Recipient:
    """Refused with `mail.no_address` or `mail.not_proven`: then nobody is mailed."""
    if mail.account:
        address = _account(store, mail.account).address
        if isinstance(mail.occasion, Role):
            return Recipient(address, INVITATIONS, address)
        return Recipient(address, ROLE_MAILS, f"{mail.contest}\n{address}")
    if mail.objection:
        objector = store.find(keys.objector(mail.contest, mail.objection), Objector)
        if objector is None or not objector.email:
            raise refused("mail.no_address")
        return Recipient(objector.email, OBJECTION_ANSWERS, objector.email)
    entry = store.find(keys.entry(mail.contest, mail.of), Entry)
    account = _account(store, entry.owner if entry else "")
    if mail.to == "contact":
        return _contact(store, mail, account, now=now)
    if mail.occasion is Occasion.RECOMMENDED:
        limit = RECOMMENDED_DAILY if account.verified_at else RECOMMENDED_ONCE
        counted_as = f"{mail.contest}\n{account.address}"
        return Recipient(
            account.address, limit, counted_as, "mail.invited_already", knows_entry=False
        )
    if account.verified_at is None:
        raise refused("mail.not_proven")
    return Recipient(account.address, STATUS_MAILS, account.address)


def has_copy(store: Store, mail: StatusMail, *, now: datetime) -> bool:
    """Whether the contact of the mail's entry gets a copy."""
    if not mail.entry or mail.to == "contact" or mail.occasion is Occasion.RECOMMENDED:
        return False
    entry = store.find(keys.entry(mail.contest, mail.entry), Entry)
    try:
        account = _account(store, entry.owner if entry else "")
        _contact(store, mail, account, now=now)
    except Refused:
        return False
    return True


def _account(store: Store, account_id: str) -> Account:
    account = store.find(keys.account(account_id), Account)
    if account is None:
        raise refused("mail.no_address")
    return account


def _contact(store: Store, mail: StatusMail, account: Account, *, now: datetime) -> Recipient:
    """The contact's address, if it is not the account's own and has confirmed. A consent that has
    ended may stay in the table for days."""
    contact = store.find(keys.contact(mail.contest, mail.of), Contact)
    address = normalised(contact.email) if contact and contact.email else account.address
    if address == account.address:
        raise refused("mail.no_address")
    consent = store.find(keys.consent(account.id, sha256(address)), ContactConsent)
    if consent is None or consent.state is not ConsentState.CONFIRMED or now >= consent.ends_at:
        raise refused("mail.not_proven")
    return Recipient(address, COPIES, address, knows_entry=False)
