"""Erasure: deletes all data on a person at their request. Interrupted at any point and run again,
it continues, because items that lead to others are deleted last."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from contest import erasure
from contest.audit import CALENDAR, ERASURE, Actor
from contest.award.award import Winner
from contest.certificates.certificate import nameless
from contest.entry.entrant_view import as_told
from contest.entry.entry import TRANSITIONS, Entry, EntryStatus
from contest.erasure import Erasure
from contest.model import Id
from contest.people.account import Account, normalised
from contest.people.sign_in import sha256
from contest.refusals import refused
from contest.review.judge import Judge
from contest.rules.contest import Contest
from contest_aws.services.award import certificate_archive
from contest_aws.services.award.award_rounds import mark_if_listed, rounds_of
from contest_aws.services.award.certificates import all_of
from contest_aws.services.context import Context
from contest_aws.services.entries import contests, end
from contest_aws.services.people import accounts, data_export
from contest_aws.services.pointers import OwnEntry
from contest_aws.services.review import reviews
from contest_aws.services.review.conflicts import decisions_of
from contest_aws.services.upkeep.deletion import (
    Deletion,
    ask_again,
    beside,
    deletions,
    without_matches,
)
from contest_aws.services.viewing.copies import copies_of
from contest_aws.services.winners.guest_lists import guest_lists_by
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Change,
    Store,
    create,
    delete,
    get,
    recorded,
    retry_on_conflict,
    update,
)

Enough = Callable[[], bool]
"""Whether there is time to begin another entry."""


class Objects(Protocol):
    """`contest_aws.media.purge.Removal`, or a fake in its place."""

    def of_entry(self, contest: str, entry: str) -> int: ...

    def of_keys(self, keys: Iterable[str]) -> int: ...

    def certificates_of(self, contest: str, entry: str) -> int: ...

    def count(self, contest: str, entry: str) -> int: ...

    def count_keys(self, keys: Iterable[str]) -> int: ...


def ask(store: Store, account_id: Id, *, address: str, actor: Actor, now: datetime) -> Erasure:
    """Request the erasure of an account. All of its sessions end at once. `address`: as the person
    typed it again to confirm.

    The table's stream starts the erasure. A second request changes nothing, unless the erasure is
    late: then it is queued again."""
    key = keys.account(account_id)
    account = get(store, key, Account)
    if normalised(address) != account.address:
        raise refused("erasure.other_address")
    there = store.find(keys.erasure(account_id), Erasure)
    if there is None:
        there = Erasure(account=account_id, asked_at=now, actor=actor, version=1)
        after, record = account.with_record(
            "account.ask_erasure", subject=key, actor=actor, at=now, details={}
        )
        store.commit(
            create(keys.erasure(account_id), there),
            update(key, after, before=account),
            recorded(key, record),
        )
    accounts.end_sessions(store, account_id, None, actor=actor, now=now)
    return ask_again(store, keys.erasure(account_id), there, now=now)


def erase(
    store: Store, objects: Objects, account_id: Id, *, now: datetime, enough: Enough
) -> Erasure:
    """Erase a person's data and return the progress. If `enough` ends the run early, a later call
    continues.

    `now`: by our clock."""
    key = keys.erasure(account_id)
    deletion = Deletion(store, key, get(store, key, Erasure), now=now, progressed_at=now)
    if deletion.removal.done_at:
        return deletion.removal
    deletion.delete(store.keys(keys.session(account_id, "").pk, begins=keys.SK_SESSION))
    for contest in contests(store):
        partition = keys.own_entry(contest.id, account_id, "").pk
        for pointer in list(store.query(partition, OwnEntry, begins=keys.SK_ENTRY)):
            if not enough():
                return deletion.removal
            erase_entry(deletion, objects, contest, pointer.entry, now=now)
            deletion.delete([keys.own_entry(contest.id, account_id, pointer.entry)])
        deletion.delete(store.keys(partition))
        for objector in data_export.objections_by(store, contest.id, account_id):
            deletion.forget_objector(contest.id, objector.objection)
        guests = list(guest_lists_by(store, contest.id, account_id))
        deletion.delete(keys.guests(contest.id, one.who) for one in guests)
    _forget_judge(deletion, account_id, now=now)
    _forget_grants(deletion, account_id)
    deletion.delete(deletion.store.keys(keys.consent(account_id, "").pk))
    return _close(deletion, account_id, now=now)


def erase_entry(
    deletion: Deletion[Erasure], objects: Objects, contest: Contest, entry_id: Id, *, now: datetime
) -> None:
    """Withdraw the entry if it is in progress, delete everything beside it, and clear its form
    last. An entry that a unit gave to another owner when it corrected an address stays theirs."""
    key = keys.entry(contest.id, entry_id)

    def once() -> None:
        found = deletion.store.find(key, Entry)
        owner = deletion.removal.account
        if found is None or found.owner != owner or "person" in found.erased:
            return
        removal, at = deletion.removal, contest.time_at(now)
        for changes in without_matches(
            deletion.store, contest.id, entry_id, actor=removal.actor, now=now
        ):
            deletion.commit(*changes, count={})  # `beside` counts it
        entry = get(deletion.store, key, Entry)
        if entry.owner != owner:
            return
        entry = _ended(Context(deletion.store, contest, CALENDAR, now), entry)
        deletion.commit(
            count={"objects": delete_objects(deletion.store, objects, contest.id, entry_id)}
        )
        _take_names(deletion, objects, contest, entry)
        deletion.take_words(entry)
        deletion.delete(beside(deletion.store, contest.id, entry_id))
        after, record = entry.with_record(
            "entry.erase",
            subject=key,
            actor=removal.actor,
            at=at,
            details={},
            **erasure.without_person(entry),
        )
        off = mark_if_listed(Context(deletion.store, contest, removal.actor, now), entry)
        written = (update(key, after, before=entry), recorded(key, record), *off)
        deletion.commit(*written, count={"entry": 1})

    retry_on_conflict(once)  # it may be judged, screened or uploaded to at this very moment


def count_objects(store: Store, objects: Objects, contest_id: Id, entry_id: Id) -> int:
    """How many versions of uploads, pictures and viewing copies an entry has."""
    copies = [place for copy in copies_of(store, contest_id, entry_id) for place in copy.places]
    return objects.count(contest_id, entry_id) + objects.count_keys(copies)


def delete_objects(store: Store, objects: Objects, contest_id: Id, entry_id: Id) -> int:
    """Delete them all, and return how many there were."""
    copies = [place for copy in copies_of(store, contest_id, entry_id) for place in copy.places]
    return objects.of_entry(contest_id, entry_id) + objects.of_keys(copies)


def erase_late(
    store: Store, objects: Objects, contest_id: Id, entry_id: Id, *, now: datetime
) -> None:
    """Delete what a step in progress has written about an entry whose owner is erased or being
    erased."""
    entry = store.find(keys.entry(contest_id, entry_id), Entry)
    if entry is not None and store.find(keys.erasure(entry.owner), Erasure) is not None:
        delete_objects(store, objects, contest_id, entry_id)
        for changes in without_matches(store, contest_id, entry_id, actor=ERASURE, now=now):
            store.commit(*changes)
        for key in beside(store, contest_id, entry_id):
            store.commit(*deletions(store, [key], actor=ERASURE, now=now))


def _ended(ctx: Context, entry: Entry) -> Entry:
    """What has its result keeps it: the rules say whether the name stays."""
    to, status = EntryStatus.WITHDRAWN, as_told(entry, now=ctx.now).status
    if status is EntryStatus.AWARDED or to not in TRANSITIONS[status]:
        return entry
    return end(ctx.acting_as(ERASURE), entry, to, action="entry.withdraw", details={})


def _take_names(
    deletion: Deletion[Erasure], objects: Objects, contest: Contest, entry: Entry
) -> None:
    """Remove the names from proposals, published awards and certificates, if the rules require
    it."""
    rounds = list(rounds_of(deletion.store, contest.id))
    listed = (winner for round_ in rounds for winner in round_.proposal)
    if erasure.keeps_names(entry, listed, contest.rules):
        return
    for round_ in rounds:
        proposal = erasure.nameless(round_.proposal, entry)
        if proposal != round_.proposal:
            key, after = (
                keys.award_round(contest.id, round_.id),
                round_.next_version(proposal=proposal),
            )
            deletion.commit(update(key, after, before=round_), count={"award": 1})
    for key in list(deletion.store.keys(keys.winner(contest.id, "", 0).pk)):
        winner = get(deletion.store, key, Winner)
        (without,) = erasure.nameless([winner], entry)
        if without != winner:
            deletion.commit(Change(key, without, "present"), count={"winner": 1})
    _take_certificates(deletion, objects, contest, entry)


def _take_certificates(
    deletion: Deletion[Erasure], objects: Objects, contest: Contest, entry: Entry
) -> None:
    """Also those that were replaced: they have the name, too. The check still says what counts.
    The archive of all certificates goes with them."""
    its = [one for one in all_of(deletion.store, contest.id) if one.entry == entry.id]
    if not its:
        return
    for certificate in its:
        if not certificate.erased:
            key = keys.certificate(contest.id, certificate.code)
            without = nameless(certificate, hidden=erasure.NAMELESS)
            deletion.commit(update(key, without, before=certificate), count={"certificate": 1})
    deletion.commit(*certificate_archive.forget(deletion.store, contest.id), count={})
    deletion.commit(count={"objects": objects.certificates_of(contest.id, entry.id)})


def _forget_judge(deletion: Deletion[Erasure], account_id: Id, *, now: datetime) -> None:
    """Keep the judge's scores under an id that names nobody. Delete their name and their
    comments."""
    for contest_id, name in data_export.judging_as(deletion.store, account_id):
        key = keys.judge(contest_id, name)
        judge = deletion.store.find(key, Judge)
        if judge is None or (judge.left and not judge.name):
            continue
        after, record = judge.with_record(
            "judge.erase",
            subject=key,
            actor=deletion.removal.actor,
            at=now,
            details={},
            name="",
            unit="",
            themes=(),
            expertise=(),
            max_load=None,
            left=True,
        )
        for review in reviews.own_reviews(deletion.store, contest_id, judge=name):
            deletion.take_comment(review)
        for decision in decisions_of(deletion.store, contest_id, name).values():
            deletion.take_reason(decision)
        deletion.commit(update(key, after, before=judge), recorded(key, record), count={"judge": 1})


def _forget_grants(deletion: Deletion[Erasure], account_id: Id) -> None:
    granted = accounts.grants(deletion.store, account_id)
    for contest in {grant.contest for grant in granted}:
        deletion.delete(deletion.store.keys(keys.mail(contest, account_id, 0, "").pk))
    deletion.delete(keys.invited(grant.contest, grant.role, account_id) for grant in granted)
    deletion.delete(keys.grant(account_id, grant.contest, grant.role) for grant in granted)


def _close(deletion: Deletion[Erasure], account_id: Id, *, now: datetime) -> Erasure:
    """Delete the account, sessions begun in the meantime too, and write the last record of its
    chain: counts of what was deleted."""
    key = keys.account(account_id)
    account = get(deletion.store, key, Account)
    deletion.delete(deletion.store.keys(keys.session(account_id, "").pk))
    counts = deletion.removal.counted({"account": 1, "address": 1}).counts
    _, record = account.with_record(
        "account.erase",
        subject=key,
        actor=deletion.removal.actor,
        at=now,
        details={"removed": counts},
    )
    deletion.commit(
        Change(key, None, account.version),
        delete(keys.address(sha256(account.address))),
        recorded(key, record),
        count={"account": 1, "address": 1},
        done_at=now,
    )
    return deletion.removal
