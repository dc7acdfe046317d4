"""`laurel entry`: uploads for entrants' scripts, and the host's actions on single entries."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from pydantic import ValidationError

from contest.entry.entry import Entry
from contest.entry.form import Contact
from contest.refusals import Refusal, Refused
from contest.refusals.pydantic_errors import invalid_values
from contest_aws.services import entries
from contest_aws.services.context import Context
from contest_aws.services.screen import reopening, themes
from contest_aws.services.screen.overdue import overdue
from contest_aws.services.upload import late
from contest_aws.services.upload.contact import correct_contact
from contest_aws.services.upload.submission import contact_of
from contest_aws.store.protocol import retry_on_conflict
from laurel.contest import AsJson, aware, warn_of_closed_uploads
from laurel.inputs import InputError, a_moment
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, line, moment, say, show
from laurel.uploader import DIRECT, upload_file

app = typer.Typer(help="作品。 Entries.", no_args_is_help=True)
ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
Reason = Annotated[str, typer.Option(help="理由，记入审计。 The reason, for the audit record.")]
Until = Annotated[
    datetime | None,
    typer.Option(
        parser=a_moment,
        metavar="TIME",
        help="准予修改、上传、提交到何时，按活动时区。 Until when, in the contest's time zone.",
    ),
]
EntryId = Annotated[str, typer.Argument(help="作品编号，如 GY-0412。 The entry's number or id.")]


@app.command()
def upload(
    address: Annotated[str, typer.Argument(help="…/entrant/<contest_id>")],
    entry: Annotated[str, typer.Argument(help="作品的内部编号。 The entry's id.")],
    file: Annotated[
        Path, typer.Argument(help="视频文件。 The video.", exists=True, dir_okay=False)
    ],
    token: Annotated[
        str,
        typer.Option(
            envvar="LAUREL_TOKEN",
            help="令牌，见 laurel account token。 The token of `laurel account token`.",
        ),
    ],
) -> None:
    """上传视频；中断后重新运行即可续传。 Upload a video. Run it again to resume."""
    bearer = token.removeprefix("Authorization:").strip().removeprefix("Bearer ").strip()

    def ask(method: str, path: str, body: dict[str, Any] | None) -> Any:  # noqa: ANN401 - any JSON
        headers = {"Authorization": f"Bearer {bearer}"}
        answer = httpx.request(method, f"{address}{path}", json=body, headers=headers, **DIRECT)
        if answer.is_error:
            raise InputError(_title(answer))
        return answer.json()

    try:
        sent = upload_file(ask, entry, file, say=lambda done, all_: line(f"{done}/{all_}"))
    except InputError:
        raise
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise InputError(
            f"连接中断，重新运行即可续传。 Interrupted, run it again to resume: {address}: {error}"
        ) from None
    say(f"已发送 {sent} 片。", f"Sent {sent} parts.")


def _title(answer: httpx.Response) -> str:
    """The sentence of a refusal; of any other answer, its status."""
    try:
        return str(answer.json()["title"])
    except (ValueError, KeyError, TypeError):
        return f"{answer.url}: {answer.status_code} {answer.reason_phrase}"


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
    known = organiser.entry(contest_id, entry_id)
    own_date = aware(until, ctx.contest.rules.time_zone) if until else None
    admitted = late.let_in(ctx, known, reason=reason, until=own_date)
    for name in organiser.recover(contest_id):
        say("↻", name)
    status = admitted.status_names.organiser
    say(f"{entry_id}：已受理，{status.zh}。", f"Admitted: {status.en}.")
    if admitted.resubmit_by:
        line(f"→ {moment(admitted.resubmit_by, ctx.contest.rules)}")
        warn_of_closed_uploads(organiser, ctx.contest, admitted.resubmit_by)


@app.command(name="late")
def list_late(context: typer.Context, contest_id: ContestId, *, as_json: AsJson = False) -> None:
    """截止时未传完或未提交、逾期或截止后校验未通过的作品。 Entries that the deadline caught."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    columns = {"entry": "作品 Entry", "title": "作品名称 Title", "status": "状态 Status"}
    rows: list[dict[str, Value | Coded]] = [
        {
            "entry": entry.number or entry.id,
            "title": entry.form.title,
            "status": Coded(entry.status, entry.status_names.organiser),
        }
        for entry in late.caught(ctx)
    ]
    show(Listing(ctx.contest.rules.name.zh, columns, rows, ctx.contest.rules), as_json=as_json)


@app.command()
def disqualify(
    context: typer.Context,
    contest_id: ContestId,
    entry_id: EntryId,
    reason: Reason,
) -> None:
    """取消资格，评分保留；参选者可看到理由。 Disqualify an entry; its entrant reads the reason."""
    organiser: Organiser = context.obj()
    known = organiser.entry(contest_id, entry_id)
    ended = entries.disqualify(organiser.context(contest_id), known, reason=reason)
    _say_status(ended)


