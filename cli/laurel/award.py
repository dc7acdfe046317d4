"""`laurel award`: begin an award round over a closed review round, show its proposal, confirm
it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from contest.award.award import Winner
from contest_aws.services.award import award_rounds
from laurel.inputs import an_id, read_changes
from laurel.organiser import HOST, Organiser

app = typer.Typer(help="评奖。 Awards: begin, show, confirm.", no_args_is_help=True)
console = Console()

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
AwardRoundId = Annotated[str, typer.Argument(help="评奖轮次。 The award round's id.")]


@app.command()
def begin(
    context: typer.Context, contest_id: ContestId, award_round: AwardRoundId, review_round: str
) -> None:
    """开始评奖：统分并提出获奖建议。 Tally a closed review round and propose awards."""
    new = an_id(award_round)
    organiser: Organiser = context.obj()
    organiser.begin_awards(contest_id, award_round=new, review_round=review_round, actor=HOST)


@app.command()
def show(context: typer.Context, contest_id: ContestId, award_round: AwardRoundId) -> None:
    """获奖建议及理由。 Show the proposal, with a reason for each line."""
    organiser: Organiser = context.obj()
    round_ = award_rounds.round_of(organiser.store, contest_id, award_round)
    console.print(winners_table(round_.proposal, title=f"{award_round}: {round_.status}"))
    console.print(f"version {round_.version}  sha256 {round_.results_hash}")


@app.command()
def confirm(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    expected_version: Annotated[
        int, typer.Option(help="所见版本。 The version that `award show` printed.")
    ],
    changes: Annotated[
        Path | None, typer.Option(help="调整（JSON）。 Changes, each with its reason.")
    ] = None,
) -> None:
    """确认获奖名单并开始公示。 Confirm the proposal. The objection period begins."""
    given = read_changes(changes) if changes else ()
    organiser: Organiser = context.obj()
    round_ = award_rounds.confirm(
        organiser.context(contest_id),
        organiser.snapshots,
        award_rounds.round_of(organiser.store, contest_id, award_round),
        changes=given,
        expected_version=expected_version,
    )
    organiser.set_schedules(contest_id)
    console.print(f"公示至 / open to objections until {round_.objections_end}")


@app.command()
def discard(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    reason: Annotated[str, typer.Option(help="理由，记入审计。 The reason, for the audit record.")],
) -> None:
    """放弃此轮评奖，可另开一轮。 Discard an award round. Another can begin over the same scores."""
    organiser: Organiser = context.obj()
    round_ = award_rounds.round_of(organiser.store, contest_id, award_round)
    award_rounds.discard(organiser.context(contest_id), round_, reason=reason)
    console.print(f"{award_round}: 已放弃 / discarded")


def winners_table(winners: tuple[Winner, ...], *, title: str) -> Table:
    table = Table(title=title)
    for column in ("奖项 award", "作品 work", "获奖者 recipient", "得分 score", "理由 why"):
        table.add_column(column)
    for winner in winners:
        tied = " ⚖ 并列 tied" if winner.tied else ""
        table.add_row(
            f"{winner.name.zh}{tied}", winner.title, winner.recipient, winner.score, winner.why.zh
        )
    return table
