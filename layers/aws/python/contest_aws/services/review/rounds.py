"""Review rounds: opened and closed by their dates or by the host. In between, entries are dealt to
judges.

A round closes in steps, and each can be repeated: nothing is dealt any more, reviews by judges with
a conflict of interest are taken away, every judge's list is closed, and every entry with enough
reviews moves on. An entry with fewer than the rules ask for stays in review: the host decides on
it."""

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.review.assignment.plan import Plan
from contest.review.blind_copy import BlindCopy
from contest.review.review import Review, seal_review
from contest.review.round import ListState, ReviewList, Round, RoundState, set_list
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, move
from contest_aws.services.review.dealing import PART, deal
from contest_aws.services.review.entering import enter
from contest_aws.services.review.panel import lists_of, reopen_lists
from contest_aws.services.review.planning import is_in, lacks_judges
from contest_aws.services.review.removal import recheck_round
from contest_aws.services.review.reviews import list_key, of_entry, review_key
from contest_aws.services.review.round_state import is_open, round_of
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Change,
    create,
    get,
    recorded,
    retry_on_conflict,
    unchanged,
    update,
)

NOTHING = Plan(judges={}, loads={})


def open_round(ctx: Context, round_id: Id) -> Plan:
    """Open the round if needed, and assign judges to every entry that lacks some.

    A closed round stays closed, and of a contest that was called off none opens. A later round
    opens once the host has confirmed its entries. In an open round no list is closed: one may be,
    if the round was extended while it closed."""
    if not retry_on_conflict(lambda: _is_opened(ctx, round_id)):
        return NOTHING
    return deal(ctx, round_id, lacking(ctx, round_id))


def _is_opened(ctx: Context, round_id: Id) -> bool:
    """Whether the round is open now, whoever opened it."""
    key = keys.round_(ctx.contest.id, round_id)
    there, contest = ctx.store.find(key, Round), contest_of(ctx.store, ctx.contest.id)
    first = round_id == ctx.contest.rules.rounds[0].id
    if contest.ended or (there is None and not first):
        return False
    if there is not None and there.state in (RoundState.CLOSING, RoundState.CLOSED):
        return False
    if there is not None and there.state is RoundState.CHOSEN:
        there = enter(ctx, round_id)
    if there is not None and there.state is not RoundState.CHOSEN:
        reopen_lists(ctx, round_id)
        return True
    start = there or Round(contest=ctx.contest.id, id=round_id)
    opened, record = start.with_record(
        "review.open",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"round": round_id},
        state=RoundState.OPEN,
        total=0,
        done=0,
    )
    change = update(key, opened, before=there) if there else create(key, opened)
    as_seen = unchanged(keys.contest(contest.id), contest)
    ctx.store.commit(change, recorded(key, record), as_seen)
    return True


def lacking(ctx: Context, round_id: Id) -> list[Entry]:
    """All entries of the round that have fewer judges than the rules ask for. The index may lag
    behind."""
    found = ctx.store.entries_at(ctx.contest.id, EntryStatus.IN_REVIEW)
    return [entry for entry in found if lacks_judges(ctx, entry, round_id)]


def undecided(ctx: Context, round_id: Id) -> list[Entry]:
    """The entries of a closed round that have fewer reviews than the rules ask for, and on which
    the host has not decided. The index may lag behind."""
    round_ = round_of(ctx.store, ctx.contest.id, round_id)
    if round_ is None or round_.state is not RoundState.CLOSED:
        return []
    found = ctx.store.entries_at(ctx.contest.id, EntryStatus.IN_REVIEW)
    return [entry for entry in found if is_in(ctx.contest, entry, round_id)]


def close_round(ctx: Context, round_id: Id) -> bool:
    """Close the round. After an interruption a second call continues where the first one stopped.
    Returns False if the round was never opened: nothing is closed, and its entries stay."""
    round_ = round_of(ctx.store, ctx.contest.id, round_id)
    if round_ is None or round_.state is RoundState.CHOSEN:
        return False
    if round_.state is RoundState.CLOSED:
        return True
    if round_.state is RoundState.OPEN:
        retry_on_conflict(lambda: _begin_closing(ctx, round_id))
        if is_open(ctx, round_id):
            return True
    recheck_round(ctx, round_id)
    parallel.each(
        ctx.store,
        lambda list_: close_list(ctx, list_),
        lists_of(ctx.store, ctx.contest.id, round_id),
    )
    entries = [
        entry
        for entry in ctx.store.entries_at(ctx.contest.id, EntryStatus.IN_REVIEW)
        if is_in(ctx.contest, entry, round_id)
    ]
    for start in range(0, len(entries), PART):
        _move_on(ctx, entries[start : start + PART])
        _note(ctx, round_id, total=len(entries), done=min(start + PART, len(entries)))
    _note(ctx, round_id, state=RoundState.CLOSED)
    return True


