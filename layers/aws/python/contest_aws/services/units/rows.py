"""Rows of units' sheets, apart from `units`, which needs the library for spreadsheets."""

from collections.abc import Iterator

from contest.model import Id
from contest.spreadsheets.row_matching import Recommendation
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Store


def rows_of(store: Store, contest_id: Id, entry_id: Id) -> Iterator[Key]:
    """The keys of the rows in units' sheets that match the entry. Delete the contacts after them,
    because the contacts lead to them."""
    contacts = keys.row_contact(contest_id, entry_id, "")
    for key in store.keys(contacts.pk, begins=contacts.sk):
        rows = keys.recommendation(contest_id, key.sk.removeprefix(contacts.sk), "")
        for row in store.query(rows.pk, Recommendation, begins=rows.sk):
            if row.entry == entry_id:
                yield keys.recommendation(contest_id, row.unit, row.id)
