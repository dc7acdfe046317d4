"""Reviews: a judge saves drafts of scores and submits them. An entry moves on when all are in."""

from datetime import datetime

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.refusals import refused
from contest.review.review import (
    Review,
    Scores,
    keep_draft,
    submit_review,
)
from contest.rules.contest import Contest
from contest_aws.services.context import Context
from contest_aws.services.entries import move
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import (
    Store,
    recorded,
    update,
)


def own_reviews(store: Store, contest_id: Id, *, judge: Id) -> list[Review]:
    """All reviews assigned to a judge, done or not, in one query."""
    partition = keys.review(contest_id, judge, "", "").pk
    return list(store.query(partition, Review, begins=keys.SK_REVIEW))


def keep_scores(
    ctx: Context,
    review: Review,
    scores: Scores,
    *,
    comment: str,
    expected_version: int,
) -> Review:
    """Save a judge's draft. `expected_version`: the version that their window shows. What is
    stored so already is not saved again: the first answer was lost."""
    if (review.version, review.draft, review.comment) == (expected_version + 1, scores, comment):
        return review
    _refuse_if_over(ctx.contest, review, now=ctx.now)
    if review.version != expected_version:
        raise refused("item.changed_meanwhile")
    kept = keep_draft(review, scores, comment=comment, criteria=ctx.contest.rules.criteria)
    ctx.store.commit(update(review_key(review), kept, before=review))
    return kept


def _refuse_if_over(contest: Contest, review: Review, *, now: datetime) -> None:
    """Decided by the clock, at once. The reviews are sealed afterwards, entry by entry."""
    if contest.time_at(now) >= contest.round(review.round).closes:
        raise refused("review.closed")


def submit_scores(ctx: Context, review: Review, *, expected_version: int) -> Review:
    """Submit the draft of that version. Submitted again after a lost answer, nothing changes."""
    since = expected_version + (2 if review.sealed else 1)
    if review.submitted and (review.version, review.draft) == (since, review.scores):
        return review
    _refuse_if_over(ctx.contest, review, now=ctx.now)
    if review.version != expected_version:
        raise refused("item.changed_meanwhile")
    given, record = submit_review(
        review, criteria=ctx.contest.rules.criteria, subject=review_key(review), at=ctx.contest_time
    )
    ctx.store.commit(
        update(review_key(review), given, before=review), recorded(review_key(review), record)
    )
    return given


def of_entry(store: Store, entry: Entry) -> list[Review]:
    """All reviews of an entry in its current round, begun or not."""
    if entry.round is None:
        return []
    wanted = [keys.review(entry.contest, judge, entry.round, entry.id) for judge in entry.judges]
    return store.find_all(wanted, Review)


def settle(ctx: Context, entry: Entry) -> Entry:
    """Move the entry on if all of its reviews are submitted. Otherwise nothing changes."""
    given = of_entry(ctx.store, entry)
    if (
        entry.status is not EntryStatus.IN_REVIEW
        or not given
        or not all(r.submitted for r in given)
    ):
        return entry
    return move(ctx, entry, EntryStatus.REVIEWED, action="review.complete")


def review_key(review: Review) -> Key:
    return keys.review(review.contest, review.judge, review.round, review.entry)
