"""Validate: take up the verdict on an upload; what passed goes to screening if its
entrant handed it in, and waits for that if not; all else goes back."""

from datetime import datetime

from contest.calendar import Contest
from contest.entry import Entry, Status
from contest.validate import Verdict
from contest_aws.desk.entry import move
from contest_aws.store import Store


def settle(
    store: Store, contest: Contest, entry: Entry, verdict: Verdict, *, ours: datetime
) -> Entry:
    now = contest.now(ours)
    if verdict.passed:
        return move(
            store, entry, Status.SCREENING if entry.submitted_at else Status.READY, by="rules",
            at=now, deed="validate.pass", verdict=verdict,
        )  # fmt: skip
    return move(
        store, entry, Status.RETURNED, by="rules", at=now, deed="validate.return", verdict=verdict,
        submitted_at=None, mend_by=entry.mend_by or contest.rules.dates.upload_ends,
    )  # fmt: skip
