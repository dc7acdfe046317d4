"""HTTP for entrants: enter a work, fill in its form, accept the declaration, hand it in, see where
it stands, withdraw it; the routes for its video are in `video_api`."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from contest.entry.entrant_view import EntryView, view_of
from contest.entry.entry import EntryStatus
from contest.entry.history import Event, history
from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.entries import contest_of, records_of
from contest_aws.services.upload import submission
from contest_aws.store.protocol import retry_on_conflict
from upload.dependencies import entry_view, own, store
from upload.entry_models import DeclarationAcceptance, FormUpdate, NewEntryRequest, SubmitRequest

router = api.router()

ENTRIES = "/entrant/<contest>/entries"


@router.post(ENTRIES)
def enter(contest: Id, new: Annotated[NewEntryRequest, Body()]) -> EntryView:
    """新增作品，或复制已有的一件。 Enter a work, empty or as a copy of another."""
    held, form, contact = contest_of(store, contest), new.form, new.contact
    if new.copy_of is not None:
        copied = own(api.who(router), contest, new.copy_of)
        form, contact = copied.form, submission.contact_of(store, copied)
    entry = submission.enter(
        store,
        held,
        entrant=api.who(router).person,
        entry_id=secrets.token_hex(10),
        form=form,
        contact=contact,
        ours=clock.now(),
    )
    return view_of(entry, contact, held.rules)


@router.get(ENTRIES)
def entries(
    contest: Id,
    status: Annotated[EntryStatus | None, Query()] = None,
    text: Annotated[str, Query(max_length=100)] = "",
) -> list[EntryView]:
    """我的作品，新的在前。 My entries, the newest first.

    可按状态或标题、编号中的文字筛选。 Of one status, or with a text in title or number."""
    rules = contest_of(store, contest).rules
    found = [
        entry
        for entry in submission.all_own(store, contest, entrant=api.who(router).person)
        if status in (None, entry.status)
        and text.casefold() in f"{entry.form.title}\n{entry.id}".casefold()
    ]
    contacts = submission.contacts_of(store, found)
    return [view_of(entry, contacts[entry.id], rules) for entry in found]


@router.get(f"{ENTRIES}/<entry>")
def entry_(contest: Id, entry: Id) -> EntryView:
    """我的一件作品。 One of my entries."""
    return entry_view(own(api.who(router), contest, entry), contest_of(store, contest))


@router.get(f"{ENTRIES}/<entry>/history")
def history_(contest: Id, entry: Id) -> list[Event]:
    """作品经过的每一步。 Every step that the entry has taken."""
    return list(history(records_of(store, own(api.who(router), contest, entry))))


@router.put(f"{ENTRIES}/<entry>/form")
def fill_in(contest: Id, entry: Id, filled: Annotated[FormUpdate, Body()]) -> EntryView:
    """保存推荐表草稿，逐项检查。 Save the form as it is, checked field by field."""
    held = contest_of(store, contest)
    after = retry_on_conflict(
        lambda: submission.fill_in(
            store,
            held,
            own(api.who(router), contest, entry),
            seen=filled.seen,
            form=filled.form,
            contact=filled.contact,
            ours=clock.now(),
        )
    )
    return view_of(after, filled.contact, held.rules)


@router.put(f"{ENTRIES}/<entry>/declaration")
def accept(contest: Id, entry: Id, given: Annotated[DeclarationAcceptance, Body()]) -> EntryView:
    """接受声明。 Accept the declaration."""
    held, asked = contest_of(store, contest), router.current_event.request_context.http
    after = retry_on_conflict(
        lambda: submission.accept(
            store,
            held,
            own(api.who(router), contest, entry),
            version=given.version,
            sha256=given.sha256,
            source=asked.source_ip or "",
            agent=asked.user_agent or "",
            ours=clock.now(),
        )
    )
    return entry_view(after, held)


@router.post(f"{ENTRIES}/<entry>/submit")
def submit(contest: Id, entry: Id, asked: Annotated[SubmitRequest, Body()]) -> EntryView:
    """提交作品。 Hand the entry in."""
    held = contest_of(store, contest)
    after = retry_on_conflict(
        lambda: submission.submit(
            store, held, own(api.who(router), contest, entry), seen=asked.seen, ours=clock.now()
        )
    )
    return entry_view(after, held)


@router.post(f"{ENTRIES}/<entry>/withdraw")
def withdraw(contest: Id, entry: Id) -> EntryView:
    """撤回作品。 Withdraw the entry."""
    held = contest_of(store, contest)
    after = retry_on_conflict(
        lambda: submission.withdraw(
            store, held, own(api.who(router), contest, entry), ours=clock.now()
        )
    )
    return entry_view(after, held)
