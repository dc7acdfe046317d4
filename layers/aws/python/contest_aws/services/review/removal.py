"""A review is taken away from its judge: the judge declared a conflict of interest, one came to
light, or the judge has left. It is kept on record and counts nowhere, and another judge is found.

Whoever learns of it writes the fact alone. The consequences follow from the facts as they stand, by
the table's stream, so that none is lost; reading and counting heed the facts at once."""

from collections.abc import Iterable, Mapping

from contest.entry.entry import Entry, EntryStatus, move_entry
from contest.model import Id
from contest.review.conflict_decision import ConflictDecision, ConflictState, decide
from contest.review.conflicts import ConflictCode
from contest.review.judge import Judge
from contest.review.review import RemovalCause, Review, ReviewRemoval, remove_review
from contest.review.round import ReviewList, Round, RoundState
from contest_aws.services.context import Context
from contest_aws.services.entries import require_reason
from contest_aws.services.review import dealing, planning
from contest_aws.services.review.conflicts import conflicts_among
from contest_aws.services.review.eligibility import interests_of
from contest_aws.services.review.judges import judges_of
from contest_aws.services.review.panel import lists_of
from contest_aws.services.review.reviews import list_key, own_reviews, review_key
from contest_aws.services.review.round_state import round_of, used_by
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

JUDGED = (EntryStatus.IN_REVIEW, EntryStatus.REVIEWED)


def recuse(ctx: Context, review: Review, *, reason: str) -> Review:
    """The judge declares a conflict of interest. From the next request on the work is gone from
    their list. Declared again, nothing changes."""
    require_reason(reason)
    key = review_key(review)

    def once() -> Review:
        now = get(ctx.store, key, Review)
        if now.removed is not None:
            return now
        removal = _removal(ctx, RemovalCause.RECUSED, reason)
        removed, record = remove_review(now, removal, subject=key)
        said = _say_so(ctx, now, reason=reason)
        ctx.store.commit(update(key, removed, before=now), recorded(key, record), *said)
        return removed

    return retry_on_conflict(once)


def _say_so(ctx: Context, review: Review, *, reason: str) -> tuple[Change, Change]:
    """The judge's word holds for ever, in every round. The host cannot overturn it."""
    key = keys.conflict(review.contest, review.judge, review.entry)
    before = ctx.store.find(key, ConflictDecision)
    start = before or ConflictDecision(
        contest=review.contest, judge=review.judge, entry=review.entry
    )
    after, record = decide(
        start,
        ConflictState.RECUSED,
        reason=reason,
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
    )
    change = update(key, after, before=before) if before else create(key, after)
    return change, recorded(key, record)


def follow(ctx: Context, review: Review) -> None:
    """What follows from a review that was taken away: the entry loses the judge, and another is
    found. Repeated, nothing changes."""
    if review.removed is None:
        return
    _take_away(ctx, review, review.removed, is_done=True)
    _find_others(ctx, [review])


def recheck(ctx: Context, judge: Judge) -> None:
    """Something new is known of a judge. Take away what they may not review, and what they will not
    review any more; then let them see the rest."""
    own = [one for one in own_reviews(ctx.store, ctx.contest.id, judge=judge.id) if not one.removed]
    wanted = [keys.entry(ctx.contest.id, review.entry) for review in own]
    entries = {entry.id: entry for entry in ctx.store.find_all(wanted, Entry)}
    judged = {id_: entry for id_, entry in entries.items() if entry.status in JUDGED}
    against = interests_of(ctx.store, ctx.contest, judge, judged.values())
    taken = []
    for review in own:
        why = _why(ctx, judge, review, against) if review.entry in judged else None
        if why is not None:
            _take_away(ctx, review, why)
            taken.append(review)
    _let_see(ctx, judge, [one.id for one in ctx.contest.rounds])
    _find_others(ctx, taken)


def recheck_round(ctx: Context, round_id: Id) -> None:
    """Something may be newly known of works, sheets, units or the rules. Recheck each judge who has
    a work in the round that they may not review any more, and each whose list waits for it."""
    entries = planning.of_round(ctx, round_id)
    panel = [
        judge.model_copy(update={"left": False}) for judge in judges_of(ctx.store, ctx.contest.id)
    ]
    found = conflicts_among(ctx.store, ctx.contest, panel, entries)
    holding = {judge for entry in entries for judge in entry.judges if (judge, entry.id) in found}
    facts = {judge.id: judge.facts for judge in panel}
    waiting = {
        one.judge
        for one in lists_of(ctx.store, ctx.contest.id, round_id)
        if one.facts < facts.get(one.judge, 0)
    }
    for judge in sorted(holding | waiting):
        recheck(ctx, get(ctx.store, keys.judge(ctx.contest.id, judge), Judge))


