"""Deletion in small commits. Each commit also records the progress, so that deletion continues
where it was interrupted. An item with audit records gets a last one, which says that it was
deleted: without it, `laurel audit verify` would miss the item."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, Generic, TypeVar

from contest.audit import Actor, Audited
from contest.award.objection import Objection
from contest.entry.entry import Entry
from contest.erasure import Erasure, Expiry, Removal, without_comment, without_words
from contest.mail.outbox import StatusMail
from contest.model import Id
from contest.people.account import Grant
from contest.review.conflict_decision import ConflictDecision
from contest.review.judge import Judge
from contest.review.review import Review
from contest.validate.duplicates import DuplicateMatch
from contest_aws.services.entries import records_of
from contest_aws.services.pointers import Named
from contest_aws.services.units.rows import rows_of
from contest_aws.services.validate.duplicates import counted_with, matches_of
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import (
    Change,
    Conflict,
    Store,
    delete,
    get,
    recorded,
    retry_on_conflict,
    update,
)

DELETES = 49
"""The most deletions in one commit: each may write a record, and DynamoDB takes 100 writes."""
AUDITED: Mapping[Key, tuple[type[Audited], str]] = {
    keys.GRANTS: (Grant, "grant.erase"),
    Key(keys.MAIL, ""): (StatusMail, "mail.erase"),
    Key(keys.MATCH, ""): (DuplicateMatch, "duplicates.erase"),
}
"""What is deleted and may have audit records, by the prefixes of its key: its kind, and the action
of its last record."""

Some = TypeVar("Some", bound=Removal)


def progress(store: Store, key: Key) -> Removal:
    """How far the removal at `key` has come."""
    return get(store, key, Erasure if key.pk.startswith(keys.ERASURE) else Expiry)


def ask_again(store: Store, key: Key, removal: Some, *, now: datetime) -> Some:
    """Queue a removal again that is late. The table's stream does it. One that is being carried out
    at this very moment needs no message.

    `now`: by our clock."""
    if not removal.is_late(now=now):
        return removal
    later = removal.next_version(asked_again_at=now)
    with suppress(Conflict):
        store.commit(update(key, later, before=removal))
        return later
    return removal


class Deletion(Generic[Some]):
    """Carries out `removal`, which is stored at `key`. `now`: the time of its audit records.
    `progressed_at`: by our clock."""

    def __init__(
        self, store: Store, key: Key, removal: Some, *, now: datetime, progressed_at: datetime
    ) -> None:
        self.store, self._key, self.removal, self._now = store, key, removal, now
        self._progressed_at = progressed_at

    def commit(self, *changes: Change, count: dict[str, int], **also: Any) -> None:
        counted = self.removal.counted(count, progressed_at=self._progressed_at, **also)
        self.store.commit(*changes, update(self._key, counted, before=self.removal))
        self.removal = counted

    def delete(self, doomed: Iterable[Key]) -> None:
        keys_ = list(dict.fromkeys(doomed))
        for start in range(0, len(keys_), DELETES):
            some = keys_[start : start + DELETES]
            kinds = Counter(key.pk.partition("#")[0].lower() for key in some)
            changes = deletions(self.store, some, actor=self.removal.actor, now=self._now)
            self.commit(*changes, count=dict(kinds))

    def take_words(self, entry: Entry) -> None:
        """Clear the texts in every review of the entry, even if a judge is editing one at the
        moment, and the reasons of conflicts of interest."""
        for key in _reviews(self.store, entry):
            retry_on_conflict(partial(self._take_words, key))
        judges = self.store.query(keys.contest(entry.contest).pk, Judge, begins=keys.SK_JUDGE)
        wanted = [keys.conflict(entry.contest, judge.id, entry.id) for judge in judges]
        for decision in self.store.find_all(wanted, ConflictDecision):
            self.take_reason(decision)

    def _take_words(self, key: Key) -> None:
        before = self.store.find(key, Review)
        if before is not None and (after := without_words(before)) != before.next_version():
            self.commit(update(key, after, before=before), count={"review": 1})

    def take_reason(self, decision: ConflictDecision) -> None:
        key = keys.conflict(decision.contest, decision.judge, decision.entry)
        if decision.reason:
            after = decision.next_version(reason="")
            self.commit(update(key, after, before=decision), count={"conflict": 1})

    def forget_objector(self, contest_id: Id, objection_id: Id) -> None:
        """Delete name and contact, the answer's mail, and what was said. Winner and answer stay."""
        key = keys.objection(contest_id, objection_id)
        before = self.store.find(key, Objection)
        if before is not None and before.text:
            after = before.next_version(text="")
            self.commit(update(key, after, before=before), count={"objection": 1})
        mails = self.store.keys(keys.mail(contest_id, objection_id, 0, "").pk)
        self.delete([*mails, keys.objector(contest_id, objection_id)])

    def take_comment(self, review: Review) -> None:
        key = keys.review(review.contest, review.judge, review.round, review.entry)
        if (after := without_comment(review)) != review.next_version():
            self.commit(update(key, after, before=review), count={"review": 1})


