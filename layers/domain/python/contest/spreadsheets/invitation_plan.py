"""Plans what importing a row of an invitation sheet does, given earlier invitations."""

from datetime import datetime
from enum import StrEnum

from contest.audit import Actor
from contest.model import Fact
from contest.people.account import Grant, GrantStatus, Invited, InviteMode
from contest.people.inviting import invited
from contest.spreadsheets.invitation_sheet import InvitationRow


class RowKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DECLINED = "declined"
    REVOKED = "revoked"
    """Those who declined or were revoked are not invited again by a sheet. The host can invite them
    one by one."""


class RowPlan(Fact):
    row: InvitationRow
    kind: RowKind
    status: GrantStatus | None = None
    """The status of the existing grant."""
    before: Invited | None = None
    """The existing invitation."""


def plan(row: InvitationRow, grant: Grant | None, *, now: datetime) -> RowPlan:
    """The plan for one row. `grant` is the existing grant of its address in its role."""
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
