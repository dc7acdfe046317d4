"""`laurel mail`: list the mails to entrants and invited people, and send those that were not
sent."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from contest.audit import Actor
from contest.mail.outbox import NAMES, MailState, StatusMail, state_at
from contest_aws import clock
from contest_aws.services import mailing
from laurel.organiser import Organiser

app = typer.Typer(help="邮件。 Mails to entrants and to invited people.", no_args_is_help=True)
console = Console()

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
EntryId = Annotated[str, typer.Option("--entry", help="只看一件作品。 Only those of one entry.")]
Which = Annotated[
    MailState, typer.Option(help="发送哪一类。 The state to send, as in `laurel mail list`.")
]


@app.command("list")
def list_(context: typer.Context, contest_id: ContestId, entry_id: EntryId = "") -> None:
    """未发出的邮件；指定作品时为其全部邮件。 List mails not sent; of one entry, all mails."""
    organiser: Organiser = context.obj()
    now = clock.now()
    table = Table(title=contest_id)
    for column in (
        "作品或账号 entry or account",
        "邮件 mail",
        "状态 state",
        "时间 since",
        "原因 why",
    ):
        table.add_column(column, overflow="fold")
    for mail in _mails(organiser, contest_id, entry_id):
        state = NAMES[state_at(mail, now)]
        why = f"{mail.why.sentence('zh')} {mail.why.sentence('en')}" if mail.why else ""
        table.add_row(
            mail.of,
            mail.subject,
            f"{state.zh} {state.en}",
            f"{mail.changed_at.astimezone():%Y-%m-%d %H:%M}",
            why,
        )
    console.print(table)


@app.command()
def send(
    context: typer.Context, contest_id: ContestId, which: Which, entry_id: EntryId = ""
) -> None:
    """发送或重发邮件，记入审计。 Send mails, or send them again. It is audited.

    `uncertain` 的邮件可能会重复。 Mails in state `uncertain` may arrive twice."""
    organiser: Organiser = context.obj()
    now = clock.now()
    wanted = [m for m in _mails(organiser, contest_id, entry_id) if state_at(m, now) is which]
    for mail in wanted:
        if which is not MailState.DUE:
            mailing.again(organiser.store, mail, actor=Actor.of("host"), now=now)
        organiser.mail_queue.put(mailing.key_of(mail))
    console.print(f"已交付发送 {len(wanted)} 封 / {len(wanted)} queued to be sent")


def _mails(organiser: Organiser, contest_id: str, entry_id: str) -> list[StatusMail]:
    found = (
        mailing.all_of(organiser.store, contest_id, entry_id)
        if entry_id
        else mailing.open_of(organiser.store, contest_id)
    )
    return list(found)
