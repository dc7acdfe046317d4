"""Reopening: the host has an entry screened again, after a decision that cannot be undone."""

from contest.entry.entry import Entry, EntryStatus
from contest.entry.queue_card import is_as_decided
from contest.refusals import refused
from contest.rules.contest import refuse_if_ended
from contest.screen.changes import Explained
from contest_aws.services.context import Context
from contest_aws.services.entries import not_now, require_reason
from contest_aws.services.screen.screening import put_back

REOPENED = (EntryStatus.REJECTED, EntryStatus.RETURNED, EntryStatus.IN_REVIEW)


def reopen(ctx: Context, entry: Entry, *, reason: str) -> Entry:
    """Have the entry screened again. Its entrant is told, unless they were not yet told of the
    decision. The same request again changes nothing.

    Refused once judges have the entry, and once its entrant has changed what was returned."""
    require_reason(reason)
    refuse_if_ended(ctx.contest)
    known = entry.reopened
    again = known is not None and (known.actor, known.reason) == (ctx.actor, reason)
    if again and entry.status is EntryStatus.SCREENING:
        return entry
    if entry.status not in REOPENED or entry.screening is None:
        raise not_now(entry)
    if entry.judges or entry.round is not None:
        raise refused("screening.dealt")
    if entry.status is EntryStatus.RETURNED and not is_as_decided(entry):
        raise not_now(entry)
    why = Explained(reason=reason, actor=ctx.actor, at=ctx.contest_time)
    return put_back(ctx, entry, action="screen.reopen", details={"reason": reason}, reopened=why)
