"""`laurel ceremony`: invite the winners to the ceremony, and see who comes."""

from datetime import datetime
from typing import Annotated

import typer

from contest.model import Text
from contest.rules.rules import Rules
from contest.winners.ceremony import CeremonyPlan
from contest_aws.services.winners import ceremony, ceremony_list
from laurel.award import ContestId
from laurel.contest import AsJson, aware
from laurel.inputs import InputError, a_moment
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, moment, say, show

app = typer.Typer(
    help="颁奖仪式。 The ceremony: invite the winners, see who comes.", no_args_is_help=True
)
COLUMNS = {
    "who": "作品或单位 work or unit",
    "awards": "奖项 awards",
    "title": "作品 title",
    "recipient": "获奖者 winner",
    "status": "答复 answer",
    "guests": "人数 guests",
    "names": "姓名 names",
    "answered_at": "答复时间 answered",
}
English = Annotated[str | None, typer.Option(help="英文。 In English.")]


@app.command()
def invite(
    context: typer.Context,
    contest_id: ContestId,
    at: Annotated[datetime, typer.Option(parser=a_moment, help="何时。 When.")],
    place: Annotated[str, typer.Option(help="何地。 Where.")],
    answer_by: Annotated[
        datetime, typer.Option(parser=a_moment, help="答复截止。 Until when winners answer.")
    ],
    *,
    place_en: English = None,
    note: Annotated[str | None, typer.Option(help="说明。 What else to say.")] = None,
    note_en: English = None,
    mail_again: Annotated[
        bool, typer.Option(help="时间地点有变，再发一封。 Mail those who know an earlier plan.")
    ] = False,
) -> None:
    """邀请尚未邀请的获奖者，每位一封邮件。 Invite winners who are not invited yet."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    rules, zone = ctx.contest.rules, ctx.contest.rules.time_zone
    plan = CeremonyPlan(
        at=aware(at, zone),
        place=_text(rules, place, place_en, "--place-en"),
        answer_by=aware(answer_by, zone),
        note=_text(rules, note, note_en, "--note-en") if note else None,
    )
    known = ceremony.ceremony_of(ctx.store, contest_id)
    version = known.version if known else 0
    ceremony.invite(ctx, plan, expected_version=version, mail_again=mail_again)
    invited = len(ceremony.invitations_of(ctx.store, contest_id))
    ends = moment(plan.answer_by, rules)
    say(f"共邀请 {invited} 位，答复截止 {ends}。", f"{invited} are invited, to answer by {ends}.")


@app.command("list")
def list_(
    context: typer.Context,
    contest_id: ContestId,
    *,
    names: Annotated[
        bool, typer.Option("--names", help="列出来宾姓名。 With the names of guests.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """受邀者与答复。 Who is invited, and who comes."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    rows: list[dict[str, Value | Coded]] = [
        {
            "who": one.who,
            "awards": "；".join(name.zh for name in one.awards),
            "title": one.title,
            "recipient": one.recipient,
            "status": Coded(one.status, one.status_text),
            "guests": one.guests,
            "names": "；".join(one.names) if names else "",
            "answered_at": one.answered_at,
        }
        for one in ceremony_list.lines(ctx)
    ]
    columns = {name: head for name, head in COLUMNS.items() if names or name != "names"}
    show(Listing("颁奖仪式 Ceremony", columns, rows, ctx.contest.rules), as_json=as_json)


def _text(rules: Rules, own: str, english: str | None, option: str) -> Text:
    """In the contest's languages. In a contest of one language the other text is the same."""
    if english is None and len(rules.languages) > 1:
        raise InputError(f"请同时用 {option} 写明英文。 Say it in English, too, by {option}.")
    return Text(zh=own, en=english or own)
