"""Contacts: whether an address that an entrant names takes mails about their entries. It is asked
once by a mail of fixed words, and answers by the link in it."""

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import NamedTuple

from contest.entry import masking
from contest.model import Expiring, Id
from contest.people.account import Account
from contest.people.contact_consent import (
    KEPT,
    ConsentState,
    ContactConsent,
    answered,
    asked,
    check_link,
)
from contest.people.limits import CONFIRMATIONS, CONFIRMATIONS_BY_ACCOUNT, Limit
from contest.people.sign_in import sha256
from contest.refusals import refused
from contest_aws.services.counters import count, unspend
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Change,
    Conflict,
    Store,
    create,
    get,
    retry_on_conflict,
    update,
)


class NewQuestion(NamedTuple):
    account: Id
    contest: Id
    address: str
    """Normalised."""
    secret: str
    """256 bits, for the contact's mailbox."""

    @property
    def link(self) -> str:
        """The part of the mailed link after `#`."""
        return f"{self.account}.{self.hashed}.{self.secret}"

    @property
    def hashed(self) -> str:
        return sha256(self.address)

    @property
    def limits(self) -> tuple[tuple[Limit, str], ...]:
        """What its mail counts towards."""
        return (CONFIRMATIONS, self.address), (CONFIRMATIONS_BY_ACCOUNT, self.account)


class Declined(Expiring):
    """An address that does not want to be asked again, by anybody."""


class QuestionIssued(NamedTuple):
    """A question whose mail is to be sent now."""

    before: ContactConsent | None
    after: ContactConsent


def ask(store: Store, question: NewQuestion, *, now: datetime) -> QuestionIssued | None:
    """None, and no mail, if the contact has confirmed already. Refused for the account's own
    address, for one that declined, and beyond the limits."""
    account = get(store, keys.account(question.account), Account)
    if account.address == question.address:
        raise refused("contact.own")
    key = keys.consent(question.account, question.hashed)
    counted = partial(count, store, now=now, code="contact.too_often")

    def once() -> QuestionIssued | None:
        stop = store.find(keys.declined(question.hashed), Declined)
        if stop and now < stop.ends_at:
            raise refused("contact.declined")
        before = store.find(key, ContactConsent)
        if before and before.state is ConsentState.CONFIRMED and now < before.ends_at:
            return None
        after = asked(
            before,
            contest=question.contest,
            masked=masking.email(question.address),
            secret=question.secret,
            now=now,
        )
        store.commit(
            update(key, after, before=before) if before else create(key, after),
            *(change for limit in question.limits for change in counted(*limit)),
        )
        return QuestionIssued(before, after)

    return retry_on_conflict(once)


def unsent(store: Store, question: NewQuestion, asked: QuestionIssued, *, now: datetime) -> None:
    """The mail was certainly not sent: it counts for nobody, and the link that was mailed before
    holds again. `now`: as it was asked."""
    unspend(store, *question.limits, now=now)
    if asked.before:
        earlier = asked.before.model_copy(update={"version": asked.after.version + 1})
        key = keys.consent(question.account, question.hashed)
        with suppress(Conflict):  # asked again meanwhile
            store.commit(update(key, earlier, before=asked.after))


def show(store: Store, link: str, *, now: datetime) -> ContactConsent:
    """What a link asks. Nothing is changed."""
    return _by_link(store, link, now=now)[1]


def answer(store: Store, link: str, to: ConsentState, *, now: datetime) -> ContactConsent:
    """The contact answers, or changes the answer. Who declines is asked by nobody else either."""
    hashed = link.split(".")[1]

    def once() -> ContactConsent:
        key, before = _by_link(store, link, now=now)
        if before.state is to:
            return before
        after = answered(before, to, now=now)
        changes = [update(key, after, before=before)]
        if to is ConsentState.DECLINED:
            stop = Declined(ends_at=now + KEPT)
            changes.append(Change(keys.declined(hashed), stop, "any"))
        store.commit(*changes)
        return after

    return retry_on_conflict(once)


def _by_link(store: Store, link: str, *, now: datetime) -> tuple[keys.Key, ContactConsent]:
    account, hashed, secret = link.split(".")
    key = keys.consent(account, hashed)
    return key, check_link(store.find(key, ContactConsent), secret=secret, now=now)
