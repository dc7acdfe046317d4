"""`laurel contest`: load a rules file, show a contest, set a rehearsal's clock, run the calendar,
recover interrupted executions."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from contest.audit import Actor
from contest.entry.entry import STATUS_NAMES, EntryStatus
from contest.erasure import Kept
from contest_aws import clock
from contest_aws.services import contests
from contest_aws.services.context import Context
from contest_aws.services.upkeep import retention
from laurel.organiser import Organiser
from laurel.rules_file import load_rules

app = typer.Typer(help="征选活动。 Contests: load, show, rehearse.", no_args_is_help=True)
console = Console()

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
BY = Actor.of("host")


@app.command()
def load(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="规则文件。 The rules file.")],
    *,
    rehearsal: Annotated[
        bool, typer.Option(help="演练：时钟可调。 A rehearsal, whose clock can be set.")
    ] = False,
    at: Annotated[
        datetime | None, typer.Option(help="演练的当前时间。 The time on a rehearsal's clock.")
    ] = None,
) -> None:
    """载入规则文件，并按其日期设置日程。 Load a rules file and set its schedules."""
    organiser: Organiser = context.obj()
    rules, now = load_rules(file), clock.now()
    clock_offset = aware(at, rules.time_zone) - now if at else timedelta(0)
    contest = contests.load(
        organiser.store,
        rules,
        actor=BY,
        now=now,
        rehearsal=rehearsal or at is not None,
        clock_offset=clock_offset,
    )
    organiser.set_schedules(contest.id)
    organiser.keep_calendar(contest.id)
    console.print(f"{contest.rules.name.zh} {contest.rules.name.en} ({contest.id})")


@app.command()
def show(context: typer.Context, contest_id: ContestId) -> None:
    """作品按状态计数。 Count the entries by status."""
    organiser: Organiser = context.obj()
    contest = organiser.contest(contest_id)
    table = Table(
        title=f"{contest.rules.name.zh} · {contest.time_at(clock.now()):%Y-%m-%d %H:%M %Z}"
    )
    table.add_column("状态 status")
    table.add_column("作品 entries", justify="right")
    for status in EntryStatus:
        count = sum(1 for _ in organiser.store.entries_at(contest_id, status))
        table.add_row(
            f"{STATUS_NAMES[status].organiser.zh} {STATUS_NAMES[status].organiser.en}", str(count)
        )
    console.print(table)


@app.command()
def turn_clock(context: typer.Context, contest_id: ContestId, to: datetime) -> None:
    """调整演练时钟，并办理到期事项。 Set a rehearsal's clock and do what is due by then."""
    organiser: Organiser = context.obj()
    contest = organiser.contest(contest_id)
    contest_time = aware(to, contest.rules.time_zone)
    contests.turn_clock(Context(organiser.store, contest, BY, clock.now()), contest_time)
    console.print(organiser.keep_calendar(contest_id))


@app.command()
def keep_calendar(context: typer.Context, contest_id: ContestId) -> None:
    """办理到期事项：开启和结束评审、公示。 Do now what the schedules would do."""
    organiser: Organiser = context.obj()
    console.print(organiser.keep_calendar(contest_id))


@app.command()
def recover(context: typer.Context, contest_id: ContestId) -> None:
    """接续中断的流程。 Recover entries and award rounds that no execution works on."""
    organiser: Organiser = context.obj()
    for name in organiser.recover(contest_id):
        console.print(f"↻ {name}")


@app.command("retention")
def show_retention(
    context: typer.Context,
    contest_id: ContestId,
    *,
    remove: Annotated[
        bool, typer.Option("--now", help="立即删除已到期的。 Delete now what is due.")
    ] = False,
) -> None:
    """预览到期应删除的信息和视频。 Preview which data the rules delete, and when."""
    organiser: Organiser = context.obj()
    contest, now = organiser.contest(contest_id), clock.now()
    until = retention.until(organiser.store, contest)
    table = Table(title=f"{contest.rules.name.zh} · {contest.time_at(now):%Y-%m-%d %H:%M %Z}")
    for column in ("内容 what", "保存至 kept until", "将删除 to go"):
        table.add_column(column)
    for what in Kept:
        counts = retention.preview(organiser.store, organiser.objects, contest, what)
        shown = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
        end = until.get(what)
        table.add_row(what, f"{end:%Y-%m-%d %H:%M %Z}" if end else "–", shown or "0")
    console.print(table)
    if remove:
        retention.begin_due(organiser.context(contest_id))


def aware(moment: datetime, zone: str) -> datetime:
    """A moment without a time zone is in the contest's own."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
