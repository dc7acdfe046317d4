"""Upkeep of viewing copies: those that failed, broke off or were never begun are begun again, and
those that are of use to nobody are dropped. Each by an execution of its own."""

from contest.entry.entry import Entry, EntryStatus
from contest.viewing.viewing_copy import is_kept, is_wanted
from contest_aws.services.context import Context
from contest_aws.services.viewing.copies import states
from contest_aws.workflow.executions import Journeys, position, start_copy


def mend_copies(ctx: Context, journeys: Journeys, machine: str) -> tuple[str, ...]:
    """Entries for which an execution was started; at most one an hour for each."""
    there = states(ctx.store, ctx.contest.id)
    entries = {
        entry.id: entry
        for status in EntryStatus
        for entry in ctx.store.entries_at(ctx.contest.id, status)
    }
    useless = {
        copy.entry
        for copy in there.values()
        if copy.entry in entries and not is_kept(entries[copy.entry], copy)
    }

    def is_due(entry: Entry) -> bool:
        if entry.upload is None or not is_wanted(entry):
            return False
        copy = there.get((entry.id, entry.upload.version))
        return copy is None or copy.is_due(now=ctx.now)

    due = [entry for entry in entries.values() if entry.id in useless or is_due(entry)]
    again = f"-{ctx.now:%Y%m%d%H}"
    return tuple(
        entry.id for entry in due if start_copy(journeys, machine, position(entry), again=again)
    )
