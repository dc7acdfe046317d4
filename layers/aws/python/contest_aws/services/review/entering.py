"""Entries enter a later round: the list that the host confirmed is stored, then each of its entries
is in review again, without judges."""

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.review.round import Dealing, Entered, PlanPart, Round, RoundState, parts_of
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.entries import move
from contest_aws.services.review.dealing import PART
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import (
    Change,
    Store,
    create,
    get,
    recorded,
    retry_on_conflict,
    update,
)


def commit(ctx: Context, entered: Entered, *, before: Round) -> Round:
    """Store the list in parts, then create the round, which names it.

    `before`: the round whose scores chose the list, as it was read. It is written, too, so that of
    this, an extension of it, and awards over it, whatever comes second has a conflict."""
    sha256 = entered.sha256
    whole = Dealing(
        contest=entered.contest, round=entered.round, entries={e: {} for e in entered.entries}
    )
    for number, part in enumerate(parts_of(whole, size=PART)):
        key = keys.plan_part(ctx.contest.id, entered.round, sha256, number)
        listed = part.model_copy(update={"order": tuple(part.entries)})
        ctx.store.commit(Change(key, listed, "any"))
    key = keys.round_(ctx.contest.id, entered.round)
    chosen, record = Round(
        contest=ctx.contest.id,
        id=entered.round,
        state=RoundState.CHOSEN,
        entered=sha256,
        cutoff=entered.cutoff,
        total=len(entered.entries),
    ).with_record(
        "review.choose",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={
            "round": entered.round,
            "previous_round": entered.previous_round,
            "list": sha256,
            "entries": len(entered.entries),
            "cutoff": entered.cutoff,
        },
    )
    of_before = keys.round_(ctx.contest.id, before.id)
    used = update(of_before, before.next_version(), before=before)
    ctx.store.commit(create(key, chosen), recorded(key, record), used)
    return chosen


def entries_of(store: Store, round_: Round) -> list[Id]:
    """The entries of the list that was confirmed for the round."""
    partition = keys.plan_part(round_.contest, round_.id, "", 0).pk
    parts = store.query(partition, PlanPart, begins=f"{round_.entered}#")
    return [entry for part in parts for entry in (part.order or part.entries)]


def enter(ctx: Context, round_id: Id) -> Round:
    """Let every entry of the confirmed list into the round. What is done already stays; a work that
    was withdrawn meanwhile stays out."""
    key = keys.round_(ctx.contest.id, round_id)
    round_ = get(ctx.store, key, Round)
    if round_.state is not RoundState.CHOSEN or round_.done == round_.total:
        return round_
    wanted = [keys.entry(ctx.contest.id, entry) for entry in entries_of(ctx.store, round_)]
    parallel.each(ctx.store, lambda one: _enter_one(ctx, round_id, one), wanted)

    def note() -> Round:
        now = get(ctx.store, key, Round)
        if now.done == now.total:
            return now
        after = now.next_version(done=now.total)
        ctx.store.commit(update(key, after, before=now))
        return after

    return retry_on_conflict(note)


def _enter_one(ctx: Context, round_id: Id, key: Key) -> None:
    def once() -> None:
        entry = get(ctx.store, key, Entry)
        if entry.status is not EntryStatus.REVIEWED or entry.round == round_id:
            return
        details = {"round": round_id}
        move(
            ctx,
            entry,
            EntryStatus.IN_REVIEW,
            action="review.enter",
            details=details,
            round=round_id,
            judges=(),
        )

    retry_on_conflict(once)
