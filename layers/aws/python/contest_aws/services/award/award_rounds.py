"""Award: tally the stored scores into an immutable snapshot, propose awards, take the host's
confirmation, wait for the end of the objection period, grant."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from contest.award import award
from contest.award.award import PUBLIC, AwardRound, AwardStatus, Winner
from contest.award.objection import ObjectionCount
from contest.award.results import Results
from contest.entry.entry import Entry, EntryStatus
from contest.entry.host_decisions import TakenOff
from contest.model import Id
from contest.refusals import refused
from contest.rules.contest import Contest
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.award.candidates import counted_in, has_lost_for_good
from contest_aws.services.award.next_round import results_now
from contest_aws.services.context import Context
from contest_aws.services.entries import JUDGED, move, require_reason, save
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Change,
    Store,
    get,
    recorded,
    retry_on_conflict,
    unchanged,
    update,
)

UNDER_WAY = (AwardStatus.PROPOSED, AwardStatus.PROVISIONAL, AwardStatus.FINAL)
"""Statuses of a list that is not granted yet."""


def round_of(store: Store, contest_id: Id, round_id: Id) -> AwardRound:
    return get(store, keys.award_round(contest_id, round_id), AwardRound)


def tally(ctx: Context, snapshots: Snapshots, round_: AwardRound) -> AwardRound:
    """Compute results from the stored scores. The snapshot is stored before the round points to it.
    Repeating it changes nothing."""
    if round_.status is not AwardStatus.OPENED:
        return round_
    found = results_now(ctx, round_.round, counted=counted_in(round_))
    key, digest = snapshots.keep(ctx.contest.id, found)
    return move_on(
        ctx,
        round_,
        AwardStatus.TALLIED,
        results_key=key,
        results_hash=digest,
        details={"results_hash": digest},
    )


def results_of(snapshots: Snapshots, round_: AwardRound) -> Results:
    return snapshots.read(round_.results_key, digest=round_.results_hash)


def end_objections(ctx: Context) -> list[Id]:
    """Make final every provisional round whose objection period has ended. Returns those that wait,
    because an objection is not answered."""
    ids = [round_.id for round_ in list(rounds_of(ctx.store, ctx.contest.id))]
    return [id_ for id_ in ids if not retry_on_conflict(partial(_end_objections, ctx, id_))]


def _end_objections(ctx: Context, round_id: Id) -> bool:
    """Whether nothing is left to do. An objection that arrives at the same moment is a conflict."""
    round_ = round_of(ctx.store, ctx.contest.id, round_id)
    ends = round_.objections_end
    if round_.status is not AwardStatus.PROVISIONAL or not ends or ctx.contest_time < ends:
        return True
    key = keys.objection_count(ctx.contest.id, round_id)
    counted = ctx.store.find(key, ObjectionCount)
    if counted and counted.open:
        return False
    still = unchanged(key, counted) if counted else Change(key, None, "absent")
    move_on(ctx, round_, AwardStatus.FINAL, also=(still,))
    return True


def grant(ctx: Context, round_: AwardRound) -> AwardRound:
    """Give every reviewed entry its result, publish the winners, then close the round. One that
    fills places concerns its winners alone: all others have their results.

    After an interruption a second call continues where the first one stopped."""
    if round_.status is not AwardStatus.FINAL:
        return round_
    won: dict[Id, tuple[Id, ...]] = {}
    for winner in round_.proposal:
        if winner.entry:
            won[winner.entry] = (*won.get(winner.entry, ()), winner.place)
    waiting = () if round_.fills else ctx.store.entries_at(ctx.contest.id, EntryStatus.REVIEWED)
    for entry in list(waiting):
        _tell(ctx, entry.id, won.get(entry.id, ()))
    for entry_id, places in won.items():
        _give(ctx, entry_id, places) if round_.fills else _tell(ctx, entry_id, places)
    _publish(ctx.store, ctx.contest, round_)
    return move_on(ctx, round_, AwardStatus.GRANTED)


def _publish(store: Store, contest: Contest, round_: AwardRound) -> None:
    """Publish what was granted. A work that was withdrawn or disqualified since then gets no award,
    and no other work moves up in its place."""
    wanted = [keys.entry(contest.id, winner.entry) for winner in round_.proposal if winner.entry]
    awarded = {entry.id: entry.awards for entry in store.find_all(wanted, Entry)}
    for place, winner in enumerate(round_.proposal, start=1):
        if winner.entry is None or winner.place in awarded.get(winner.entry, ()):
            store.commit(Change(keys.winner(contest.id, round_.id, place), winner, "any"))


def winners(store: Store, contest_id: Id) -> Iterator[Winner]:
    """All winners that were granted, in the order of the proposals."""
    return store.query(keys.winner(contest_id, "", 0).pk, Winner)


class Announced(NamedTuple):
    """What the public sees of an award round: as confirmed during the objection period (公示), and
    as granted after it."""

    round: AwardRound
    winners: tuple[Winner, ...]
    taken_off: tuple[Winner, ...]
    """Winners that no longer stand. Nobody moves up in their place."""
    revoked: tuple[Winner, ...]
    """Winners whose award was granted and taken back."""


def announced(store: Store, contest_id: Id, *, now: datetime | None = None) -> Iterator[Announced]:
    """Each round that was confirmed, by what stands now. `now`: the contest's time; only rounds
    that the public may see by then."""
    granted = {winner.model_dump_json() for winner in winners(store, contest_id)}
    off = taken_off(store, contest_id)
    for round_ in rounds_of(store, contest_id):
        if round_.status in PUBLIC and (now is None or round_.is_public(now)):
            done = round_.status is AwardStatus.GRANTED
            given = [w for w in round_.proposal if not round_.is_revoked(w)]
            stand = (w for w in given if w.entry not in off)
            yield Announced(
                round_,
                winners=tuple(w for w in stand if not done or w.model_dump_json() in granted),
                taken_off=tuple(w for w in given if w.entry in off),
                revoked=tuple(w for w in round_.proposal if round_.is_revoked(w)),
            )


def mark_if_listed(ctx: Context, entry: Entry) -> Iterator[Change]:
    """An entry that had won nothing is erased: from the same moment, no list that is under way
    shows it. It is not withdrawn, so that its status does not say so."""
    if entry.status is EntryStatus.NOT_AWARDED and any(
        winner.entry == entry.id
        for round_ in rounds_of(ctx.store, ctx.contest.id)
        if round_.status in UNDER_WAY
        for winner in round_.proposal
    ):
        mark = TakenOff(entry=entry.id, at=ctx.contest_time)
        yield Change(keys.taken_off(ctx.contest.id, entry.id), mark, "any")


def taken_off(store: Store, contest_id: Id) -> frozenset[Id]:
    """Entries that were withdrawn, disqualified or erased after their review."""
    marks = store.query(keys.taken_off(contest_id, "").pk, TakenOff)
    return frozenset(mark.entry for mark in marks)


def _tell(ctx: Context, entry_id: Id, places: tuple[Id, ...]) -> None:
    """Leaves an entry unchanged if it has its result already or was withdrawn. One that was left
    out of the ranking is awarded or stays as it is: it has not lost."""
    fresh = get(ctx.store, keys.entry(ctx.contest.id, entry_id), Entry)
    special = fresh.status is EntryStatus.NOT_JUDGED and places
    if fresh.status is not EntryStatus.REVIEWED and not special:
        return
    to = EntryStatus.AWARDED if places else EntryStatus.NOT_AWARDED
    move(ctx, fresh, to, action=f"award.{to}", awards=places)


def _give(ctx: Context, entry_id: Id, places: tuple[Id, ...]) -> None:
    """Give an entry what it has won now, beside what it keeps. One that was withdrawn, disqualified
    or erased, or that has it already, stays as it is. An erased one that has an award keeps what
    was confirmed for it, too."""
    key = keys.entry(ctx.contest.id, entry_id)
    fresh = get(ctx.store, key, Entry)
    more = tuple(place for place in places if place not in fresh.awards)
    if fresh.status not in JUDGED or has_lost_for_good(fresh) or not more:
        return
    awards = (*fresh.awards, *more)
    if fresh.status is not EntryStatus.AWARDED:
        move(ctx, fresh, EntryStatus.AWARDED, action="award.awarded", awards=awards)
        return
    after, record = fresh.with_record(
        "award.awarded",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"places": more},
        awards=awards,
    )
    save(ctx.store, after, record, before=fresh)


def move_on(
    ctx: Context,
    round_: AwardRound,
    to: AwardStatus,
    *,
    also: tuple[Change, ...] = (),
    **changes: Any,
) -> AwardRound:
    key = keys.award_round(round_.contest, round_.id)
    moved, record = award.move_round(
        round_, to, subject=key, actor=ctx.actor, at=ctx.contest_time, **changes
    )
    ctx.store.commit(update(key, moved, before=round_), recorded(key, record), *also)
    return moved


def discard(
    ctx: Context, round_: AwardRound, *, reason: str, expected_version: int | None = None
) -> AwardRound:
    """Abandon an award round before it is final. Another can begin over the same scores.

    `expected_version`: of the round that the host saw; None for any. Discarded again, nothing
    changes."""
    require_reason(reason)
    if round_.status is AwardStatus.DISCARDED and expected_version in (None, round_.version - 1):
        return round_
    if expected_version not in (None, round_.version):
        raise refused("item.changed_meanwhile")
    key = keys.award_round(ctx.contest.id, round_.id)
    discarded, record = award.move_round(
        round_,
        AwardStatus.DISCARDED,
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"reason": reason},
    )
    ctx.store.commit(update(key, discarded, before=round_), recorded(key, record))
    return discarded


def rounds_of(store: Store, contest_id: Id) -> Iterator[AwardRound]:
    """All award rounds of the contest."""
    return store.query(keys.award_round(contest_id, "").pk, AwardRound, begins=keys.SK_ROUND)


def current_rounds(store: Store, contest: Contest) -> Iterator[AwardRound]:
    """All award rounds except discarded ones."""
    for round_ in rounds_of(store, contest.id):
        if round_.status is not AwardStatus.DISCARDED:
            yield round_
