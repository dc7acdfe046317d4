"""The host extends a review round: its new closing date is on record, and whoever asks for the
round's date gets it. A round that has closed is open again."""

from datetime import datetime

from contest.model import Id
from contest.refusals import refused
from contest.refusals.formatting import stored
from contest.review.round import RoundState
from contest.rules.contest import Contest
from contest_aws.services.context import Context
from contest_aws.services.entries import require_reason
from contest_aws.services.review.panel import reopen_lists
from contest_aws.services.review.round_state import awarded_by, round_of
from contest_aws.store import keys
from contest_aws.store.protocol import get, recorded, retry_on_conflict, update


def extend(ctx: Context, round_id: Id, *, until: datetime, reason: str) -> Contest:
    """Refused if the date is not later than the present one, or over already. Repeated, nothing
    changes. The caller sets the schedules."""
    require_reason(reason)
    ctx.contest.round(round_id)
    _refuse_if_used(ctx, round_id)
    contest = retry_on_conflict(lambda: _set_date(ctx, round_id, until=until, reason=reason))
    later = Context(ctx.store, contest, ctx.actor, ctx.now)
    retry_on_conflict(lambda: _reopen(later, round_id))
    reopen_lists(later, round_id)
    return contest


def _set_date(ctx: Context, round_id: Id, *, until: datetime, reason: str) -> Contest:
    key = keys.contest(ctx.contest.id)
    contest = get(ctx.store, key, Contest)
    closes, zone = contest.round(round_id).closes, contest.rules.zone
    if contest.extended.get(round_id) == until:
        return contest
    if until <= max(closes, ctx.contest_time):
        least = stored(max(closes, ctx.contest_time), zone)
        raise refused("review.not_later", measured=stored(until, zone), allowed=least)
    after, record = contest.with_record(
        "review.extend",
        subject=key,
        actor=ctx.actor,
        at=ctx.now,
        details={"round": round_id, "until": until.isoformat(), "reason": reason},
        extended=contest.extended | {round_id: until},
    )
    ctx.store.commit(update(key, after, before=contest), recorded(key, record))
    return after


def _refuse_if_used(ctx: Context, round_id: Id) -> None:
    """The scores of a round are settled once an award round has begun over them, and once the
    entries of the next round were chosen by them."""
    round_ = round_of(ctx.store, ctx.contest.id, round_id)
    begun = awarded_by(ctx.store, round_) if round_ else None
    if begun:
        raise refused("award.begun_already", measured=begun.id)
    ids = [one.id for one in ctx.contest.rounds]
    for later in ids[ids.index(round_id) + 1 :]:
        if round_of(ctx.store, ctx.contest.id, later):
            raise refused("review.next_round_chosen", measured=later)


def _reopen(ctx: Context, round_id: Id) -> None:
    key = keys.round_(ctx.contest.id, round_id)
    round_ = round_of(ctx.store, ctx.contest.id, round_id)
    if round_ is None or round_.state not in (RoundState.CLOSING, RoundState.CLOSED):
        return
    _refuse_if_used(ctx, round_id)
    after, record = round_.with_record(
        "review.open",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"round": round_id},
        state=RoundState.OPEN,
    )
    ctx.store.commit(update(key, after, before=round_), recorded(key, record))