def _begin_closing(ctx: Context, round_id: Id) -> None:
    """From this commit on nothing is dealt. A plan that is not carried out whole is dropped. A
    round that was extended since the contest was looked at stays open."""
    key = keys.round_(ctx.contest.id, round_id)
    round_, contest = get(ctx.store, key, Round), contest_of(ctx.store, ctx.contest.id)
    moved = contest.round(round_id).closes != ctx.contest.round(round_id).closes
    if round_.state is not RoundState.OPEN or moved:
        return
    closing, record = round_.with_record(
        "review.close",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"round": round_id},
        state=RoundState.CLOSING,
        closed_at=ctx.contest_time,
        plan="",
        total=0,
        done=0,
    )
    as_seen = unchanged(keys.contest(contest.id), contest)
    ctx.store.commit(update(key, closing, before=round_), recorded(key, record), as_seen)


def _note(ctx: Context, round_id: Id, **changes: object) -> None:
    """How far the closing is. Several may close a round at once."""
    key = keys.round_(ctx.contest.id, round_id)

    def once() -> None:
        round_ = get(ctx.store, key, Round)
        new = any(getattr(round_, name) != value for name, value in changes.items())
        if new and round_.state is RoundState.CLOSING:
            ctx.store.commit(update(key, round_.next_version(**changes), before=round_))

    retry_on_conflict(once)


def close_list(ctx: Context, list_: ReviewList) -> None:
    """Scores that were committed before stay; from now on none is. Nothing happens if the round was
    extended meanwhile."""
    key = list_key(list_)

    def once() -> None:
        now = get(ctx.store, key, ReviewList)
        if now.state is ListState.CLOSED or is_open(ctx, now.round):
            return
        closed, record = set_list(
            now, ListState.CLOSED, subject=key, actor=ctx.actor, at=ctx.contest_time
        )
        ctx.store.commit(update(key, closed, before=now), recorded(key, record))

    retry_on_conflict(once)


def _move_on(ctx: Context, entries: list[Entry]) -> None:
    """Those of the entries that have as many reviews as the rules ask for."""
    wanted = [
        keys.review(entry.contest, judge, entry.round or "", entry.id)
        for entry in entries
        for judge in entry.judges
    ]
    given: dict[Id, int] = {}
    for review in parallel.find_all(ctx.store, wanted, Review):
        given[review.entry] = given.get(review.entry, 0) + review.counts
    enough = [
        keys.entry(entry.contest, entry.id)
        for entry in entries
        if entry.round is not None
        and given.get(entry.id, 0) >= ctx.contest.round(entry.round).reviews_per_entry
    ]
    parallel.each(ctx.store, lambda key: _move_one_on(ctx, key), enough)


def _move_one_on(ctx: Context, key: keys.Key) -> None:
    def once() -> None:
        entry = get(ctx.store, key, Entry)
        if entry.status is not EntryStatus.IN_REVIEW or entry.round is None:
            return
        given = sum(review.counts for review in of_entry(ctx.store, entry))
        if given >= ctx.contest.round(entry.round).reviews_per_entry:
            move(ctx, entry, EntryStatus.REVIEWED, action="review.close")

    retry_on_conflict(once)


def recall(ctx: Context, entry: Entry) -> None:
    """Take a withdrawn or disqualified work away from its judges: they need not, and may not, go
    on reviewing it. What they gave stays as it is."""
    key = keys.blind_copy(entry.contest, entry.id)
    showing = ctx.store.find(key, BlindCopy)
    if showing is not None and not showing.withdrawn:
        gone = showing.model_copy(update={"withdrawn": True})
        ctx.store.commit(Change(key, gone, "present"))
    for review in of_entry(ctx.store, entry):
        _seal(ctx, review_key(review))


def _seal(ctx: Context, key: keys.Key) -> None:
    def once() -> None:
        review = get(ctx.store, key, Review)
        if review.sealed:
            return
        sealed, record = seal_review(review, subject=key, actor=ctx.actor, at=ctx.contest_time)
        ctx.store.commit(update(key, sealed, before=review), recorded(key, record))

    retry_on_conflict(once)
