"""Begins award rounds: the first one over a closed review round, and others that fill what became
free after the grant. What stands of the rounds before stays as it is."""

from collections.abc import Collection, Iterable

from contest.award.award import AwardRound, AwardStatus, Winner
from contest.award.places import PlaceCount, place_counts
from contest.entry.entry import Entry
from contest.model import Id
from contest.refusals import refused
from contest.review.round import Round
from contest.rules.contest import Contest, refuse_if_ended
from contest_aws.services.award.award_rounds import rounds_of, taken_off
from contest_aws.services.award.next_round import refuse_unless_decided
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review.round_state import awarded_by, round_of
from contest_aws.store import keys
from contest_aws.store.protocol import Store, create, recorded, update


def begin(
    ctx: Context,
    *,
    award_round: Id,
    review_round: Id,
) -> AwardRound:
    """Create an award round over the last review round, once it is closed. The caller starts its
    execution. Refused while there is a work with too few reviews on which the host has not decided.

    The review round names it, in the same commit: two award rounds over the same scores would give
    every award twice. After one was discarded another may begin; after one was granted, too, while
    a place is free. Begun again, it stays the only one."""
    key = keys.award_round(ctx.contest.id, award_round)
    there = ctx.store.find(key, AwardRound)
    if there and there.round == review_round and there.status is not AwardStatus.DISCARDED:
        return there
    round_ = refuse_unless_decided(ctx, review_round)
    refuse_if_ended(contest_of(ctx.store, ctx.contest.id))  # which writes the round, too
    _refuse_unless_last(ctx, review_round)
    _refuse_if_begun(ctx.store, round_)
    before = granted_over(ctx.store, ctx.contest.id, review_round)
    refuse_unless_free(ctx, before)
    fills = tuple(one.id for one in before)
    opened, record = AwardRound(
        contest=ctx.contest.id, id=award_round, round=review_round, fills=fills
    ).with_record(
        "award.opened",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"round": review_round} | ({"fills": fills} if fills else {}),
    )
    of_review = keys.round_(ctx.contest.id, review_round)
    named = update(of_review, round_.next_version(award_round=award_round), before=round_)
    ctx.store.commit(create(key, opened), recorded(key, record), named)
    return opened


def _refuse_unless_last(ctx: Context, review_round: Id) -> None:
    """A grant gives every work its result, so that no later round could take place. One whose dates
    are over, and which no work has entered, takes place only if the host extends it."""
    rounds = [one.id for one in ctx.contest.rounds]
    for later in rounds[rounds.index(review_round) + 1 :]:
        is_over = ctx.contest_time >= ctx.contest.round(later).closes
        if not is_over or round_of(ctx.store, ctx.contest.id, later):
            raise refused("award.later_round", measured=review_round, allowed=later)


def _refuse_if_begun(store: Store, round_: Round) -> None:
    begun = awarded_by(store, round_)
    if begun and begun.status is not AwardStatus.GRANTED:
        raise refused("award.begun_already", measured=begun.id)


def granted_over(store: Store, contest_id: Id, review_round: Id) -> list[AwardRound]:
    """The award rounds that were granted over the scores of a review round."""
    found = rounds_of(store, contest_id)
    return [r for r in found if (r.round, r.status) == (review_round, AwardStatus.GRANTED)]


def standing_in(round_: AwardRound, off: Collection[Id]) -> list[Winner]:
    """The winners of a round whose award was not revoked, and whose work is not among `off`."""
    return [w for w in round_.proposal if w.entry not in off and not round_.is_revoked(w)]


def refuse_unless_free(ctx: Context, before: Iterable[AwardRound]) -> None:
    """Nothing is refused if no round was granted before."""
    granted = list(before)
    off = taken_off(ctx.store, ctx.contest.id)
    standing = [winner for round_ in granted for winner in standing_in(round_, off)]
    if granted and not any(one.free for one in places_left(ctx.contest, standing)):
        raise refused("award.none_free", measured=ctx.contest.rules.name.zh)


def places_left(contest: Contest, standing: Iterable[Winner]) -> list[PlaceCount]:
    themes = [theme.id for theme in contest.rules.themes]
    return place_counts(contest.rules.awards, themes, ((w.place, w.theme) for w in standing))


def places_now(
    store: Store, contest: Contest, round_: AwardRound, winners: Iterable[Winner]
) -> list[PlaceCount]:
    """The places beside `winners` of a round, and all that stand in other rounds that were granted
    over the same scores."""
    off = taken_off(store, contest.id)
    others = [r for r in granted_over(store, contest.id, round_.round) if r.id != round_.id]
    return places_left(contest, [*winners, *(w for r in others for w in standing_in(r, off))])


def standing_now(store: Store, round_: AwardRound) -> tuple[Winner, ...]:
    """Whoever stands in the rounds that this one fills, without names."""
    if not round_.fills:
        return ()
    off = taken_off(store, round_.contest)
    return tuple(
        winner.model_copy(
            update={"title": "", "recipient": "", "score": "", "why": winner.name, "same_as": ()}
        )
        for before in _filled_by(store, round_)
        for winner in standing_in(before, off)
    )


def revoked_now(store: Store, round_: AwardRound, entries: Iterable[Entry]) -> frozenset[Id]:
    """Works and units that an award was taken back from. `entries`: all works that stand."""
    units = {
        one.unit
        for before in (_filled_by(store, round_) if round_.fills else ())
        for one in before.revocations
        if one.unit and one.at is not None
    }
    return frozenset(units | {entry.id for entry in entries if entry.revoked})


def _filled_by(store: Store, round_: AwardRound) -> list[AwardRound]:
    wanted = [keys.award_round(round_.contest, one) for one in round_.fills]
    found = {one.id: one for one in store.find_all(wanted, AwardRound)}
    return [found[one] for one in round_.fills]
