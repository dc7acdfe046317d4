"""What is stored under an address that no account of it stands for: objections, and contacts that
others typed. Whether the address is theirs is for the organiser to know."""

from collections.abc import Iterable, Iterator

from contest.award.objection import Objection
from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact
from contest.model import Fact, Id
from contest.people.account import Account
from contest_aws.services.award.objections import objectors
from contest_aws.services.entries import contests
from contest_aws.services.people.data_export import OwnObjection
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Store, get


class ContactOf(Fact):
    """Somebody else's work that has the address as its contact, or in its unit's sheet."""

    contest: Id
    entry: Id
    number: str
    contact: Contact


class AddressData(Fact):
    objections: tuple[OwnObjection, ...]
    contact_of: tuple[ContactOf, ...]


def address_data(store: Store, address: str, account: Account | None) -> AddressData:
    """What the export of `account` leaves out. It reads every entry of every contest.

    `address`: normalised. `account`: the one with this address, if there is one."""
    exported = account is not None and account.verified_at is not None
    held = [contest.id for contest in contests(store)]
    return AddressData(
        objections=() if exported else tuple(_objections(store, held, address)),
        contact_of=tuple(
            one for contest in held for one in _contacts(store, contest, address, account)
        ),
    )


def _objections(store: Store, held: Iterable[Id], address: str) -> Iterator[OwnObjection]:
    for contest_id in held:
        for made in objectors(store, contest_id):
            if made.email == address:
                key = keys.objection(contest_id, made.objection)
                yield OwnObjection(objector=made, objection=get(store, key, Objection))


def _contacts(
    store: Store, contest_id: Id, address: str, account: Account | None
) -> Iterator[ContactOf]:
    others = {
        key: entry
        for status in EntryStatus
        for entry in store.entries_at(contest_id, status)
        if account is None or entry.owner != account.id
        for key in _contact_keys(entry)
    }
    found = store.find_each(others, Contact)
    for key, entry in others.items():
        contact = found.get(key)
        if contact is not None and contact.email.lower() == address:
            yield ContactOf(
                contest=contest_id, entry=entry.id, number=entry.number, contact=contact
            )


def _contact_keys(entry: Entry) -> Iterator[Key]:
    yield keys.contact(entry.contest, entry.id)
    if entry.recommended_by:
        yield keys.row_contact(entry.contest, entry.id, entry.recommended_by)
