"""Screening decisions that an entrant was not told of: mails about them wait, and mails that would
give them away are not sent."""

from datetime import datetime

from contest.entry.entry import Entry, EntryStatus


def held_until(before: Entry | None, after: Entry) -> datetime | None:
    """Until when, by our clock, the mail of a change waits, because the change can be undone."""
    decided = after.screening
    if before is None or before.status is not EntryStatus.SCREENING or decided is None:
        return None
    return decided.final_at if decided.made == after.version else None


def is_told_again(before: Entry, after: Entry) -> bool:
    """Whether the entrant of a reopened entry was told of the decision that no longer holds."""
    return before.screening is None or before.screening.made not in after.undone
