"""`laurel invite blank`, `laurel invite sheet`: invitations by spreadsheet."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from contest.audit import ORGANISER
from contest.mail.account_mail import ROLES
from contest.model import Text
from contest.people.account import GrantStatus
from contest.refusals import refused
from contest.rules.contest import Contest
from contest.spreadsheets.invitation_plan import RowKind, RowPlan
from contest.spreadsheets.invitation_sheet import InvitationSheet
from contest.spreadsheets.invitation_template import blank_invitations
from contest_aws.services.people import invitations
from contest_aws.workbook.write import workbook
from laurel.new_files import new_file
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, line, say, show
from laurel.people import ContestId, app

KINDS = {
    RowKind.NEW: Text(zh="新邀请", en="new"),
    RowKind.CHANGED: Text(zh="有更改", en="changed"),
    RowKind.SAME: Text(zh="无变化", en="same"),
    RowKind.DECLINED: Text(zh="已谢绝，不再邀请", en="declined: not invited again"),
    RowKind.REVOKED: Text(zh="已撤销，不再邀请", en="revoked: not invited again"),
}
COLUMNS = {
    "row": "行 row",
    "role": "角色 role",
    "name": "姓名 name",
    "address": "邮箱 address",
    "unit": "单位 unit",
    "ends_at": "有效至 until",
    "outcome": "结果 outcome",
    "answer": "答复 answer",
}
ANSWERS = {
    GrantStatus.INVITED: Text(zh="未答复", en="no answer yet"),
    GrantStatus.ACCEPTED: Text(zh="已接受", en="accepted"),
    GrantStatus.DECLINED: Text(zh="已谢绝", en="declined"),
    GrantStatus.REVOKED: Text(zh="已撤销", en="revoked"),
}


@app.command()
def blank(
    context: typer.Context,
    contest_id: ContestId,
    file: Annotated[Path, typer.Argument(help="要写入的新文件。 The file to create.")],
) -> None:
    """空白邀请名单（.xlsx）。 Write the blank invitation sheet, made from the rules."""
    organiser: Organiser = context.obj()
    page = workbook(blank_invitations(organiser.contest(contest_id).rules))
    with new_file(file) as part:
        part.write_bytes(page)


@app.command()
def sheet(
    context: typer.Context,
    contest_id: ContestId,
    file: Annotated[Path, typer.Argument(help="填好的邀请名单。 The filled sheet.")],
    *,
    commit: Annotated[
        bool, typer.Option("--commit", help="检查无误即发出邀请。 Invite if nothing is wrong.")
    ] = False,
) -> None:
    """检查邀请名单并预览；加 --commit 发出邀请。 Check a sheet; with --commit, invite."""
    content = file.read_bytes()
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id, ORGANISER)
    seen = invitations.preview(ctx, content)
    show(Listing(seen.sheet.name, COLUMNS, _rows(seen.plans, ctx.contest), ctx.contest.rules))
    _tell(seen.sheet)
    if seen.sheet.mistakes:
        raise refused("sheet.mistakes", measured=len(seen.sheet.mistakes))
    if commit:
        done = invitations.commit(
            ctx,
            seen.sheet,
            new_id=lambda: secrets.token_hex(10),
        )
        say(
            f"已处理 {done.done} 行，未再邀请 {done.left_alone} 行。",
            f"{done.done} rows taken over, {done.left_alone} left alone.",
        )


def _rows(plans: tuple[RowPlan, ...], contest: Contest) -> list[dict[str, Value | Coded]]:
    return [
        {
            "row": plan.row.number,
            "role": Coded(plan.row.asked.role, ROLES[plan.row.asked.role]),
            "name": plan.row.asked.name,
            "address": plan.row.address,
            "unit": plan.row.asked.unit,
            "ends_at": plan.row.asked.ends_at and contest.time_at(plan.row.asked.ends_at),
            "outcome": Coded(plan.kind, KINDS[plan.kind]),
            "answer": Coded(plan.status, ANSWERS[plan.status]) if plan.status else None,
        }
        for plan in plans
    ]


def _tell(sheet: InvitationSheet) -> None:
    for mistake in sheet.mistakes:
        refusal = mistake.refusal
        line(f"{mistake.cell}: {refusal.sentence('zh')} {refusal.sentence('en')}")
    if sheet.unread_rows or sheet.unread_columns:
        rows = "、".join(map(str, sheet.unread_rows))
        columns = "、".join(sheet.unread_columns)
        line(f"未读取 / not read: 行 rows {rows or '–'}; 列 columns {columns or '–'}")
