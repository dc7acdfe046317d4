"""Award: tally the stored scores into an immutable snapshot, propose awards, take the host's
confirmation, wait for the end of the objection period, grant."""

from collections.abc import Iterator, Sequence
from typing import Any

from contest.award import award
from contest.award.award import AwardChange, AwardRound, AwardStatus, Winner
from contest.award.changes import confirmed
from contest.award.names import Names, names_of, unit_id
from contest.award.proposal import proposal_from
from contest.award.results import Candidate, Results
from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.refusals import refused
from contest.review.round import Round
from contest.rules.contest import Contest
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.award.next_round import refuse_unless_decided, results_now
from contest_aws.services.context import Context
from contest_aws.services.entries import move, require_reason
from contest_aws.services.unit_register import register_of
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store, create, get, recorded, update


def round_of(store: Store, contest_id: Id, round_id: Id) -> AwardRound:
    return get(store, keys.award_round(contest_id, round_id), AwardRound)


def begin(
    ctx: Context,
    *,
    award_round: Id,
    review_round: Id,
) -> AwardRound:
    """Create an award round over a closed review round. The caller starts its execution. Refused
    while there is a work with too few reviews on which the host has not decided.

    The review round names it, in the same commit: two award rounds over the same scores would give
    every award twice. After one was discarded or granted another may begin."""
    round_ = refuse_unless_decided(ctx, review_round)
    _refuse_if_begun(ctx.store, round_)
    key = keys.award_round(ctx.contest.id, award_round)
    opened, record = AwardRound(
        contest=ctx.contest.id, id=award_round, round=review_round
    ).with_record(
        "award.opened",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"round": review_round},
    )
    of_review = keys.round_(ctx.contest.id, review_round)
    named = update(of_review, round_.next_version(award_round=award_round), before=round_)
    ctx.store.commit(create(key, opened), recorded(key, record), named)
    return opened


def _refuse_if_begun(store: Store, round_: Round) -> None:
    if round_.award_round is None:
        return
    begun = round_of(store, round_.contest, round_.award_round)
    if begun.status not in (AwardStatus.DISCARDED, AwardStatus.GRANTED):
        raise refused("award.begun_already", measured=begun.id)


def tally(ctx: Context, snapshots: Snapshots, round_: AwardRound) -> AwardRound:
    """Compute results from the stored scores. The snapshot is stored before the round points to it.
    Repeating it changes nothing."""
    if round_.status is not AwardStatus.OPENED:
        return round_
    found = results_now(ctx, round_.round)
    key, digest = snapshots.keep(ctx.contest.id, found)
    return _move(
        ctx,
        round_,
        AwardStatus.TALLIED,
        results_key=key,
        results_hash=digest,
        details={"results_hash": digest},
    )


def propose(ctx: Context, snapshots: Snapshots, round_: AwardRound) -> AwardRound:
    if round_.status is not AwardStatus.TALLIED:
        return round_
    found = results_of(snapshots, round_)
    names = _names(ctx.store, ctx.contest, found.lines)
    proposal = proposal_from(ctx.contest.rules.awards, found, names)
    return _move(ctx, round_, AwardStatus.PROPOSED, proposal=proposal)


def results_of(snapshots: Snapshots, round_: AwardRound) -> Results:
    return snapshots.read(round_.results_key, digest=round_.results_hash)


def confirm(
    ctx: Context,
    snapshots: Snapshots,
    round_: AwardRound,
    *,
    changes: tuple[AwardChange, ...],
    expected_version: int,
) -> AwardRound:
    """Record the host's confirmation of the proposal. From now on the result is published
    provisionally. Confirmed again with the same changes, nothing changes.

    `expected_version`: of the award round that the host saw."""
    if round_.status is AwardStatus.PROVISIONAL and (
        (round_.version, round_.changes) == (expected_version + 1, changes)
    ):
        return round_
    if round_.status is not AwardStatus.PROPOSED:
        raise award.not_now(round_)
    if round_.version != expected_version:
        raise refused("item.changed_meanwhile")
    found = results_of(snapshots, round_)
    winners = confirmed(
        ctx.contest.rules.awards,
        round_.proposal,
        changes,
        lines=found.lines,
        unranked=found.unranked,
        names=_names(ctx.store, ctx.contest, (*found.lines, *found.unranked)),
    )
    return _move(
        ctx,
        round_,
        AwardStatus.PROVISIONAL,
        proposal=winners,
        changes=changes,
        objections_end=ctx.contest_time + ctx.contest.rules.objections.period,
        details={"changes": [change.model_dump(mode="json") for change in changes]},
    )


