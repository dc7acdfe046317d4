"""`laurel person`: export or erase all data held on a person, when they ask the organiser."""

import time
from typing import Annotated

import typer

from contest.audit import ORGANISER
from contest.erasure import Erasure
from contest_aws import clock
from contest_aws.services.people.data_export import personal_data
from contest_aws.services.upkeep import erasure
from contest_aws.store import keys
from contest_aws.store.protocol import get
from laurel.organiser import Organiser
from laurel.output import say

app = typer.Typer(help="个人信息。 Personal data of one person.", no_args_is_help=True)
Address = Annotated[str, typer.Argument(help="邮箱。 The e-mail address.")]
PATIENCE = 120
"""How many seconds the command waits for the erasure to finish."""


@app.command()
def export(context: typer.Context, address: Address) -> None:
    """导出所存的全部个人信息（JSON）。 Export all data held on a person, as JSON."""
    organiser: Organiser = context.obj()
    typer.echo(
        personal_data(
            organiser.store, organiser.account(address).id, now=clock.now()
        ).model_dump_json(indent=2)
    )


@app.command(name="erase")
def erase_(
    context: typer.Context,
    address: Address,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问。 Do not ask to confirm.")] = False,
) -> None:
    """删除其全部个人信息，不可恢复。 Erase all data held on a person. This cannot be undone."""
    organiser: Organiser = context.obj()
    who = organiser.account(address)
    if not yes:
        typer.confirm(f"{address}：确定删除？ / erase for good?", abort=True)
    erasure.ask(organiser.store, who.id, address=address, actor=ORGANISER, now=clock.now())
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        done = get(organiser.store, keys.erasure(who.id), Erasure)
        if done.done_at:
            counts = ", ".join(f"{name} {count}" for name, count in done.counts.items())
            say(f"已删除：{counts}。", "Erased.")
            return
        time.sleep(0.5)
    say("仍在删除，将自动完成。", "Still in progress; it will finish by itself.")
