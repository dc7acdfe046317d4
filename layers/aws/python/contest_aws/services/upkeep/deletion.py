"""Deletion in small commits. Each commit also records the progress, so that deletion continues
where it was interrupted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Generic, TypeVar

from contest.entry.entry import Entry
from contest.erasure import Removal, without_words
from contest.model import Id
from contest.review.review import Review
from contest_aws.services.entries import records_of
from contest_aws.services.pointers import Named
from contest_aws.services.units.rows import rows_of
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Change, Store, delete, retry_on_conflict, update

DELETES = 50
"""The most deletions in one commit."""

Some = TypeVar("Some", bound=Removal)


class Deletion(Generic[Some]):
    """Carries out `removal`, which is stored at `key`."""

    def __init__(self, store: Store, key: Key, removal: Some) -> None:
        self.store, self._key, self.removal = store, key, removal

    def commit(self, *changes: Change, count: dict[str, int], **also: Any) -> None:
        counted = self.removal.counted(count, **also)
        self.store.commit(*changes, update(self._key, counted, before=self.removal))
        self.removal = counted

    def delete(self, doomed: Iterable[Key]) -> None:
        keys_ = list(dict.fromkeys(doomed))
        for start in range(0, len(keys_), DELETES):
            some = keys_[start : start + DELETES]
            kinds = Counter(key.pk.partition("#")[0].lower() for key in some)
            self.commit(*(delete(key) for key in some), count=dict(kinds))

    def take_words(self, entry: Entry) -> None:
        """Clear the texts in every review of the entry, even if a judge is editing one at the
        moment."""
        for key in _reviews(self.store, entry):
            retry_on_conflict(partial(self._take_words, key))

    def _take_words(self, key: Key) -> None:
        before = self.store.find(key, Review)
        if before is not None and (after := without_words(before)) != before.next_version():
            self.commit(update(key, after, before=before), count={"review": 1})

    def take_comment(self, review: Review) -> None:
        key = keys.review(review.contest, review.judge, review.round, review.entry)
        after = review.next_version(comment="")
        self.commit(update(key, after, before=review), count={"review": 1})


def _reviews(store: Store, entry: Entry) -> list[Key]:
    """Reviews of all rounds, from the audit records: the entry itself names the judges of the last
    round only."""
    return [
        keys.review(entry.contest, judge, record.details["round"], entry.id)
        for record in records_of(store, entry)
        if record.action == "review.assign"
        for judge in record.details["judges"]
    ]


def beside(store: Store, contest_id: Id, entry_id: Id) -> Iterator[Key]:
    """All items about an entry except the entry, its reviews, awards, audit records and the
    pointers to it."""
    yield from rows_of(store, contest_id, entry_id)
    yield from store.keys(keys.contact(contest_id, entry_id).pk)
    yield from store.keys(keys.mail(contest_id, entry_id, 0, "").pk)
    yield from store.keys(keys.blind_copy(contest_id, entry_id).pk)
    yield from store.keys(keys.frames(contest_id, entry_id, 0).pk)
    prints = keys.fingerprint(contest_id, entry_id, 0)
    yield from store.keys(prints.pk, begins=prints.sk.removesuffix("0"))
    own = f"{contest_id}.{entry_id}"
    for other in store.query(keys.duplicates(contest_id, entry_id, "").pk, Named):
        contest, _, entry = other.name.partition(".")
        yield keys.duplicate_match(own, other.name)
        yield keys.duplicates(contest, entry, own)
        yield keys.duplicates(contest_id, entry_id, other.name)
