"""Reviews: a judge sees the works of their own list, saves drafts and submits them. An entry moves
on when all of its reviews are in."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, cast

from contest.audit import AuditRecord
from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.refusals import Stale, refused
from contest.review.blind_copy import BlindCopy
from contest.review.conflict_decision import ConflictDecision
from contest.review.judge import Judge
from contest.review.review import Review, ReviewText, keep_draft, submit_review
from contest.review.round import ListState, ReviewList, set_list
from contest.rules.contest import Contest
from contest_aws.services.context import Context
from contest_aws.services.entries import move
from contest_aws.services.review.conflicts import decisions_of
from contest_aws.services.review.judges import judges_of
from contest_aws.services.review.panel import open_unfinished
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import (
    Conflict,
    Store,
    get,
    recorded,
    retry_on_conflict,
    unchanged,
    update,
)

NO_ENTRY = "none"
"""Looked up where there is no review, so that the answer takes the same calls."""


class OwnWork(NamedTuple):
    """One work of a judge's list."""

    review: Review
    list_: ReviewList
    copy: BlindCopy


def own_reviews(store: Store, contest_id: Id, *, judge: Id) -> list[Review]:
    """All reviews that a judge ever had, in one query."""
    partition = keys.review(contest_id, judge, "", "").pk
    return list(store.query(partition, Review, begins=keys.SK_REVIEW))


def ever_of(store: Store, contest: Contest, entry_id: Id) -> list[Review]:
    """All reviews that a work ever had, of every round, in batched reads."""
    wanted = [
        keys.review(contest.id, judge.id, round_.id, entry_id)
        for judge in judges_of(store, contest.id)
        for round_ in contest.rules.rounds
    ]
    return sorted(store.find_all(wanted, Review), key=lambda one: (one.round, one.judge))


def list_key(of: Review | ReviewList) -> Key:
    return keys.review_list(of.contest, of.judge, of.round)


def review_key(review: Review) -> Key:
    return keys.review(review.contest, review.judge, review.round, review.entry)


def visible(
    review: Review,
    judge: Judge | None,
    list_: ReviewList | None,
    decision: ConflictDecision | None,
) -> bool:
    """Whether the judge may see the work, by what is known now. Not while something new is known of
    the judge that conflicts were not looked for with."""
    return (
        review.removed is None
        and judge is not None
        and not judge.left
        and review.entry not in judge.recused
        and not (decision and decision.counts)
        and list_ is not None
        and list_.facts == judge.facts
    )


def own_list(store: Store, contest_id: Id, *, judge: Id) -> list[tuple[Review, ReviewList]]:
    """The works that the judge may see, by round and number."""
    given = own_reviews(store, contest_id, judge=judge)
    rounds = {keys.review_list(contest_id, judge, review.round) for review in given}
    lists = {one.round: one for one in store.find_all(rounds, ReviewList)}
    person = store.find(keys.judge(contest_id, judge), Judge)
    decisions = decisions_of(store, contest_id, judge)
    shown = [
        (review, lists[review.round])
        for review in given
        if visible(review, person, lists.get(review.round), decisions.get(review.entry))
    ]
    return sorted(shown, key=lambda one: (one[0].round, one[0].number))


def own_work(store: Store, contest_id: Id, *, judge: Id, round_id: Id, number: str) -> OwnWork:
    """One work by its number in the judge's list. A foreign work, one with a conflict and a missing
    one are refused alike, after the same calls."""
    review = _numbered(store, contest_id, judge=judge, round_id=round_id, number=number)
    of_list = keys.review_list(contest_id, judge, round_id)
    of_judge = keys.judge(contest_id, judge)
    entry = review.entry if review else NO_ENTRY
    of_copy, said = keys.blind_copy(contest_id, entry), keys.conflict(contest_id, judge, entry)
    found = store.find_kinds(
        {of_list: ReviewList, of_judge: Judge, of_copy: BlindCopy, said: ConflictDecision}
    )
    decision = cast("ConflictDecision | None", found.get(said))
    match review, found.get(of_judge), found.get(of_list), found.get(of_copy):
        case Review(), Judge() as person, ReviewList() as list_, BlindCopy() as copy:
            if visible(review, person, list_, decision):
                return OwnWork(review, list_, copy)
    raise refused("item.missing")


def _numbered(
    store: Store, contest_id: Id, *, judge: Id, round_id: Id, number: str
) -> Review | None:
    key = keys.review(contest_id, judge, round_id, "")
    given = store.query(key.pk, Review, begins=key.sk)
    return next((review for review in list(given) if str(review.number) == number), None)


def recused_work(store: Store, contest_id: Id, *, judge: Id, round_id: Id, number: str) -> Review:
    """The work that a judge declares a conflict with, also if they did so already."""
    review = _numbered(store, contest_id, judge=judge, round_id=round_id, number=number)
    if review is None or (review.removed and review.removed.cause != "recused"):
        raise refused("item.missing")
    return review


