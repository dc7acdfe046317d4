"""Router: an entrant answers a screener's proposal of another theme."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.entry.entrant_view import EntryView
from contest.model import Id
from contest_aws.http import api
from contest_aws.services.screen import themes
from contest_aws.store.protocol import retry_on_conflict
from upload.dependencies import context, entry_view, own
from upload.entry_models import ThemeAnswer

router = api.router()


@router.post("/entrant/<contest_id>/entries/<entry_id>/theme")
def answer_theme(
    contest_id: Id, entry_id: Id, request: Annotated[ThemeAnswer, Body()]
) -> EntryView:
    """答复改投主题的建议：同意或不同意。 Accept or decline the proposed theme."""
    ctx = context(router, contest_id)
    after = retry_on_conflict(
        lambda: themes.answer(ctx, own(ctx, entry_id), theme=request.theme, accepts=request.accepts)
    )
    return entry_view(ctx, after)
