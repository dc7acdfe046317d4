"""HTTP for entrants: enter a work, fill in its form, see where it stands, withdraw it; the routes
for its video are in `video_api`."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import Field

from contest.entry import Contact, Form
from contest.model import Fact, Id
from contest_aws import clock, http
from contest_aws.desk import enter as desk
from contest_aws.desk.entry import contest_of
from upload import video_api  # noqa: F401 - its routes become the app's
from upload.entrance import app, own, store
from upload.stand import Stand, stand_of


class NewEntry(Fact):
    form: Form
    contact: Contact
    declaration: Annotated[str, Field(max_length=100)] = ""
    """The version that the entrant has read and accepts."""


@app.post("/entrant/<contest>/entries")
def enter(contest: Id, new: Annotated[NewEntry, Body()]) -> Stand:
    """新增作品:填表,并接受声明。 Enter a work: its form, and the declaration accepted."""
    held = contest_of(store, contest)
    entry = desk.enter(
        store, held, entrant=http.who(app).person, entry_id=secrets.token_hex(10), form=new.form,
        contact=new.contact, declaration=new.declaration, ours=clock.now(),
    )  # fmt: skip
    return stand_of(entry, held.rules)


@app.get("/entrant/<contest>/entries")
def entries(contest: Id) -> list[Stand]:
    """我的全部作品,新的在前。 All of my entries, the newest first."""
    rules = contest_of(store, contest).rules
    return [stand_of(e, rules) for e in desk.all_own(store, contest, entrant=http.who(app).person)]


@app.get("/entrant/<contest>/entries/<entry>")
def entry_(contest: Id, entry: Id) -> Stand:
    """我的一件作品。 One of my entries."""
    return stand_of(own(contest, entry), contest_of(store, contest).rules)


@app.put("/entrant/<contest>/entries/<entry>/form")
def fill_in(contest: Id, entry: Id, form: Annotated[Form, Body()]) -> Stand:
    """修改推荐表。 Fill the form in anew."""
    held, mine = contest_of(store, contest), own(contest, entry)
    return stand_of(desk.fill_in(store, held, mine, form=form, ours=clock.now()), held.rules)


@app.post("/entrant/<contest>/entries/<entry>/withdraw")
def withdraw(contest: Id, entry: Id) -> Stand:
    """撤回作品。 Withdraw the entry."""
    held, mine = contest_of(store, contest), own(contest, entry)
    return stand_of(desk.withdraw(store, held, mine, ours=clock.now()), held.rules)


handler = http.handler(app)
