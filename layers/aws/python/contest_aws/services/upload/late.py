"""Late entries: which ones the deadline caught, and how the host lets them in."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from contest.entry.entrant_view import as_told
from contest.entry.entry import Entry, EntryStatus
from contest.entry.host_decisions import LetIn
from contest.entry.submit import OPEN
from contest.refusals import refused
from contest.refusals.formatting import stored
from contest.rules.contest import refuse_if_ended
from contest.rules.deadline import ends
from contest.screen.decision import resubmit_by
from contest_aws.services.context import Context
from contest_aws.services.entries import move, not_now, save
from contest_aws.store import keys

ANSWER_LOST = timedelta(days=1)
"""The same decision within this time is the same request, sent again."""


def caught(ctx: Context) -> Iterator[Entry]:
    """Entries whose upload came late, then those whose upload was not finished in time, those whose
    valid video was not submitted in time, and those whose video came in time and failed the check
    after it, the oldest first."""
    store, contest = ctx.store, ctx.contest
    yield from store.entries_at(contest.id, EntryStatus.LATE)
    for status in (EntryStatus.UPLOADING, EntryStatus.READY):
        for entry in store.entries_at(contest.id, status):
            if ctx.contest_time >= ends(contest.rules, resubmit_by=entry.resubmit_by):
                yield entry
    for entry in store.entries_at(contest.id, EntryStatus.RETURNED):
        over = ends(contest.rules, resubmit_by=entry.resubmit_by)
        if entry.check_failed and over <= entry.changed_at:
            yield entry


def let_in(ctx: Context, entry: Entry, *, reason: str, until: datetime | None = None) -> Entry:
    """The host admits an entry after its deadline, wherever it was caught, and gives a reason.

    What came late is validated and goes on. Everything else may be uploaded, changed and submitted
    until `until`, or for the rules' period for corrections. Refused for an entry that is on its way
    or at its end, and while the decision that returned it can be undone."""
    if not reason.strip():
        raise refused("upload.reason_missing")
    refuse_if_ended(ctx.contest)
    late = entry.status is EntryStatus.LATE
    if not late and _is_repeated(ctx, entry, reason, until):
        return entry
    if as_told(entry, now=ctx.now) is not entry:
        raise not_now(entry)
    if not (late or (entry.status in OPEN and entry.submitted_at is None) or _is_midway(entry)):
        raise not_now(entry)
    _check_date(ctx, until)
    at = ctx.contest_time
    changes: dict[str, Any] = {
        "resubmit_by": until or resubmit_by(ctx.contest.rules, returned_at=at, until=None),
        "let_in": LetIn(actor=ctx.actor, reason=reason, until=until, at=at),
    }
    details = {"reason": reason}
    if late:
        to = EntryStatus.VALIDATING
        return move(ctx, entry, to, action="upload.let_in", details=details, **changes)
    after, record = entry.with_record(
        "upload.let_in",
        subject=keys.entry(entry.contest, entry.id),
        actor=ctx.actor,
        at=at,
        details=details,
        **changes,
        **entry.aside_marks,
    )
    save(ctx.store, after, record, before=entry)
    return after


def _check_date(ctx: Context, until: datetime | None) -> None:
    """Refused for a date that has passed, and for one before the deadline, which would change
    nothing."""
    last, zone = ctx.contest.rules.dates.upload_ends, ctx.contest.rules.zone
    if until is not None and until <= ctx.contest_time:
        raise refused("screening.date_passed", measured=stored(until, zone))
    if until is not None and until < last:
        raise refused(
            "screening.date_early", measured=stored(until, zone), allowed=stored(last, zone)
        )


def _is_midway(entry: Entry) -> bool:
    return entry.status is EntryStatus.UPLOADING


def _is_repeated(ctx: Context, entry: Entry, reason: str, until: datetime | None) -> bool:
    known = entry.let_in
    return (
        known is not None
        and (known.actor, known.reason, known.until) == (ctx.actor, reason, until)
        and ctx.contest_time - known.at <= ANSWER_LOST
    )
