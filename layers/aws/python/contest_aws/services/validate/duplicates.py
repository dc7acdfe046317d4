"""Duplicates: stores an upload's fingerprint, compares it with all others of the deployment, and
records what a person decides about a match."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from contest.audit import RULES
from contest.entry.entry import Entry, EntryStatus
from contest.entry.submit import is_submitted
from contest.model import Id
from contest.refusals import refused
from contest.validate.duplicates import DuplicateMatch, Found, Library, Settlement, Work
from contest.validate.fingerprint import Fingerprint, Mark
from contest_aws.services.context import Context
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Change,
    Store,
    create,
    get,
    recorded,
    retry_on_conflict,
    update,
)

ADMITTED = frozenset(
    {
        EntryStatus.IN_REVIEW,
        EntryStatus.REVIEWED,
        EntryStatus.AWARDED,
        EntryStatus.NOT_AWARDED,
        EntryStatus.NOT_JUDGED,
    }
)
"""Where an entry stands that has passed the screening."""


class Recognised(NamedTuple):
    """What an upload is recognised by."""

    marks: tuple[Mark, ...]
    digest: str
    file: str = ""


def search(store: Store, work: Work, by: Recognised, *, now: datetime) -> None:
    """Store the upload's own fingerprint first, then read the others: of two concurrent uploads, at
    least one finds the other. Repeating it changes nothing."""
    mine = Fingerprint.of(
        by.marks,
        contest=work.contest,
        entry=work.entry,
        upload=work.upload,
        digest=by.digest,
        file=by.file,
    )
    store.commit(Change(keys.fingerprint(work.contest, work.entry, work.upload), mine, "any"))
    register = keys.fingerprinted(work.contest)
    if store.find(register, Named) is None:
        store.commit(Change(register, Named(name=work.contest), "any"))
    library = Library(_others(store, work))
    for found in library.like(by.marks, digest=by.digest, file=by.file):
        _note_match(store, work, found, now=now)


def _others(store: Store, work: Work) -> Iterator[Fingerprint]:
    """Fingerprints of every contest, also of uploads that were replaced later, but none of the
    entry itself."""
    for contest in store.query(keys.FINGERPRINTS, Named):
        for other in store.query(keys.fingerprint(contest.name, "", 0).pk, Fingerprint):
            if (other.contest, other.entry) != (work.contest, work.entry):
                yield other


def _note_match(store: Store, work: Work, found: Found, *, now: datetime) -> None:
    """Keep one match for each pair of entries. A match that a person has settled stays settled."""
    key = keys.duplicate_match(work.name, found.work.name)

    def once() -> None:
        known = store.find(key, DuplicateMatch)
        if known is None:
            _new_match(store, work, found, now=now)
        elif known.settled is None and known.similarity != found.similarity:
            newer = known.next_version(here=work, there=found.work, similarity=found.similarity)
            store.commit(update(key, newer, before=known))

    retry_on_conflict(once)  # the other entry's function may have created it, or an entry changed


def _new_match(store: Store, work: Work, found: Found, *, now: datetime) -> None:
    key = keys.duplicate_match(work.name, found.work.name)
    draft = DuplicateMatch(here=work, there=found.work, similarity=found.similarity, found_at=now)
    raised, record = draft.with_record(
        "duplicates.suspect",
        subject=key,
        actor=RULES,
        at=now,
        details={"works": [work.name, found.work.name], "percent": found.similarity.percent},
    )
    sides = [(work, found.work), (found.work, work)]
    pointers = [
        Change(keys.duplicates(one.contest, one.entry, other.name), Named(name=other.name), "any")
        for one, other in sides
    ]
    counted = counted_with(store, raised, by=1)
    store.commit(create(key, raised), recorded(key, record), *pointers, *counted)


def counted_with(store: Store, match: DuplicateMatch, *, by: int) -> list[Change]:
    """The changes that count an unsettled match with both of its entries, for the screeners' list.
    `by`: -1 when it is unsettled no longer."""
    wanted = [keys.entry(work.contest, work.entry) for work in (match.here, match.there)]
    found = store.find_each(wanted, Entry)
    return [
        update(key, entry.aside(suspected=max(0, entry.suspected + by)), before=entry)
        for key, entry in found.items()
    ]


def matches_of(store: Store, contest_id: Id, entry_id: Id) -> list[DuplicateMatch]:
    """The duplicate matches of an entry: open ones first, the most similar first."""
    partition = keys.duplicates(contest_id, entry_id, "").pk
    own = f"{contest_id}.{entry_id}"
    wanted = [keys.duplicate_match(own, other.name) for other in store.query(partition, Named)]
    return sorted(
        store.find_all(wanted, DuplicateMatch),
        key=lambda s: (s.settled is not None, -s.similarity.percent, s.here.name, s.there.name),
    )


def check_settled(ctx: Context, entry: Entry, *, despite: str) -> None:
    """Refused if the entry closely resembles another one, nobody has settled that, and `despite`
    does not say why it passes. A work of this contest that was withdrawn, or never submitted, does
    not count; one that was returned does."""
    close = [
        match
        for match in matches_of(ctx.store, entry.contest, entry.id)
        if match.settled is None and match.similarity.is_high
    ]
    if not close or despite.strip():
        return
    others = {match.seen_from(f"{entry.contest}.{entry.id}")[0]: match for match in close}
    wanted = [keys.entry(o.contest, o.entry) for o in others if o.contest == entry.contest]
    found = ctx.store.find_all(wanted, Entry)
    out = {e.id for e in found if not is_submitted(e) and not _may_come_back(e)}
    counting = [m for o, m in others.items() if o.contest != entry.contest or o.entry not in out]
    if counting:
        percent = max(match.similarity.percent for match in counting)
        raise refused("screening.duplicate_unsettled", measured=percent)


def _may_come_back(entry: Entry) -> bool:
    """Whether it was submitted, and is its entrant's again. A number is given with the first
    submission."""
    return bool(entry.number) and entry.status is not EntryStatus.WITHDRAWN


def only_one(ctx: Context, entry: Entry) -> Iterator[Change]:
    """Refused if a person has found the entry to be the same work as another one of the contest
    that has passed the screening. Otherwise the changes that keep both from passing at once."""
    for match in matches_of(ctx.store, entry.contest, entry.id):
        there, _ = match.seen_from(f"{entry.contest}.{entry.id}")
        same = match.settled is not None and match.settled.verdict == "same"
        if not same or there.contest != entry.contest:
            continue
        other = ctx.store.find(keys.entry(there.contest, there.entry), Entry)
        if other and other.status in ADMITTED:
            raise refused("screening.same_work", measured=other.form.title)
        key = keys.duplicate_match(match.here.name, match.there.name)
        yield update(key, match.next_version(), before=match)


def settle(
    ctx: Context, entry_id: Id, other: str, settlement: Settlement, *, expected_version: int
) -> DuplicateMatch:
    """Record a person's decision on a match. It can be changed later. The same decision sent again
    after a lost answer changes nothing.

    `other`: an entry of the same contest, or `<contest>.<entry>`."""
    name = other if "." in other else f"{ctx.contest.id}.{other}"
    key = keys.duplicate_match(f"{ctx.contest.id}.{entry_id}", name)
    known = get(ctx.store, key, DuplicateMatch)
    if known.version == expected_version + 1 and _same(known.settled, settlement):
        return known
    if known.version != expected_version:
        raise refused("item.changed_meanwhile")
    settled, record = known.with_record(
        "duplicates.settle",
        subject=key,
        actor=settlement.actor,
        at=settlement.at,
        details={
            "verdict": settlement.verdict,
            "reason": settlement.reason,
            "expected_version": expected_version,
        },
        settled=settlement,
    )
    counted = counted_with(ctx.store, known, by=-1) if known.settled is None else []
    ctx.store.commit(update(key, settled, before=known), recorded(key, record), *counted)
    return settled


def _same(settled: Settlement | None, settlement: Settlement) -> bool:
    return settled is not None and settled.model_copy(update={"at": settlement.at}) == settlement
