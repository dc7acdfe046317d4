"""`laurel invite list`, `resend`, `withdraw`: the invitations that were sent."""

from datetime import datetime
from typing import Annotated

import typer

from contest.entry import masking
from contest.mail.account_mail import ROLES
from contest.model import Text
from contest.people.account import Grant, GrantStatus, Role
from contest.refusals import Refused
from contest_aws.services.people import accounts
from laurel.contest import AsJson
from laurel.inputs import no_such
from laurel.invitation_sheet import ANSWERS
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, say, show
from laurel.people import Address, ContestId, app

AskedRole = Annotated[Role, typer.Argument(help="角色。 The role: judge, screener or unit.")]
ENDED = Text(zh="已过期", en="ended")
COLUMNS = {
    "account": "账号 account",
    "role": "角色 role",
    "name": "姓名 name",
    "address": "邮箱 address",
    "status": "状态 status",
    "mails": "邮件 mails",
    "asked_at": "最近发信 last mailed",
    "ends_at": "有效至 until",
}


@app.command("list")
def list_(
    context: typer.Context,
    contest_id: ContestId,
    *,
    names: Annotated[
        bool, typer.Option("--names", help="显示完整姓名和邮箱。 Names and addresses in full.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """已邀请的人员及其答复。 Who was invited, and what they answered."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    rows: list[dict[str, Value | Coded]] = [
        {
            "account": grant.account,
            "role": Coded(grant.role, ROLES[grant.role]),
            "name": grant.name if names else masking.person(grant.name),
            "address": account.address if names else masking.email(account.address),
            "status": _status(grant, ctx.now),
            "mails": grant.mails,
            "asked_at": grant.asked_at and ctx.contest.time_at(grant.asked_at),
            "ends_at": grant.ends_at and ctx.contest.time_at(grant.ends_at),
        }
        for grant, account in accounts.invitations(organiser.store, contest_id)
    ]
    show(Listing(ctx.contest.rules.name.zh, COLUMNS, rows, ctx.contest.rules), as_json=as_json)


@app.command()
def resend(
    context: typer.Context, contest_id: ContestId, address: Address, role: AskedRole
) -> None:
    """重发未答复的邀请。 Mail an invitation again that was not answered."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    grant = _invited(organiser, contest_id, address, role)
    mails = accounts.mail_again(ctx, grant.account, role).mails
    say(f"已重发，共 {mails} 封。", f"Mailed again, {mails} mails in all.")


@app.command()
def withdraw(
    context: typer.Context, contest_id: ContestId, address: Address, role: AskedRole
) -> None:
    """撤销邀请或收回角色，即时生效。 Withdraw an invitation or a role, at once."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    grant = _invited(organiser, contest_id, address, role)
    accounts.revoke(ctx, grant.account, role)
    say("已撤销。", "Withdrawn.")


def _status(grant: Grant, now: datetime) -> Coded:
    said_no = grant.status in (GrantStatus.DECLINED, GrantStatus.REVOKED)
    if grant.has_ended(now) and not said_no:
        return Coded("ended", ENDED)
    return Coded(grant.status, ANSWERS[grant.status])


def _invited(organiser: Organiser, contest_id: str, address: str, role: Role) -> Grant:
    account = organiser.account(address)
    try:
        return accounts.grant_of(organiser.store, contest_id, account.id, role)
    except Refused:
        raise no_such("邀请", "invitation", f"{address} ({role})") from None
