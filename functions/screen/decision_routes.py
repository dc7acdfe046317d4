"""Router: screening decisions, their undoing and confirmation, verdicts on duplicates, and the
proposal of another theme."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.entry.entry import Entry
from contest.model import Id
from contest.screen.decision import ScreeningDecision
from contest.validate.duplicates import Settlement, WorkName
from contest_aws.http import api
from contest_aws.services.context import Context
from contest_aws.services.screen import confirmation, screening, themes
from contest_aws.services.screen.access import (
    check_other_not_own,
    check_unclaimed,
    readable,
    to_decide_on,
)
from contest_aws.services.validate import duplicates
from contest_aws.store.protocol import retry_on_conflict
from screen.case_models import case
from screen.dependencies import context
from screen.request_models import (
    ConfirmationRequest,
    DecisionRequest,
    DuplicateDecision,
    ThemeRequest,
    UndoRequest,
)
from screen.screener_models import ScreeningCase

router = api.router()

ENTRY = "/screener/<contest_id>/entries/<entry_id>"


@router.post(f"{ENTRY}/decision")
def decide(
    contest_id: Id, entry_id: Id, decision: Annotated[DecisionRequest, Body()]
) -> ScreeningCase:
    """初筛决定：通过、退回、不通过。 Decide on an entry: pass, return or reject."""
    ctx = context(router, contest_id)
    taken = ScreeningDecision.of(
        ctx.contest.rules,
        outcome=decision.outcome,
        reasons=decision.reasons,
        note=decision.note,
        despite=decision.despite,
        actor=ctx.actor,
        at=ctx.contest_time,
    )
    after = retry_on_conflict(  # with a match that was found meanwhile
        lambda: screening.decide(
            ctx,
            to_decide_on(ctx, entry_id),
            taken,
            expected_version=decision.expected_version,
            until=decision.until,
        )
    )
    return case(ctx, after)


@router.post(f"{ENTRY}/undo")
def undo(contest_id: Id, entry_id: Id, request: Annotated[UndoRequest, Body()]) -> ScreeningCase:
    """撤销自己的决定，通知邮件不再发送。 Undo one's own decision: its mail is not sent."""
    ctx = context(router, contest_id)
    after = retry_on_conflict(
        lambda: screening.undo(
            ctx, to_decide_on(ctx, entry_id), expected_version=request.expected_version
        )
    )
    return case(ctx, after)


@router.post(f"{ENTRY}/confirmation")
def confirm(
    contest_id: Id, entry_id: Id, request: Annotated[ConfirmationRequest, Body()]
) -> ScreeningCase:
    """复核另一人的决定：确认或推翻。 Confirm or overturn another screener's decision."""
    ctx = context(router, contest_id)
    return case(ctx, retry_on_conflict(lambda: _second(ctx, entry_id, request)))


def _second(ctx: Context, entry_id: Id, request: ConfirmationRequest) -> Entry:
    known, version = to_decide_on(ctx, entry_id), request.expected_version
    if request.verdict == "confirm":
        return confirmation.confirm(ctx, known, expected_version=version)
    return confirmation.overturn(ctx, known, reason=request.reason, expected_version=version)


@router.post(f"{ENTRY}/theme")
def propose_theme(
    contest_id: Id, entry_id: Id, request: Annotated[ThemeRequest, Body()]
) -> ScreeningCase:
    """建议改投其他主题，由参选者答复。 Propose another theme, which the entrant answers."""
    ctx = context(router, contest_id)
    after = retry_on_conflict(
        lambda: themes.propose(
            ctx,
            readable(ctx, entry_id),
            theme=request.theme,
            reason=request.reason,
            expected_version=request.expected_version,
        )
    )
    return case(ctx, after)


@router.post(f"{ENTRY}/duplicates/<other>")
def settle(
    contest_id: Id, entry_id: Id, other: WorkName, said: Annotated[DuplicateDecision, Body()]
) -> ScreeningCase:
    """判定疑似重复。 Decide whether two entries are the same work."""
    ctx = context(router, contest_id)
    check_unclaimed(ctx, readable(ctx, entry_id))
    check_other_not_own(ctx, other)
    retry_on_conflict(lambda: _settle(ctx, entry_id, other, said))
    return case(ctx, readable(ctx, entry_id))


def _settle(ctx: Context, entry_id: Id, other: WorkName, said: DuplicateDecision) -> None:
    settlement = Settlement(
        verdict=said.verdict, reason=said.reason, actor=ctx.actor, at=ctx.contest_time
    )
    duplicates.settle(ctx, entry_id, other, settlement, expected_version=said.expected_version)
