"""`laurel invite`: give a screener, a judge or an entrant the token by which the API knows them."""

from datetime import timedelta
from typing import Annotated

import typer
from rich.console import Console

from contest.access import Role
from contest.people import Judge
from contest_aws import clock
from contest_aws.desk import host
from laurel.inputs import an_id
from laurel.office import Office

app = typer.Typer(help="邀请人员。 Invite people.", no_args_is_help=True)
console = Console(soft_wrap=True)

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
PersonId = Annotated[str, typer.Argument(help="人员编号(小写字母、数字)。 An id for the person.")]
Days = Annotated[int, typer.Option(help="有效天数。 Days for which the token holds.")]


@app.command()
def screener(
    context: typer.Context, contest: ContestId, person: PersonId, days: Days = 180
) -> None:
    """初筛人员。 A screener of the host."""
    _invite(context, contest, Role.SCREENER, person, days)


@app.command()
def entrant(context: typer.Context, contest: ContestId, person: PersonId, days: Days = 180) -> None:
    """参选主体。 An entrant."""
    _invite(context, contest, Role.ENTRANT, person, days)


@app.command()
def judge(
    context: typer.Context,
    contest: ContestId,
    person: PersonId,
    name: Annotated[str, typer.Option(help="姓名。 Name.")],
    unit: Annotated[str, typer.Option(help="单位,用于回避。 Unit, for conflicts.")] = "",
    days: Days = 180,
) -> None:
    """评审专家。 An expert judge."""
    known = Judge(id=an_id(person), name=name, unit=unit)
    office: Office = context.obj()
    host.appoint(office.store, office.contest(contest), known, by="host", ours=clock.now())
    _invite(context, contest, Role.JUDGE, person, days)


def _invite(context: typer.Context, contest_id: str, role: Role, typed: str, days: int) -> None:
    person = an_id(typed)
    office: Office = context.obj()
    ends_at = clock.now() + timedelta(days=days)
    contest = office.contest(contest_id)
    token = host.invite(office.store, contest, role=role, person=person, ends_at=ends_at)
    console.print(f"{role} {person}: Authorization: Bearer {token}")
