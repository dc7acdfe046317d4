"""Lambda: the HTTP API for the host's invitations by spreadsheet: the blank sheet, the check of a
filled one, and its commit. It is separate, so that other requests of the host need not load the
spreadsheet library."""

import secrets
import time
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.audit import Actor
from contest.model import Fact, Id
from contest.people.account import GrantStatus, Invited
from contest.spreadsheets.invitation_plan import RowKind, RowPlan
from contest.spreadsheets.invitation_template import blank_invitations
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.downloads import FILE, download, sends_a_file
from contest_aws.http.files import Sha256, SheetMistake, SheetUpload, sheet_mistake
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.people import invitations
from contest_aws.services.people.invitations import InvitationProgress
from contest_aws.settings import HostSettings
from contest_aws.store.dynamodb import DynamoStore

settings = HostSettings.read()
store = DynamoStore(settings.table_name)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)), hosts=settings.hosts)
SHEETS = "/host/<contest_id>/invitations/sheets"
SECONDS = 15
"""How long a commit may take on new rows. API Gateway waits for an answer for at most 29."""


class InvitationRowPreview(Invited):
    """What happens to a row and to the person that it names."""

    row: int
    address: str
    kind: RowKind
    status: GrantStatus | None
    """The state of their invitation so far; None if they were never invited."""
    before: Invited | None
    """Their earlier invitation, if any."""


class InvitationSheetPreview(Fact):
    sha256: str
    """The hash under which to commit the same file."""
    name: str
    filled: int
    mistakes: tuple[SheetMistake, ...]
    steps: tuple[InvitationRowPreview, ...]
    """For the rows without mistakes."""
    examples: tuple[int, ...]
    """Rows that are left out as the blank sheet's examples."""
    unread_rows: tuple[int, ...]
    unread_columns: tuple[str, ...]


@app.get("/host/<contest_id>/invitations/sheet", responses=FILE)
@sends_a_file
def blank(contest_id: Id) -> Response[bytes]:
    """下载空白邀请名单。 Download the blank invitation sheet, made from the rules."""
    return download(blank_invitations(contest_of(store, contest_id).rules), "invitations")


@app.post(SHEETS)
def preview(contest_id: Id, sent: Annotated[SheetUpload, Body()]) -> InvitationSheetPreview:
    """检查邀请名单，不作任何改动。 Check a filled sheet. Nothing is changed or stored."""
    seen = invitations.preview(
        Context(store, contest_of(store, contest_id), Actor.of("host"), clock.now()), sent.file
    )
    sheet = seen.sheet
    return InvitationSheetPreview(
        sha256=sent.sha256,
        name=sheet.name,
        filled=sheet.filled,
        mistakes=tuple(map(sheet_mistake, sheet.mistakes)),
        steps=tuple(map(_step, seen.plans)),
        examples=sheet.examples,
        unread_rows=sheet.unread_rows,
        unread_columns=sheet.unread_columns,
    )


@app.post(f"{SHEETS}/<sha256>/commit")
def commit(
    contest_id: Id, sha256: Sha256, sent: Annotated[SheetUpload, Body()]
) -> InvitationProgress:
    """按检查过的名单发出邀请。 Invite the people on the sheet that was checked.

    未完成时请再次提交。 Send it again while rows are left."""
    contest, file = contest_of(store, contest_id), sent.checked(sha256)
    now, ends = clock.now(), time.monotonic() + SECONDS
    return invitations.commit(
        Context(store, contest, Actor.of("host", api.who(app).person), now),
        invitations.read(contest, file, now=now),
        new_id=lambda: secrets.token_hex(10),
        in_time=lambda: time.monotonic() < ends,
    )


def _step(planned: RowPlan) -> InvitationRowPreview:
    row = planned.row
    return InvitationRowPreview(
        **dict(row.asked),
        row=row.number,
        address=row.address,
        kind=planned.kind,
        status=planned.status,
        before=planned.before,
    )


handler = api.handler(app, most_bytes=6 * 1024 * 1024)
