"""The consent of an entry's contact to mails, where it is not the address of the account itself.
Nobody else can give it: the link is mailed to the contact alone."""

import hmac
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime

from contest.audit import Audited
from contest.model import Expiring, Id
from contest.people.sign_in import sha256
from contest.refusals import refused

ASKED_FOR, KEPT = timedelta(days=7), timedelta(days=800)
"""How long the question is open, and how long an answer holds."""


class ConsentState(StrEnum):
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class ContactConsent(Audited, Expiring):
    """An account's question to one address, and the answer."""

    contest: Id
    """The contest in which the address was named first."""
    address: str
    """Masked."""
    link_hash: str
    state: ConsentState = ConsentState.ASKED
    changed_at: AwareDatetime


def asked(
    before: ContactConsent | None, *, contest: Id, masked: str, secret: str, now: datetime
) -> ContactConsent:
    """Asks, or asks again with another link."""
    return ContactConsent(
        contest=contest,
        address=masked,
        link_hash=sha256(secret),
        changed_at=now,
        ends_at=now + ASKED_FOR,
        version=before.version + 1 if before else 1,
    )


def answered(consent: ContactConsent, to: ConsentState, *, now: datetime) -> ContactConsent:
    """An answer may be changed with the same link."""
    return consent.next_version(state=to, changed_at=now, ends_at=now + KEPT)


def check_link(consent: ContactConsent | None, *, secret: str, now: datetime) -> ContactConsent:
    """Refused with `contact.over` unless the link is of this question and still valid."""
    if (
        consent is None
        or now >= consent.ends_at
        or not hmac.compare_digest(consent.link_hash, sha256(secret))
    ):
        raise refused("contact.over")
    return consent
