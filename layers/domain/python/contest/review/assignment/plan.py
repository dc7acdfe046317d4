"""The plan of a review round: which judges get which entries.

The same seed and input give the same plan, whatever the order of the input. Assignments that exist
stay: late entries and replacements for judges who have left extend the plan."""

import random
from collections.abc import Iterable
from functools import cached_property

from contest.model import Fact, digest
from contest.refusals import Refusal
from contest.review.assignment.connection import Graph, connect
from contest.review.assignment.deal import Deal
from contest.review.assignment.improvement import improve
from contest.review.assignment.preferences import preferences
from contest.review.assignment.problem import PlannedEntry, PlannedJudge, PlannedRound
from contest.review.assignment.reasons import reasons


class Plan(Fact):
    judges: dict[str, tuple[str, ...]]
    """Judges by entry, those it already had among them. An entry without any is left out."""
    loads: dict[str, int]
    """How many entries each judge has then, by judge."""
    unplaced: dict[str, Refusal] = {}
    """Entries that have fewer judges than the rules ask for, and what is in the way. One that had
    no judges gets none; one that had some gets as many more as there are."""
    components: int = 0
    """In how many parts the graph of shared entries falls, judges without entries aside."""
    quality: float | None = None
    """How much of what was preferred is fulfilled, as a part of the most that any plan with these
    loads could reach. None: nothing was preferred."""
    seed: str = ""

    @property
    def connected(self) -> bool:
        return self.components <= 1

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the plan's canonical JSON: whoever has seen this hash has seen this plan."""
        return digest(self)


def plan(
    entries: Iterable[PlannedEntry],
    judges: Iterable[PlannedJudge],
    *,
    per_entry: int,
    max_load: int,
    seed: str,
) -> Plan:
    """Each entry gets `per_entry` judges without a conflict, or is `unplaced`. Nobody gets more
    than `max_load` or their own limit. Loads differ by at most one, unless conflicts, limits or
    what exists prevent it: then the sum of their squares is the least."""
    round_ = PlannedRound.of(entries, judges, per_entry=per_entry, max_load=max_load, seed=seed)
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    deal = Deal(round_.problem, chance)
    found = deal.deal_all(
        partly=(index for index, existing in enumerate(round_.existing) if existing)
    )
    rows = preferences(round_)
    most = improve(deal, rows, chance) if rows else 0
    parts = connect(Graph(deal, round_.existing, rows), chance)
    reached = sum(row[judge] for row, mine in zip(rows, deal.given, strict=False) for judge in mine)
    return Plan(
        judges=_judges(round_, deal),
        loads=dict(sorted((one.id, deal.load(at)) for at, one in enumerate(round_.judges))),
        unplaced=reasons(round_, deal, found, per_entry=per_entry),
        components=parts,
        quality=round(reached / most, 6) if most else None,
        seed=seed,
    )


def _judges(round_: PlannedRound, deal: Deal) -> dict[str, tuple[str, ...]]:
    found = {}
    for entry, existing, given in zip(round_.entries, round_.existing, deal.given, strict=True):
        if existing or given:
            found[entry.id] = tuple(
                sorted(round_.judges[judge].id for judge in (*existing, *given))
            )
    return dict(sorted(found.items()))
