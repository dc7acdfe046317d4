"""Overdue entries: those that wait for longer than the rules allow."""

from contest.entry.entry import EntryStatus
from contest.entry.queue_card import QueueCard, QueueFilter
from contest_aws.services.context import Context
from contest_aws.services.screen import queue


def overdue(ctx: Context) -> list[QueueCard]:
    """The entries that have waited for longer than the rules' `overdue_after`, the oldest first."""
    before = queue.waiting_since(ctx, days=None, overdue=True)
    return list(queue.all_of(ctx, EntryStatus.SCREENING, QueueFilter(before=before)))
