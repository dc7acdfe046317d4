"""HTTP for entrants: enter a work, fill in its form, bring its video in parts, withdraw it."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import Field

from contest.entry import Contact, Entry, Form
from contest.model import Fact
from contest.upload import Upload
from contest_aws import clock, http
from contest_aws.desk import upload as desk
from contest_aws.desk.entry import contest_of
from contest_aws.media import Media
from contest_aws.settings import MediaSettings
from contest_aws.table import DynamoStore
from upload.stand import Stand, stand_of

settings = MediaSettings.read()
store = DynamoStore(settings.table_name)
media = Media(settings.media_bucket)
app = http.api(store)


class NewEntry(Fact):
    form: Form
    contact: Contact


class NewUpload(Fact):
    size: Annotated[int, Field(gt=0)]
    """Bytes of the file, exactly: each part's length is signed."""


class PartAddress(Fact):
    number: int
    size: int
    url: str


class OfferedUpload(Fact):
    version: int
    part_size: int
    parts: tuple[PartAddress, ...]


@app.post("/entrant/<contest>/entries")
def enter(contest: str, new: Annotated[NewEntry, Body()]) -> Stand:
    entry = desk.enter(
        store, contest_of(store, contest), entrant=http.who(app).person,
        entry_id=secrets.token_hex(10), form=new.form, contact=new.contact, ours=clock.now(),
    )  # fmt: skip
    return stand_of(entry)


@app.get("/entrant/<contest>/entries")
def entries(contest: str) -> list[Stand]:
    return [stand_of(e) for e in desk.all_own(store, contest, entrant=http.who(app).person)]


@app.get("/entrant/<contest>/entries/<entry>")
def entry_(contest: str, entry: str) -> Stand:
    return stand_of(_own(contest, entry))


@app.put("/entrant/<contest>/entries/<entry>/form")
def fill_in(contest: str, entry: str, form: Annotated[Form, Body()]) -> Stand:
    held = contest_of(store, contest)
    return stand_of(desk.fill_in(store, held, _own(contest, entry), form=form, ours=clock.now()))


@app.post("/entrant/<contest>/entries/<entry>/uploads")
def offer(contest: str, entry: str, new: Annotated[NewUpload, Body()]) -> OfferedUpload:
    offered = desk.offer(
        store, media, contest_of(store, contest), _own(contest, entry), size=new.size,
        nonce=secrets.token_hex(16), ours=clock.now(),
    ).upload  # fmt: skip
    assert offered is not None  # noqa: S101 - an offer sets it
    return OfferedUpload(
        version=offered.version, part_size=offered.part_size, parts=_addresses(offered)
    )


@app.post("/entrant/<contest>/entries/<entry>/uploads/<version>/complete")
def complete(contest: str, entry: str, version: int) -> Stand:
    held = contest_of(store, contest)
    desk.complete(store, media, held, _own(contest, entry), version=version, ours=clock.now())
    return stand_of(_own(contest, entry))


@app.post("/entrant/<contest>/entries/<entry>/withdraw")
def withdraw(contest: str, entry: str) -> Stand:
    held = contest_of(store, contest)
    return stand_of(desk.withdraw(store, held, _own(contest, entry), ours=clock.now()))


def _own(contest: str, entry_id: str) -> Entry:
    return desk.own(store, contest, entrant=http.who(app).person, entry_id=entry_id)


def _addresses(upload: Upload) -> tuple[PartAddress, ...]:
    return tuple(
        PartAddress(number=n, size=upload.length(n), url=media.part_address(upload, n))
        for n in range(1, upload.parts + 1)
    )


handler = http.handler(app)
