"""Entry numbers: drawn from one counter for each contest, in the commit that submits an entry."""

from contest.audit import Audited
from contest.entry.entry import Entry
from contest.model import Id
from contest.rules.numbering import as_written, numbered
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store, create, update


class LastNumber(Audited):
    """The last number that was drawn in the contest."""

    number: int = 0


def draw(ctx: Context, entry: Entry) -> tuple[str, tuple[Change, ...]]:
    """The entry's number and the changes that draw it. One that the entry has is kept.

    Of draws at once one is committed, and the others draw again."""
    if entry.number:
        return entry.number, ()
    key = keys.last_number(ctx.contest.id)
    there = ctx.store.find(key, LastNumber)
    last = there or LastNumber()
    following = last.number + 1
    while ctx.store.find(_pointer(ctx, following), Named):  # the pattern was another one before
        following += 1
    drawn = last.next_version(number=following)
    counter = update(key, drawn, before=there) if there else create(key, drawn)
    pointer = create(_pointer(ctx, following), Named(name=entry.id))
    return numbered(ctx.contest.rules.entry_number, following), (counter, pointer)


def entry_named(store: Store, contest_id: Id, typed: str) -> Entry:
    """The entry with this number, or with this id."""
    found = store.find(keys.number(contest_id, as_written(typed)), Named)
    return entry_of(store, contest_id, found.name if found else typed)


def _pointer(ctx: Context, number: int) -> keys.Key:
    return keys.number(ctx.contest.id, numbered(ctx.contest.rules.entry_number, number))
