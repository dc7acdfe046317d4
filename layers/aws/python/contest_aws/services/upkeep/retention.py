"""Retention: deletes data that the rules keep for a limited time. It can be previewed, runs when
due, and is safe to repeat."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from contest import erasure
from contest.entry.entry import Entry, EntryStatus
from contest.erasure import Expiry, Kept
from contest.model import Id
from contest.rules.contest import Contest
from contest_aws.services.award.award_rounds import rounds_of
from contest_aws.services.award.objections import all_of, objectors
from contest_aws.services.context import Context
from contest_aws.services.units.rows import rows_of
from contest_aws.services.upkeep.deletion import Deletion, ask_again
from contest_aws.services.upkeep.erasure import Enough, Objects, count_objects, delete_objects
from contest_aws.services.winners.guest_lists import guest_lists
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Store, create, get, recorded, retry_on_conflict, update

WITHOUT: dict[Kept, Callable[[Entry], dict[str, Any]]] = {
    Kept.PERSONAL_DATA: erasure.without_personal_data,
    Kept.MEDIA: erasure.without_media,
}
DAY = timedelta(days=1)
MARK = {Kept.PERSONAL_DATA: "personal_data", Kept.MEDIA: "media"}


def until(store: Store, contest: Contest) -> dict[Kept, datetime]:
    """Until when each kind of data is kept. Empty while results are not final, unless the contest
    was called off."""
    final = erasure.ends_at(contest, rounds_of(store, contest.id))
    return erasure.kept_until(contest.rules, final) if final else {}


def due(ctx: Context) -> list[Kept]:
    """Kinds of data that are past their retention, and of which something is still stored."""
    return [what for what in _past(ctx) if _done_at(ctx, what) is None or _is_left(ctx, what)]


def due_this_hour(ctx: Context) -> list[Kept]:
    """`due`, for what runs every hour. What was deleted before is looked for once a day, because
    that reads every entry."""
    moments = {what: _done_at(ctx, what) for what in _past(ctx)}
    return [
        what
        for what, done_at in moments.items()
        if done_at is None or (_is_its_hour(done_at, ctx.now) and _is_left(ctx, what))
    ]


def _past(ctx: Context) -> list[Kept]:
    ends = until(ctx.store, ctx.contest)
    return [what for what, moment in ends.items() if moment <= ctx.contest_time]


def _done_at(ctx: Context, what: Kept) -> datetime | None:
    expiry = ctx.store.find(keys.expiry(ctx.contest.id, what), Expiry)
    return expiry.done_at if expiry else None


def _is_its_hour(done_at: datetime, now: datetime) -> bool:
    """Whether a deletion was done at this hour of the day, and not today."""
    return now - done_at >= DAY and (now - done_at) % DAY < timedelta(hours=1)


def _is_left(ctx: Context, what: Kept) -> bool:
    """Whether there is anything to delete: after a deletion, what came since."""
    if any(True for _ in affected(ctx.store, ctx.contest, what)):
        return True
    if what is Kept.MEDIA:
        return False
    # What an objection says goes together with whose it is, and the calendar may read that alone.
    said = any(one.text for one in all_of(ctx.store, ctx.contest.id))
    return said or bool(guest_lists(ctx.store, ctx.contest.id))


def begin(ctx: Context, what: Kept) -> Expiry:
    """Begin a deletion. Refused before its date. The table's stream starts the work. A second call
    changes nothing, unless the deletion is late: then it is queued again. One that is done begins
    anew if there is something to delete since."""
    erasure.check_due(
        until(ctx.store, ctx.contest).get(what),
        now=ctx.contest_time,
        zone=ctx.contest.rules.zone,
    )
    return retry_on_conflict(partial(_begin, ctx, what))


def _begin(ctx: Context, what: Kept) -> Expiry:
    key = keys.expiry(ctx.contest.id, what)
    there = ctx.store.find(key, Expiry)
    if there is not None and (there.done_at is None or not _is_left(ctx, what)):
        return ask_again(ctx.store, key, there, now=ctx.now)
    draft = Expiry(contest=ctx.contest.id, what=what, asked_at=ctx.now, actor=ctx.actor)
    if there is not None:
        again = {"actor": ctx.actor, "counts": {}, "done_at": None, "asked_again_at": ctx.now}
        draft = there.model_copy(update=again)
    begun, record = draft.with_record(
        f"retention.{what}", subject=key, actor=ctx.actor, at=ctx.contest_time, details={}
    )
    written = update(key, begun, before=there) if there else create(key, begun)
    ctx.store.commit(written, recorded(key, record))
    return begun


def begin_due(ctx: Context) -> list[Expiry]:
    """Begin every deletion that is due. Refused with `retention.not_due` before the first date.
    Empty if nothing is left to delete."""
    ends = until(ctx.store, ctx.contest)
    erasure.check_due(
        min(ends.values(), default=None), now=ctx.contest_time, zone=ctx.contest.rules.zone
    )
    return [begin(ctx, what) for what in due(ctx)]


def expire(ctx: Context, objects: Objects, what: Kept, *, enough: Enough) -> Expiry:
    key = keys.expiry(ctx.contest.id, what)
    removal, now = get(ctx.store, key, Expiry), ctx.contest_time
    deletion = Deletion(ctx.store, key, removal, now=now, progressed_at=ctx.now)
    if deletion.removal.done_at:
        return deletion.removal
    for entry in list(affected(ctx.store, ctx.contest, what)):
        if not enough():
            return deletion.removal
        _expire_entry(deletion, objects, ctx.contest, entry.id, now=ctx.now)
    if what is Kept.PERSONAL_DATA:
        for objector in list(objectors(ctx.store, ctx.contest.id)):
            if not enough():
                return deletion.removal
            retry_on_conflict(partial(deletion.forget_objector, ctx.contest.id, objector.objection))
        guests = guest_lists(ctx.store, ctx.contest.id)  # of units: those of works are gone by now
        deletion.delete(keys.guests(ctx.contest.id, one.who) for one in guests)
    before = deletion.removal
    after, record = before.with_record(
        "retention.done",
        subject=key,
        actor=before.actor,
        at=ctx.contest_time,
        details={"removed": before.counts},
        done_at=ctx.now,
    )
    ctx.store.commit(update(key, after, before=before), recorded(key, record))
    return after


def affected(store: Store, contest: Contest, what: Kept) -> Iterator[Entry]:
    """Entries from which something has to be deleted."""
    for status in EntryStatus:
        if what is Kept.MEDIA and status is EntryStatus.AWARDED:
            continue
        for entry in store.entries_at(contest.id, status):
            if not {MARK[what], "person"} & set(entry.erased):
                yield entry


def preview(store: Store, objects: Objects, contest: Contest, what: Kept) -> dict[str, int]:
    """What would be deleted, by count. Nothing is changed."""
    counts: Counter[str] = Counter()
    works = list(affected(store, contest, what))
    for entry in works:
        counts["entry"] += 1
        counts.update(key.pk.partition("#")[0].lower() for key in _doomed(store, entry, what))
        if what is Kept.MEDIA:
            counts["objects"] += count_objects(store, objects, contest.id, entry.id)
    if what is Kept.PERSONAL_DATA:
        counts["objector"] = len(list(objectors(store, contest.id)))
        own = {entry.id for entry in works}
        counts["contact"] += sum(one.who not in own for one in guest_lists(store, contest.id))
    return {name: count for name, count in counts.items() if count}


def _doomed(store: Store, entry: Entry, what: Kept) -> list[Key]:
    if what is Kept.MEDIA:
        return [
            *store.keys(keys.frames(entry.contest, entry.id, 0).pk),
            *store.keys(keys.viewing(entry.contest, entry.id, 0).pk),
            *store.keys(keys.blind_copy(entry.contest, entry.id).pk),
        ]
    return [
        *rows_of(store, entry.contest, entry.id),
        *store.keys(keys.contact(entry.contest, entry.id).pk),
        *store.keys(keys.mail(entry.contest, entry.id, 0, "").pk),
    ]


def _expire_entry(
    deletion: Deletion[Expiry], objects: Objects, contest: Contest, entry_id: Id, *, now: datetime
) -> None:
    key, what = keys.entry(contest.id, entry_id), deletion.removal.what

    def once() -> None:
        entry = get(deletion.store, key, Entry)
        if what is Kept.MEDIA:
            deleted = delete_objects(deletion.store, objects, contest.id, entry_id)
            deletion.commit(count={"objects": deleted})
        deletion.delete(_doomed(deletion.store, entry, what))
        after, record = entry.with_record(
            f"entry.drop_{MARK[what]}",
            subject=key,
            actor=deletion.removal.actor,
            at=contest.time_at(now),
            details={},
            **WITHOUT[what](entry),
        )
        changes = update(key, after, before=entry), recorded(key, record)
        deletion.commit(*changes, count={"entry": 1})

    retry_on_conflict(once)
