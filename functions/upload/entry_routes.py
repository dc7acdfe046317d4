"""Router: an entrant's entries: create, fill in the form, accept the declaration, submit, view,
withdraw. `video_routes` has the upload of the video."""

import hashlib
import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from contest.entry.entrant_view import EntryView, as_told, view_of
from contest.entry.entry import EntryStatus
from contest.entry.history import HistoryEvent, history
from contest.model import Id
from contest.unit_names import folded
from contest_aws.http import api
from contest_aws.services.context import Context
from contest_aws.services.entries import records_of
from contest_aws.services.upload import submission, video
from contest_aws.store.protocol import retry_on_conflict
from upload.dependencies import context, entry_view, entry_views, media, own, store
from upload.entry_models import (
    DeclarationAcceptance,
    FormUpdate,
    NewEntryRequest,
    SubmitRequest,
)

router = api.router()

ENTRIES = "/entrant/<contest_id>/entries"


@router.post(ENTRIES)
def enter(contest_id: Id, new: Annotated[NewEntryRequest, Body()]) -> EntryView:
    """新增作品，或复制已有的一件。 Create an entry, empty or as a copy of another."""
    ctx, form, contact = context(router, contest_id), new.form, new.contact
    if new.copy_of is not None:
        copied = own(ctx, new.copy_of)
        form, contact = copied.form, submission.contact_of(store, copied)
    entry_id = _entry_id(ctx, new.request_id)
    entry = retry_on_conflict(
        lambda: submission.enter(ctx, entry_id=entry_id, form=form, contact=contact)
    )
    return entry_view(ctx, entry)


@router.get(ENTRIES)
def entries(
    contest_id: Id,
    status: Annotated[EntryStatus | None, Query()] = None,
    text: Annotated[str, Query(max_length=100)] = "",
) -> list[EntryView]:
    """我的作品，新的在前。 My entries, the newest first.

    可按状态或标题、编号中的文字筛选。 Filter by status, or by text in title or number."""
    ctx, wanted = context(router, contest_id), folded(text)
    own_entries = submission.all_own(store, contest_id, entrant=ctx.actor.id)
    found = [
        entry
        for entry in (as_told(one, now=ctx.now) for one in own_entries)
        if status in (None, entry.status)
        and wanted in folded(f"{entry.form.title}\n{entry.number}\n{entry.id}")
    ]
    return entry_views(ctx, found)


@router.get(f"{ENTRIES}/<entry_id>")
def entry_(contest_id: Id, entry_id: Id) -> EntryView:
    """我的一件作品。 One of my entries."""
    ctx = context(router, contest_id)
    return entry_view(ctx, own(ctx, entry_id))


@router.get(f"{ENTRIES}/<entry_id>/history")
def history_(contest_id: Id, entry_id: Id) -> list[HistoryEvent]:
    """作品经过的每一步。 Every step of the entry so far."""
    ctx = context(router, contest_id)
    entry = own(ctx, entry_id)
    return list(history(records_of(store, entry), entry, now=ctx.now))


@router.put(f"{ENTRIES}/<entry_id>/form")
def fill_in(contest_id: Id, entry_id: Id, update: Annotated[FormUpdate, Body()]) -> EntryView:
    """保存推荐表草稿，逐项检查。 Save the draft of the form, checked field by field."""
    ctx = context(router, contest_id)
    after = retry_on_conflict(
        lambda: submission.fill_in(
            ctx,
            own(ctx, entry_id),
            expected_version=update.expected_version,
            form=update.form,
            contact=update.contact,
        )
    )
    return view_of(after, update.contact, ctx.contest.rules, now=ctx.contest_time)


@router.put(f"{ENTRIES}/<entry_id>/declaration")
def accept(
    contest_id: Id, entry_id: Id, acceptance: Annotated[DeclarationAcceptance, Body()]
) -> EntryView:
    """接受声明。 Accept the declaration."""
    ctx, http = context(router, contest_id), router.current_event.request_context.http
    origin = submission.Origin(http.source_ip or "", http.user_agent or "")
    after = retry_on_conflict(
        lambda: submission.accept(
            ctx,
            own(ctx, entry_id),
            version=acceptance.version,
            sha256=acceptance.sha256,
            origin=origin,
        )
    )
    return entry_view(ctx, after)


@router.post(f"{ENTRIES}/<entry_id>/submit")
def submit(contest_id: Id, entry_id: Id, request: Annotated[SubmitRequest, Body()]) -> EntryView:
    """提交作品。 Submit the entry."""
    ctx = context(router, contest_id)
    after = submission.submit_own(ctx, entry_id, expected_version=request.expected_version)
    return entry_view(ctx, after)


@router.post(f"{ENTRIES}/<entry_id>/withdraw")
def withdraw(contest_id: Id, entry_id: Id) -> EntryView:
    """撤回作品。 Withdraw the entry."""
    ctx = context(router, contest_id)
    after = retry_on_conflict(lambda: video.withdraw(ctx, media, own(ctx, entry_id)))
    return entry_view(ctx, after)


def _entry_id(ctx: Context, request_id: Id | None) -> Id:
    """The same for the same request of the same entrant; drawn if the request has no id."""
    if request_id is None:
        return secrets.token_hex(10)
    name = f"{ctx.contest.id}/{ctx.actor.id}/{request_id}"
    return hashlib.sha256(name.encode()).hexdigest()[:20]
