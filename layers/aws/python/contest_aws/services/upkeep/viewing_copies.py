"""Upkeep of viewing copies and renditions: those that failed, broke off or were never begun are
begun again, as are those with the key of an earlier round, and those that are of use to nobody are
dropped. Each by an execution of its own."""

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.rules.contest import Contest
from contest.viewing.rendition import is_rendition_wanted
from contest.viewing.viewing_copy import CopyKind, ViewingCopy, is_kept, is_wanted
from contest_aws.services.context import Context
from contest_aws.services.viewing.copies import is_outdated, states
from contest_aws.workflow.executions import Journeys, position, start_copy


def renew_copy(journeys: Journeys, machine: str, contest: Contest, entry: Entry) -> None:
    """Where the rules ask for new keys in each round, begins the copies of an entry that has come
    into a later one. Nothing depends on it: the hourly upkeep begins what was missed."""
    later = [round_.id for round_ in contest.rules.rounds[1:]]
    if not contest.rules.viewing.new_keys_each_round or entry.round not in later:
        return
    again = f"-round{later.index(entry.round) + 2}"
    start_copy(journeys, machine, position(entry), again=again)


def mend_copies(ctx: Context, journeys: Journeys, machine: str) -> tuple[str, ...]:
    """Entries for which an execution was started; at most one an hour for each."""
    there = states(ctx.store, ctx.contest.id)
    of_entry: dict[Id, list[ViewingCopy]] = {}
    for found in there.values():
        for copy in found.values():
            of_entry.setdefault(copy.entry, []).append(copy)

    def is_due(entry: Entry) -> bool:
        if any(not is_kept(entry, copy) for copy in of_entry.get(entry.id, ())):
            return True
        if entry.upload is None or not is_wanted(entry):
            return False
        rules = ctx.contest.rules
        kinds = CopyKind if is_rendition_wanted(entry, rules.viewing) else (CopyKind.COPY,)
        found = [there[kind].get((entry.id, entry.upload.version)) for kind in kinds]
        return any(
            copy is None or copy.is_due(now=ctx.now) or is_outdated(copy, entry, rules)
            for copy in found
        )

    due = {  # of an entry nothing else is kept: there may be 20,000
        entry.id: position(entry)
        for status in EntryStatus
        for entry in ctx.store.entries_at(ctx.contest.id, status)
        if is_due(entry)
    }
    again = f"-{ctx.now:%Y%m%d%H}"
    return tuple(
        id_ for id_, where in due.items() if start_copy(journeys, machine, where, again=again)
    )
