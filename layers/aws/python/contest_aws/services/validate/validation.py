"""Validate: take up the verdict on an upload; what passed goes to screening if its
entrant handed it in, and waits for that if not; all else goes back."""

from datetime import datetime

from contest.audit import RULES
from contest.entry.entry import Entry, EntryStatus
from contest.rules.contest import Contest
from contest.validate.verdict import Verdict
from contest_aws.services.entries import move
from contest_aws.store.protocol import Store


def settle(
    store: Store, contest: Contest, entry: Entry, verdict: Verdict, *, ours: datetime
) -> Entry:
    now = contest.now(ours)
    if verdict.passed:
        return move(
            store,
            entry,
            EntryStatus.SCREENING if entry.submitted_at else EntryStatus.READY,
            actor=RULES,
            at=now,
            deed="validate.pass",
            verdict=verdict,
        )
    return move(
        store,
        entry,
        EntryStatus.RETURNED,
        actor=RULES,
        at=now,
        deed="validate.return",
        verdict=verdict,
        submitted_at=None,
        mend_by=entry.mend_by or contest.rules.dates.upload_ends,
    )
