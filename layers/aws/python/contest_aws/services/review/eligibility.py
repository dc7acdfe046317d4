"""Whether judges may review what they have, or would get, by what is known now. `conflicts` finds
what there is between them; this is where planning, dealing and tallying ask."""

from collections.abc import Iterable, Mapping

from contest.entry.entry import Entry
from contest.model import Id
from contest.review.conflict_decision import ConflictDecision
from contest.review.conflicts import ConflictCode
from contest.review.judge import Judge
from contest.review.review import Review
from contest.rules.contest import Contest
from contest_aws.services import parallel
from contest_aws.services.review.conflicts import conflicts_among
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Store


def interests_of(
    store: Store, contest: Contest, judge: Judge, entries: Iterable[Entry]
) -> dict[Id, ConflictCode]:
    """Why what the judge gives these entries does not count, by entry. A suspicion is a reason
    until it is dismissed; that the judge has left is none."""
    found = conflicts_among(store, contest, [judge.model_copy(update={"left": False})], entries)
    return {entry: conflicts[0].code for (_, entry), conflicts in found.items()}


def without_conflicts(
    store: Store,
    contest: Contest,
    judges: Iterable[Judge],
    given: Mapping[Id, Iterable[Review]],
    entries: Mapping[Id, Entry],
) -> list[Review]:
    """Those of the reviews, by judge, whose judges have no conflict with the entry."""

    on_panel = [judge.model_copy(update={"left": False}) for judge in judges if given.get(judge.id)]
    own = [r for judge in on_panel for r in given[judge.id] if r.entry in entries]
    works = {review.entry: entries[review.entry] for review in own}
    against = conflicts_among(store, contest, on_panel, works.values())
    return [review for review in own if (review.judge, review.entry) not in against]


def decided_against(
    store: Store, contest_id: Id, pairs: Iterable[tuple[Id, Id]]
) -> set[tuple[Id, Id]]:
    """Of pairs of judge and entry, those of which somebody has said that there is a conflict."""
    wanted: list[Key] = [keys.conflict(contest_id, judge, entry) for judge, entry in pairs]
    found = parallel.find_all(store, wanted, ConflictDecision)
    return {(one.judge, one.entry) for one in found if one.counts}
