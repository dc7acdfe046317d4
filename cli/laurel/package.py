"""`laurel package`: links by which media partners get the winning works."""

import secrets
from datetime import datetime
from typing import Annotated

import typer

from contest.refusals import Refused
from contest.winners.media_package import PACKAGE_STATUS_NAMES
from contest_aws.services.winners import media_packages
from contest_aws.services.winners.media_packages import NewPackage
from laurel.award import ContestId
from laurel.contest import AsJson, aware
from laurel.inputs import a_moment, an_id, no_such
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, line, moment, say, show

app = typer.Typer(
    help="媒体作品包。 Media packages: links to the winning works for partners.",
    no_args_is_help=True,
)
PackageId = Annotated[str, typer.Argument(help="作品包编号。 The package's id.")]
COLUMNS = {
    "package": "编号 package",
    "partner": "合作媒体 partner",
    "status": "状态 status",
    "ends_at": "截止 ends",
    "opened": "打开次数 opened",
    "last_opened_at": "最近打开 last opened",
}


@app.command()
def make(
    context: typer.Context,
    contest_id: ContestId,
    partner: Annotated[str, typer.Argument(help="合作媒体名称。 The partner's name.")],
    until: Annotated[
        datetime, typer.Option(parser=a_moment, help="链接何时失效。 When the link ends.")
    ],
) -> None:
    """为合作媒体生成链接；链接只显示一次。 Make a link for a partner. It is shown once."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    ends_at, secret = aware(until, ctx.contest.rules.time_zone), secrets.token_urlsafe(32)
    made = media_packages.make(ctx, NewPackage(partner, ends_at, secret))
    ends = moment(made.ends_at, ctx.contest.rules)
    say(f"{made.partner}，有效至 {ends}：", f"For {made.partner}, until {ends}:")
    site = organiser.deployment.site_url
    line(f"{site}/media-package/{contest_id}#{made.id}.{secret}")


@app.command("list")
def list_(context: typer.Context, contest_id: ContestId, *, as_json: AsJson = False) -> None:
    """全部作品包及打开次数。 All packages, and how often each was opened."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    rows: list[dict[str, Value | Coded]] = []
    for one in media_packages.all_of(ctx.store, contest_id):
        use, status = media_packages.use_of(ctx.store, one), one.status(ctx.contest_time)
        rows.append(
            {
                "package": one.id,
                "partner": one.partner,
                "status": Coded(status, PACKAGE_STATUS_NAMES[status]),
                "ends_at": one.ends_at,
                "opened": use.opened,
                "last_opened_at": use.last_opened_at,
            }
        )
    listing = Listing("媒体作品包 Media packages", COLUMNS, rows, ctx.contest.rules)
    show(listing, as_json=as_json)


@app.command()
def end(context: typer.Context, contest_id: ContestId, package: PackageId) -> None:
    """提前终止：其全部链接立即失效。 End a package early: all of its links end at once."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    try:
        done = media_packages.end(ctx, an_id(package))
    except Refused:
        known = [one.id for one in media_packages.all_of(ctx.store, contest_id)]
        raise no_such("作品包", "media package", package, known) from None
    say(f"{done.partner} 的链接已终止。", f"The links of {done.partner} have ended.")
