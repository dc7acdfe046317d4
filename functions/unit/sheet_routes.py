"""Router: a unit's recommendation sheet (《推荐汇总表》): the blank one, the check of a filled one,
and its commit."""

import secrets
import time
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.model import Fact, Id
from contest.spreadsheets.recommendation_template import blank_recommendations
from contest.spreadsheets.row_matching import RowStep, StepKind
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.downloads import FILE, download, sends_a_file
from contest_aws.http.files import Sha256, SheetMistake, SheetUpload, sheet_mistake
from contest_aws.services.people.addresses import Addresses
from contest_aws.services.units import recommendations, row_steps, units
from contest_aws.services.units.recommendations import SheetContext, SheetProgress
from unit.dependencies import mine, store, unit_actor

router = api.router()

SHEETS = "/unit/<contest_id>/sheets"
SECONDS = 15
"""How long a commit may take on new rows. API Gateway waits for an answer for at most 29."""


class RowPreview(Fact):
    """What happens to a row: a new draft, a match with an existing entry, or an update."""

    row: int
    kind: StepKind
    title: str
    theme: str
    entrant: str
    seconds: int | None
    before: str | None
    """The title in the row as committed before, if it was."""


class SheetPreview(Fact):
    sha256: str
    """The hash under which to commit the same file."""
    name: str
    filled: int
    mistakes: tuple[SheetMistake, ...]
    steps: tuple[RowPreview, ...]
    """For the rows without mistakes, and those whose one mistake is their contact's limit."""
    examples: tuple[int, ...]
    """Rows that are left out as the blank sheet's examples."""
    unread_rows: tuple[int, ...]
    unread_columns: tuple[str, ...]


@router.get("/unit/<contest_id>/sheet", responses=FILE)
@sends_a_file
def blank(contest_id: Id) -> Response[bytes]:
    """下载空白推荐汇总表。 Download the blank sheet, made from the rules."""
    contest, us = mine(api.who(router), contest_id)
    return download(blank_recommendations(contest.rules, us), "recommendations")


@router.post(SHEETS)
def preview(contest_id: Id, sent: Annotated[SheetUpload, Body()]) -> SheetPreview:
    """检查推荐汇总表，不作任何改动。 Check a filled sheet. Nothing is changed or stored."""
    contest, us = mine(api.who(router), contest_id)
    people = Addresses(store, actor=unit_actor(api.who(router)), now=clock.now())
    seen = row_steps.preview(store, contest, us, sent.file, people=people)
    sheet = seen.sheet
    return SheetPreview(
        sha256=sent.sha256,
        name=sheet.name,
        filled=sheet.filled,
        mistakes=tuple(map(sheet_mistake, sheet.mistakes)),
        steps=tuple(map(_step, seen.steps)),
        examples=sheet.examples,
        unread_rows=sheet.unread_rows,
        unread_columns=sheet.unread_columns,
    )


@router.post(f"{SHEETS}/<sha256>/commit")
def commit(contest_id: Id, sha256: Sha256, sent: Annotated[SheetUpload, Body()]) -> SheetProgress:
    """导入检查过的表格。 Import the sheet that was checked.

    未导完时请再次提交。 Send it again while rows are left."""
    contest, us = mine(api.who(router), contest_id)
    actor, now, ends = unit_actor(api.who(router)), clock.now(), time.monotonic() + SECONDS
    ctx = SheetContext(
        store=store,
        contest=contest,
        actor=actor,
        now=now,
        unit=us,
        people=Addresses(store, actor=actor, now=now),
        sheet=sha256,
        new_id=lambda: secrets.token_hex(10),
    )
    sheet = units.read(contest, us, sent.checked(sha256))
    return recommendations.commit(ctx, sheet, in_time=lambda: time.monotonic() < ends)


def _step(step: RowStep) -> RowPreview:
    form = step.row.form
    return RowPreview(
        row=step.row.number,
        kind=step.kind,
        title=form.title,
        theme=form.theme,
        entrant=form.entrant,
        seconds=step.row.seconds,
        before=step.known.recommendation.form.title if step.known else None,
    )