@app.command()
def reopen(
    context: typer.Context,
    contest_id: ContestId,
    entry_id: EntryId,
    reason: Reason,
) -> None:
    """重新初筛，参选者会收到通知。 Have an entry screened again; its entrant is told."""
    organiser: Organiser = context.obj()
    known = organiser.entry(contest_id, entry_id)
    _say_status(reopening.reopen(organiser.context(contest_id), known, reason=reason))


@app.command()
def move(
    context: typer.Context,
    contest_id: ContestId,
    entry_id: EntryId,
    theme: Annotated[str, typer.Argument(help="主题编号。 The theme's id.")],
    reason: Reason,
) -> None:
    """改投其他主题；理由须写明参选者如何同意。 Move an entry to another theme, with consent."""
    organiser: Organiser = context.obj()
    known = organiser.entry(contest_id, entry_id)
    themes.record(organiser.context(contest_id), known, theme=theme, reason=reason)
    say(f"{entry_id} → {theme}", "")


@app.command(name="overdue")
def list_overdue(context: typer.Context, contest_id: ContestId, *, as_json: AsJson = False) -> None:
    """初筛逾期的作品，等候最久者在前。 Entries whose screening is overdue, the oldest first."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    columns = {"entry": "作品 Entry", "title": "作品名称 Title", "since": "等候自 Since"}
    rows: list[dict[str, Value | Coded]] = [
        {"entry": card.number or card.id, "title": card.title, "since": card.since}
        for card in overdue(ctx)
    ]
    show(Listing(ctx.contest.rules.name.zh, columns, rows, ctx.contest.rules), as_json=as_json)


@app.command(name="show")
def show_entry(
    context: typer.Context, contest_id: ContestId, entry_id: EntryId, *, as_json: AsJson = False
) -> None:
    """按编号查看一件作品。 Show one entry, by its number or its id."""
    organiser: Organiser = context.obj()
    entry = organiser.entry(contest_id, entry_id)
    rules = organiser.contest(contest_id).rules
    columns = {
        "number": "编号 Number",
        "id": "内部编号 Id",
        "title": "作品名称 Title",
        "theme": "主题 Theme",
        "entrant": "参选单位 Entrant",
        "status": "状态 Status",
    }
    row: dict[str, Value | Coded] = {
        "number": entry.number,
        "id": entry.id,
        "title": entry.form.title,
        "theme": entry.form.theme,
        "entrant": entry.form.entrant,
        "status": Coded(entry.status, entry.status_names.organiser),
    }
    show(Listing(rules.name.zh, columns, [row], rules), as_json=as_json)


def _say_status(entry: Entry) -> None:
    status = entry.status_names.organiser
    say(f"{entry.number or entry.id}：{status.zh}。", f"{status.en}.")


@app.command()
def contact(
    context: typer.Context,
    contest_id: ContestId,
    entry_id: EntryId,
    *,
    person: Annotated[str | None, typer.Option(help="联系人。 The contact person.")] = None,
    phone: Annotated[str | None, typer.Option(help="电话。 The phone number.")] = None,
    email: Annotated[str | None, typer.Option(help="邮箱。 The e-mail address.")] = None,
    reason: Annotated[
        str | None,
        typer.Option(help="更正的理由，记入审计，不写个人信息。 Why, without personal data."),
    ] = None,
) -> None:
    """查看或更正一件作品的联系方式，记入审计。 Show or correct an entry's contact, on record."""
    organiser: Organiser = context.obj()
    ctx, known = organiser.context(contest_id), organiser.entry(contest_id, entry_id)
    given = {"person": person, "phone": phone, "email": email}
    changes = {name: text for name, text in given.items() if text is not None}
    if changes:
        _correct_contact(ctx, known, changes, reason=reason)
        return
    shown = entries.show_contact(ctx, known)
    line("  ".join(filter(None, (shown.person, shown.phone, shown.email))) or "–")


def _correct_contact(
    ctx: Context, known: Entry, changes: dict[str, str], *, reason: str | None
) -> None:
    if not (reason or "").strip():
        raise InputError("请用 --reason 写明更正的理由。 Give the reason by --reason.")

    def once() -> Entry:
        entry = entries.entry_of(ctx.store, known.contest, known.id)
        whole = contact_of(ctx.store, entry).model_dump() | changes
        return correct_contact(
            ctx,
            entry,
            expected_version=entry.edits,
            contact=_valid(whole),
            reason=reason or "",
        )

    retry_on_conflict(once)
    say(f"{known.number or known.id}：联系方式已更正。", "The contact is corrected.")


def _valid(whole: dict[str, str]) -> Contact:
    try:
        return Contact.model_validate(whole)
    except ValidationError as error:
        wrong = invalid_values(error.errors(include_url=False))
        raise Refused(
            *(Refusal(code="request.invalid", **one._asdict()) for one in wrong)
        ) from None
