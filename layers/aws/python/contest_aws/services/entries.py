"""What all actions on an entry share: its contest, the entry, and one commit of change and audit
record."""

from collections.abc import Iterator
from typing import Any

from contest.audit import AuditRecord
from contest.entry.entrant_view import as_told
from contest.entry.entry import Entry, EntryStatus, move_entry
from contest.entry.form import Contact
from contest.entry.host_decisions import RevokedAward, TakenOff
from contest.model import Id
from contest.refusals import Refused, refused
from contest.refusals.formatting import stored_text
from contest.rules.contest import Contest
from contest.screen.changes import Explained
from contest_aws.services.context import Context
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store, get, recorded, update

JUDGED = (
    EntryStatus.REVIEWED,
    EntryStatus.NOT_JUDGED,
    EntryStatus.AWARDED,
    EntryStatus.NOT_AWARDED,
)
"""Statuses in which an entry may be among the winners, proposed or published."""
ENDED = (EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED)


def contest_of(store: Store, contest_id: Id) -> Contest:
    return get(store, keys.contest(contest_id), Contest)


def contests(store: Store) -> Iterator[Contest]:
    """All contests of the deployment."""
    for named in store.query(keys.CONTESTS, Named):
        yield contest_of(store, named.name)


def public_contests(store: Store) -> list[Contest]:
    """Those that are in the public's list, the last to close first: rehearsals only if there is
    nothing else."""
    found = sorted(contests(store), key=lambda one: one.rules.dates.submission_closes, reverse=True)
    return [contest for contest in found if not contest.rehearsal] or found


def entry_of(store: Store, contest_id: Id, entry_id: Id) -> Entry:
    return get(store, keys.entry(contest_id, entry_id), Entry)


def records_of(store: Store, entry: Entry) -> Iterator[AuditRecord]:
    """The entry's audit chain, oldest first."""
    return store.query(keys.audit(keys.entry(entry.contest, entry.id), 0).pk, AuditRecord)


def not_now(entry: Entry) -> Refused:
    return refused("entry.not_possible_now", measured=stored_text(entry.status_names.organiser))


def move(
    ctx: Context,
    entry: Entry,
    to: EntryStatus,
    *,
    action: str,
    also: tuple[Change, ...] = (),
    **changes: Any,
) -> Entry:
    """Move an entry through the domain's gate and commit it, together with the changes in
    `also`."""
    key = keys.entry(entry.contest, entry.id)
    if to in ENDED:
        changes |= _without_awards(entry)
    moved, record = move_entry(
        entry, to, subject=key, actor=ctx.actor, at=ctx.contest_time, action=action, **changes
    )
    save(ctx.store, moved, record, before=entry, also=(*also, *_taken_off(ctx, entry, to)))
    return moved


def _without_awards(entry: Entry) -> dict[str, Any]:
    """The changes by which an entry that ends loses the awards that it has."""
    if not entry.awards:
        return {}
    lost = (RevokedAward(place=place) for place in entry.awards)
    return {"awards": (), "revoked": (*entry.revoked, *lost)}


def _taken_off(ctx: Context, entry: Entry, to: EntryStatus) -> Iterator[Change]:
    """From the same moment, no list of winners shows an entry that no longer stands."""
    if entry.status in JUDGED and to in ENDED:
        mark = TakenOff(entry=entry.id, at=ctx.contest_time)
        yield Change(keys.taken_off(entry.contest, entry.id), mark, "any")


def save(
    store: Store, after: Entry, record: AuditRecord, *, before: Entry, also: tuple[Change, ...] = ()
) -> None:
    key = keys.entry(after.contest, after.id)
    store.commit(update(key, after, before=before), recorded(key, record), *also)


def end(
    ctx: Context,
    entry: Entry,
    to: EntryStatus,
    *,
    action: str,
    details: dict[str, Any],
    also: tuple[Change, ...] = (),
    **changes: Any,
) -> Entry:
    """End an entry. A screener's decision that can still be undone is undone with it: its mail is
    not sent."""
    told, taken = as_told(entry, now=ctx.now), entry.screening
    if taken and not taken.is_final(ctx.now):
        changes["undone"] = (*entry.undone, taken.made)
        details = details | {"outcome": taken.outcome, "made": taken.made}
    return move(ctx, told, to, action=action, details=details, also=also, **changes)


def disqualify(ctx: Context, entry: Entry, *, reason: str) -> Entry:
    """End an entry that has been submitted, at any time. Every score given is kept. The table's
    stream ends its execution, and no award that is proposed for it is granted. The same again
    changes nothing."""
    require_reason(reason)
    known = entry.disqualified
    again = known is not None and (known.actor, known.reason) == (ctx.actor, reason)
    if again and entry.status is EntryStatus.DISQUALIFIED:
        return entry
    why = Explained(reason=reason, actor=ctx.actor, at=ctx.contest_time)
    to, details = EntryStatus.DISQUALIFIED, {"reason": reason}
    return end(ctx, entry, to, action="entry.disqualify", details=details, disqualified=why)


def show_contact(ctx: Context, entry: Entry) -> Contact:
    """The whole contact of one entry. An audit record of the entry names the person who looked at
    it."""
    key = keys.entry(entry.contest, entry.id)
    after, record = entry.with_record(
        "entry.show_contact",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={},
        **entry.aside_marks,
    )
    ctx.store.commit(update(key, after, before=entry), recorded(key, record))
    return ctx.store.find(keys.contact(entry.contest, entry.id), Contact) or Contact()


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise refused("decision.reason_missing")
