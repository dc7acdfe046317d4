"""The limits of an entrant: entries in the contest, entries and bytes a day.

Each is a counter that is written in the same commit as what it counts, under the version that was
read. Of requests at once one is written and the others count again, so that none gets past."""

from collections.abc import Mapping

from contest.audit import Audited
from contest.model import Id
from contest.refusals import refused
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create, update


class Day(Audited):
    """How much an entrant has entered and uploaded on one day of the contest's calendar."""

    entries: int = 0
    bytes: int = 0


class EntrantTotal(Audited):
    """How many entries an entrant has in the contest. Withdrawn ones do not count."""

    entries: int = 0


def count_day(ctx: Context, entrant: Id, *, entries: int = 0, bytes_: int = 0) -> Change:
    """The change that counts towards the entrant's day. Refused beyond the limits of the rules."""
    limits, today = ctx.contest.rules.limits, ctx.contest_time.astimezone(ctx.contest.rules.zone)
    key = keys.day(ctx.contest.id, entrant, today.date())
    there = ctx.store.find(key, Day)
    day = there or Day()
    counted = day.next_version(entries=day.entries + entries, bytes=day.bytes + bytes_)
    if entries and limits.entries_per_day and counted.entries > limits.entries_per_day:
        raise refused("entry.too_many_today", allowed=limits.entries_per_day)
    if bytes_ and limits.bytes_per_day and counted.bytes > limits.bytes_per_day:
        raise refused("upload.too_much_today", measured=counted.bytes, allowed=limits.bytes_per_day)
    return update(key, counted, before=there) if there else create(key, counted)


def count_entries(ctx: Context, more: Mapping[Id, int]) -> tuple[Change, ...]:
    """The changes that count entries of these entrants, or take them off. Refused beyond the limit
    of the rules."""
    limit, changes = ctx.contest.rules.limits.entries_per_entrant, list[Change]()
    for entrant, by in more.items():
        key = keys.entrant_total(ctx.contest.id, entrant)
        there = ctx.store.find(key, EntrantTotal)
        total = there or EntrantTotal()
        counted = total.next_version(entries=max(total.entries + by, 0))
        if by > 0 and limit and counted.entries > limit:
            raise refused("entry.too_many", allowed=limit)
        changes.append(update(key, counted, before=there) if there else create(key, counted))
    return tuple(changes)
