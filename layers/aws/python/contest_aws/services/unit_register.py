"""The register of units: lists the names in a contest's entries, proposes which may be one unit,
and takes the host's decisions."""

from collections import Counter
from collections.abc import Callable

from contest.audit import AuditRecord
from contest.entry.entrants import EntrantKind, entrant_kind
from contest.entry.entry import Entry, EntryStatus
from contest.model import Fact, Id
from contest.unit_names import units_in
from contest.unit_names.register import UnitRegister, keep_apart, merge, undecided
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.protocol import Store, create, recorded, retry_on_conflict, update

Decision = tuple[UnitRegister, AuditRecord] | None
ENTERED = (
    EntryStatus.VALIDATING,
    EntryStatus.SCREENING,
    EntryStatus.IN_REVIEW,
    EntryStatus.REVIEWED,
    EntryStatus.AWARDED,
    EntryStatus.NOT_AWARDED,
    EntryStatus.NOT_JUDGED,
)
"""Entries whose units are listed."""


class UnitOfEntries(Fact):
    """A unit that entered or recommends works."""

    names: tuple[str, ...]
    """All that the host has found to be its names, the one that is shown first."""
    works: int


class UndecidedPair(Fact):
    """Two names that may be those of one unit."""

    first: str
    second: str


class UnitList(Fact):
    units: tuple[UnitOfEntries, ...]
    undecided: tuple[UndecidedPair, ...]
    apart: tuple[UndecidedPair, ...]
    """Names that the host has found to be those of two units."""


def register_of(store: Store, contest_id: Id) -> UnitRegister:
    found = store.find(keys.unit_register(contest_id), UnitRegister)
    return found or UnitRegister(contest=contest_id)


def listed(store: Store, contest_id: Id) -> UnitList:
    """The units of all entries that are or were in the contest, and what is to be decided. An
    entrant who is no unit is left out."""
    register, works, shown = register_of(store, contest_id), Counter[str](), dict[str, str]()
    for status in ENTERED:
        for entry in store.entries_at(contest_id, status):
            names = {register.unit_key(name): register.shown(name) for name in _named(entry)}
            works.update(names.keys())
            shown = names | shown
    pairs = undecided(register, [shown[key] for key in sorted(shown)])
    return UnitList(
        units=tuple(
            UnitOfEntries(names=register.names_of(shown[key]), works=works[key])
            for key in sorted(shown, key=lambda key: (-works[key], key))
        ),
        undecided=tuple(UndecidedPair(first=one, second=other) for one, other in pairs),
        apart=tuple(UndecidedPair(first=one, second=other) for one, other in register.apart),
    )


def _named(entry: Entry) -> set[str]:
    form = entry.form
    entrant = form.entrant if entrant_kind(form) is EntrantKind.UNIT else ""
    return {*units_in(entrant), *units_in(form.recommending_unit)}


def merge_units(ctx: Context, names: tuple[str, ...]) -> UnitRegister:
    """The host says that the names are those of one unit. Said again, nothing changes."""
    key = keys.unit_register(ctx.contest.id)
    return _decided(
        ctx, lambda before: merge(before, names, subject=key, actor=ctx.actor, at=ctx.now)
    )


def keep_units_apart(ctx: Context, one: str, other: str) -> UnitRegister:
    """The host says that the names are those of two units. Said again, nothing changes."""
    key = keys.unit_register(ctx.contest.id)
    return _decided(
        ctx, lambda before: keep_apart(before, one, other, subject=key, actor=ctx.actor, at=ctx.now)
    )


def _decided(ctx: Context, decide: Callable[[UnitRegister], Decision]) -> UnitRegister:
    key = keys.unit_register(ctx.contest.id)

    def once() -> UnitRegister:
        before = register_of(ctx.store, ctx.contest.id)
        if (decided := decide(before)) is None:
            return before
        after, record = decided
        change = update(key, after, before=before) if before.version else create(key, after)
        ctx.store.commit(change, recorded(key, record))
        return after

    return retry_on_conflict(once)
