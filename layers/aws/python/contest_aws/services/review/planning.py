"""The plan for the entries of a round that lack judges, from the panel as it stands. Nothing is
written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.review.assignment.plan import Plan, plan
from contest.review.assignment.preferences import expertise_for, known_fields
from contest.review.assignment.problem import PlannedEntry, PlannedJudge
from contest.review.conflict_search import Pairs
from contest.review.judge import Judge
from contest.review.round import Dealing
from contest.rules.contest import Contest
from contest.rules.rules import Rules
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.review.conflicts import conflicts_among
from contest_aws.services.review.panel import Panel, panel_of
from contest_aws.store import keys


class PlanPreview(NamedTuple):
    plan: Plan
    dealing: Dealing
    """What is new in the plan."""


def round_in(contest: Contest, entry: Entry) -> Id:
    """The round that the entry has reached. One that was never dealt is in the first."""
    return entry.round or contest.rules.rounds[0].id


def is_in(contest: Contest, entry: Entry, round_id: Id) -> bool:
    return round_in(contest, entry) == round_id


def lacks_judges(ctx: Context, entry: Entry, round_id: Id) -> bool:
    """Whether the entry waits for more judges in the round."""
    needed = ctx.contest.round(round_id).reviews_per_entry
    return is_under_review(ctx, entry, round_id) and len(entry.judges) < needed


def is_under_review(ctx: Context, entry: Entry, round_id: Id) -> bool:
    """Whether it is for judges, or the host, to decide on the entry in the round. A screening that
    can still be undone is none yet."""
    decided = entry.screening is None or entry.screening.is_final(ctx.now)
    in_review = entry.status is EntryStatus.IN_REVIEW
    return decided and in_review and is_in(ctx.contest, entry, round_id)


JUDGED = (EntryStatus.IN_REVIEW, EntryStatus.REVIEWED)


def of_round(ctx: Context, round_id: Id) -> list[Entry]:
    """All entries that are judged in the round, done or not. The index may lag behind."""
    found = parallel.each(
        ctx.store, lambda status: list(ctx.store.entries_at(ctx.contest.id, status)), JUDGED
    )
    return [entry for of in found for entry in of if is_in(ctx.contest, entry, round_id)]


def preview_round(ctx: Context, round_id: Id) -> PlanPreview:
    """The plan for all entries of the round. The index only says which there are: each is read
    once, as it is now."""
    found = parallel.each(
        ctx.store, lambda status: list(ctx.store.entry_ids_at(ctx.contest.id, status)), JUDGED
    )
    return _preview(ctx, round_id, [id_ for of in found for id_ in of])


def preview(ctx: Context, round_id: Id, entries: Iterable[Entry]) -> PlanPreview:
    """The plan for these entries as they are now: those that lack judges get some, and nobody is
    moved."""
    return _preview(ctx, round_id, [entry.id for entry in entries])


def _preview(ctx: Context, round_id: Id, wanted: Iterable[Id]) -> PlanPreview:
    there = [keys.entry(ctx.contest.id, id_) for id_ in wanted]
    found = [
        entry
        for entry in parallel.find_all(ctx.store, there, Entry)
        if is_in(ctx.contest, entry, round_id)
        and (entry.judges or lacks_judges(ctx, entry, round_id))
    ]
    panel = panel_of(ctx.store, ctx.contest.id, round_id)
    conflicts = conflicts_among(ctx.store, ctx.contest, panel.judges, found)
    made = _plan(ctx.contest, round_id, panel, found, conflicts)
    new = {
        entry.id: sorted({*made.judges.get(entry.id, ())} - {*entry.judges})
        for entry in sorted(found, key=lambda entry: entry.id)
        if lacks_judges(ctx, entry, round_id)
    }
    return PlanPreview(made, _numbered(ctx.contest.id, round_id, new, panel.last_numbers))


def _plan(
    contest: Contest, round_id: Id, panel: Panel, entries: list[Entry], conflicts: Pairs
) -> Plan:
    rules, closed = contest.round(round_id), panel.had | conflicts.keys()
    judges = [judge for judge in panel.judges if not judge.left]
    among = Counter(judge for entry in entries for judge in entry.judges)
    loads, replaced = panel.loads, panel.replaced
    return plan(
        [_entry(contest.rules, judges, entry, closed) for entry in entries],
        [
            PlannedJudge(
                id=j.id,
                themes=j.themes,
                expertise=known_fields(j.expertise),
                max_load=0 if j.id in replaced else j.max_load,
                load=max(0, loads[j.id] - among[j.id]),
            )
            for j in judges
        ],
        per_entry=rules.reviews_per_entry,
        max_load=rules.max_load,
        seed=f"{contest.id}/{round_id}",
    )


def _entry(
    rules: Rules, judges: Iterable[Judge], entry: Entry, closed: AbstractSet[tuple[Id, Id]]
) -> PlannedEntry:
    """Barred is who has a conflict, and from whom the entry was taken away before."""
    barred = (
        judge.id
        for judge in judges
        if judge.id not in entry.judges and (judge.id, entry.id) in closed
    )
    themes = tuple(filter(None, (entry.form.theme, *entry.form.further_themes)))
    return PlannedEntry(
        id=entry.id,
        themes=themes,
        expertise=expertise_for(rules, themes),
        judges=entry.judges,
        barred=frozenset(barred),
    )


def _numbered(
    contest_id: Id, round_id: Id, new: Mapping[Id, Iterable[Id]], last: Mapping[Id, int]
) -> Dealing:
    """Gives each work its number in the judge's own list, after those that the judge has had."""
    numbers = dict(last)
    entries: dict[Id, dict[Id, int]] = {}
    for entry, judges in new.items():
        for judge in judges:
            numbers[judge] = numbers.get(judge, 0) + 1
            entries.setdefault(entry, {})[judge] = numbers[judge]
    return Dealing(contest=contest_id, round=round_id, entries=entries)
