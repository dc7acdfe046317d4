"""Revocation: the host takes a granted award back. Certificate, list and entry change at once, the
winner is told, and no other work moves. What waits for a second person can be dropped."""

from collections.abc import Collection

from contest.award.award import AwardRound, AwardStatus, Revocation, Winner, not_now
from contest.entry.entry import Entry, EntryStatus, move_entry
from contest.entry.host_decisions import RevokedAward
from contest.model import Fact, Id
from contest.refusals import refused
from contest_aws.services.award.award_rounds import rounds_of, taken_off
from contest_aws.services.context import Context
from contest_aws.services.entries import require_reason
from contest_aws.store import keys
from contest_aws.store.protocol import Change, get, recorded, update


class RevocationRequest(Fact):
    """Whose award is to be revoked, and why."""

    place: Id
    theme: Id | None = None
    entry: Id | None = None
    unit: Id | None = None
    reason: str


def revoke(
    ctx: Context,
    round_: AwardRound,
    asked: RevocationRequest,
    *,
    expected_version: int | None = None,
) -> AwardRound:
    """Revoke an award of a granted round, in one transaction with the entry. If the rules ask for
    two people, the first one's word waits for another's with the same reason. Revoked again,
    nothing changes. `expected_version`: of the round that the host saw; None for any."""
    require_reason(asked.reason)
    if round_.status is not AwardStatus.GRANTED:
        raise not_now(round_)
    winner = _winner(round_, asked)
    known = next((one for one in round_.revocations if one.concerns(winner)), None)
    if known is not None and known.at is not None:
        return round_
    if _is_asked(ctx, round_, known, asked, expected_version=expected_version):
        return round_
    if expected_version not in (None, round_.version):
        raise refused("item.changed_meanwhile")
    others = tuple(one for one in round_.revocations if one is not known)
    if known is None or known.reason != asked.reason:
        known = Revocation(**dict(asked) | {"theme": winner.theme}, asked_by=ctx.actor)
        if ctx.contest.rules.confirmation.people > 1:
            return _commit(ctx, round_, (*others, known), "award.ask_revocation", asked)
    elif known.asked_by == ctx.actor:
        raise refused("award.second_person")
    done = known.model_copy(update={"actor": ctx.actor, "at": ctx.contest_time})
    also = _from_entry(ctx, winner, done) if winner.entry else ()
    return _commit(ctx, round_, (*others, done), "award.revoke", asked, also=also)


def drop(
    ctx: Context,
    round_: AwardRound,
    asked: RevocationRequest,
    *,
    expected_version: int | None = None,
) -> AwardRound:
    """Drop a revocation that waits for a second person, with a reason for the audit record. The
    award stands. Dropped again on the same version, nothing changes. `expected_version`: of the
    round that the host saw; None for any."""
    require_reason(asked.reason)
    winner = _winner(round_, asked)
    known = next((one for one in round_.revocations if one.concerns(winner)), None)
    if known is None and expected_version == round_.version - 1:
        return round_
    if expected_version not in (None, round_.version):
        raise refused("item.changed_meanwhile")
    if known is None or known.at is not None:
        raise refused("award.no_revocation")
    others = tuple(one for one in round_.revocations if one is not known)
    return _commit(ctx, round_, others, "award.drop_revocation", asked)


def waiting_in(round_: AwardRound, off: Collection[Id]) -> list[Revocation]:
    """Those that one person asked for, and that a second has to agree to. `off`: works that were
    withdrawn or disqualified, which have lost their awards without it."""
    return [one for one in round_.revocations if one.at is None and one.entry not in off]


def waiting_for(round_: AwardRound, asked: RevocationRequest) -> Revocation | None:
    """The one of this award that waits for a second person. Refused if it was not given."""
    winner = _winner(round_, asked)
    return next((one for one in waiting_in(round_, ()) if one.concerns(winner)), None)


def waiting(ctx: Context) -> list[Revocation]:
    off = taken_off(ctx.store, ctx.contest.id)
    rounds = rounds_of(ctx.store, ctx.contest.id)
    return [one for round_ in rounds for one in waiting_in(round_, off)]


def _is_asked(
    ctx: Context,
    round_: AwardRound,
    known: Revocation | None,
    asked: RevocationRequest,
    *,
    expected_version: int | None,
) -> bool:
    """Whether the first person's very word is stored already: its answer was lost."""
    if known is None or expected_version is None or round_.version != expected_version + 1:
        return False
    return (known.asked_by, known.reason) == (ctx.actor, asked.reason)


def _winner(round_: AwardRound, asked: RevocationRequest) -> Winner:
    for winner in round_.proposal:
        same = (winner.place, winner.entry, winner.unit) == (asked.place, asked.entry, asked.unit)
        if same and asked.theme in (None, winner.theme):
            return winner
    raise refused("award.not_given", measured=asked.entry or asked.unit, allowed=asked.place)


def _commit(
    ctx: Context,
    round_: AwardRound,
    revocations: tuple[Revocation, ...],
    action: str,
    asked: RevocationRequest,
    *,
    also: tuple[Change, ...] = (),
) -> AwardRound:
    key = keys.award_round(round_.contest, round_.id)
    after, record = round_.with_record(
        action,
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details=asked.model_dump(mode="json"),
        revocations=revocations,
    )
    ctx.store.commit(update(key, after, before=round_), recorded(key, record), *also)
    return after


def _from_entry(ctx: Context, winner: Winner, done: Revocation) -> tuple[Change, ...]:
    """The entry loses the award. Without another one it has won nothing."""
    key = keys.entry(ctx.contest.id, winner.entry or "")
    entry = get(ctx.store, key, Entry)
    if winner.place not in entry.awards:
        return ()  # it was disqualified since
    awards = tuple(place for place in entry.awards if place != winner.place)
    revoked = (*entry.revoked, RevokedAward(place=winner.place, reason=done.reason))
    details = {"place": winner.place, "reason": done.reason}
    if awards:
        after, record = entry.with_record(
            "award.revoke",
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            details=details,
            awards=awards,
            revoked=revoked,
        )
    else:
        after, record = move_entry(
            entry,
            EntryStatus.NOT_AWARDED,
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            action="award.revoke",
            details=details,
            awards=awards,
            revoked=revoked,
        )
    return update(key, after, before=entry), recorded(key, record)
