"""Router: several entries pass at once, after a preview."""

from collections.abc import Iterable
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.entry.entry import Entry
from contest.model import Id
from contest.refusals import Refusal
from contest_aws.http import api
from contest_aws.services.screen import bulk
from contest_aws.services.screen.bulk import LeftOut, Previewed
from screen.dependencies import context
from screen.pass_models import (
    LeftOutEntry,
    PassAnswer,
    PassedEntry,
    PassingEntry,
    PassPreview,
    PassPreviewRequest,
    PassRequest,
)

router = api.router()


@router.post("/screener/<contest_id>/passes/preview")
def preview(contest_id: Id, request: Annotated[PassPreviewRequest, Body()]) -> PassPreview:
    """预览批量通过：哪些可通过，哪些不可，为何。 Which entries would pass, which not, and why."""
    ctx = context(router, contest_id)
    passing, left_out = bulk.preview(ctx, request.entries)
    named = [Previewed(entry.id, entry.content_version) for entry in passing]
    return PassPreview(
        passing=tuple(_passing(entry) for entry in passing),
        left_out=tuple(_left_out(left_out)),
        sha256=bulk.hash_of(ctx, named),
    )


@router.post("/screener/<contest_id>/passes")
def pass_all(contest_id: Id, request: Annotated[PassRequest, Body()]) -> PassAnswer:
    """通过预览过的作品，逐件答复。 Pass the previewed entries, with an answer for each."""
    ctx = context(router, contest_id)
    named = [Previewed(one.id, one.version) for one in request.entries]
    answers = bulk.pass_all(ctx, named, sha256=request.sha256)
    passed = (entry for _, entry in answers if isinstance(entry, Entry))
    left_out = (LeftOut(id_, why) for id_, why in answers if isinstance(why, Refusal))
    return PassAnswer(
        passed=tuple(_passed(one) for one in passed), left_out=tuple(_left_out(left_out))
    )


def _passing(entry: Entry) -> PassingEntry:
    return PassingEntry(
        id=entry.id, version=entry.content_version, number=entry.number, title=entry.form.title
    )


def _passed(entry: Entry) -> PassedEntry:
    return PassedEntry(id=entry.id, status=entry.status, proposed=entry.proposed is not None)


def _left_out(left_out: Iterable[LeftOut]) -> Iterable[LeftOutEntry]:
    return (LeftOutEntry(id=one.id, code=one.why.code, text=one.why.text) for one in left_out)
