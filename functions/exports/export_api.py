"""Lambda: the host takes lists along: works, invited people, results with the score matrix. It is
separate, because it alone reads the contact data of all works at once."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import Field

from contest.exports.export import ExportKind
from contest.model import Fact, Id, NonBlank
from contest.people.account import hosts_of
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.downloads import (
    FILE_OR_ADDRESS,
    FILE_OR_REDIRECT,
    as_large_file,
    sends_a_file,
)
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.media.exported_files import ExportedFiles
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.context import Context, context_for
from contest_aws.services.entries import contest_of
from contest_aws.services.exports import lists
from contest_aws.services.exports.lists import ExportChoice
from contest_aws.settings import HostExportSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workbook.write import workbook

settings = HostExportSettings.read()
store = DynamoStore(settings.table_name)
snapshots, files = Snapshots(settings.results_bucket), ExportedFiles(settings.media_bucket)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)), hosts=settings.hosts)
EXPORTS = "/host/<contest_id>/exports"
ALLOWED = hosts_of(settings.full_exports)


class ExportRights(Fact):
    full: bool
    """Whether the caller may take lists in full."""


class FullExportRequest(Fact):
    reason: Annotated[NonBlank, Field(max_length=1000)]
    award_round: Id | None = None
    """Of the results."""


@app.get(EXPORTS)
def export_rights(contest_id: Id) -> ExportRights:
    """当前主办人员能否导出完整信息。 Whether the caller may take lists in full."""
    return ExportRights(full=lists.may_be_full(_context(contest_id), ALLOWED))


@app.get(f"{EXPORTS}/<export>", responses=FILE_OR_REDIRECT)
@sends_a_file
def masked_export(
    contest_id: Id, export: ExportKind, *, award_round: Annotated[Id | None, Query()] = None
) -> Response[bytes]:
    """导出作品、人员或结果与评分，个人信息作隐藏处理。 A list, with contact data masked."""
    pages = lists.masked(_context(contest_id), snapshots, ExportChoice(export, award_round))
    name = f"{export}-{contest_id}"
    return as_large_file(workbook(*pages), name, files=files, contest_id=contest_id)


@app.post(f"{EXPORTS}/<export>", responses=FILE_OR_ADDRESS)
@sends_a_file
def full_export(
    contest_id: Id, export: ExportKind, asked: Annotated[FullExportRequest, Body()]
) -> Response[bytes]:
    """导出完整信息，须有权限并说明用途，留有审计记录。 A list in full, with a reason, on record."""
    choice = ExportChoice(export, asked.award_round)
    pages = lists.full(
        _context(contest_id), snapshots, choice, reason=asked.reason, allowed=ALLOWED
    )
    name = f"{export}-{contest_id}-full"
    return as_large_file(workbook(*pages), name, files=files, contest_id=contest_id, redirect=False)


def _context(contest_id: Id) -> Context:
    return context_for(store, contest_of(store, contest_id), api.who(app), now=clock.now())


handler = api.handler(app)
