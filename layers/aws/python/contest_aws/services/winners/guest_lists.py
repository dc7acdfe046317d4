"""Names of guests, wherever they have to be found: for the export of a person's data, and for
deletion."""

from collections.abc import Iterator

from contest.model import Id
from contest.winners.ceremony import GuestList
from contest_aws.services.winners.ceremony import invitations_of
from contest_aws.store import keys
from contest_aws.store.protocol import Store


def guest_lists(store: Store, contest_id: Id) -> list[GuestList]:
    wanted = [keys.guests(contest_id, one.who) for one in invitations_of(store, contest_id)]
    return sorted(store.find_all(wanted, GuestList), key=lambda one: one.who)


def guest_lists_by(store: Store, contest_id: Id, account: Id) -> Iterator[GuestList]:
    """Those that the account wrote, for a work or for a unit."""
    return (one for one in guest_lists(store, contest_id) if one.by == account)
