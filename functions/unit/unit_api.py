"""HTTP for recommending units: their own date, the entries that name them, and their sheets held
against these; the routes for sheets are in `sheet_api`, for publicity in `publicity_api`."""

import secrets
from datetime import datetime

from aws_lambda_powertools.event_handler import Response
from pydantic import AwareDatetime

from contest.account import Account
from contest.entry import NAMES, Entry, Status
from contest.form import Contact
from contest.masks import masked
from contest.model import Fact, Id, Text
from contest.reconcile import Match, page
from contest.reconcile_letter import letter
from contest_aws import clock, http, keys
from contest_aws.desk import enter
from contest_aws.desk import unit as desk
from contest_aws.mail import Mail, send_now
from contest_aws.mailers import mailer_of
from contest_aws.store import get
from unit import publicity_api, sheet_api  # noqa: F401 - their routes become the app's
from unit.downloads import FILE, download, sends_a_file
from unit.entrance import app, mine, settings, store

mailer = mailer_of(settings)
RECONCILIATION = "/unit/<contest>/reconciliation"


class Unit(Fact):
    id: Id
    name: Text
    region: Text
    sheet_closes: AwareDatetime
    """From this moment on no sheet is taken."""
    now: AwareDatetime


class Recommended(Fact):
    """An entry that names the unit: how it stands, nothing of its scores."""

    id: Id
    title: str
    theme: str
    entrant: str
    region: str
    status: Status
    status_name: Text
    since: datetime
    contact: Contact
    """Masked."""


class Mailed(Fact):
    lines: int


@app.get("/unit/<contest>")
def unit(contest: Id) -> Unit:
    """推荐单位及其截止时间。 The unit, and its own date."""
    held, us = mine(contest)
    return Unit(
        id=us.id, name=us.name, region=us.region, sheet_closes=desk.closes(held, us),
        now=held.now(clock.now()),
    )  # fmt: skip


@app.get("/unit/<contest>/entries")
def entries(contest: Id) -> list[Recommended]:
    """填写了本推荐单位的作品及状态。 Entries that name the unit, the newest first."""
    held, us = mine(contest)
    found = desk.entries(store, held, us.id)
    contacts = enter.contacts_of(store, found)
    return [_recommended(entry, contacts[entry.id]) for entry in found]


@app.get(RECONCILIATION)
def reconciliation(contest: Id) -> list[Match]:
    """推荐汇总表与作品的核对结果。 Sheets held against entries, what needs attention first."""
    held, us = mine(contest)
    return desk.reconciled(store, held, us.id)


@app.get(f"{RECONCILIATION}.xlsx", responses=FILE)
@sends_a_file
def exported(contest: Id) -> Response[bytes]:
    """核对结果表格。 The same, as a spreadsheet."""
    held, us = mine(contest)
    found = desk.reconciled(store, held, us.id)
    return download(page(found, title=f"{us.name.zh}《推荐汇总表》核对结果"), "reconciliation")


@app.post(f"{RECONCILIATION}/mail")
def mail(contest: Id) -> Mailed:
    """把核对结果发到登录邮箱。 The same, mailed to the address of whoever asks."""
    held, us = mine(contest)
    found = desk.reconciled(store, held, us.id)
    account = get(store, keys.account(http.who(app).account), Account)
    subject, text = letter(
        found, rules=held.rules, unit=us, now=held.now(clock.now()), site=settings.site
    )
    name = f"reconciliation-{secrets.token_hex(10)}"
    send_now(mailer, Mail(id=name, to=account.address, subject=subject, text=text))
    return Mailed(lines=len(found))


def _recommended(entry: Entry, contact: Contact) -> Recommended:
    form = entry.form
    return Recommended(
        id=entry.id, title=form.title, theme=form.theme, entrant=form.entrant, region=form.region,
        status=entry.status, status_name=NAMES[entry.status].organiser, since=entry.changed_at,
        contact=masked(contact),
    )  # fmt: skip


handler = http.handler(app, most_bytes=6 * 1024 * 1024)
