"""An objection (异议) to a winner during the objection period (公示): anybody may make one, and the
host answers each. What it says, and whose it is, are kept apart: who may read an answer need not
read a contact."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime

from contest.audit import Actor, Audited, AuditRecord
from contest.award.award import AwardRound, Winner
from contest.entry.phones import phones
from contest.model import Fact, Id, Text
from contest.people.account import normalised
from contest.refusals import refused

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letter that reads like a digit."""
CODE = 12
"""Characters of a code: 60 bits, which nobody guesses against a limit of requests."""
PUBLIC = Actor.of("public")


class ObjectionStatus(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


OBJECTION_STATUS_NAMES: Mapping[ObjectionStatus, Text] = {
    ObjectionStatus.OPEN: Text(zh="待答复", en="to be answered"),
    ObjectionStatus.UPHELD: Text(zh="异议成立", en="upheld"),
    ObjectionStatus.DISMISSED: Text(zh="异议不成立", en="not upheld"),
}


class Objection(Audited):
    """It names nobody: `Objector` does."""

    contest: Id
    id: Id
    """A hash of the code by which the objector sees the answer."""
    award_round: Id
    place: Id
    name: Text
    """Of the award."""
    theme: Id | None = None
    entry: Id | None = None
    unit: Id | None = None
    text: str
    """Empty once it is erased."""
    made_at: AwareDatetime
    by_mail: bool = False
    """Whether there is an address to mail the answer to."""
    status: ObjectionStatus = ObjectionStatus.OPEN
    reason: str = ""
    """The host's answer."""
    answered_by: Actor | None = None
    answered_at: AwareDatetime | None = None


class Objector(Fact):
    """Who made an objection. The contact is as typed: nobody has shown that it is theirs."""

    objection: Id
    name: str
    email: str = ""
    phone: str = ""


class ObjectionCount(Audited):
    """How many objections of an award round nobody has answered. A round is made final only in one
    transaction with its count."""

    open: int = 0


def winner_ref(award_round: AwardRound, winner: Winner) -> Id:
    """What the public names a winner by: the same as long as it is proposed for this award."""
    parts = (award_round.contest, award_round.id, winner.place, winner.theme or "")
    whole = "\n".join((*parts, winner.entry or "", winner.unit or ""))
    return hashlib.sha256(whole.encode()).hexdigest()[:20]


def code_of(*said: str) -> str:
    """The code of an objection, from all that was said: sent again, it is the same objection."""
    number = int.from_bytes(hashlib.sha256("\n".join(said).encode()).digest())
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE))


def shown_code(code: str) -> str:
    """As people copy it: KQ7M-4T2X-9BHC."""
    return "-".join(code[at : at + 4] for at in range(0, CODE, 4)).upper()


def typed_code(typed: str) -> str:
    """The code that somebody typed: O is a zero, and I and L are a one."""
    letters = (char for char in typed.lower() if char.isalnum())
    return "".join(letters).translate(str.maketrans("oil", "011"))


def id_of(code: str) -> Id:
    return hashlib.sha256(f"objection\n{code}".encode()).hexdigest()[:32]


def contact_of(*, email: str, phone: str) -> tuple[str, str]:
    """The address and the phone number, at least one of them. Refused if there is neither, or what
    cannot be one."""
    if not email.strip() and not phone.strip():
        raise refused("objection.contact_missing")
    if phone.strip() and phones(phone) is None:
        raise refused("form.bad_phone")
    return normalised(email) if email.strip() else "", phone.strip()


def answered(
    objection: Objection,
    status: ObjectionStatus,
    *,
    reason: str,
    subject: object,
    actor: Actor,
    at: datetime,
) -> tuple[Objection, AuditRecord]:
    """The answer, which is final. Refused if there is one."""
    if objection.status is not ObjectionStatus.OPEN:
        raise refused("objection.answered_already")
    return objection.with_record(
        f"objection.{status}",
        subject=subject,
        actor=actor,
        at=at,
        details={"reason": reason, "award_round": objection.award_round},
        status=status,
        reason=reason,
        answered_by=actor,
        answered_at=at,
    )