def _why(
    ctx: Context, judge: Judge, review: Review, against: Mapping[Id, ConflictCode]
) -> ReviewRemoval | None:
    if code := against.get(review.entry):
        recused = code == "recused"
        return _removal(ctx, RemovalCause.RECUSED if recused else RemovalCause.CONFLICT, code)
    if judge.left and not review.submitted:
        return _removal(ctx, RemovalCause.LEFT, "")
    return None


def _removal(ctx: Context, cause: RemovalCause, reason: str) -> ReviewRemoval:
    return ReviewRemoval(cause=cause, reason=reason, actor=ctx.actor, at=ctx.contest_time)


def _let_see(ctx: Context, judge: Judge, rounds: Iterable[Id]) -> None:
    """The judge's lists are open to them again, by the facts that were looked at."""

    def once(round_id: Id) -> None:
        key = keys.review_list(ctx.contest.id, judge.id, round_id)
        list_ = ctx.store.find(key, ReviewList)
        if list_ is not None and list_.facts < judge.facts:
            after = list_.next_version(facts=judge.facts)
            ctx.store.commit(update(list_key(list_), after, before=list_))

    for round_id in rounds:
        retry_on_conflict(lambda round_id=round_id: once(round_id))  # type: ignore[misc]


def _take_away(ctx: Context, review: Review, why: ReviewRemoval, *, is_done: bool = False) -> None:
    """The review is removed and the entry loses the judge, in one commit. `is_done`: the review is
    removed already; one that was given back since stays."""
    key, of_entry = review_key(review), keys.entry(review.contest, review.entry)

    def once() -> None:
        changes: list[Change] = []
        now, entry = get(ctx.store, key, Review), get(ctx.store, of_entry, Entry)
        if now.removed is None and is_done:
            return
        if now.removed is None:
            removed, record = remove_review(now, why, subject=key)
            changes += [update(key, removed, before=now), recorded(key, record)]
        if entry.round == now.round and now.judge in entry.judges:
            changes += _without(ctx, entry, now, cause=why.cause)
        if changes:
            ctx.store.commit(*changes)

    retry_on_conflict(once)


def _without(
    ctx: Context, entry: Entry, review: Review, *, cause: RemovalCause
) -> tuple[Change, ...]:
    """The entry without the judge. If it was reviewed already, it is in review again, unless the
    round's scores are settled: then they count without those of the judge."""
    key = keys.entry(entry.contest, entry.id)
    left = tuple(judge for judge in entry.judges if judge != review.judge)
    details = {"round": review.round, "judge": review.judge, "cause": cause}
    conditions: tuple[Change, ...] = ()
    reviewed = entry.status is EntryStatus.REVIEWED
    round_ = round_of(ctx.store, entry.contest, review.round)
    if reviewed and not used_by(ctx.store, ctx.contest, review.round):
        if round_ is not None:  # no award round begins over it at this moment
            conditions = (unchanged(keys.round_(entry.contest, round_.id), round_),)
        after, record = move_entry(
            entry,
            EntryStatus.IN_REVIEW,
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            action="review.reopen",
            details=details,
            judges=left,
        )
    else:
        after, record = entry.with_record(
            "review.unassign",
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            details=details,
            judges=left,
        )
    return update(key, after, before=entry), recorded(key, record), *conditions


def replace(ctx: Context, round_id: Id, *, judge: Id, reason: str) -> int:
    """Give what a judge has not submitted in the round to others. Returns how many works.

    The judge gets no new works in the round, until they submit a review or are appointed again."""
    require_reason(reason)
    ctx.contest.round(round_id)
    get(ctx.store, keys.judge(ctx.contest.id, judge), Judge)
    dealing.finish(ctx, round_id)  # or it would give the judge works after these are taken
    own = [
        review
        for review in own_reviews(ctx.store, ctx.contest.id, judge=judge)
        if review.round == round_id and review.is_open
    ]
    for review in own:
        _take_away(ctx, review, _removal(ctx, RemovalCause.REPLACED, reason))
    _find_others(ctx, own)
    return len(own)


def _find_others(ctx: Context, taken: Iterable[Review]) -> None:
    """Other judges for these works, in rounds that are open."""
    for round_id in sorted({review.round for review in taken}):
        round_ = ctx.store.find(keys.round_(ctx.contest.id, round_id), Round)
        if round_ is None or round_.state is not RoundState.OPEN:
            continue
        wanted = [keys.entry(r.contest, r.entry) for r in taken if r.round == round_id]
        dealing.deal(ctx, round_id, ctx.store.find_all(wanted, Entry))