def end_objections(ctx: Context) -> None:
    """Make final every provisional round whose objection period has ended."""
    for round_ in rounds_of(ctx.store, ctx.contest.id):
        ends = round_.objections_end
        if round_.status is AwardStatus.PROVISIONAL and ends and ends <= ctx.contest_time:
            _move(ctx, round_, AwardStatus.FINAL)


def grant(ctx: Context, round_: AwardRound) -> AwardRound:
    """Give every reviewed entry its result, publish the winners, then close the round.

    After an interruption a second call continues where the first one stopped."""
    if round_.status is not AwardStatus.FINAL:
        return round_
    won: dict[Id, tuple[Id, ...]] = {}
    for winner in round_.proposal:
        if winner.entry:
            won[winner.entry] = (*won.get(winner.entry, ()), winner.place)
    for entry in list(ctx.store.entries_at(ctx.contest.id, EntryStatus.REVIEWED)):
        _tell(ctx, entry.id, won.get(entry.id, ()))
    for entry_id, places in won.items():
        _tell(ctx, entry_id, places)
    _publish(ctx.store, ctx.contest, round_)
    return _move(ctx, round_, AwardStatus.GRANTED)


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


def announced(store: Store, contest_id: Id) -> Iterator[tuple[AwardRound, tuple[Winner, ...]]]:
    """Each round that the public may see, with its winners: as confirmed during the objection
    period (公示), and as granted after it."""
    granted = list(winners(store, contest_id))
    for round_ in rounds_of(store, contest_id):
        if round_.status in (AwardStatus.PROVISIONAL, AwardStatus.FINAL):
            yield round_, round_.proposal
        elif round_.status is AwardStatus.GRANTED:
            places = {winner.model_dump_json() for winner in round_.proposal}
            yield round_, tuple(w for w in granted if w.model_dump_json() in places)


def _tell(ctx: Context, entry_id: Id, places: tuple[Id, ...]) -> None:
    """Leaves an entry unchanged if it has its result already or was withdrawn. One that was left
    out of the ranking is awarded or stays as it is: it has not lost."""
    fresh = get(ctx.store, keys.entry(ctx.contest.id, entry_id), Entry)
    special = fresh.status is EntryStatus.NOT_JUDGED and places
    if fresh.status is not EntryStatus.REVIEWED and not special:
        return
    to = EntryStatus.AWARDED if places else EntryStatus.NOT_AWARDED
    move(ctx, fresh, to, action=f"award.{to}", awards=places)


def _names(store: Store, contest: Contest, lines: Sequence[Candidate]) -> Names:
    """Names as the forms have them now. Of several spellings the best work's comes first."""
    place = {line.entry: number for number, line in enumerate(lines)}
    entries = store.find_all([keys.entry(contest.id, entry) for entry in place], Entry)
    register = register_of(store, contest.id)
    known = names_of(sorted(entries, key=lambda entry: place[entry.id]), register)
    shown = [register.shown(unit.name.zh) for unit in contest.rules.units]
    units = {unit_id(name): name for name in shown}
    return known.model_copy(update={"units": units | known.units})


def _move(
    ctx: Context,
    round_: AwardRound,
    to: AwardStatus,
    **changes: Any,
) -> AwardRound:
    key = keys.award_round(round_.contest, round_.id)
    moved, record = award.move_round(
        round_, to, subject=key, actor=ctx.actor, at=ctx.contest_time, **changes
    )
    ctx.store.commit(update(key, moved, before=round_), recorded(key, record))
    return moved


def discard(ctx: Context, round_: AwardRound, *, reason: str) -> AwardRound:
    """Abandon an award round before it is final. Another can begin over the same scores."""
    require_reason(reason)
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
