"""HTTP for entrants: enter a work, fill in its form, accept the declaration, hand it in, see where
it stands, withdraw it; the routes for its video are in `video_api`."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import Field

from contest.entry import Status
from contest.form import Contact, Form
from contest.history import Event, history
from contest.model import Fact, Id, Whole
from contest.stand import Stand, stand_of
from contest_aws import clock, http
from contest_aws.desk import enter as desk
from contest_aws.desk.entry import contest_of, records_of
from contest_aws.store import anew
from upload import video_api  # noqa: F401 - its routes become the app's
from upload.entrance import app, own, store, told

ENTRIES = "/entrant/<contest>/entries"


class NewEntry(Fact):
    form: Form = Form()
    contact: Contact = Contact()
    copy_of: Id | None = None
    """An entry of one's own: its form and contact, in place of those above."""


class Filled(Fact):
    seen: Whole
    form: Form
    contact: Contact


class Accepted(Fact):
    version: Annotated[str, Field(max_length=100)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the text that was shown, as `GET /public/<contest>` tells it."""


class Seen(Fact):
    seen: Whole
    """The `edits` that the entrant had before them."""


@app.post(ENTRIES)
def enter(contest: Id, new: Annotated[NewEntry, Body()]) -> Stand:
    """新增作品，或复制已有的一件。 Enter a work, empty or as a copy of another."""
    held, form, contact = contest_of(store, contest), new.form, new.contact
    if new.copy_of is not None:
        copied = own(contest, new.copy_of)
        form, contact = copied.form, desk.contact_of(store, copied)
    entry = desk.enter(
        store, held, entrant=http.who(app).person, entry_id=secrets.token_hex(10), form=form,
        contact=contact, ours=clock.now(),
    )  # fmt: skip
    return stand_of(entry, contact, held.rules)


@app.get(ENTRIES)
def entries(
    contest: Id,
    status: Annotated[Status | None, Query()] = None,
    text: Annotated[str, Query(max_length=100)] = "",
) -> list[Stand]:
    """我的作品，新的在前。 My entries, the newest first.

    可按状态或标题、编号中的文字筛选。 Of one status, or with a text in title or number."""
    rules = contest_of(store, contest).rules
    found = [
        entry
        for entry in desk.all_own(store, contest, entrant=http.who(app).person)
        if status in (None, entry.status)
        and text.casefold() in f"{entry.form.title}\n{entry.id}".casefold()
    ]
    contacts = desk.contacts_of(store, found)
    return [stand_of(entry, contacts[entry.id], rules) for entry in found]


@app.get(f"{ENTRIES}/<entry>")
def entry_(contest: Id, entry: Id) -> Stand:
    """我的一件作品。 One of my entries."""
    return told(own(contest, entry), contest_of(store, contest))


@app.get(f"{ENTRIES}/<entry>/history")
def history_(contest: Id, entry: Id) -> list[Event]:
    """作品经过的每一步。 Every step that the entry has taken."""
    return list(history(records_of(store, own(contest, entry))))


@app.put(f"{ENTRIES}/<entry>/form")
def fill_in(contest: Id, entry: Id, filled: Annotated[Filled, Body()]) -> Stand:
    """保存推荐表草稿，逐项检查。 Save the form as it is, checked field by field."""
    held = contest_of(store, contest)
    after = anew(lambda: desk.fill_in(
        store, held, own(contest, entry), seen=filled.seen, form=filled.form,
        contact=filled.contact, ours=clock.now(),
    ))  # fmt: skip
    return stand_of(after, filled.contact, held.rules)


@app.put(f"{ENTRIES}/<entry>/declaration")
def accept(contest: Id, entry: Id, given: Annotated[Accepted, Body()]) -> Stand:
    """接受声明。 Accept the declaration."""
    held, asked = contest_of(store, contest), app.current_event.request_context.http
    after = anew(lambda: desk.accept(
        store, held, own(contest, entry), version=given.version, sha256=given.sha256,
        source=asked.source_ip or "", agent=asked.user_agent or "", ours=clock.now(),
    ))  # fmt: skip
    return told(after, held)


@app.post(f"{ENTRIES}/<entry>/submit")
def submit(contest: Id, entry: Id, asked: Annotated[Seen, Body()]) -> Stand:
    """提交作品。 Hand the entry in."""
    held = contest_of(store, contest)
    after = anew(
        lambda: desk.submit(store, held, own(contest, entry), seen=asked.seen, ours=clock.now())
    )
    return told(after, held)


@app.post(f"{ENTRIES}/<entry>/withdraw")
def withdraw(contest: Id, entry: Id) -> Stand:
    """撤回作品。 Withdraw the entry."""
    held = contest_of(store, contest)
    after = anew(lambda: desk.withdraw(store, held, own(contest, entry), ours=clock.now()))
    return told(after, held)


handler = http.handler(app)
