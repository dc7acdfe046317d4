"""How a review round stands now."""

from itertools import pairwise

from contest.award.award import AwardRound, AwardStatus
from contest.model import Id
from contest.refusals import Refusal
from contest.review.round import Round, RoundState
from contest.rules.contest import Contest
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.protocol import Store, get


def round_of(store: Store, contest_id: Id, round_id: Id) -> Round | None:
    return store.find(keys.round_(contest_id, round_id), Round)


def is_open(ctx: Context, round_id: Id) -> bool:
    round_ = round_of(ctx.store, ctx.contest.id, round_id)
    return round_ is not None and round_.state is RoundState.OPEN


def unconfirmed(ctx: Context) -> tuple[Id, ...]:
    """Rounds whose works the host can and has to confirm: the one before is closed, and no awards
    were begun over it, but for some that were discarded."""
    found = []
    for before, one in pairwise(ctx.contest.rounds):
        over = round_of(ctx.store, ctx.contest.id, before.id)
        closed = over is not None and over.state is RoundState.CLOSED
        can_enter = over and closed and not awarded_by(ctx.store, over)
        is_new = round_of(ctx.store, ctx.contest.id, one.id) is None
        if can_enter and is_new and ctx.contest_time < one.closes and not ctx.contest.ended:
            found.append(one.id)
    return tuple(found)


def is_closing(ctx: Context, round_id: Id) -> bool:
    """The host has begun to close the round, and the closing is not done, or was cut off."""
    round_ = round_of(ctx.store, ctx.contest.id, round_id)
    return round_ is not None and round_.state is RoundState.CLOSING


def used_by(store: Store, contest: Contest, round_id: Id) -> Refusal | None:
    """What settles the scores of a round: an award round over them, or a next round whose works
    were chosen by them. None while they may still change."""
    round_ = round_of(store, contest.id, round_id)
    if round_ and (begun := awarded_by(store, round_)):
        return Refusal(code="award.begun_already", measured=begun.id)
    ids = [one.id for one in contest.rounds]
    for later in ids[ids.index(round_id) + 1 :]:
        if round_of(store, contest.id, later):
            return Refusal(code="review.next_round_chosen", measured=later)
    return None


def awarded_by(store: Store, round_: Round) -> AwardRound | None:
    """The award round that was begun last over the round's scores. If it was discarded, the last
    granted one of those that it was to fill, or None."""
    if round_.award_round is None:
        return None
    begun = get(store, keys.award_round(round_.contest, round_.award_round), AwardRound)
    if begun.status is not AwardStatus.DISCARDED:
        return begun
    granted = begun.fills[-1] if begun.fills else None
    return get(store, keys.award_round(round_.contest, granted), AwardRound) if granted else None
