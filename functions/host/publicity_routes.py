"""Router: the host confirms or refuses the publicity reports of the units."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime, Field

from contest.audit import Actor
from contest.award.publicity import Publicity, Report, ReportStatus
from contest.model import Fact, Id, StrictInt
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.units.publicity import of_all, settle_one
from host.dependencies import store

router = api.router()


class UnitReport(Report):
    id: Id
    unit: Id
    version: int
    status: ReportStatus
    reason: str
    told_at: AwareDatetime


class ReportDecision(Fact):
    expected_version: StrictInt
    """The version of the report that the host saw."""
    status: Literal[ReportStatus.CONFIRMED, ReportStatus.REFUSED]
    reason: Annotated[str, Field(max_length=1000)] = ""
    """Required when the report is refused."""


@router.get("/host/<contest_id>/publicity")
def reports(contest_id: Id) -> list[UnitReport]:
    """各推荐单位的宣传报道。 The publicity reports of all units."""
    return [_reported(publicity) for publicity in of_all(store, contest_of(store, contest_id))]


@router.post("/host/<contest_id>/publicity/<unit>/<report>")
def settle(
    contest_id: Id, unit: Id, report: Id, word: Annotated[ReportDecision, Body()]
) -> UnitReport:
    """确认或不予确认一篇报道。 Confirm a report, or refuse it with a reason."""
    return _reported(
        settle_one(
            Context(
                store,
                contest_of(store, contest_id),
                Actor.of("host", api.who(router).person),
                clock.now(),
            ),
            unit,
            report,
            word.status,
            expected_version=word.expected_version,
            reason=word.reason,
        )
    )


def _reported(publicity: Publicity) -> UnitReport:
    known = dict(publicity.report) | {"id": publicity.report.report_id}
    return UnitReport.model_validate(
        known | publicity.model_dump(include={"unit", "version", "status", "reason", "told_at"})
    )
