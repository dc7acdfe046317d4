"""HTTP for a unit's publicity reports 宣传报道: told one by one, or by sheet."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime

from contest.model import Fact, Id
from contest.publicity import Publicity, Report, Standing
from contest.publicity_sheet import blank as blank_page
from contest_aws import clock
from contest_aws.desk import publicity as desk
from contest_aws.desk import publicity_sheet
from unit.downloads import FILE, download, sends_a_file
from unit.entrance import app, by, mine, store
from unit.files import File, MistakeTold, Sha256, told

PUBLICITY = "/unit/<contest>/publicity"


class ReportTold(Report):
    id: Id
    standing: Standing
    reason: str
    told_at: AwareDatetime


class ReportsTold(Fact):
    sha256: str
    """Commit the same file under it."""
    name: str
    filled: int
    mistakes: tuple[MistakeTold, ...]
    reports: tuple[Report, ...]
    examples: tuple[int, ...]
    unread_rows: tuple[int, ...]
    unread_columns: tuple[str, ...]


@app.get(PUBLICITY)
def reports(contest: Id) -> list[ReportTold]:
    """本单位的宣传报道。 The unit's reports, the newest first."""
    held, us = mine(contest)
    return [_told(publicity) for publicity in desk.all_of(store, held.id, us.id)]


@app.post(PUBLICITY)
def tell(contest: Id, report: Annotated[Report, Body()]) -> ReportTold:
    """填报一篇报道；同一链接再次填报即为修改。 Tell of a report; told again, it is mended."""
    held, us = mine(contest)
    ours = clock.now()
    return _told(desk.tell_one(store, held, us.id, report, by=by(), ours=ours))


@app.get(f"{PUBLICITY}/sheet", responses=FILE)
@sends_a_file
def blank_reports(contest: Id) -> Response[bytes]:
    """下载空白宣传报道表。 The blank sheet of reports."""
    _, us = mine(contest)
    return download(blank_page(us), "publicity")


@app.post(f"{PUBLICITY}/sheets")
def preview_reports(contest: Id, sent: Annotated[File, Body()]) -> ReportsTold:
    """检查宣传报道表，不作任何改动。 Check a filled sheet of reports; nothing is changed."""
    held, _ = mine(contest)
    sheet = publicity_sheet.read(held, sent.file, ours=clock.now())
    return ReportsTold(
        sha256=sent.sha256, name=sheet.name, filled=sheet.filled,
        mistakes=tuple(map(told, sheet.mistakes)), reports=tuple(r.report for r in sheet.rows),
        examples=sheet.examples, unread_rows=sheet.unread_rows,
        unread_columns=sheet.unread_columns,
    )  # fmt: skip


@app.post(f"{PUBLICITY}/sheets/<sha256>/commit")
def commit_reports(contest: Id, sha256: Sha256, sent: Annotated[File, Body()]) -> list[ReportTold]:
    """导入检查过的宣传报道表。 Take the sheet of reports over that was previewed."""
    held, us = mine(contest)
    file = sent.checked(sha256)
    ours = clock.now()
    found = publicity_sheet.tell_by_sheet(store, held, us.id, file, by=by(), ours=ours)
    return [_told(publicity) for publicity in found]


def _told(publicity: Publicity) -> ReportTold:
    known = dict(publicity.report) | {"id": publicity.report.report_id}
    return ReportTold.model_validate(
        known
        | {"standing": publicity.standing, "reason": publicity.reason}
        | {"told_at": publicity.told_at}
    )
