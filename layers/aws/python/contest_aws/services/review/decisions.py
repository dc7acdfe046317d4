"""What the host decides on a work that has fewer reviews than the rules ask for when its round has
closed: it is left out, or the reviews that it has are accepted. To deal it again, extend the
round."""

from contest.entry.entry import Entry, EntryStatus
from contest.entry.host_decisions import LeftOut
from contest.model import Id
from contest.refusals import refused
from contest.review.round import Round, RoundState
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of, move, not_now, require_reason
from contest_aws.services.review.planning import is_in, is_under_review
from contest_aws.services.review.reviews import of_entry
from contest_aws.store import keys
from contest_aws.store.protocol import get, retry_on_conflict

LEFT_OUT, ACCEPTED = "review.leave_out", "review.accept"


def leave_out(ctx: Context, round_id: Id, entry_id: Id, *, reason: str) -> Entry:
    """The work takes no part in the ranking. Its entrant is told why. Repeated with the same
    reason, nothing changes."""
    require_reason(reason)

    def once() -> Entry:
        entry = entry_of(ctx.store, ctx.contest.id, entry_id)
        if entry.left_out is not None and entry.left_out.reason == reason:
            return entry
        _refuse_unless_undecided(ctx, round_id, entry)
        return move(
            ctx,
            entry,
            EntryStatus.NOT_JUDGED,
            action=LEFT_OUT,
            details={"round": round_id, "reason": reason},
            left_out=LeftOut(reason=reason, actor=ctx.actor, at=ctx.contest_time),
        )

    return retry_on_conflict(once)


def accept(ctx: Context, round_id: Id, entry_id: Id, *, reason: str) -> Entry:
    """The work is ranked by the reviews that it has. Refused if these are fewer than the rules need
    for a ranking (`scoring.min_reviews`). Repeated, nothing changes."""
    require_reason(reason)

    def once() -> Entry:
        entry = entry_of(ctx.store, ctx.contest.id, entry_id)
        if entry.status is EntryStatus.REVIEWED and is_in(ctx.contest, entry, round_id):
            return entry
        _refuse_unless_undecided(ctx, round_id, entry)
        found = sum(review.counts for review in of_entry(ctx.store, entry))
        least = ctx.contest.rules.scoring.min_reviews
        if found < least:
            raise refused("review.too_few_reviews", measured=found, allowed=least)
        details = {"round": round_id, "reason": reason, "reviews": found}
        return move(ctx, entry, EntryStatus.REVIEWED, action=ACCEPTED, details=details)

    return retry_on_conflict(once)


def _refuse_unless_undecided(ctx: Context, round_id: Id, entry: Entry) -> None:
    if not is_under_review(ctx, entry, round_id):
        raise not_now(entry)
    round_ = get(ctx.store, keys.round_(ctx.contest.id, round_id), Round)
    if round_.state is not RoundState.CLOSED:
        raise refused("award.round_not_closed", measured=round_id)
