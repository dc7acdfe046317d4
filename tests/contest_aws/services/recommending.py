"""What a recommending unit does at the desk, in few words."""

import hashlib
import secrets

from contest.audit import Actor
from contest.entry.entry import Entry
from contest.entry.form import Contact
from contest_aws.services.pointers import OwnEntry
from contest_aws.services.units import recommendations, row_steps, units
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import create
from tests.builders import any_time
from tests.contest.spreadsheets.recommended import UNIT

A, B, C = ({"title": title} for title in ("钢铁脊梁", "绿水青山", "云上工厂"))
LI = {"email": "li@example.com", "phone": "13900000000", "contact": "李四"}


class Addresses:
    """Accounts in the store; an account is named after its address."""

    def __init__(self, store):
        self._store = store

    def key(self, email):
        return Key(f"ADDRESS#{email}", "ADDRESS")

    def known(self, emails):
        found = self._store.find_each([self.key(email) for email in emails], OwnEntry)
        return {key.pk.removeprefix("ADDRESS#"): account.entry for key, account in found.items()}

    def opened(self, email, *, name):
        assert name
        account = email.partition("@")[0]
        return account, (create(self.key(email), OwnEntry(entry=account)),)


def office(store, contest, *, file=b"", at=0):
    return recommendations.SheetContext(
        store=store,
        contest=contest,
        unit=UNIT,
        people=Addresses(store),
        sheet=hashlib.sha256(file).hexdigest(),
        new_id=lambda: secrets.token_hex(10),
        actor=Actor.of("unit", "liu"),
        now=any_time(at),
    )


def preview(store, contest, file):
    return row_steps.preview(store, contest, UNIT, file, people=Addresses(store))


def kinds(store, contest, file):
    return [step.kind for step in preview(store, contest, file).steps]


def commit_sheet(store, contest, file, *, at=0, **more):
    sheet = units.read(contest, UNIT, file)
    here = office(store, contest, file=file, at=at)
    return recommendations.commit(here, sheet, **more)


def named(store, contest):
    """Entries that name the unit, by title."""
    return {entry.form.title: entry for entry in units.entries(store, contest, UNIT.id)}


def all_entries(store):
    return [store.find(key, Entry) for key in store.items if key.pk.startswith("ENTRY#")]


def contact_in(store, contest, entry):
    return store.find(keys.contact(contest.id, entry.id), Contact)
