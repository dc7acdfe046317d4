"""The host extends a review round: its new closing date is on record, and whoever asks for the
round's date gets it. A round that has closed is open again, and judges whose role would have ended
with it or soon after stay."""

from datetime import datetime
from itertools import pairwise

from contest.model import Id
from contest.people.account import Grant, Role, prolonged
from contest.refusals import Refused, refused
from contest.refusals.formatting import stored
from contest.review.judge import Judge
from contest.review.round import RoundState
from contest.rules.contest import Contest, refuse_if_ended
from contest.rules.edition import Edition
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, require_reason
from contest_aws.services.pointers import Pointer
from contest_aws.services.review import judges
from contest_aws.services.review.panel import reopen_lists
from contest_aws.services.review.round_state import round_of, used_by
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import get, recorded, retry_on_conflict, unchanged, update


def extend(ctx: Context, round_id: Id, *, until: datetime, reason: str) -> Contest:
    """Refused if the date is not later than the present one, or over already. Repeated, nothing
    changes. The date that a later edition of the rules says already is accepted, too. The caller
    sets the schedules."""
    require_reason(reason)
    ctx.contest.round(round_id)
    _refuse_if_used(ctx, round_id)
    _refuse_unless_later(ctx, round_id, until=until)
    _keep_judges(ctx, round_id, until=until)
    contest = retry_on_conflict(lambda: _set_date(ctx, round_id, until=until, reason=reason))
    later = Context(ctx.store, contest, ctx.actor, ctx.now)
    retry_on_conflict(lambda: _reopen(later, round_id))
    reopen_lists(later, round_id)
    return contest


def _refuse_unless_later(ctx: Context, round_id: Id, *, until: datetime) -> Contest:
    """The contest as it is now. It may have this date already: then the call is repeated."""
    contest = contest_of(ctx.store, ctx.contest.id)
    refuse_if_ended(contest)
    closes, zone = _replaced(ctx, contest, round_id, until=until), contest.rules.zone
    repeated = contest.extended.get(round_id) == until
    if not repeated and until <= max(closes, ctx.contest_time):
        least = stored(max(closes, ctx.contest_time), zone)
        raise refused("review.not_later", measured=stored(until, zone), allowed=least)
    return contest


def _replaced(ctx: Context, contest: Contest, round_id: Id, *, until: datetime) -> datetime:
    """The closing date that `until` replaces. If the rules say `until` already, it is that of an
    edition before, if the later one was loaded while the round was under way: version 0.1 did."""
    round_ = contest.round(round_id)
    if until != round_.closes or round_id in contest.extended:
        return round_.closes
    editions = ctx.store.query(keys.contest(contest.id).pk, Edition, begins=keys.SK_EDITION)
    dates = [(r.closes, e.loaded_at) for e in editions for r in e.rules.rounds if r.id == round_id]
    moved = [(old, at) for (old, _), (new, at) in pairwise(dates) if new != old]
    old, loaded_at = moved[-1] if moved else (until, ctx.now)
    return min(old, until) if loaded_at >= contest.clock_at(round_.opens) else until


def _keep_judges(ctx: Context, round_id: Id, *, until: datetime) -> None:
    """Judges who were to stay to the end of the round stay to its new end: their roles end by as
    much later, and who has left with the old end is back. An earlier last day was meant: it stays.

    Before the date is set, so that a call that is repeated after an interruption knows the old."""
    contest = contest_of(ctx.store, ctx.contest.id)
    closes = _replaced(ctx, contest, round_id, until=until)
    end, new_end = contest.clock_at(closes), contest.clock_at(until)
    partition = keys.invited(ctx.contest.id, "", "").pk
    pointers = ctx.store.query(partition, Pointer, begins=f"{Role.JUDGE}#")

    def prolong(key: Key) -> None:
        retry_on_conflict(lambda: _prolong(ctx, key, end, new_end))

    grants = [keys.grant(one.account, ctx.contest.id, Role.JUDGE) for one in pointers]
    parallel.each(ctx.store, prolong, grants)


def _prolong(ctx: Context, key: Key, end: datetime, new_end: datetime) -> None:
    grant = get(ctx.store, key, Grant)
    if grant.ends_at is None or not end <= grant.ends_at < new_end:
        return
    later = grant.ends_at + (new_end - end)
    after, record = prolonged(grant, later, subject=key, actor=ctx.actor, at=ctx.now)
    changes = [update(key, after, before=grant), recorded(key, record)]
    of_judge = keys.judge(ctx.contest.id, grant.person)
    judge = ctx.store.find(of_judge, Judge)
    if judge and judge.left and after.counts(ctx.now):
        judges.appoint(ctx, judge, *changes)
    else:
        ctx.store.commit(*changes)


def _set_date(ctx: Context, round_id: Id, *, until: datetime, reason: str) -> Contest:
    key = keys.contest(ctx.contest.id)
    contest = _refuse_unless_later(ctx, round_id, until=until)
    if contest.extended.get(round_id) == until:
        return contest
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
    if used := used_by(ctx.store, ctx.contest, round_id):
        raise Refused(used)


def _reopen(ctx: Context, round_id: Id) -> None:
    key = keys.round_(ctx.contest.id, round_id)
    round_ = round_of(ctx.store, ctx.contest.id, round_id)
    if round_ is None or round_.state not in (RoundState.CLOSING, RoundState.CLOSED):
        return
    _refuse_if_used(ctx, round_id)
    contest = contest_of(ctx.store, ctx.contest.id)
    refuse_if_ended(contest)
    after, record = round_.with_record(
        "review.open",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"round": round_id},
        state=RoundState.OPEN,
        closed_at=None,
    )
    as_seen = unchanged(keys.contest(contest.id), contest)
    ctx.store.commit(update(key, after, before=round_), recorded(key, record), as_seen)
