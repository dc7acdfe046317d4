"""Router: a recommending unit's closing date, the entries that name it, and the reconciliation of
its sheets with them. `sheet_routes` has the sheets, `publicity_routes` the publicity reports."""

import secrets
from datetime import datetime

from aws_lambda_powertools.event_handler import Response
from pydantic import AwareDatetime

from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact
from contest.entry.masking import masked
from contest.model import Fact, Id, Text
from contest.people.account import Account
from contest.people.limits import RECONCILIATIONS
from contest.spreadsheets.reconciliation import Match, page
from contest.spreadsheets.reconciliation_mail import reconciliation_mail
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.downloads import FILE, download, sends_a_file
from contest_aws.mail.adapters import mailer_of
from contest_aws.mail.mailer import Mail, send_now
from contest_aws.services.counters import spend, unspend
from contest_aws.services.units import units
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import get
from unit.dependencies import mine, settings, store

router = api.router()

mailer = mailer_of(settings)
RECONCILIATION = "/unit/<contest_id>/reconciliation"


class UnitDetail(Fact):
    id: Id
    name: Text
    region: Text
    sheet_closes: AwareDatetime
    """From this moment on no sheet is accepted."""
    now: AwareDatetime


class RecommendedEntry(Fact):
    """An entry that names the unit: its status, but nothing of its scores."""

    id: Id
    number: str
    """Short, to be read out on the phone; empty until it is submitted."""
    title: str
    theme: str
    entrant: str
    region: str
    status: EntryStatus
    status_name: Text
    since: datetime
    contact: Contact
    """Masked."""


class ReconciliationMailed(Fact):
    lines: int


@router.get("/unit/<contest_id>")
def unit(contest_id: Id) -> UnitDetail:
    """推荐单位及其截止时间。 The unit and its closing date."""
    contest, us = mine(api.who(router), contest_id)
    return UnitDetail(
        id=us.id,
        name=us.name,
        region=us.region,
        sheet_closes=units.closes(contest, us),
        now=contest.time_at(clock.now()),
    )


@router.get("/unit/<contest_id>/entries")
def entries(contest_id: Id) -> list[RecommendedEntry]:
    """填写了本推荐单位的作品及状态。 Entries that name the unit, the newest first."""
    contest, us = mine(api.who(router), contest_id)
    found = units.entries_as_told(store, contest, us.id, now=clock.now())
    contacts = submission.contacts_of(store, found)
    return [_recommended(entry, contacts[entry.id]) for entry in found]


@router.get(RECONCILIATION)
def reconciliation(contest_id: Id) -> list[Match]:
    """推荐汇总表与作品的核对结果。 Sheets compared with entries; problems come first."""
    contest, us = mine(api.who(router), contest_id)
    return units.reconciled(store, contest, us.id, now=clock.now())


@router.get(f"{RECONCILIATION}.xlsx", responses=FILE)
@sends_a_file
def exported(contest_id: Id) -> Response[bytes]:
    """核对结果表格。 The reconciliation as a spreadsheet."""
    contest, us = mine(api.who(router), contest_id)
    found = units.reconciled(store, contest, us.id, now=clock.now())
    title = f"{us.name.zh} 《推荐汇总表》核对结果 Reconciliation"
    return download(page(found, title=title), "reconciliation")


@router.post(f"{RECONCILIATION}/mail")
def mail(contest_id: Id) -> ReconciliationMailed:
    """把核对结果发到登录邮箱。 Mail the reconciliation to my sign-in address."""
    contest, us = mine(api.who(router), contest_id)
    now = clock.now()
    found = units.reconciled(store, contest, us.id, now=now)
    account = get(store, keys.account(api.who(router).account), Account)
    subject, text = reconciliation_mail(
        found, rules=contest.rules, unit=us, now=contest.time_at(now), site=settings.site
    )
    spend(store, RECONCILIATIONS, account.address, now=now)
    name = f"reconciliation-{secrets.token_hex(10)}"
    send_now(
        mailer,
        Mail(id=name, to=account.address, subject=subject, text=text),
        unsent=lambda: unspend(store, (RECONCILIATIONS, account.address), now=now),
    )
    return ReconciliationMailed(lines=len(found))


def _recommended(entry: Entry, contact: Contact) -> RecommendedEntry:
    form = entry.form
    return RecommendedEntry(
        id=entry.id,
        number=entry.number,
        title=form.title,
        theme=form.theme,
        entrant=form.entrant,
        region=form.region,
        status=entry.status,
        status_name=entry.status_names.organiser,
        since=entry.changed_at,
        contact=masked(contact),
    )
