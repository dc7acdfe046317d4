"""Enter: an entrant's own entries, their forms, and what one may enter and upload in a day. Part of
the stage upload; the video is `upload`'s."""

from datetime import datetime

from contest import forms
from contest import upload as uploads
from contest.audit import Owned
from contest.calendar import Contest
from contest.entry import Contact, Entry, Form, Status
from contest.model import Fact, Id
from contest.refusals import refused
from contest_aws import keys
from contest_aws.desk.entry import entry_of, move, not_now, save
from contest_aws.store import Change, Store, create, recorded, update

WITHDRAWN = Status.WITHDRAWN


class OwnEntry(Fact):
    """Says that an entry is an entrant's own."""

    entry: Id


class Day(Owned):
    """What an entrant has entered and uploaded on one day of the contest's calendar."""

    entries: int = 0
    bytes: int = 0


def own(store: Store, contest_id: Id, *, entrant: Id, entry_id: Id) -> Entry:
    """The entrant's own entry. Another's is as missing as one that never was."""
    entry = entry_of(store, contest_id, entry_id)
    if entry.owner != entrant:
        raise refused("item.missing")
    return entry


def all_own(store: Store, contest_id: Id, *, entrant: Id) -> list[Entry]:
    """The entrant's entries, the newest first."""
    partition = keys.own_entry(contest_id, entrant, "").pk
    pointers = store.query(partition, OwnEntry, begins="ENTRY#")
    wanted = [keys.entry(contest_id, pointer.entry) for pointer in pointers]
    return sorted(store.find_all(wanted, Entry), key=lambda e: e.created_at, reverse=True)


def enter(
    store: Store, contest: Contest, *, entrant: Id, entry_id: Id, form: Form, contact: Contact,
    declaration: str, ours: datetime,
) -> Entry:  # fmt: skip
    """A new draft. `ours` is our clock; the contest's dates are held against its own.

    `declaration`: the version that the entrant accepts."""
    now = contest.now(ours)
    uploads.may_upload(contest.rules, now=now, mend_by=None)
    forms.check(form, rules=contest.rules, contact=contact)
    by = f"entrant:{entrant}"
    evidence = forms.accepted(contest.rules, declaration, by=by, at=now)
    limit = contest.rules.limits.entries_per_entrant
    there = [e for e in all_own(store, contest.id, entrant=entrant) if e.status is not WITHDRAWN]
    if limit and len(there) >= limit:
        raise refused("entry.too_many", allowed=limit)
    key = keys.entry(contest.id, entry_id)
    draft = Entry(
        contest=contest.id, id=entry_id, owner=entrant, form=form, created_at=now, changed_at=now,
        declaration=evidence,
    )  # fmt: skip
    entry, record = draft.after(
        "entry.enter", owner=key, by=by, at=now,
        details={"title": form.title, "declaration": evidence.model_dump(mode="json")},
    )  # fmt: skip
    store.commit(
        create(key, entry),
        create(keys.own_entry(contest.id, entrant, entry_id), OwnEntry(entry=entry_id)),
        create(keys.contact(contest.id, entry_id), contact),
        recorded(key, record),
        count(store, contest, entrant, now=now, entries=1),
    )
    return entry


def fill_in(store: Store, contest: Contest, entry: Entry, *, form: Form, ours: datetime) -> Entry:
    """Another form, while the entry is a draft or to be mended."""
    now = contest.now(ours)
    if entry.status not in (Status.DRAFT, Status.UPLOADING, Status.RETURNED):
        raise not_now(entry)
    uploads.may_upload(contest.rules, now=now, mend_by=entry.mend_by)
    forms.check(form, rules=contest.rules)
    key = keys.entry(entry.contest, entry.id)
    filled, record = entry.after(
        "entry.fill_in", owner=key, by=f"entrant:{entry.owner}", at=now,
        details={"title": form.title}, form=form, changed_at=now,
    )  # fmt: skip
    save(store, filled, record, before=entry)
    return filled


def withdraw(store: Store, contest: Contest, entry: Entry, *, ours: datetime) -> Entry:
    return move(
        store, entry, Status.WITHDRAWN, by=f"entrant:{entry.owner}", at=contest.now(ours),
        deed="entry.withdraw",
    )  # fmt: skip


def count(
    store: Store, contest: Contest, entrant: Id, *, now: datetime, entries: int = 0, bytes_: int = 0
) -> Change:
    """The write that counts towards the entrant's day. Refused beyond the rules' limits."""
    limits = contest.rules.limits
    key = keys.day(contest.id, entrant, now.astimezone(contest.rules.zone).date())
    there = store.find(key, Day)
    day = there or Day()
    counted = day.touched(entries=day.entries + entries, bytes=day.bytes + bytes_)
    if entries and limits.entries_per_day and counted.entries > limits.entries_per_day:
        raise refused("entry.too_many_today", allowed=limits.entries_per_day)
    if bytes_ and limits.bytes_per_day and counted.bytes > limits.bytes_per_day:
        raise refused("upload.too_much_today", measured=counted.bytes, allowed=limits.bytes_per_day)
    return update(key, counted, before=there) if there else create(key, counted)
