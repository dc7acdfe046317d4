"""`laurel invite`: invite people into a contest's roles. `laurel account`: sessions without a mail,
for scripts and rehearsals, and the end of all sessions of an account."""

import secrets
from datetime import timedelta
from typing import Annotated

import typer

from contest.audit import ORGANISER
from contest.model import Id
from contest.people.account import MOST_LOAD, Invited, Role, normalised
from contest.rules.rules import Rules
from contest.spreadsheets.values import several, theme_of
from contest_aws import clock
from contest_aws.services.people import accounts, on_behalf
from laurel.inputs import no_such
from laurel.organiser import Organiser
from laurel.output import say

app = typer.Typer(help="邀请人员。 Invite people.", no_args_is_help=True)
account_app = typer.Typer(help="账号。 Accounts.", no_args_is_help=True)

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
Address = Annotated[str, typer.Argument(help="邮箱。 The e-mail address.")]
Name = Annotated[str, typer.Option(help="姓名。 Name.")]
Accept = Annotated[
    bool, typer.Option("--accept", help="代为接受，用于演练。 Accept in their name (rehearsals).")
]


@app.command()
def screener(
    context: typer.Context,
    contest_id: ContestId,
    address: Address,
    *,
    name: Name = "",
    accept: Accept = False,
) -> None:
    """初筛人员。 Invite a screener of the host."""
    _invite(context, contest_id, address, Invited(role=Role.SCREENER, name=name), accept=accept)


@app.command()
def unit(
    context: typer.Context,
    contest_id: ContestId,
    address: Address,
    unit: Annotated[str, typer.Option(help="规则中的推荐单位编号。 The unit's id in the rules.")],
    *,
    name: Name = "",
    accept: Accept = False,
) -> None:
    """推荐单位。 Invite a recommending unit."""
    asked = Invited(role=Role.UNIT, name=name, unit=unit)
    _invite(context, contest_id, address, asked, accept=accept)


@app.command()
def judge(
    context: typer.Context,
    contest_id: ContestId,
    address: Address,
    name: Annotated[str, typer.Option(help="姓名。 Name.")],
    unit: Annotated[str, typer.Option(help="单位，用于回避。 Unit, for conflicts.")] = "",
    *,
    themes: Annotated[
        str, typer.Option(help="擅长主题，以分号分隔。 Themes, separated by semicolons.")
    ] = "",
    expertise: Annotated[
        str, typer.Option(help="专业领域，以分号分隔。 Expertise, separated by semicolons.")
    ] = "",
    max_load: Annotated[
        int | None,
        typer.Option(help="每轮最多评审数。 The most works in a round.", min=1, max=MOST_LOAD),
    ] = None,
    accept: Accept = False,
) -> None:
    """评审专家。 Invite a judge."""
    normalised(address)  # a mistyped address is told first
    rules = context.obj().contest(contest_id).rules
    asked = Invited(
        role=Role.JUDGE,
        name=name,
        unit=unit,
        themes=_themes(rules, themes),
        expertise=several(expertise),
        max_load=max_load,
    )
    _invite(context, contest_id, address, asked, accept=accept)
    if accept:
        context.obj().keep_calendar(contest_id)  # entries may have waited for one more judge


@account_app.command()
def token(
    context: typer.Context,
    address: Address,
    days: Annotated[int, typer.Option(help="有效天数。 How many days it is valid.", min=1)] = 1,
) -> None:
    """不经邮件登录，供脚本和演练使用。 Sign in without a mail, for scripts and rehearsals.

    输出可直接用作 LAUREL_TOKEN。 The output is what `LAUREL_TOKEN` takes."""
    known, now = normalised(address), clock.now()
    organiser: Organiser = context.obj()
    session = on_behalf.sign_in(
        organiser.store,
        known,
        new_id=secrets.token_hex(10),
        session_id=secrets.token_hex(10),
        ends_at=now + timedelta(days=days),
        now=now,
    )
    typer.echo(organiser.tokens.issue(session))


@account_app.command()
def sign_out(context: typer.Context, address: Address) -> None:
    """结束此账号的全部登录。 End all sessions of an account at once."""
    known = normalised(address)
    organiser: Organiser = context.obj()
    account = organiser.account(known)
    accounts.end_sessions(organiser.store, account.id, None, actor=ORGANISER, now=clock.now())
    say(f"{known}：已结束全部登录。", "All sessions are ended.")


def _themes(rules: Rules, typed: str) -> tuple[Id, ...]:
    found = {theme: theme_of(rules, theme) for theme in several(typed)}
    for theme, known in found.items():
        if known is None:
            raise no_such("主题", "theme", theme, (one.id for one in rules.themes))
    return tuple(filter(None, found.values()))


def _invite(
    context: typer.Context, contest_id: str, typed: str, asked: Invited, *, accept: bool
) -> None:
    address, new_id = normalised(typed), secrets.token_hex(10)
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id, ORGANISER)
    if accept:
        on_behalf.enrol(ctx, address, asked, new_id=new_id)
        say(f"{address}：已代为接受。", "Accepted in their name.")
    else:
        accounts.invite(ctx, address, asked, new_id=new_id)
        say(
            "已邀请，邮件由系统发出（演练活动的邮件暂不发送，见 laurel mail list）。",
            "Invited; a mail is sent (mails of a rehearsal are held back: laurel mail list).",
        )
