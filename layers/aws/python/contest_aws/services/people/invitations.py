"""Invitations by spreadsheet, in one transaction per person. After an interruption or a repeated
call it continues where it stopped: a person who is already invited is neither invited nor mailed
again."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeGuard

from contest.model import Fact, Id
from contest.people.account import Grant, GrantStatus, InviteMode, Role
from contest.people.sign_in import sha256
from contest.refusals import refused
from contest.review.judge import Judge
from contest.rules.contest import Contest
from contest.spreadsheets.invitation_plan import RowKind, RowPlan, plan
from contest.spreadsheets.invitation_sheet import InvitationRow, InvitationSheet, check
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.services.pointers import Pointer
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import retry_on_conflict
from contest_aws.workbook.read import tables

DUE = (RowKind.NEW, RowKind.CHANGED)
LEFT_ALONE = (RowKind.DECLINED, RowKind.REVOKED)


class InvitationPreview(Fact):
    sheet: InvitationSheet
    plans: tuple[RowPlan, ...]
    """For the rows without mistakes."""


class InvitationProgress(Fact):
    done: int
    """Rows that were carried out, now or before."""
    left_alone: int
    """Rows of people who declined or lost the role: a sheet does not invite them again."""
    left: int
    """Rows for which there was no time: send the sheet again."""


def read(contest: Contest, file: bytes, *, now: datetime) -> InvitationSheet:
    return check(tables(file), contest=contest, now=now)


def preview(ctx: Context, file: bytes) -> InvitationPreview:
    """What the sheet would change. Nothing is changed or stored."""
    sheet = read(ctx.contest, file, now=ctx.now)
    plans = _plans(ctx, sheet.rows)
    return InvitationPreview(sheet=sheet, plans=tuple(plans))


def commit(
    ctx: Context,
    sheet: InvitationSheet,
    *,
    new_id: Callable[[], Id],
    in_time: Callable[[], bool] = lambda: True,
) -> InvitationProgress:
    """Invite the people that the sheet names. `in_time` says whether another row may begin.
    Refused, with nothing done, if the sheet has mistakes or holds only examples."""
    if sheet.mistakes:
        raise refused("sheet.mistakes", measured=len(sheet.mistakes))
    if not sheet.rows:
        raise refused("sheet.no_rows")
    plans = _plans(ctx, sheet.rows)
    due = [planned.row for planned in plans if planned.kind in DUE]
    while due and in_time():
        _invite(ctx, due.pop(0), new_id=new_id)
    alone = sum(planned.kind in LEFT_ALONE for planned in plans)
    done = len(sheet.rows) - alone - len(due)
    return InvitationProgress(done=done, left_alone=alone, left=len(due))


def _invite(
    ctx: Context,
    row: InvitationRow,
    *,
    new_id: Callable[[], Id],
) -> None:
    retry_on_conflict(
        lambda: accounts.invite(ctx, row.address, row.asked, new_id=new_id(), how=InviteMode.ONCE)
    )


def _plans(ctx: Context, rows: Iterable[InvitationRow]) -> list[RowPlan]:
    """Plans each row, with three reads for all rows together."""
    pointers = {row: keys.address(sha256(row.address)) for row in rows}
    accounts_ = ctx.store.find_each(pointers.values(), Pointer)
    granted = {
        row: keys.grant(accounts_[key].account, ctx.contest.id, row.asked.role)
        for row, key in pointers.items()
        if key in accounts_
    }
    grants = ctx.store.find_each(granted.values(), Grant)
    known = {row: grants.get(granted[row]) if row in granted else None for row in pointers}
    judges = [
        keys.judge(ctx.contest.id, grant.person) for grant in known.values() if _judges(grant)
    ]
    panel = ctx.store.find_each(judges, Judge)
    return [_plan(row, grant, panel, ctx.contest, now=ctx.now) for row, grant in known.items()]


def _judges(grant: Grant | None) -> TypeGuard[Grant]:
    return grant is not None and grant.role is Role.JUDGE and grant.status is GrantStatus.ACCEPTED


def _plan(
    row: InvitationRow,
    grant: Grant | None,
    panel: Mapping[Key, Judge],
    contest: Contest,
    *,
    now: datetime,
) -> RowPlan:
    """If an earlier change stopped before the panel followed it, the row still counts as
    changed."""
    planned = plan(row, grant, now=now)
    if planned.kind is RowKind.SAME and _judges(grant):
        judge = panel.get(keys.judge(contest.id, grant.person))
        if judge is None or not _follows(judge, grant):
            return planned.model_copy(update={"kind": RowKind.CHANGED})
    return planned


def _follows(judge: Judge, grant: Grant) -> bool:
    wanted = accounts.judge_of(grant)
    kept = {
        "themes": wanted.themes or judge.themes,
        "expertise": wanted.expertise or judge.expertise,
    }
    known = {"name", "unit", "themes", "expertise", "max_load", "left"}
    return wanted.model_copy(update=kept).model_dump(include=known) == judge.model_dump(
        include=known
    )
