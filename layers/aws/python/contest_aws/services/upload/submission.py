"""Submission: an entrant's own entries, their forms, the declaration, submitting them, and the
limits on them. Part of the stage upload; the video itself is in `video`.

While a screener's decision can still be undone, an entrant's actions are answered as those on an
entry that waits for its screening: they name no decision, and leave what was decided on."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from contest import upload
from contest.entry.entrant_view import as_told
from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact, Evidence, Form
from contest.entry.form_checks import accepted, recommended_by, with_unit
from contest.entry.submit import AT_REST, ON_ITS_WAY, OPEN, check, may_change
from contest.model import Id, digest
from contest.people.account import normalised
from contest.people.sign_in import sha256
from contest.refusals import refused
from contest.refusals.formatting import stored_text
from contest_aws.services.context import Context
from contest_aws.services.entries import end, entry_of, move, not_now, save
from contest_aws.services.pointers import OwnEntry
from contest_aws.services.upload.limits import count_day, count_entries
from contest_aws.services.upload.numbers import draw
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Change,
    Store,
    create,
    recorded,
    retry_on_conflict,
    update,
)

WITHDRAWN = EntryStatus.WITHDRAWN


class Origin(NamedTuple):
    """Where a request comes from."""

    source: str
    """The IP address."""
    agent: str
    """The client's User-Agent."""


def own(store: Store, contest_id: Id, *, entrant: Id, entry_id: Id) -> Entry:
    """The entrant's own entry. Answers `item.missing` for another entrant's entry, so that its
    existence is not revealed."""
    entry = entry_of(store, contest_id, entry_id)
    if entry.owner != entrant:
        raise refused("item.missing")
    return entry


def all_own(store: Store, contest_id: Id, *, entrant: Id) -> list[Entry]:
    """The entrant's entries, the newest first. When a unit corrects an address, the draft gets
    another owner but the old pointer stays; such entries are left out."""
    partition = keys.own_entry(contest_id, entrant, "").pk
    pointers = store.query(partition, OwnEntry, begins=keys.SK_ENTRY)
    wanted = [keys.entry(contest_id, pointer.entry) for pointer in pointers]
    mine = [entry for entry in store.find_all(wanted, Entry) if entry.owner == entrant]
    return sorted(mine, key=lambda e: e.created_at, reverse=True)


def enter(ctx: Context, *, entry_id: Id, form: Form, contact: Contact) -> Entry:
    """Create a draft for the acting entrant. The form need not be complete. An entry of theirs
    that has this id is their own, whose answer was lost: it is returned as it is."""
    contest_time, entrant = ctx.contest_time, ctx.actor.id
    there = ctx.store.find(keys.entry(ctx.contest.id, entry_id), Entry)
    if there is not None and there.owner == entrant:
        return there
    upload.may_upload(ctx.contest.rules, now=contest_time, resubmit_by=None)
    entry, changes = drafted(ctx, entrant=entrant, entry_id=entry_id, form=form, contact=contact)
    counts = *count_entries(ctx, {entrant: 1}), count_day(ctx, entrant, entries=1)
    ctx.store.commit(*changes, *counts)
    return entry


def drafted(
    ctx: Context,
    *,
    entrant: Id,
    entry_id: Id,
    form: Form,
    contact: Contact,
    recommended: bool = False,
) -> tuple[Entry, tuple[Change, ...]]:
    """A new draft of the entrant, and the changes that create it. The caller counts it."""
    contest, at = ctx.contest, ctx.contest_time
    key = keys.entry(contest.id, entry_id)
    unit = recommended_by(contest.rules, form)
    draft = Entry(
        contest=contest.id,
        id=entry_id,
        owner=entrant,
        form=with_unit(contest.rules, form),
        recommended_by=unit,
        recommended_at=at if recommended else None,
        created_at=at,
        changed_at=at,
    )
    action = "entry.recommend" if recommended else "entry.enter"
    entry, record = draft.with_record(action, subject=key, actor=ctx.actor, at=at, details={})
    return entry, (
        create(key, entry),
        create(keys.own_entry(contest.id, entrant, entry_id), OwnEntry(entry=entry_id)),
        create(keys.contact(contest.id, entry_id), contact),
        recorded(key, record),
        Change(keys.erasure(entrant), None, "absent"),
        *named(entry),
    )


def contact_of(store: Store, entry: Entry) -> Contact:
    return store.find(keys.contact(entry.contest, entry.id), Contact) or Contact()


def contacts_of(store: Store, of: Sequence[Entry]) -> dict[Id, Contact]:
    """Contacts by the entry's id."""
    found = store.find_each([keys.contact(entry.contest, entry.id) for entry in of], Contact)
    return {e.id: found.get(keys.contact(e.contest, e.id), Contact()) for e in of}


