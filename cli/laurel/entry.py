"""`laurel entry`: uploads for entrants' scripts, and the host's actions on single entries."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console

from contest.refusals.formatting import end
from contest_aws.services import entries
from contest_aws.services.entries import entry_of
from contest_aws.services.upload import late
from laurel.organiser import Organiser
from laurel.uploader import DIRECT, upload_file

app = typer.Typer(help="作品。 Entries.", no_args_is_help=True)
console = Console()

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
Reason = Annotated[str, typer.Option(help="理由，记入审计。 The reason, for the audit record.")]
Until = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help="准予修改、上传、提交到何时，按活动时区。 Until when, in the contest's time zone.",
    ),
]
EntryId = Annotated[str, typer.Argument(help="作品编号。 The entry's id.")]


@app.command()
def upload(
    address: Annotated[str, typer.Argument(help="…/entrant/<contest_id>")],
    entry: EntryId,
    file: Annotated[Path, typer.Argument(help="视频文件。 The video.", exists=True)],
    token: Annotated[str, typer.Option(envvar="LAUREL_TOKEN", help="令牌。 The bearer token.")],
) -> None:
    """上传视频；中断后重新运行即可续传。 Upload a video. Run it again to resume."""

    def ask(method: str, path: str, body: dict[str, Any] | None) -> Any:  # noqa: ANN401 - any JSON
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.request(method, f"{address}{path}", json=body, headers=headers, **DIRECT)
        if answer.is_error:
            console.print(answer.json().get("title", answer.text), style="red")
            raise typer.Exit(1)
        return answer.json()

    sent = upload_file(ask, entry, file, say=lambda there, all_: console.print(f"{there}/{all_}"))
    console.print(f"已发送 {sent} 片 / sent {sent} parts")


@app.command()
def let_in(
    context: typer.Context,
    contest_id: ContestId,
    entry_id: EntryId,
    reason: Reason,
    until: Until = None,
) -> None:
    """受理截止时未完成或逾期的作品。 Let in an entry that the deadline caught, in any state."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    known = entry_of(organiser.store, contest_id, entry_id)
    own_date = until.replace(tzinfo=ctx.contest.rules.zone) if until else None
    let_in_ = late.let_in(ctx, known, reason=reason, until=own_date)
    if let_in_.resubmit_by:
        last = end(let_in_.resubmit_by, ctx.contest.rules.zone, "zh")
        console.print(f"{entry_id}: {let_in_.status_names.organiser.zh}, {last}")
    for name in organiser.recover(contest_id):
        console.print(f"↻ {name}")


@app.command(name="late")
def late_(context: typer.Context, contest_id: ContestId) -> None:
    """截止时未完成或逾期的作品。 Entries that are late or that the deadline caught midway."""
    organiser: Organiser = context.obj()
    for entry in late.caught(organiser.context(contest_id)):
        status = entry.status_names.organiser
        line = f"{entry.id}  {status.zh} {status.en}  {entry.form.title}"
        console.print(line, markup=False, highlight=False, soft_wrap=True)


@app.command()
def disqualify(
    context: typer.Context,
    contest_id: ContestId,
    entry_id: EntryId,
    reason: Reason,
) -> None:
    """取消资格，结果产生前均可。 Disqualify an entry, at any time before its result."""
    organiser: Organiser = context.obj()
    known = entry_of(organiser.store, contest_id, entry_id)
    ended = entries.disqualify(organiser.context(contest_id), known, reason=reason)
    console.print(f"{entry_id}: {ended.status_names.organiser.zh} / disqualified")


@app.command()
def contact(context: typer.Context, contest_id: ContestId, entry_id: EntryId) -> None:
    """查看一件作品的完整联系方式，记入审计。 Show an entry's full contact. It is audited."""
    organiser: Organiser = context.obj()
    known = entry_of(organiser.store, contest_id, entry_id)
    shown = entries.show_contact(organiser.context(contest_id), known)
    console.print(f"{shown.person}  {shown.phone}  {shown.email}", markup=False, highlight=False)
