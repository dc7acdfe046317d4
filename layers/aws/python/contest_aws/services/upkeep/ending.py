"""Calls a contest off, so that what the rules keep for a time is kept from then on.

For the organiser's command line, under the organiser's own AWS credentials."""

from contest.award.award import AwardStatus
from contest.refusals import refused
from contest.rules.contest import Contest, Ended
from contest_aws.services.award.award_rounds import rounds_of
from contest_aws.services.contests import begun_rounds, still_to_begin
from contest_aws.services.context import Context
from contest_aws.services.entries import require_reason
from contest_aws.store import keys
from contest_aws.store.protocol import get, recorded, retry_on_conflict, update


def end(ctx: Context, *, reason: str) -> Contest:
    """Call the contest off, for good: nothing is entered, reviewed or awarded any more, and what
    the rules keep for a time is kept from now on. Refused while an award round stands. Repeated,
    nothing changes. The caller sets the schedules and keeps the calendar, which closes rounds."""
    require_reason(reason)
    return retry_on_conflict(lambda: _end(ctx, reason))


def _end(ctx: Context, reason: str) -> Contest:
    key = keys.contest(ctx.contest.id)
    contest = get(ctx.store, key, Contest)
    if contest.ended:
        return contest
    begun = begun_rounds(ctx.store, contest)
    for award_round in rounds_of(ctx.store, contest.id):
        if award_round.status is not AwardStatus.DISCARDED:
            raise refused("contest.being_awarded", measured=award_round.id)
    ended, record = contest.with_record(
        "contest.end",
        subject=key,
        actor=ctx.actor,
        at=ctx.now,
        details={"reason": reason},
        ended=Ended(at=contest.time_at(ctx.now), reason=reason),
    )
    # Review rounds are written, too: of this and awards over them, what comes second has a conflict
    rounds = {keys.round_(contest.id, round_id): round_ for round_id, round_ in begun.items()}
    ctx.store.commit(
        update(key, ended, before=contest),
        recorded(key, record),
        *(update(of, round_.next_version(), before=round_) for of, round_ in rounds.items()),
        *still_to_begin(contest, begun),
    )
    return ended