def fill_in(
    ctx: Context,
    entry: Entry,
    *,
    expected_version: int,
    form: Form,
    contact: Contact,
) -> Entry:
    """Save the form, complete or not. It is saved at each change, without an audit record.

    `expected_version`: the value of the entry's `edits` that the entrant saw. What is stored so
    already is not saved again: the first answer was lost."""
    contest_time, entry = ctx.contest_time, as_told(entry, now=ctx.now)
    named_so = with_unit(ctx.contest.rules, form)
    if entry.edits != expected_version:
        if (entry.form, contact_of(ctx.store, entry)) == (named_so, contact):
            return entry
        raise refused("item.changed_meanwhile")
    if not may_change(entry):
        raise refused("form.frozen", measured=stored_text(entry.status_names.entrant))
    upload.may_upload(ctx.contest.rules, now=contest_time, resubmit_by=entry.resubmit_by)
    unit = recommended_by(ctx.contest.rules, form)
    filled = entry.next_version(form=named_so, recommended_by=unit, edits=entry.edits + 1)
    key = keys.entry(entry.contest, entry.id)
    ctx.store.commit(
        update(key, filled, before=entry),
        Change(keys.contact(entry.contest, entry.id), contact, "any"),
        *(named(filled) if filled.recommended_by != entry.recommended_by else ()),
    )
    return filled


def named(entry: Entry) -> tuple[Change, ...]:
    """The change by which the unit finds the entry. The pointer stays when the form names another
    unit, so a reader must check the entry."""
    if entry.recommended_by is None:
        return ()
    key = keys.unit_entry(entry.contest, entry.recommended_by, entry.id)
    return (Change(key, OwnEntry(entry=entry.id), "any"),)


def accept(
    ctx: Context,
    entry: Entry,
    *,
    version: str,
    sha256: str,
    origin: Origin,
) -> Entry:
    """The entrant accepts the current declaration. The entry and its audit record state who, when
    and which text; the origin of the request is kept apart. Accepting the same text again changes
    nothing."""
    entry = as_told(entry, now=ctx.now)
    known = entry.declaration
    if known and (known.version, known.sha256, known.actor) == (version, sha256, ctx.actor):
        return entry
    if not may_change(entry):
        raise refused("form.frozen", measured=stored_text(entry.status_names.entrant))
    contest_time = ctx.contest_time
    given = accepted(ctx.contest.rules, version, sha256, actor=ctx.actor, at=contest_time)
    key = keys.entry(entry.contest, entry.id)
    after, record = entry.with_record(
        "entry.accept",
        subject=key,
        actor=ctx.actor,
        at=contest_time,
        declaration=given,
        details={"declaration": given.model_dump(mode="json")},
    )
    kept = keys.evidence(entry.contest, entry.id, version)
    evidence = Evidence(**dict(given), source=origin.source[:100], agent=origin.agent[:300])
    save(ctx.store, after, record, before=entry, also=(Change(kept, evidence, "any"),))
    return after


SUBMITTING = 100
"""How often a submission is tried: all of a contest's draw from one counter."""


def submit_own(ctx: Context, entry_id: Id, *, expected_version: int) -> Entry:
    """`submit` on the entrant's own entry, again after each conflict with another submission."""

    def once() -> Entry:
        entry = own(ctx.store, ctx.contest.id, entrant=ctx.actor.id, entry_id=entry_id)
        return submit(ctx, entry, expected_version=expected_version)

    return retry_on_conflict(once, trials=SUBMITTING)


def submit(ctx: Context, entry: Entry, *, expected_version: int) -> Entry:
    """Submit the entry. If its video is still being uploaded or validated, the submission takes
    effect once the video is found valid. Submitting the same again changes nothing. The first
    submission draws the entry's number."""
    entry = as_told(entry, now=ctx.now)
    if _submitted_so(entry, expected_version):
        return entry
    if entry.status not in OPEN:
        raise not_now(entry)
    if entry.edits != expected_version:
        raise refused("item.changed_meanwhile")
    contest_time, contact = ctx.contest_time, contact_of(ctx.store, entry)
    check(entry, contact, rules=ctx.contest.rules, now=contest_time)
    number, drawn = draw(ctx, entry)
    changes: dict[str, Any] = {
        "submitted_at": contest_time,
        "number": number,
        "theme_change": None,
        "contact_hash": sha256(normalised(contact.email)),
    }
    details = {"form": digest(entry.form), "number": number}
    if entry.status in AT_REST:
        to, run = EntryStatus.SCREENING, entry.run + 1
        return move(
            ctx, entry, to, action="entry.submit", details=details, also=drawn, run=run, **changes
        )
    after, record = entry.with_record(
        "entry.submit",
        subject=keys.entry(entry.contest, entry.id),
        actor=ctx.actor,
        at=contest_time,
        details=details,
        changed_at=contest_time,
        **changes,
    )
    save(ctx.store, after, record, before=entry, also=drawn)
    return after


def _submitted_so(entry: Entry, expected_version: int) -> bool:
    """Whether this form was submitted already, and the entry is still in the contest."""
    if entry.submitted_at is None or entry.status in (WITHDRAWN, EntryStatus.DISQUALIFIED):
        return False
    return entry.status in ON_ITS_WAY or entry.edits == expected_version


def withdraw(ctx: Context, entry: Entry) -> Entry:
    """Withdraw the entry; it no longer counts towards the limit. A second call changes nothing.
    `video.withdraw` closes its open upload as well."""
    if entry.status is WITHDRAWN:
        return entry
    also = count_entries(ctx, {entry.owner: -1})
    return end(ctx, entry, WITHDRAWN, action="entry.withdraw", details={}, also=also)
