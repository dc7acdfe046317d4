"""Which entries and which scores a tally counts, by what is known now."""

from collections import Counter
from collections.abc import Collection, Iterable

from contest.award.award import AwardRound
from contest.award.names import unit_id, units_of
from contest.award.publicity import Reports, counted
from contest.award.results import Candidate
from contest.entry.entry import Entry, EntryStatus
from contest.entry.submit import AFTER_SUBMISSION
from contest.model import Id
from contest.review.review import Review
from contest.rules.contest import Contest
from contest.unit_names.register import UnitRegister
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.review.planning import round_in
from contest_aws.services.unit_register import register_of
from contest_aws.services.units import publicity
from contest_aws.store import keys
from contest_aws.store.protocol import Store

Statuses = tuple[EntryStatus, ...]
RANKED_OR_LEFT_OUT: Statuses = (EntryStatus.REVIEWED, EntryStatus.NOT_JUDGED)
WITH_RESULTS: Statuses = (EntryStatus.AWARDED, EntryStatus.NOT_AWARDED)


def counted_in(round_: AwardRound) -> Statuses:
    """The statuses of works that an award round counts. Before the first grant none has a result;
    where free places are filled, nearly all have."""
    return (*RANKED_OR_LEFT_OUT, *WITH_RESULTS) if round_.fills else RANKED_OR_LEFT_OUT


def takes_part(entry: Entry, counted: Statuses) -> bool:
    """Whether it can win. Who was erased since it had its result has no name to give an award
    to."""
    return entry.status in counted and "person" not in entry.erased


def has_lost_for_good(entry: Entry) -> bool:
    """Its entrant was erased after it had won nothing. One that has won keeps what it has."""
    return entry.status is EntryStatus.NOT_AWARDED and "person" in entry.erased


def is_ranked(entry: Entry) -> bool:
    """Whether its reviews count. Of one that the host left out they do not, whatever it won."""
    return entry.status is not EntryStatus.NOT_JUDGED and entry.left_out is None


def judged(
    ctx: Context, rounds: Collection[Id], given: Iterable[Review], counted: Statuses
) -> dict[Id, Entry]:
    """The entries of these rounds at these statuses: reviewed, or left out. The index may lag
    behind, so every entry with a review is read directly."""
    indexed = {id_ for status in counted for id_ in ctx.store.entry_ids_at(ctx.contest.id, status)}
    wanted = indexed | {review.entry for review in given}
    found = parallel.find_all(ctx.store, [keys.entry(ctx.contest.id, id_) for id_ in wanted], Entry)
    return {
        entry.id: entry
        for entry in found
        if takes_part(entry, counted) and round_in(ctx.contest, entry) in rounds
    }


def candidate(contest: Contest, entry: Entry, register: UnitRegister) -> Candidate:
    return Candidate(
        entry=entry.id,
        theme=entry.form.theme,
        round=round_in(contest, entry),
        units=tuple(sorted(units_of(entry.form, register))),
        left_out=not is_ranked(entry),
    )


def submitted_works(ctx: Context, register: UnitRegister) -> dict[Id, int]:
    """How many works each unit has submitted, whatever the screening said. Looked up only if an
    award counts them."""
    plan = ctx.contest.rules.awards
    if not any(award.kind == "unit" and award.works.submitted for award in plan):
        return {}
    counts = Counter[Id]()
    for status in sorted(AFTER_SUBMISSION):
        for entry in ctx.store.entries_at(ctx.contest.id, status):
            counts.update(units_of(entry.form, register).keys())
    return dict(counts)


def confirmed_publicity(store: Store, contest: Contest) -> dict[Id, Reports]:
    """Reports that the host has confirmed by now, by the unit id under which works count."""
    register = register_of(store, contest.id)
    units = contest.rules.units
    reports = parallel.each(
        store, lambda unit: counted(publicity.all_of(store, contest.id, unit.id)), units
    )
    by_unit = {
        unit_id(register.shown(unit.name.zh)): found
        for unit, found in zip(units, reports, strict=True)
    }
    return {unit: found for unit, found in by_unit.items() if found}
