"""A mail on its way, of an entry or of an invitation: claimed before it is sent, so that it is sent
once, and told as uncertain when nobody can say whether it was."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime

from contest.audit import Actor, Audited, AuditRecord
from contest.mail.status_mail import Occasion
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


NAMES = {
    MailState.HELD: Text(zh="暂不发送", en="held back"),
    MailState.DUE: Text(zh="待发送", en="to be sent"),
    MailState.SENDING: Text(zh="发送中", en="being sent"),
    MailState.SENT: Text(zh="已发送", en="sent"),
    MailState.FAILED: Text(zh="发送失败", en="failed"),
    MailState.UNCERTAIN: Text(zh="是否送出不明", en="uncertain"),
    MailState.DROPPED: Text(zh="无收件人", en="nobody to send it to"),
}
SETTLED = (MailState.SENT, MailState.DROPPED)
"""Nobody has to look at these: a draft may tell of nobody yet."""
LONGEST = timedelta(minutes=15)
"""That a sender holds a mail: whoever has had it for longer was stopped in the middle."""


class StatusMail(Audited):
    contest: Id
    entry: Id | None = None
    account: Id | None = None
    """Who is invited, where it tells of no entry."""
    change: int
    """The version of the entry or grant that the change made: each change is told once."""
    occasion: Occasion | Role
    """What became of the entry, or as what the account is invited."""
    subject: str
    text: str
    state: MailState = MailState.DUE
    changed_at: AwareDatetime
    """By our clock, not the contest's."""
    sends: int = 0
    """How often it was claimed."""
    why: Refusal | None = None
    """It is held back, failed, or was not sent yet."""

    @property
    def of(self) -> Id:
        """What it tells of."""
        return self.entry or self.account or ""

    @property
    def message_id(self) -> str:
        """Another one each time that it is sent on purpose."""
        return f"{self.of}.{self.change}.{self.occasion}.{self.sends}"


def state_at(mail: StatusMail, now: datetime) -> MailState:
    stuck = mail.state is MailState.SENDING and now - mail.changed_at > LONGEST
    return MailState.UNCERTAIN if stuck else mail.state


def claimed(mail: StatusMail, *, at: datetime) -> StatusMail | None:
    """For whoever sends it now; None when there is nothing to send."""
    if mail.state is not MailState.DUE:
        return None
    return mail.next_version(state=MailState.SENDING, changed_at=at, sends=mail.sends + 1, why=None)


def ended(
    mail: StatusMail, state: MailState, *, at: datetime, why: Refusal | None = None
) -> StatusMail:
    """How it went. Due again: it was surely not sent."""
    return mail.next_version(state=state, changed_at=at, why=why)


def again(
    mail: StatusMail, *, subject: object, actor: Actor, at: datetime
) -> tuple[StatusMail, AuditRecord]:
    """A person wants it sent, whatever became of it. Refused while it is being sent."""
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