def deletions(
    store: Store, doomed: Iterable[Key], *, actor: Actor, now: datetime
) -> Iterator[Change]:
    """Deletes each of the items, and ends its audit chain if it has one. A conflict if an item that
    may have one has changed since it was read here."""
    doomed = list(doomed)
    chained = {key: found for key in doomed if (found := _audited(key))}
    items = store.find_kinds({key: kind for key, (kind, _) in chained.items()})
    for key in doomed:
        item = items.get(key)
        if not isinstance(item, Audited):
            yield delete(key)
            continue
        yield Change(key, None, item.version)
        if item.records:
            _, action = chained[key]
            _, record = item.with_record(action, subject=key, actor=actor, at=now, details={})
            yield recorded(key, record)


def _audited(key: Key) -> tuple[type[Audited], str] | None:
    for beginning, found in AUDITED.items():
        if key.pk.startswith(beginning.pk) and key.sk.startswith(beginning.sk):
            return found
    return None


def _reviews(store: Store, entry: Entry) -> list[Key]:
    """Reviews of all rounds, from the audit records: the entry itself names the judges of the last
    round only."""
    return [
        keys.review(entry.contest, judge, record.details["round"], entry.id)
        for record in records_of(store, entry)
        if record.action == "review.assign"
        for judge in record.details["judges"]
    ]


def without_matches(
    store: Store, contest_id: Id, entry_id: Id, *, actor: Actor, now: datetime
) -> Iterator[list[Change]]:
    """Deletes what waits to be settled between an entry and others, each match in one commit: the
    other entry counts it no more."""
    for match in matches_of(store, contest_id, entry_id):
        if match.settled is None:
            key = keys.duplicate_match(match.here.name, match.there.name)
            counted = counted_with(store, match, by=-1)
            yield [*deletions(store, [key], actor=actor, now=now), *counted]


def beside(store: Store, contest_id: Id, entry_id: Id) -> Iterator[Key]:
    """All items about an entry except the entry, its reviews, awards, audit records and the
    pointers to it."""
    yield from rows_of(store, contest_id, entry_id)
    yield from store.keys(keys.contact(contest_id, entry_id).pk)
    yield from store.keys(keys.mail(contest_id, entry_id, 0, "").pk)
    yield from store.keys(keys.blind_copy(contest_id, entry_id).pk)
    yield from store.keys(keys.frames(contest_id, entry_id, 0).pk)
    yield from store.keys(keys.viewing(contest_id, entry_id, 0).pk)
    reports = keys.play_report(contest_id, entry_id, 0, "", "")
    yield from store.keys(reports.pk, begins=f"{entry_id}#")
    prints = keys.fingerprint(contest_id, entry_id, 0)
    yield from store.keys(prints.pk, begins=prints.sk.removesuffix("0"))
    own = f"{contest_id}.{entry_id}"
    for other in store.query(keys.duplicates(contest_id, entry_id, "").pk, Named):
        contest, _, entry = other.name.partition(".")
        yield keys.duplicate_match(own, other.name)
        yield keys.duplicates(contest, entry, own)
        yield keys.duplicates(contest_id, entry_id, other.name)
