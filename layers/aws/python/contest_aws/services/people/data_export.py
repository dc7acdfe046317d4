"""The export of all data held on a person. The data is found from the account alone; erasure uses
the same list."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import AwareDatetime

from contest.audit import AuditRecord
from contest.award.objection import Objection, Objector
from contest.certificates.certificate import Certificate
from contest.entry.entrant_view import EntryView, as_told, view_of
from contest.entry.entry import Entry
from contest.entry.form import Acceptance, Contact, Evidence
from contest.entry.history import HistoryEvent, history
from contest.mail.outbox import MailState, StatusMail
from contest.model import Fact, Id, Text
from contest.people.account import Account, Grant, Session
from contest.people.contact_consent import ContactConsent
from contest.rules.contest import Contest
from contest.screen.decision import ScreeningOutcome
from contest.spreadsheets.row_matching import KnownRow, Recommendation
from contest.upload import Upload
from contest.winners.ceremony import GuestList
from contest_aws.services import mailing
from contest_aws.services.award import award_rounds, certificates
from contest_aws.services.award.comments import shown_to_entrant
from contest_aws.services.award.objections import objectors
from contest_aws.services.entries import contests, records_of
from contest_aws.services.people import accounts
from contest_aws.services.people.judge_data import JudgeData, judge_data
from contest_aws.services.units.rows import rows_of
from contest_aws.services.upload import submission
from contest_aws.services.winners.guest_lists import guest_lists_by
from contest_aws.store import keys
from contest_aws.store.protocol import Store, get


class Screened(Fact):
    """The screening decision. It does not name the screener, because entrants may not know who it
    was."""

    outcome: ScreeningOutcome
    reasons: tuple[Id, ...]
    note: str
    at: AwareDatetime


class EntryData(Fact):
    """One of the person's entries. Who judged it, and how, belongs to the judges' data."""

    contest: Id
    entry: EntryView
    screening: Screened | None
    declaration: Acceptance | None
    evidence: tuple[Evidence, ...]
    recommended: tuple[KnownRow, ...]
    """As recommending units submitted it."""
    videos: tuple[Upload, ...]
    mails: tuple[StatusMail, ...]
    history: tuple[HistoryEvent, ...]
    awards: tuple[Text, ...]
    """As published, without scores."""
    certificates: tuple[Certificate, ...]
    """Those that were replaced, too."""
    comments: tuple[str, ...]
    """What judges wrote about it, once the rules show it to the entrant."""


class OwnObjection(Fact):
    """An objection under the person's address, as made and as answered."""

    objector: Objector
    objection: Objection


class PersonalData(Fact):
    """All data held on a person."""

    account: Account
    sessions: tuple[Session, ...]
    grants: tuple[Grant, ...]
    history: tuple[AuditRecord, ...]
    """Of the account itself."""
    mails: tuple[StatusMail, ...]
    """Their invitation mails. Mails about a work are listed with the work."""
    contacts: tuple[ContactConsent, ...]
    """Addresses of contacts that they asked to confirm mails."""
    works: tuple[EntryData, ...]
    judging: tuple[JudgeData, ...]
    """As a judge, in each contest."""
    objections: tuple[OwnObjection, ...]
    """Those that were made under the account's address."""
    guests: tuple[GuestList, ...]
    """Whom they named as guests of the ceremony, for a work or for a unit."""


def personal_data(store: Store, account_id: Id, *, now: datetime) -> PersonalData:
    """`now`: by our clock."""
    account = get(store, keys.account(account_id), Account)
    partition = keys.session(account_id, "").pk
    held = list(contests(store))
    return PersonalData(
        account=account,
        sessions=tuple(store.query(partition, Session, begins=keys.SK_SESSION)),
        grants=tuple(accounts.grants(store, account_id)),
        history=tuple(store.query(keys.audit(keys.account(account_id), 0).pk, AuditRecord)),
        mails=tuple(
            mail for contest in held for mail in mailing.all_of(store, contest.id, account_id)
        ),
        contacts=tuple(store.query(keys.consent(account_id, "").pk, ContactConsent)),
        works=tuple(
            _work(store, contest, entry, now=now)
            for contest in held
            for entry in submission.all_own(store, contest.id, entrant=account_id)
        ),
        judging=tuple(
            found
            for contest_id, person in judging_as(store, account_id)
            if (found := judge_data(store, contest_id, person, now=now))
        ),
        objections=tuple(
            OwnObjection(objector=made, objection=get(store, key, Objection))
            for contest in held
            for made in objections_by(store, contest.id, account_id)
            for key in [keys.objection(contest.id, made.objection)]
        ),
        guests=tuple(one for c in held for one in guest_lists_by(store, c.id, account_id)),
    )


def objections_by(store: Store, contest_id: Id, account_id: Id) -> list[Objector]:
    """The objections made under the address of the account, if it has shown that it is theirs."""
    account = store.find(keys.account(account_id), Account)
    if account is None or account.verified_at is None:
        return []
    return [one for one in objectors(store, contest_id) if one.email == account.address]


def judging_as(store: Store, account_id: Id) -> list[tuple[Id, Id]]:
    """Contests, and the id under which each knows the person as a judge, or would."""
    granted = accounts.grants(store, account_id)
    return sorted({(grant.contest, grant.person) for grant in granted if grant.role == "judge"})


def _work(store: Store, contest: Contest, entry: Entry, *, now: datetime) -> EntryData:
    contact, told = submission.contact_of(store, entry), as_told(entry, now=now)
    said = told.screening
    kept = keys.evidence(contest.id, entry.id, "")
    return EntryData(
        contest=contest.id,
        entry=view_of(told, contact, contest.rules, now=contest.time_at(now)),
        screening=Screened.model_validate(dict(said), extra="ignore") if said else None,
        declaration=entry.declaration,
        evidence=tuple(store.query(kept.pk, Evidence, begins=kept.sk)),
        recommended=tuple(_rows(store, contest, entry)),
        videos=tuple(upload for upload in (entry.upload, entry.previous_upload) if upload),
        mails=tuple(_mails(store, entry, now=now)),
        history=tuple(history(records_of(store, entry), entry, now=now)),
        awards=tuple(
            winner.name
            for announced in award_rounds.announced(store, contest.id)
            for winner in announced.winners
            if winner.entry == entry.id
        ),
        certificates=tuple(
            one for one in certificates.all_of(store, contest.id) if one.entry == entry.id
        ),
        comments=tuple(one.text for one in shown_to_entrant(store, contest, entry)),
    )


def _mails(store: Store, entry: Entry, *, now: datetime) -> Iterator[StatusMail]:
    """Without the mails of decisions that can still be undone, or were."""
    for mail in mailing.all_of(store, entry.contest, entry.id):
        waits = mail.not_before is not None and now < mail.not_before
        undone = mail.state is MailState.WITHDRAWN or mail.change in entry.undone
        if not (waits or undone):
            yield mail


def _rows(store: Store, contest: Contest, entry: Entry) -> Iterator[KnownRow]:
    for key in rows_of(store, contest.id, entry.id):
        row = get(store, key, Recommendation)
        contact = store.find(keys.row_contact(contest.id, entry.id, row.unit), Contact)
        yield KnownRow(recommendation=row, contact=contact or Contact())
