"""What people call entries: their numbers, by which commands find them."""

from collections.abc import Iterable, Mapping

from contest.entry.entry import Entry
from contest.model import Id
from contest_aws.store import keys
from contest_aws.store.protocol import Store

Numbers = Mapping[Id | None, str]
"""By the ids of entries. An award of a unit has no entry."""


def numbers_of(store: Store, contest_id: Id, entries: Iterable[Id | None]) -> Numbers:
    """The number of each entry, or the id of one that has none."""
    wanted = [keys.entry(contest_id, entry) for entry in dict.fromkeys(entries) if entry]
    return {one.id: one.number or one.id for one in store.find_all(wanted, Entry)}
