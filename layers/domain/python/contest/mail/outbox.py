"""The outbox: mails about entries and invitations, and their states.

A sender claims a mail before it sends it, so that it is sent once. A mail is uncertain if nobody
knows whether it was sent."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from contest.audit import Actor, Audited, AuditRecord
from contest.mail.occasions import Occasion
from contest.model import Id, Text
from contest.people.account import Role
from contest.refusals import Refusal, refused


class MailState(StrEnum):
    HELD = "held"
    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


NAMES = {
    MailState.HELD: Text(zh="暂不发送", en="held back"),
    MailState.DUE: Text(zh="待发送", en="to be sent"),
    MailState.SENDING: Text(zh="发送中", en="being sent"),
    MailState.SENT: Text(zh="已发送", en="sent"),
    MailState.FAILED: Text(zh="发送失败", en="failed"),
    MailState.UNCERTAIN: Text(zh="是否送出不明", en="may have been sent"),
    MailState.DROPPED: Text(zh="无收件人", en="no recipient"),
    MailState.WITHDRAWN: Text(zh="已撤下", en="withdrawn"),
}
SETTLED = (MailState.SENT, MailState.DROPPED, MailState.WITHDRAWN)
"""States that need no attention. A draft may have no address yet, so its mail may be dropped. The
mail of a decision that was undone, or of what is over, is withdrawn."""
LONGEST = timedelta(minutes=15)
"""The longest time that sending takes. A sender that needs longer was interrupted."""


class StatusMail(Audited):
    contest: Id
    entry: Id | None = None
    account: Id | None = None
    """The invited account, if the mail is about no entry."""
    objection: Id | None = None
    """The objection that the mail answers. It goes to whoever made it."""
    change: int
    """The version of the entry or grant after the change. Each change is mailed once."""
    occasion: (
        Occasion | Role | (Literal["overdue", "reminder", "objection", "ceremony", "free_place"])
    )
    """What happened to the entry, the role that the account is invited to, that the screening of
    some entries is overdue, that a judge is reminded, that an objection is answered, that a
    winner is invited to the ceremony, or that a place of an award list became free."""
    not_before: AwareDatetime | None = None
    """Until then the change can be undone, by our clock: the mail waits."""
    not_after: AwareDatetime | None = None
    """From then on, by our clock, the mail tells nothing that still matters: it is not sent."""
    to: Literal["owner", "contact"] = "owner"
    """Whom a mail about an entry goes to. The contact gets a copy if it is another address, and
    has confirmed it."""
    subject: str
    untyped_subject: str = ""
    """The subject for whoever has not shown that they know the entry; of mails about entries."""
    text: str
    state: MailState = MailState.DUE
    changed_at: AwareDatetime
    """By the real clock, not contest time."""
    sends: int = 0
    """How often it was claimed."""
    why: Refusal | None = None
    """Why it is held back, failed, or was not sent yet."""

    @property
    def of(self) -> Id:
        """The id of the entry, the account or the objection that the mail is about."""
        return self.entry or self.account or self.objection or ""

    @property
    def message_id(self) -> str:
        """The id of this send. It changes with every deliberate send."""
        copy = ".copy" if self.to == "contact" else ""
        return f"{self.of}.{self.change}.{self.occasion}{copy}.{self.sends}"


def state_at(mail: StatusMail, now: datetime) -> MailState:
    """The state at `now`: a mail that has been sending for longer than `LONGEST` is uncertain."""
    stuck = mail.state is MailState.SENDING and now - mail.changed_at > LONGEST
    return MailState.UNCERTAIN if stuck else mail.state


def claimed(mail: StatusMail, *, at: datetime) -> StatusMail | None:
    """Claims the mail for the caller to send. None if it is not due."""
    if mail.state is not MailState.DUE:
        return None
    return mail.next_version(state=MailState.SENDING, changed_at=at, sends=mail.sends + 1, why=None)


def copied(mail: StatusMail, *, at: datetime) -> StatusMail:
    """The copy for the entry's contact, with nothing typed in its subject."""
    changes = {"to": "contact", "subject": mail.untyped_subject, "changed_at": at}
    due = {"state": MailState.DUE, "sends": 0, "version": 1, "why": None}
    return mail.model_copy(update=changes | due)


def ended(
    mail: StatusMail, state: MailState, *, at: datetime, why: Refusal | None = None
) -> StatusMail:
    """Records the outcome of sending. `DUE` means that the mail was surely not sent."""
    return mail.next_version(state=state, changed_at=at, why=why)


def again(
    mail: StatusMail, *, subject: object, actor: Actor, at: datetime
) -> tuple[StatusMail, AuditRecord]:
    """Makes the mail due again at a person's request, in any state.

    Refuses with `mail.being_sent` while it is being sent."""
    state = state_at(mail, at)
    if state is MailState.SENDING:
        raise refused("mail.being_sent")
    return mail.with_record(
        "mail.send",
        subject=subject,
        actor=actor,
        at=at,
        details={"was": state.value},
        state=MailState.DUE,
        changed_at=at,
        why=None,
    )
