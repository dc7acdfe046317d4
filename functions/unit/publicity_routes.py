"""Router: a unit's publicity reports (宣传报道), one by one or by spreadsheet."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime

from contest.award.publicity import Publicity, Report, ReportStatus
from contest.model import Fact, Id
from contest.spreadsheets.publicity_sheet import blank_reports
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.downloads import FILE, download, sends_a_file
from contest_aws.http.files import Sha256, SheetMistake, SheetUpload, sheet_mistake
from contest_aws.services.context import Context
from contest_aws.services.units import publicity_sheet
from contest_aws.services.units.publicity import all_of, tell_one
from unit.dependencies import mine, store, unit_actor

router = api.router()

PUBLICITY = "/unit/<contest_id>/publicity"


class ReportDetail(Report):
    id: Id
    status: ReportStatus
    reason: str
    told_at: AwareDatetime


class ReportSheetPreview(Fact):
    sha256: str
    """The hash under which to commit the same file."""
    name: str
    filled: int
    mistakes: tuple[SheetMistake, ...]
    reports: tuple[Report, ...]
    examples: tuple[int, ...]
    unread_rows: tuple[int, ...]
    unread_columns: tuple[str, ...]


@router.get(PUBLICITY)
def reports(contest_id: Id) -> list[ReportDetail]:
    """本单位的宣传报道。 The unit's reports, the newest first."""
    contest, us = mine(api.who(router), contest_id)
    return [_detail(publicity) for publicity in all_of(store, contest.id, us.id)]


@router.post(PUBLICITY)
def tell(contest_id: Id, report: Annotated[Report, Body()]) -> ReportDetail:
    """填报一篇报道；同一链接再次填报即为修改。 Add a report. The same link again updates it."""
    contest, us = mine(api.who(router), contest_id)
    now = clock.now()
    return _detail(
        tell_one(Context(store, contest, unit_actor(api.who(router)), now), us.id, report)
    )


@router.get(f"{PUBLICITY}/sheet", responses=FILE)
@sends_a_file
def empty_publicity_sheet(contest_id: Id) -> Response[bytes]:
    """下载空白宣传报道表。 Download the blank report sheet."""
    _, us = mine(api.who(router), contest_id)
    return download(blank_reports(us), "publicity")


@router.post(f"{PUBLICITY}/sheets")
def preview_reports(contest_id: Id, sent: Annotated[SheetUpload, Body()]) -> ReportSheetPreview:
    """检查宣传报道表，不作任何改动。 Check a filled report sheet. Nothing is changed."""
    contest, _ = mine(api.who(router), contest_id)
    sheet = publicity_sheet.read(contest, sent.file, now=clock.now())
    return ReportSheetPreview(
        sha256=sent.sha256,
        name=sheet.name,
        filled=sheet.filled,
        mistakes=tuple(map(sheet_mistake, sheet.mistakes)),
        reports=tuple(r.report for r in sheet.rows),
        examples=sheet.examples,
        unread_rows=sheet.unread_rows,
        unread_columns=sheet.unread_columns,
    )


@router.post(f"{PUBLICITY}/sheets/<sha256>/commit")
def commit_reports(
    contest_id: Id, sha256: Sha256, sent: Annotated[SheetUpload, Body()]
) -> list[ReportDetail]:
    """导入检查过的宣传报道表。 Import the report sheet that was checked."""
    contest, us = mine(api.who(router), contest_id)
    file = sent.checked(sha256)
    now = clock.now()
    found = publicity_sheet.tell_by_sheet(
        Context(store, contest, unit_actor(api.who(router)), now), us.id, file
    )
    return [_detail(publicity) for publicity in found]


def _detail(publicity: Publicity) -> ReportDetail:
    known = dict(publicity.report) | {"id": publicity.report.report_id}
    return ReportDetail.model_validate(
        known
        | {"status": publicity.status, "reason": publicity.reason}
        | {"told_at": publicity.told_at}
    )
