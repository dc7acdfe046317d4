"""Confirmation: a second screener confirms or overturns a decision, where the rules ask for it."""

from contest.entry.entry import Entry
from contest.refusals import refused
from contest.screen.changes import Explained
from contest.screen.decision import ScreeningDecision
from contest_aws.services.context import Context
from contest_aws.services.entries import require_reason, save
from contest_aws.services.screen.access import check_not_own, check_unclaimed
from contest_aws.services.screen.screening import check_possible, commit, screened_by
from contest_aws.store import keys


def confirm(ctx: Context, entry: Entry, *, expected_version: int) -> Entry:
    """Carry out the proposed decision. Refused for whoever proposed it. Confirming again changes
    nothing."""
    taken = entry.screening
    if taken and taken.confirmed_by == ctx.actor and entry.content_version == taken.made:
        return entry
    proposed = _proposed(ctx, entry, expected_version)
    check_possible(ctx, entry, proposed)
    return commit(ctx, entry, proposed.model_copy(update={"confirmed_by": ctx.actor}))


def overturn(ctx: Context, entry: Entry, *, reason: str, expected_version: int) -> Entry:
    """Drop the proposed decision, with a reason: the entry waits for another one. Overturning it
    again changes nothing."""
    require_reason(reason)
    last = entry.overturned
    if entry.proposed is None and last and (last.actor, last.reason) == (ctx.actor, reason):
        return entry
    proposed = _proposed(ctx, entry, expected_version)
    check_unclaimed(ctx, entry)
    after, record = entry.with_record(
        "screen.overturn",
        subject=keys.entry(entry.contest, entry.id),
        actor=ctx.actor,
        at=ctx.contest_time,
        details={
            "outcome": proposed.outcome,
            "proposed_by": str(proposed.actor),
            "reason": reason,
        },
        proposed=None,
        screened_by=screened_by(ctx, entry),
        claim=None,
        overturned=Explained(reason=reason, actor=ctx.actor, at=ctx.contest_time),
    )
    save(ctx.store, after, record, before=entry)
    return after


def _proposed(ctx: Context, entry: Entry, expected_version: int) -> ScreeningDecision:
    check_not_own(ctx, entry)
    if entry.proposed is None:
        raise refused("screening.nothing_proposed")
    if entry.content_version != expected_version:
        raise refused("item.changed_meanwhile")
    if entry.proposed.actor.id == ctx.actor.id:
        raise refused("screening.same_screener")
    return entry.proposed
