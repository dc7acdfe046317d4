"""Keeps a snapshot of an award round whenever its list changes: by a decision on the round, or
because a work on it was withdrawn or disqualified."""

from functools import partial

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.winners.award_snapshot import AwardSnapshot, KeptSnapshot, Loss, next_snapshot
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.award.award_rounds import round_of, taken_off
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.protocol import Store, create, retry_on_conflict


def keep(ctx: Context, snapshots: Snapshots, round_id: Id) -> AwardSnapshot | None:
    """The new snapshot of the round as it stands now. None if it stands as in the last one, or is
    not tallied yet. Of two calls at once one keeps it."""
    return retry_on_conflict(partial(_keep, ctx, snapshots, round_id))


def _keep(ctx: Context, snapshots: Snapshots, round_id: Id) -> AwardSnapshot | None:
    """The object is stored before the table names it. One that it never names does no harm."""
    contest_id = ctx.contest.id
    round_ = round_of(ctx.store, contest_id, round_id)
    if not round_.results_hash:
        return None
    last = next(reversed(kept(ctx.store, contest_id, round_id)), None)
    made = next_snapshot(
        round_,
        edition=ctx.contest.rules.edition,
        ended=_ended(ctx, {winner.entry for winner in round_.proposal if winner.entry}),
        before=snapshots.read_award(contest_id, last.sha256) if last else None,
        previous=last.sha256 if last else "",
    )
    if made is None:
        return None
    _, sha256 = snapshots.keep(contest_id, made)
    item = KeptSnapshot(
        number=made.number,
        at=ctx.contest_time,
        edition=made.edition,
        status=made.status,
        reasons=made.reasons,
        sha256=sha256,
        previous=made.previous,
    )
    ctx.store.commit(create(keys.award_snapshot(contest_id, round_id, made.number), item))
    return made


def _ended(ctx: Context, listed: set[Id]) -> dict[Id, Loss]:
    """Who was erased has withdrawn, whatever the status says."""
    off = taken_off(ctx.store, ctx.contest.id) & listed
    wanted = [keys.entry(ctx.contest.id, entry) for entry in sorted(off)]
    found = {entry.id: entry.status for entry in ctx.store.find_all(wanted, Entry)}
    out = {entry for entry in off if found.get(entry) is EntryStatus.DISQUALIFIED}
    return {entry: "disqualified" if entry in out else "withdrawn" for entry in off}


def kept(store: Store, contest_id: Id, round_id: Id) -> list[KeptSnapshot]:
    """All snapshots of the round, the first one first."""
    return list(store.query(keys.award_snapshot(contest_id, round_id, 0).pk, KeptSnapshot))
