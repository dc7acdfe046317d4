"""Router: the host plans and deals review rounds, sees how far they are, extends and
closes them."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.audit import Actor
from contest.model import Id
from contest.refusals import refused
from contest.review.round import Round
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.award import next_round
from contest_aws.services.award.next_round import EnteringPreview
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review import dealing, planning, rounds
from contest_aws.services.review.coverage import RoundCoverage, coverage
from contest_aws.services.review.extension import extend
from contest_aws.services.review.reminders import remind
from contest_aws.services.review.removal import replace
from contest_aws.store import keys
from contest_aws.store.protocol import get
from contest_aws.workflow.schedules import keep_soon
from host.dependencies import settings, store
from host.round_models import (
    ExtensionRequest,
    PlanCommit,
    ReminderReceipt,
    ReplacementReceipt,
    ReplacementRequest,
    RoundPlan,
    RoundProgress,
    UnplacedEntry,
)

router = api.router()
ROUND = "/host/<contest_id>/rounds/<round_id>"


@router.get(f"{ROUND}/coverage")
def look(contest_id: Id, round_id: Id) -> RoundCoverage:
    """评审进度，按作品和专家。 How far the round is, by work and by judge."""
    return coverage(_context(contest_id), round_id)


@router.get(f"{ROUND}/progress")
def round_progress(contest_id: Id, round_id: Id) -> RoundProgress:
    """分配或结束的进度。 How far a plan, or the closing, is: for a page that waits for it."""
    return _progress(get(store, keys.round_(contest_id, round_id), Round))


@router.get(f"{ROUND}/plan")
def preview_plan(contest_id: Id, round_id: Id) -> RoundPlan:
    """预览分配方案，不作任何改动。 Preview the plan. Nothing is changed."""
    ctx = _context(contest_id)
    plan, new = planning.preview_round(ctx, round_id)
    return RoundPlan(
        sha256=new.sha256,
        entries=len(new.entries),
        loads=plan.loads,
        unplaced=tuple(UnplacedEntry(entry=e, why=w.text) for e, w in plan.unplaced.items()),
        connected=plan.connected,
        quality=plan.quality,
    )


@router.post(f"{ROUND}/plan")
def deal(contest_id: Id, round_id: Id, wanted: Annotated[PlanCommit, Body()]) -> RoundProgress:
    """按预览的方案分配。 Deal by the plan that was previewed. It is carried out soon after."""
    round_ = dealing.deal_previewed(_context(contest_id), round_id, sha256=wanted.sha256)
    keep_soon(settings.keep_calendar, contest_id)
    return _progress(round_)


@router.get(f"{ROUND}/entries")
def entries(contest_id: Id, round_id: Id) -> EnteringPreview:
    """预览进入本轮的作品名单；已确认的照原样。 Which works enter the round, or are confirmed."""
    return next_round.preview(_context(contest_id), round_id)


@router.post(f"{ROUND}/entries")
def confirm(contest_id: Id, round_id: Id, wanted: Annotated[PlanCommit, Body()]) -> RoundProgress:
    """确认进入本轮的作品名单。 Confirm the list of works that was previewed."""
    return _progress(next_round.confirm(_context(contest_id), round_id, sha256=wanted.sha256))


@router.post(f"{ROUND}/extension")
def extend_(
    contest_id: Id, round_id: Id, request: Annotated[ExtensionRequest, Body()]
) -> RoundProgress:
    """延长评审。 Extend the round, also one that has closed."""
    extend(_context(contest_id), round_id, until=request.until, reason=request.reason)
    keep_soon(settings.keep_calendar, contest_id)
    return _progress(get(store, keys.round_(contest_id, round_id), Round))


@router.post(f"{ROUND}/close")
def close(contest_id: Id, round_id: Id) -> RoundProgress:
    """提前结束评审。 Close the round now."""
    if not rounds.close_round(_context(contest_id), round_id):
        raise refused("item.missing")
    return _progress(get(store, keys.round_(contest_id, round_id), Round))


@router.post(f"{ROUND}/judges/<judge>/replacement")
def replace_(
    contest_id: Id, round_id: Id, judge: Id, request: Annotated[ReplacementRequest, Body()]
) -> ReplacementReceipt:
    """把某位专家未提交的作品改派他人。 Give what a judge has not submitted to others."""
    works = replace(_context(contest_id), round_id, judge=judge, reason=request.reason)
    return ReplacementReceipt(judge=judge, works=works)


@router.post(f"{ROUND}/judges/<judge>/reminder")
def remind_(contest_id: Id, round_id: Id, judge: Id) -> ReminderReceipt:
    """提醒一位专家。 Remind a judge of the works that they have not submitted."""
    list_ = remind(_context(contest_id), round_id, judge=judge)
    return ReminderReceipt(judge=judge, reminded_at=list_.reminded_at)


def _context(contest_id: Id) -> Context:
    actor = Actor.of("host", api.who(router).person)
    return Context(store, contest_of(store, contest_id), actor, clock.now())


def _progress(round_: Round) -> RoundProgress:
    return RoundProgress.model_validate(dict(round_) | {"round": round_.id}, extra="ignore")
