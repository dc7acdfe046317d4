"""Validation: records the verdict on an upload. A valid upload goes to screening if its entry was
submitted, and otherwise waits for that. Any other is returned."""

from contest.entry.entry import Entry, EntryStatus
from contest.validate.marks import marks
from contest.validate.verdict import Verdict
from contest_aws.services.context import Context
from contest_aws.services.entries import move


def settle(ctx: Context, entry: Entry, verdict: Verdict) -> Entry:
    if verdict.passed:
        return move(
            ctx,
            entry,
            EntryStatus.SCREENING if entry.submitted_at else EntryStatus.READY,
            action="validate.pass",
            verdict=verdict,
        )
    return move(
        ctx,
        entry,
        EntryStatus.RETURNED,
        action="validate.return",
        verdict=verdict,
        marks=marks(entry.marks, verdict),
        submitted_at=None,
    )
