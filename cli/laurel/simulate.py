"""`laurel review simulate`: plans a round from two files, without a deployment."""

from pathlib import Path
from typing import Annotated

import typer

from contest.rules.rules import Rules
from contest.rules.sections import ReviewRound
from laurel.contest import AsJson
from laurel.inputs import no_such
from laurel.output import print_json
from laurel.panel_files import read_entries, read_judges
from laurel.review import app
from laurel.rules_file import load_rules
from laurel.simulation import simulated, to_json
from laurel.simulation_report import report


@app.command()
def simulate(
    rules: Annotated[Path, typer.Argument(help="规则文件 (.yaml)。 The rules file.")],
    *,
    judges: Annotated[
        Path, typer.Option(help="专家名单 (.csv, .xlsx)。 The judges.", show_default=False)
    ],
    entries: Annotated[
        Path, typer.Option(help="作品清单 (.csv, .xlsx)。 The entries.", show_default=False)
    ],
    round_id: Annotated[
        str | None,
        typer.Option("--round", help="评审轮次；默认为第一轮。 The round; by default the first."),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option(help="随机种子；默认与正式分配相同。 By default that of the real plan."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """试分配：无须部署，看专家够不够。 Plan a round from files, to see whether judges suffice."""
    loaded = load_rules(rules)
    round_ = _round(loaded, round_id)
    seed = f"{loaded.id}/{round_.id}" if seed is None else seed
    panel, works = read_judges(judges, loaded), read_entries(entries, loaded)
    done = simulated(loaded, round_, (panel, works), seed=seed)
    if as_json:
        print_json(to_json(done))
    else:
        report(done)


def _round(rules: Rules, round_id: str | None) -> ReviewRound:
    found = next((one for one in rules.rounds if round_id in (None, one.id)), None)
    if found is None:
        raise no_such("评审轮次", "review round", str(round_id), (one.id for one in rules.rounds))
    return found
