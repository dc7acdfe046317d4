"""`laurel unit`: which names of units are those of one unit."""

from typing import Annotated

import typer

from contest_aws.services import unit_register
from laurel.contest import AsJson
from laurel.organiser import Organiser
from laurel.output import Listing, Value, say, show

app = typer.Typer(help="参赛与推荐单位。 Units of entrants and recommenders.", no_args_is_help=True)
ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]


@app.command("list")
def list_(context: typer.Context, contest_id: ContestId, *, as_json: AsJson = False) -> None:
    """各单位及其作品数，以及疑似同一单位的名称。 Units, and names that may be those of one unit."""
    contest = context.obj().contest(contest_id)
    found = unit_register.listed(context.obj().store, contest_id)
    alike: dict[str, list[str]] = {}
    for pair in found.undecided:
        alike.setdefault(pair.first, []).append(pair.second)
        alike.setdefault(pair.second, []).append(pair.first)
    rows: list[dict[str, Value]] = [
        {
            "unit": unit.names[0],
            "names": "、".join(unit.names[1:]),
            "works": unit.works,
            "maybe": "、".join(alike.get(unit.names[0], ())),
        }
        for unit in found.units
    ]
    columns = {
        "unit": "单位 unit",
        "names": "其他名称 other names",
        "works": "作品 works",
        "maybe": "疑似同一单位 maybe the same as",
    }
    show(Listing(contest.rules.name.zh, columns, rows, contest.rules), as_json=as_json)


@app.command()
def merge(
    context: typer.Context,
    contest_id: ContestId,
    name: Annotated[str, typer.Argument(help="显示的名称。 The name to show.")],
    others: Annotated[list[str], typer.Argument(help="同一单位的其他名称。 Its other names.")],
) -> None:
    """认定为同一单位。 The names are those of one unit."""
    organiser: Organiser = context.obj()
    unit_register.merge_units(organiser.context(contest_id), (name, *others))
    say("已登记为同一单位。", "Registered as one unit.")


@app.command()
def apart(
    context: typer.Context,
    contest_id: ContestId,
    one: Annotated[str, typer.Argument(help="一个名称。 A name.")],
    other: Annotated[str, typer.Argument(help="另一名称。 Another name.")],
) -> None:
    """认定为不同单位。 The names are those of two units."""
    organiser: Organiser = context.obj()
    unit_register.keep_units_apart(organiser.context(contest_id), one, other)
    say("已登记为不同单位。", "Registered as two units.")
