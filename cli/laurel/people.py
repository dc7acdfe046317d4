"""`laurel invite`: ask people into a contest's roles. `laurel account`: sessions without a mail,
for scripts and rehearsals, and an end to all sessions of an account."""

import secrets
from datetime import timedelta
from typing import Annotated

import typer
from rich.console import Console

from contest.audit import ORGANISER
from contest.people.account import Invited, Role, normalised
from contest.refusals import refused
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.people import accounts, organiser
from laurel.organiser import Organiser

app = typer.Typer(help="邀请人员。 Invite people.", no_args_is_help=True)
account_app = typer.Typer(help="账号。 Accounts.", no_args_is_help=True)
console = Console(soft_wrap=True)

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
Address = Annotated[str, typer.Argument(help="邮箱。 The e-mail address.")]
Name = Annotated[str, typer.Option(help="姓名。 Name.")]
Accept = Annotated[
    bool, typer.Option("--accept", help="代为接受，用于演练。 Accept in their name (rehearsals).")
]


@app.command()
def screener(
    context: typer.Context,
    contest: ContestId,
    address: Address,
    *,
    name: Name = "",
    accept: Accept = False,
) -> None:
    """初筛人员。 A screener of the host."""
    _invite(context, contest, address, Invited(role=Role.SCREENER, name=name), accept=accept)


@app.command()
def unit(
    context: typer.Context,
    contest: ContestId,
    address: Address,
    unit: Annotated[str, typer.Option(help="规则中的推荐单位编号。 The unit's id in the rules.")],
    *,
    name: Name = "",
    accept: Accept = False,
) -> None:
    """推荐单位。 A recommending unit."""
    asked = Invited(role=Role.UNIT, name=name, unit=unit)
    _invite(context, contest, address, asked, accept=accept)


@app.command()
def judge(
    context: typer.Context,
    contest: ContestId,
    address: Address,
    name: Annotated[str, typer.Option(help="姓名。 Name.")],
    unit: Annotated[str, typer.Option(help="单位，用于回避。 Unit, for conflicts.")] = "",
    *,
    accept: Accept = False,
) -> None:
    """评审专家。 An expert judge."""
    asked = Invited(role=Role.JUDGE, name=name, unit=unit)
    _invite(context, contest, address, asked, accept=accept)
    if accept:
        context.obj().keep_calendar(contest)  # entries that waited for one more judge


@account_app.command()
def token(
    context: typer.Context,
    address: Address,
    days: Annotated[int, typer.Option(help="有效天数。 Days for which it holds.", min=1)] = 1,
) -> None:
    """不经邮件登录，供脚本和演练使用。 Sign in without a mail, for scripts and rehearsals."""
    known, ours = normalised(address), clock.now()
    office: Organiser = context.obj()
    session = organiser.sign_in(
        office.store,
        known,
        new_id=secrets.token_hex(10),
        session_id=secrets.token_hex(10),
        ends_at=ours + timedelta(days=days),
        ours=ours,
    )
    console.print(f"Authorization: Bearer {office.tokens.issue(session)}")


@account_app.command()
def sign_out(context: typer.Context, address: Address) -> None:
    """结束此账号的全部登录。 End all sessions of an account, at once."""
    known = normalised(address)
    office: Organiser = context.obj()
    account = accounts.find(office.store, known)
    if account is None:
        raise refused("item.missing")
    accounts.end_sessions(office.store, account.id, None, actor=organiser.BY, ours=clock.now())


def _invite(
    context: typer.Context, contest_id: str, typed: str, asked: Invited, *, accept: bool
) -> None:
    address, new_id, ours = normalised(typed), secrets.token_hex(10), clock.now()
    office: Organiser = context.obj()
    contest = office.contest(contest_id)
    if accept:
        organiser.enrol(
            Context(office.store, contest, ORGANISER, ours), address, asked, new_id=new_id
        )
    else:
        accounts.invite(
            Context(office.store, contest, organiser.BY, ours), address, asked, new_id=new_id
        )
        console.print(
            "已邀请，邮件由系统发出（演练活动的邮件暂不发送，见 laurel mail list）。 "
            "Invited; they are mailed (mails of a rehearsal are held back: laurel mail list)."
        )
