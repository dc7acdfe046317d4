"""Lambda: the HTTP API for the public: what the contest is, and who won, provisionally, then
finally."""

from pathlib import Path

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from award.public_models import (
    AwardRoundSummary,
    CallForEntries,
    CertificateCheck,
    CertificateText,
    ContestSummary,
    OfferedAward,
    PlaceSummary,
    WinnerSummary,
)
from contest.award.award import AwardRound, AwardStatus, Winner
from contest.award.objection import winner_ref
from contest.model import Id, digest
from contest.rules.contest import Contest
from contest.rules.deadline import deadline_of
from contest.rules.notice import ReviewDates
from contest.rules.sections import ReviewRound
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.award import award_rounds, certificate_check
from contest_aws.services.entries import contest_of, public_contests
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


@app.get("/public")
def contests() -> list[ContestSummary]:
    """全部活动，新的在前。 All contests, the newest first."""
    return [_summary(contest) for contest in public_contests(store)]


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
        awards=tuple(map(OfferedAward.of, rules.awards)),
        benefits=rules.benefits,
        parties=rules.parties,
        units=rules.units,
        dates=rules.dates,
        rounds=tuple(_dates_of(round_) for round_ in contest.rounds),
        deadline=deadline_of(rules, resubmit_by=None, now=now),
        media=rules.media,
        themes=rules.themes,
        one_theme_per_work=rules.limits.one_theme_per_work,
        criteria=rules.criteria,
        form=(*rules.form, *rules.ai.fields),
        ai=rules.ai,
        declaration=rules.declaration,
        declaration_sha256=digest(rules.declaration),
    )


@app.get("/public/<contest_id>/awards")
def awards(contest_id: Id) -> list[AwardRoundSummary]:
    """获奖名单，公示期内为拟获奖。 The winners; provisional during the objection period."""
    now = contest_of(store, contest_id).time_at(clock.now())
    return [
        AwardRoundSummary(
            final=announced.round.status is AwardStatus.GRANTED,
            fills=bool(announced.round.fills),
            objections_end=announced.round.objections_end,
            winners=tuple(_winner(announced.round, winner) for winner in announced.winners),
            taken_off=tuple(_place(winner) for winner in announced.taken_off),
            revoked=tuple(_place(winner) for winner in announced.revoked),
        )
        for announced in award_rounds.announced(store, contest_id, now=now)
    ]


@app.get("/public/<contest_id>/certificates/<code>")
def check_certificate(contest_id: Id, code: str) -> CertificateCheck:
    """查验证书：有效、已更正、已撤销或查无此证。 Check a certificate by its code."""
    contest = contest_of(store, contest_id)
    found, stands = certificate_check.check(store, contest_id, code)
    shown = dict(found.wording) | {"number": found.number, "mark": found.mark} if found else None
    return CertificateCheck(
        status=stands.status,
        since=stands.since,
        checked_at=contest.time_at(clock.now()),
        certificate=shown and CertificateText.model_validate(shown, extra="ignore"),
    )


def _dates_of(round_: ReviewRound) -> ReviewDates:
    return ReviewDates.model_validate(round_.model_dump(include=set(ReviewDates.model_fields)))


def _summary(contest: Contest) -> ContestSummary:
    rules, now = contest.rules, contest.time_at(clock.now())
    return ContestSummary(
        id=rules.id,
        name=rules.name,
        about=rules.about,
        time_zone=rules.time_zone,
        deadline=deadline_of(rules, resubmit_by=None, now=now),
    )


def _winner(round_: AwardRound, winner: Winner) -> WinnerSummary:
    known = winner.model_dump(include=set(WinnerSummary.model_fields))
    return WinnerSummary.model_validate(known | {"id": winner_ref(round_, winner)})


def _place(winner: Winner) -> PlaceSummary:
    return PlaceSummary.model_validate(winner.model_dump(include=set(PlaceSummary.model_fields)))


handler = api.handler(app)
