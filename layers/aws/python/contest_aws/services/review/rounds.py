"""Review rounds: opened and closed by their dates, with the entries dealt to judges in between."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.refusals import refused
from contest.review.assignment.plan import Plan, plan
from contest.review.assignment.problem import PlannedEntry, PlannedJudge
from contest.review.review import (
    BlindCopy,
    Review,
    Round,
    RoundState,
    seal_review,
    shown_title,
)
from contest.rules.contest import Contest
from contest_aws.services.context import Context
from contest_aws.services.entries import move, save
from contest_aws.services.review.conflicts import conflicts_among
from contest_aws.services.review.judges import judges_of
from contest_aws.services.review.reviews import of_entry, review_key
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


def round_of(store: Store, contest_id: Id, round_id: Id) -> Round | None:
    return store.find(keys.round_(contest_id, round_id), Round)


def open_round(ctx: Context, round_id: Id) -> Plan:
    """Open the round if needed, and assign every entry in review that has no judges.

    A closed round stays closed."""
    key = keys.round_(ctx.contest.id, round_id)
    there = ctx.store.find(key, Round)
    if there is not None and there.state is RoundState.CLOSED:
        return Plan(judges={}, loads=there.loads, unplaced={})
    if there is None:
        contest_time = ctx.contest_time
        opened, record = Round(contest=ctx.contest.id, id=round_id).with_record(
            "review.open",
            subject=key,
            actor=ctx.actor,
            at=contest_time,
            details={"round": round_id},
        )
        ctx.store.commit(create(key, opened), recorded(key, record))
    waiting = [
        e for e in ctx.store.entries_at(ctx.contest.id, EntryStatus.IN_REVIEW) if not e.judges
    ]
    return deal(ctx, round_id, waiting)


def deal(
    ctx: Context,
    round_id: Id,
    entries: Iterable[Entry],
) -> Plan:
    """Assign judges to entries of an open round. An assignment that exists is never taken away.

    The round's item carries the loads, so that two concurrent calls cannot both start from the same
    loads: the later one is planned again."""
    wanted = [keys.entry(entry.contest, entry.id) for entry in entries]

    def once() -> Plan:
        round_ = _open(ctx.store, ctx.contest.id, round_id)
        fresh = [
            entry
            for entry in ctx.store.find_all(wanted, Entry)
            if entry.status is EntryStatus.IN_REVIEW
            and not entry.judges
            and not (entry.screening and not entry.screening.is_final(ctx.now))
        ]
        made = preview(ctx.store, ctx.contest, round_, fresh)
        _carry_out(ctx, round_, made, fresh)
        return made

    return retry_on_conflict(once)


def preview(store: Store, contest: Contest, round_: Round, entries: Iterable[Entry]) -> Plan:
    """The plan for these entries. Nothing is written."""
    rules = contest.round(round_.id)
    panel, works = judges_of(store, contest.id), list(entries)
    barred: defaultdict[Id, set[Id]] = defaultdict(set)
    for judge_id, entry_id in conflicts_among(store, contest, panel, works):
        barred[entry_id].add(judge_id)
    return plan(
        (
            PlannedEntry(
                id=entry.id,
                themes=tuple(filter(None, (entry.form.theme, *entry.form.further_themes))),
                judges=entry.judges,
                barred=frozenset(barred[entry.id]),
            )
            for entry in works
        ),
        (
            PlannedJudge(id=judge.id, themes=judge.themes, load=round_.loads.get(judge.id, 0))
            for judge in panel
            if not judge.left
        ),
        per_entry=rules.reviews_per_entry,
        max_load=rules.max_load,
        seed=f"{contest.id}/{round_.id}",
    )


def _carry_out(
    ctx: Context,
    round_: Round,
    plan: Plan,
    entries: Iterable[Entry],
) -> None:
    """Writes entry by entry. Each commit expects the round's version that the plan was made from,
    or that of the commit before."""
    for entry in entries:
        if entry.id not in plan.judges:
            continue
        chosen = plan.judges[entry.id]
        loads = round_.loads | {judge: round_.loads.get(judge, 0) + 1 for judge in chosen}
        loaded = round_.next_version(loads=loads)
        dealt, record = entry.with_record(
            "review.assign",
            subject=keys.entry(entry.contest, entry.id),
            actor=ctx.actor,
            at=ctx.contest_time,
            details={"round": round_.id, "judges": list(chosen)},
            judges=chosen,
            round=round_.id,
        )
        also = (
            update(keys.round_(ctx.contest.id, round_.id), loaded, before=round_),
            *(create(review_key(review), review) for review in _reviews(ctx.contest, dealt)),
        )
        save(ctx.store, dealt, record, before=entry, also=also)
        round_ = loaded


def _open(store: Store, contest_id: Id, round_id: Id) -> Round:
    round_ = get(store, keys.round_(contest_id, round_id), Round)
    if round_.state is RoundState.CLOSED:
        raise refused("review.closed")
    return round_


def _reviews(contest: Contest, entry: Entry) -> Iterator[Review]:
    for judge in entry.judges:
        yield Review(
            contest=entry.contest,
            round=entry.round or "",
            judge=judge,
            entry=entry.id,
            title=shown_title(contest.rules, entry.form.title),
            theme=entry.form.theme,
            version=1,
        )


def close_round(ctx: Context, round_id: Id) -> bool:
    """Seal every review of the round, move its entries on, then close the round.

    After an interruption a second call continues where the first one stopped. Returns False if the
    round was never opened: nothing is closed, and its entries stay."""
    key = keys.round_(ctx.contest.id, round_id)

    def once() -> bool:
        round_ = ctx.store.find(key, Round)
        if round_ is None:
            return False
        for entry in _of_round(ctx.store, ctx.contest, round_id):
            close_entry(ctx, entry)
        if round_.state is RoundState.CLOSED:
            return True
        closed, record = round_.with_record(
            "review.close",
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            details={"round": round_id},
            state=RoundState.CLOSED,
        )
        ctx.store.commit(update(key, closed, before=round_), recorded(key, record))
        return True

    return retry_on_conflict(once)


def _of_round(store: Store, contest: Contest, round_id: Id) -> list[Entry]:
    return [
        entry
        for status in (EntryStatus.IN_REVIEW, EntryStatus.REVIEWED)
        for entry in store.entries_at(contest.id, status)
        if entry.round in (None, round_id)
    ]


def close_entry(ctx: Context, entry: Entry) -> None:
    """Seal the entry's reviews and move it on, in one commit. Retried if a score comes in
    meanwhile."""
    contest_time = ctx.contest_time
    key = keys.entry(entry.contest, entry.id)

    def once() -> None:
        fresh = get(ctx.store, key, Entry)
        open_ = [review for review in of_entry(ctx.store, fresh) if not review.sealed]
        also: list[Change] = []
        for review in open_:
            sealed, record = seal_review(
                review, subject=review_key(review), actor=ctx.actor, at=contest_time
            )
            also += [
                update(review_key(review), sealed, before=review),
                recorded(review_key(review), record),
            ]
        if fresh.status is EntryStatus.IN_REVIEW:
            move(ctx, fresh, EntryStatus.REVIEWED, action="review.close", also=tuple(also))
        elif also:
            ctx.store.commit(*also)

    retry_on_conflict(once)


def recall(ctx: Context, entry: Entry) -> None:
    """Take a withdrawn or disqualified work away from its judges: they need not, and may not, go
    on reviewing it."""
    key = keys.blind_copy(entry.contest, entry.id)
    showing = ctx.store.find(key, BlindCopy)
    if showing is not None and not showing.withdrawn:
        gone = showing.model_copy(update={"withdrawn": True})
        ctx.store.commit(Change(key, gone, "present"))
    close_entry(ctx, entry)
