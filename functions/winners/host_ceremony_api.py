"""Lambda: the host says when and where the ceremony is, invites the winners, and sees who comes."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import Field

from contest.audit import Actor
from contest.model import Fact, Id, StrictInt
from contest.winners.ceremony import CeremonyPlan
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.downloads import FILE, download, sends_a_file
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.winners import ceremony, ceremony_list
from contest_aws.services.winners.ceremony_list import CeremonyLine
from contest_aws.settings import HostSettings
from contest_aws.store.dynamodb import DynamoStore

settings = HostSettings.read()
store = DynamoStore(settings.table_name)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)), hosts=settings.hosts)
CEREMONY = "/host/<contest_id>/ceremony"


class CeremonyRequest(Fact):
    plan: CeremonyPlan
    expected_version: StrictInt = Field(ge=0)
    """Of the ceremony that the host saw; 0 for none."""
    mail_again: bool = False
    """Whether those who were mailed an earlier plan are mailed this one."""


class CeremonyDetail(Fact):
    version: int
    """0 while there is none."""
    plan: CeremonyPlan | None
    coming: int
    """How many people come, in all."""
    lines: tuple[CeremonyLine, ...]


@app.post(CEREMONY)
def invite_winners(contest_id: Id, asked: Annotated[CeremonyRequest, Body()]) -> CeremonyDetail:
    """公布颁奖仪式并邀请获奖者，每位一封邮件。 Invite each winner to the ceremony, by one mail.

    再次提交只邀请尚未邀请的获奖者。 Sent again, it invites only those who are not invited yet."""
    ctx = _context(contest_id)
    version, again = asked.expected_version, asked.mail_again
    ceremony.invite(ctx, asked.plan, expected_version=version, mail_again=again)
    return _detail(ctx)


@app.get(CEREMONY)
def ceremony_answers(contest_id: Id) -> CeremonyDetail:
    """颁奖仪式、受邀者和答复。 The ceremony, who is invited, and the answers."""
    return _detail(_context(contest_id))


@app.get(f"{CEREMONY}.xlsx", responses=FILE)
@sends_a_file
def ceremony_sheet(contest_id: Id) -> Response[bytes]:
    """下载受邀者和答复。 The same list as a sheet."""
    return download(ceremony_list.as_sheet(_context(contest_id)), f"ceremony-{contest_id}")


def _detail(ctx: Context) -> CeremonyDetail:
    known, lines = ceremony.ceremony_of(store, ctx.contest.id), ceremony_list.lines(ctx)
    return CeremonyDetail(
        version=known.version if known else 0,
        plan=known.plan if known else None,
        coming=sum(line.guests for line in lines),
        lines=tuple(lines),
    )


def _context(contest_id: Id) -> Context:
    actor = Actor.of("host", api.who(app).person)
    return Context(store, contest_of(store, contest_id), actor, clock.now())


handler = api.handler(app)
