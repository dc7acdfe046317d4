"""Upkeep of viewing copies and renditions: those that failed, broke off or were never begun are
begun again, as are those with the key of an earlier round, and those that are of use to nobody are
dropped. Each by an execution of its own."""

from collections.abc import Iterator, Mapping
from itertools import islice

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.rules.contest import Contest
from contest.viewing.rendition import is_rendition_wanted
from contest.viewing.viewing_copy import CopyKind, CopyState, ViewingCopy, is_kept, is_wanted
from contest_aws.services.context import Context
from contest_aws.services.viewing.copies import is_outdated, states
from contest_aws.workflow.executions import Journeys, Position, position, start_copy

MOST_AT_ONCE = 100
"""Copies of a contest that are made at once. Each may take four functions, and an account has 1,000
for everything, the API included."""
States = Mapping[CopyKind, Mapping[tuple[Id, int], ViewingCopy]]
"""Copies by kind, and by entry and upload."""


def renew_copy(journeys: Journeys, machine: str, contest: Contest, entry: Entry) -> None:
    """Where the rules ask for new keys in each round, begins the copies of an entry that has come
    into a later one. Nothing depends on it: the hourly upkeep begins what was missed."""
    later = [round_.id for round_ in contest.rules.rounds[1:]]
    if not contest.rules.viewing.new_keys_each_round or entry.round not in later:
        return
    again = f"-round{later.index(entry.round) + 2}"
    start_copy(journeys, machine, position(entry), again=again)


def mend_copies(ctx: Context, journeys: Journeys, machine: str) -> tuple[str, ...]:
    """Entries for which an execution was started; at most one an hour for each. What is of use to
    nobody is dropped, however much it is. What is to be made may wait for the next hour: rules that
    ask for another file of every work do so for thousands at once."""
    there = states(ctx.store, ctx.contest.id)
    copies = [copy for found in there.values() for copy in found.values()]
    to_drop, to_make = _due(ctx, there)
    again = f"-{ctx.now:%Y%m%d%H}"

    def started(due: Mapping[Id, Position]) -> Iterator[Id]:
        for id_, where in due.items():
            if start_copy(journeys, machine, where, again=again):
                yield id_

    being_made = [one for one in copies if one.state is CopyState.MAKING]
    free = MOST_AT_ONCE - sum(not copy.is_due(now=ctx.now) for copy in being_made)
    return (*started(to_drop), *islice(started(to_make), max(free, 0)))


def _due(ctx: Context, there: States) -> tuple[dict[Id, Position], dict[Id, Position]]:
    """Entries with something to drop, and the others for which something is to be made. Of an entry
    nothing else is kept: there may be 20,000."""
    of_entry: dict[Id, list[ViewingCopy]] = {}
    for found in there.values():
        for copy in found.values():
            of_entry.setdefault(copy.entry, []).append(copy)
    to_drop, to_make = dict[Id, Position](), dict[Id, Position]()
    for status in EntryStatus:
        for entry in ctx.store.entries_at(ctx.contest.id, status):
            if any(not is_kept(entry, copy) for copy in of_entry.get(entry.id, ())):
                to_drop[entry.id] = position(entry)
            elif _is_to_make(ctx, entry, there):
                to_make[entry.id] = position(entry)
    return to_drop, to_make


def _is_to_make(ctx: Context, entry: Entry, there: States) -> bool:
    if entry.upload is None or not is_wanted(entry):
        return False
    rules = ctx.contest.rules
    kinds = CopyKind if is_rendition_wanted(entry, rules.viewing) else (CopyKind.COPY,)
    found = [there[kind].get((entry.id, entry.upload.version)) for kind in kinds]
    return any(
        copy is None or copy.is_due(now=ctx.now) or is_outdated(copy, entry, rules)
        for copy in found
    )