def keep_scores(ctx: Context, review: Review, text: ReviewText, *, expected_version: int) -> Review:
    """Save a judge's draft. `expected_version`: the version that their window shows. What is
    stored so already is not saved again: the first answer was lost."""
    if (review.version, review.text) == (expected_version + 1, text):
        return review
    _refuse_if_over(ctx.contest, review, now=ctx.now)
    if review.version != expected_version:
        raise _stale(review, text)
    kept = keep_draft(review, text, criteria=ctx.contest.rules.criteria)
    _save(ctx, kept, None, before=review, stale=lambda now: _stale(now, text))
    return kept


def submit_scores(ctx: Context, review: Review, *, expected_version: int) -> Review:
    """Submit the draft of that version. Submitted again after a lost answer, nothing changes."""
    since = expected_version + (2 if review.sealed else 1)
    if review.submitted and (review.version, review.draft) == (since, review.scores):
        return review
    _refuse_if_over(ctx.contest, review, now=ctx.now)
    if review.version != expected_version:
        raise _stale(review, None)
    given, record = submit_review(
        review, criteria=ctx.contest.rules.criteria, subject=review_key(review), at=ctx.contest_time
    )
    _save(ctx, given, record, before=review, stale=lambda now: _stale(now, None))
    return given


def _refuse_if_over(contest: Contest, review: Review, *, now: datetime) -> None:
    """Decided by the clock, at once. The list is closed afterwards."""
    if contest.time_at(now) >= contest.round(review.round).closes:
        raise refused("review.closed")


def _save(
    ctx: Context,
    after: Review,
    record: AuditRecord | None,
    *,
    before: Review,
    stale: Callable[[Review], Stale],
) -> None:
    """One commit, under the condition that the judge's list is open and stays as it is."""
    key, also = review_key(after), () if record is None else (recorded(review_key(after), record),)

    def once() -> None:
        list_ = _open_list(ctx.store, before)
        try:
            ctx.store.commit(
                update(key, after, before=before), *also, unchanged(list_key(list_), list_)
            )
        except Conflict:
            now = get(ctx.store, key, Review)
            if now.removed is not None:
                raise refused("item.missing") from None
            if now.version != before.version:
                raise stale(now) from None
            raise  # only the list has changed

    retry_on_conflict(once)


def _open_list(store: Store, review: Review) -> ReviewList:
    list_ = get(store, list_key(review), ReviewList)
    if list_.state is ListState.CLOSED:
        raise refused("review.closed")
    if list_.state is ListState.FINISHED:
        raise refused("review.finished")
    return list_


def _stale(now: Review, sent: ReviewText | None) -> Stale:
    """Holds both texts, so that the judge loses neither."""
    texts = {"stored": now.text} | ({"sent": sent} if sent else {})
    return Stale({name: text.model_dump(mode="json") for name, text in texts.items()})


def set_finished(ctx: Context, round_id: Id, *, finished: bool) -> ReviewList:
    """The judge, who acts, says that they have finished, or goes on after all. Repeated, nothing
    changes. Refused while a review waits to be submitted, and once the round is closed.

    Works are looked for before and after: one that is dealt at the same moment opens the list."""
    judge = ctx.actor.id
    key = keys.review_list(ctx.contest.id, judge, round_id)
    to = ListState.FINISHED if finished else ListState.OPEN

    def once() -> ReviewList:
        list_ = get(ctx.store, key, ReviewList)
        if list_.state is to:
            return list_
        if list_.state is ListState.CLOSED:
            raise refused("review.closed")
        if finished:
            _refuse_unfinished(ctx, round_id)
        after, record = set_list(list_, to, subject=key, actor=ctx.actor, at=ctx.contest_time)
        ctx.store.commit(update(key, after, before=list_), recorded(key, record))
        return after

    done = retry_on_conflict(once)
    if finished:
        open_unfinished(ctx, round_id, [judge])
        _refuse_unfinished(ctx, round_id)
        return get(ctx.store, key, ReviewList)
    return done


def _refuse_unfinished(ctx: Context, round_id: Id) -> None:
    own = own_list(ctx.store, ctx.contest.id, judge=ctx.actor.id)
    left = sum(review.round == round_id and review.is_unfinished for review, _ in own)
    if left:
        raise refused("review.unfinished", measured=left)


def of_entry(store: Store, entry: Entry) -> list[Review]:
    """All reviews of an entry in its current round, begun or not, except those that were taken
    away."""
    if entry.round is None:
        return []
    wanted = [keys.review(entry.contest, judge, entry.round, entry.id) for judge in entry.judges]
    return [review for review in store.find_all(wanted, Review) if review.removed is None]


def settle(ctx: Context, entry: Entry) -> Entry:
    """Move the entry on if as many reviews are submitted as the rules ask for. Otherwise nothing
    changes."""
    if entry.status is not EntryStatus.IN_REVIEW or entry.round is None:
        return entry
    given, asked = of_entry(ctx.store, entry), ctx.contest.round(entry.round).reviews_per_entry
    if len(given) < asked or not all(review.submitted for review in given):
        return entry
    return move(ctx, entry, EntryStatus.REVIEWED, action="review.complete")
