"""`laurel mail`: list the mails to entrants and invited people, and send those that were not
sent."""

from typing import Annotated

import typer

from contest.mail.outbox import NAMES, MailState, StatusMail, state_at
from contest_aws import clock
from contest_aws.services import mailing
from laurel.contest import AsJson
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, say, show

app = typer.Typer(help="邮件。 Mails to entrants and to invited people.", no_args_is_help=True)
ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
EntryId = Annotated[str, typer.Option("--entry", help="只看一件作品。 Only those of one entry.")]
Which = Annotated[
    MailState, typer.Option(help="发送哪一类。 The state to send, as in `laurel mail list`.")
]


@app.command("list")
def list_(
    context: typer.Context,
    contest_id: ContestId,
    entry_id: EntryId = "",
    *,
    as_json: AsJson = False,
) -> None:
    """未发出的邮件；指定作品时为其全部邮件。 List mails not sent; of one entry, all mails."""
    organiser: Organiser = context.obj()
    contest, now = organiser.contest(contest_id), clock.now()
    rows: list[dict[str, Value | Coded]] = [
        {
            "of": mail.of,
            "subject": mail.subject,
            "state": Coded(state_at(mail, now), NAMES[state_at(mail, now)]),
            "since": contest.time_at(mail.changed_at),
            "why": mail.why.text if mail.why else None,
        }
        for mail in _mails(organiser, contest_id, entry_id)
    ]
    columns = {
        "of": "作品或账号 entry or account",
        "subject": "邮件 mail",
        "state": "状态 state",
        "since": "时间 since",
        "why": "原因 why",
    }
    show(Listing(contest.rules.name.zh, columns, rows, contest.rules), as_json=as_json)


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
            mailing.again(organiser.store, mail, actor=organiser.host(), now=now)
        organiser.mail_queue.put(mailing.key_of(mail))
    say(f"已交付发送 {len(wanted)} 封。", f"{len(wanted)} queued to be sent.")


def _mails(organiser: Organiser, contest_id: str, entry_id: str) -> list[StatusMail]:
    """An unknown contest or entry is refused."""
    organiser.contest(contest_id)
    if entry_id:
        entry_id = organiser.entry(contest_id, entry_id).id
    found = (
        mailing.all_of(organiser.store, contest_id, entry_id)
        if entry_id
        else mailing.open_of(organiser.store, contest_id)
    )
    return list(found)
