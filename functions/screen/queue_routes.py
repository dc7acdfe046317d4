"""Router: the screeners' list of entries, an entry's case, and claims."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from contest.entry.entry import EntryStatus
from contest.entry.queue_card import Flag, QueueFilter
from contest.model import Id
from contest.people.play_report import PlayFailure, PlayReceipt
from contest.refusals import refused
from contest_aws.http import api
from contest_aws.services.screen import claims, queue
from contest_aws.services.screen.access import names_of, readable
from contest_aws.services.upload.numbers import entry_named
from contest_aws.services.viewing import play_reports
from screen.case_models import case, listed
from screen.dependencies import context, store
from screen.request_models import ClaimRequest
from screen.screener_models import EntryPage, ScreeningCase

router = api.router()

ENTRIES = "/screener/<contest_id>/entries"
Listed = Literal[
    "screening",
    "returned",
    "rejected",
    "in_review",
    "reviewed",
    "awarded",
    "not_awarded",
    "not_judged",
]


@router.get(ENTRIES)
def entries(
    contest_id: Id,
    *,
    status: Annotated[Listed, Query()] = "screening",
    theme: Annotated[str, Query(max_length=64)] = "",
    unit: Annotated[str, Query(max_length=64)] = "",
    region: Annotated[str, Query(max_length=50)] = "",
    flag: Annotated[Flag | None, Query()] = None,
    older_than_days: Annotated[int | None, Query(ge=0, le=3650)] = None,
    overdue: Annotated[bool, Query()] = False,
    by_me: Annotated[bool, Query()] = False,
    limit: Annotated[int, Query(ge=1, le=queue.MOST)] = 50,
    cursor: Annotated[str, Query(max_length=400)] = "",
) -> EntryPage:
    """作品列表：待初筛的，或已作决定的，等候最久者在前。 Entries, the longest waiting first.

    `unit`: 推荐单位的编号。 The recommending unit's id in the rules."""
    ctx = context(router, contest_id)
    where = QueueFilter(
        theme=theme,
        unit=unit,
        region=region,
        flag=flag,
        decided_by=ctx.actor.id if by_me else "",
        before=queue.waiting_since(ctx, days=older_than_days, overdue=overdue),
    )
    page = queue.page(ctx, EntryStatus(status), where, limit=limit, cursor=cursor)
    pictures = queue.thumbnails(ctx, page.cards)
    names = names_of(ctx, (card.claim for card in page.cards))
    rows = (listed(ctx, card, names, thumbnail=pictures.get(card.id)) for card in page.cards)
    return EntryPage(entries=tuple(rows), cursor=page.cursor)


@router.get("/screener/<contest_id>/numbers/<entry_number>")
def numbered(contest_id: Id, entry_number: str) -> ScreeningCase:
    """按编号查找作品。 The entry with this number."""
    access = api.who(router)
    ctx, named = context(router, contest_id), entry_named(store, contest_id, entry_number)
    return case(ctx, claims.read(ctx, named.id, viewer=access.viewer))


@router.get(f"{ENTRIES}/<entry_id>")
def case_(contest_id: Id, entry_id: Id) -> ScreeningCase:
    """一件作品，附视频与疑似重复。 One entry, with its video and its duplicate matches."""
    access = api.who(router)
    ctx = context(router, contest_id)
    return case(ctx, claims.read(ctx, entry_id, viewer=access.viewer))


@router.post(f"{ENTRIES}/<entry_id>/claim")
def claim(contest_id: Id, entry_id: Id, request: Annotated[ClaimRequest, Body()]) -> ScreeningCase:
    """开始处理：半小时内其他人不处理同一件。 Claim an entry for half an hour."""
    ctx = context(router, contest_id)
    return case(ctx, claims.claim(ctx, entry_id, take_over=request.take_over))


@router.delete(f"{ENTRIES}/<entry_id>/claim")
def release(contest_id: Id, entry_id: Id) -> ScreeningCase:
    """不再处理。 Give up one's claim."""
    ctx = context(router, contest_id)
    return case(ctx, claims.release(ctx, entry_id))


@router.post(f"{ENTRIES}/<entry_id>/unplayable")
def unplayable(
    contest_id: Id, entry_id: Id, failure: Annotated[PlayFailure, Body()]
) -> PlayReceipt:
    """播放器报告：视频无法播放。 My player cannot play the work. The host sees no names."""
    access = api.who(router)
    upload = readable(context(router, contest_id), entry_id).upload
    if upload is None:
        raise refused("item.missing")
    of = (contest_id, entry_id, upload.version)
    return play_reports.report(store, of, failure, access, agent=api.agent(router))
