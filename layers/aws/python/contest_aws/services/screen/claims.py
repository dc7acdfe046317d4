"""Claims: a screener takes an entry, so that two do not work on the same one."""

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.screen.claim import claim_of, is_fresh
from contest_aws.services.context import Context
from contest_aws.services.entries import not_now
from contest_aws.services.screen.access import check_unclaimed, readable
from contest_aws.store import keys
from contest_aws.store.protocol import retry_on_conflict, update


def claim(ctx: Context, entry_id: Id, *, take_over: bool = False) -> Entry:
    """Claim the entry for half an hour. Refused with the holder's name while another screener has
    it, unless it is taken over. A second call renews the claim."""

    def once() -> Entry:
        entry = readable(ctx, entry_id)
        if entry.status is not EntryStatus.SCREENING:
            raise not_now(entry)
        if not take_over:
            check_unclaimed(ctx, entry)
        return _renewed(ctx, entry)

    return retry_on_conflict(once)


def read(ctx: Context, entry_id: Id, *, viewer: Id | None = None) -> Entry:
    """The entry. Reading it renews the reader's own claim, unless a host, the `viewer`, reads it
    through their eyes."""

    def once() -> Entry:
        entry = readable(ctx, entry_id)
        if viewer is not None:
            return entry
        theirs = entry.claim is not None and entry.claim.by == ctx.actor.id
        waits = entry.status is EntryStatus.SCREENING
        return _renewed(ctx, entry) if theirs and waits else entry

    return retry_on_conflict(once)


def release(ctx: Context, entry_id: Id) -> Entry:
    """Give up one's own claim. Without one nothing changes."""

    def once() -> Entry:
        entry = readable(ctx, entry_id)
        if entry.claim is None or entry.claim.by != ctx.actor.id:
            return entry
        return _written(ctx, entry, entry.aside(claim=None))

    return retry_on_conflict(once)


def _renewed(ctx: Context, entry: Entry) -> Entry:
    if is_fresh(entry.claim, ctx.actor.id, now=ctx.now):
        return entry
    mine = claim_of(ctx.actor.id, now=ctx.now)
    return _written(ctx, entry, entry.aside(claim=mine))


def _written(ctx: Context, entry: Entry, after: Entry) -> Entry:
    ctx.store.commit(update(keys.entry(entry.contest, entry.id), after, before=entry))
    return after
