"""What a row of a sheet of invitations comes to, by what its address was asked before."""

from datetime import datetime
from enum import StrEnum

from contest.audit import Actor
from contest.model import Fact
from contest.people.account import Grant, GrantStatus, Invited, InviteMode, invited
from contest.spreadsheets.invitation_sheet import InvitationRow


class RowKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DECLINED = "declined"
    REVOKED = "revoked"
    """They said no, or lost the role: no sheet asks them anew, the host can, one by one."""


class RowPlan(Fact):
    row: InvitationRow
    kind: RowKind
    status: GrantStatus | None = None
    """What they have said so far."""
    before: Invited | None = None
    """As they were invited before."""


def plan(row: InvitationRow, grant: Grant | None, *, now: datetime) -> RowPlan:
    """What taking the row over comes to; `grant`: what its address has in the role."""
    if grant is None:
        return RowPlan(row=row, kind=RowKind.NEW)
    kind = RowKind.CHANGED
    if grant.status in (GrantStatus.DECLINED, GrantStatus.REVOKED):
        kind = RowKind(grant.status.value)
    elif (
        invited(grant, row.asked, InviteMode.ONCE, subject="", actor=Actor.of("host"), at=now)
        is None
    ):
        kind = RowKind.SAME
    before = Invited.model_validate(dict(grant), extra="ignore")
    return RowPlan(row=row, kind=kind, status=grant.status, before=before)
