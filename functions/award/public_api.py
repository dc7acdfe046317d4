"""Lambda: the HTTP API for the public: what the contest is, and who won, provisionally, then
finally."""

from pathlib import Path

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from pydantic import AwareDatetime

from contest.award.award import AwardStatus
from contest.model import Fact, Id, Text, digest
from contest.rules.award_plan import Benefit
from contest.rules.deadline import Deadline, deadline_of
from contest.rules.form_fields import Declaration, FormField, RecommendingUnit
from contest.rules.notice import Eligibility, Notice, Party
from contest.rules.sections import Criterion, Dates, MediaRules, Theme
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.award import award_rounds
from contest_aws.services.entries import contest_of
from contest_aws.settings import TableSettings
from contest_aws.store.dynamodb import DynamoStore

store = DynamoStore(TableSettings.read().table_name)
app = api.create_app(store)
DOCUMENT = Path(__file__).parents[1] / "openapi.json"
AS_JSON: OpenAPIResponse = {
    "description": "OpenAPI 3.1",
    "content": {"application/json": {"schema": {"type": "object"}}},
}


@app.get("/public/openapi.json", responses={200: AS_JSON})
def described() -> Response[str]:
    """本接口的 OpenAPI 文档。 The OpenAPI document of this API."""
    return Response(200, "application/json", DOCUMENT.read_text(encoding="utf-8"))


class CallForEntries(Fact):
    """What an entrant has to know about a contest."""

    id: Id
    name: Text
    time_zone: str
    now: AwareDatetime
    """The contest's time, which its dates are compared with. A rehearsal's clock may be ahead of
    ours."""
    about: Text | None
    notice: Notice
    """What the host announces besides: motto, purpose, ways to take part, contact."""
    eligibility: Eligibility | None
    benefits: tuple[Benefit, ...]
    """What winners get besides trophy and certificate."""
    parties: tuple[Party, ...]
    units: tuple[RecommendingUnit, ...]
    """Units that the form can name. Any other unit may be named too, but is not a recommending
    unit."""
    dates: Dates
    deadline: Deadline
    """Of submission, and what holds now. A returned entry has a later one of its own."""
    media: MediaRules
    themes: tuple[Theme, ...]
    criteria: tuple[Criterion, ...]
    form: tuple[FormField, ...]
    declaration: Declaration
    """To be accepted with every entry, by its version and the hash of its text."""
    declaration_sha256: str


@app.get("/public/<contest_id>")
def call(contest_id: Id) -> CallForEntries:
    """征选公告：日期、要求、表格、声明。 The call: dates, requirements, form, declaration."""
    contest = contest_of(store, contest_id)
    rules, now = contest.rules, contest.time_at(clock.now())
    return CallForEntries(
        id=rules.id,
        name=rules.name,
        time_zone=rules.time_zone,
        now=now,
        about=rules.about,
        notice=rules.notice,
        eligibility=rules.eligibility,
        benefits=rules.benefits,
        parties=rules.parties,
        units=rules.units,
        dates=rules.dates,
        deadline=deadline_of(rules, resubmit_by=None, now=now),
        media=rules.media,
        themes=rules.themes,
        criteria=rules.criteria,
        form=rules.form,
        declaration=rules.declaration,
        declaration_sha256=digest(rules.declaration),
    )


class WinnerSummary(Fact):
    """What the public sees of a winner: no scores and no reasons."""

    award: Id
    level: Id | None
    name: Text
    theme: Id | None
    title: str
    recipient: str


class AwardRoundSummary(Fact):
    """One award round. Nothing in it is final until its objection period (公示期) is over."""

    final: bool
    objections_end: AwareDatetime | None
    winners: tuple[WinnerSummary, ...]


@app.get("/public/<contest_id>/awards")
def awards(contest_id: Id) -> list[AwardRoundSummary]:
    """获奖名单，公示期内为拟获奖。 The winners; provisional during the objection period."""
    contest_of(store, contest_id)
    fields = set(WinnerSummary.model_fields)
    return [
        AwardRoundSummary(
            final=round_.status is AwardStatus.GRANTED,
            objections_end=round_.objections_end,
            winners=tuple(
                WinnerSummary.model_validate(winner.model_dump(include=fields))
                for winner in winners
            ),
        )
        for round_, winners in award_rounds.announced(store, contest_id)
    ]


handler = api.handler(app)
