"""What always holds of a contest's review, by name. `laurel check` runs it on a deployed contest,
and a model-based test after each step that it makes.

A finding names items by their ids. Where the table's stream still has something to deliver, a
finding may be gone a moment later: check again."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from contest.audit import AuditRecord, first_broken
from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.review.judge import Judge
from contest.review.review import Review
from contest.review.round import ListState, ReviewList, Round, RoundState
from contest.rules.contest import Contest
from contest_aws.services.review.conflicts import decisions_of
from contest_aws.services.review.eligibility import interests_of
from contest_aws.services.review.judges import judges_of
from contest_aws.services.review.planning import is_in
from contest_aws.services.review.reviews import list_key, own_reviews, review_key
from contest_aws.services.review.round_state import used_by
from contest_aws.store import keys
from contest_aws.store.protocol import Store

JUDGED = (EntryStatus.IN_REVIEW, EntryStatus.REVIEWED)
AFTER_SCREENING = (*JUDGED, EntryStatus.NOT_JUDGED, EntryStatus.AWARDED, EntryStatus.NOT_AWARDED)


class Finding(NamedTuple):
    invariant: str
    about: str


@dataclass(frozen=True)
class World:
    """All that review has stored of a contest."""

    store: Store
    contest: Contest
    rounds: dict[Id, Round]
    judges: dict[Id, Judge]
    entries: dict[Id, Entry]
    reviews: tuple[Review, ...]
    lists: dict[tuple[Id, Id], ReviewList]
    """By judge and round."""

    @property
    def live(self) -> Iterator[tuple[Review, Entry]]:
        """Reviews of the round that their entry is in now, that were not taken away."""
        for review in self.reviews:
            entry = self.entries.get(review.entry)
            if entry and not review.removed and review.round == entry.round:
                yield review, entry

    def is_open(self, review: Review) -> bool:
        round_ = self.rounds.get(review.round)
        return round_ is not None and round_.state is RoundState.OPEN

    def records(self, review: Review) -> list[AuditRecord]:
        return list(self.store.query(keys.audit(review_key(review), 0).pk, AuditRecord))


Invariant = Callable[[World], Iterator[str]]


def gather(store: Store, contest: Contest) -> World:
    judges = {judge.id: judge for judge in judges_of(store, contest.id)}
    reviews = [r for judge in judges for r in own_reviews(store, contest.id, judge=judge)]
    wanted = [keys.round_(contest.id, round_.id) for round_ in contest.rounds]
    lists = {keys.review_list(r.contest, r.judge, r.round) for r in reviews}
    entries = {e.id: e for at in AFTER_SCREENING for e in store.entries_at(contest.id, at)}
    return World(
        store=store,
        contest=contest,
        rounds={round_.id: round_ for round_ in store.find_all(wanted, Round)},
        judges=judges,
        entries=entries,
        reviews=tuple(reviews),
        lists={(one.judge, one.round): one for one in store.find_all(lists, ReviewList)},
    )


def check(store: Store, contest: Contest) -> list[Finding]:
    """Everything that does not hold now; empty if all is well."""
    world = gather(store, contest)
    return [Finding(name, about) for name, holds in INVARIANTS.items() for about in holds(world)]


def assigned_judge_has_a_review(world: World) -> Iterator[str]:
    live = {(review.judge, review.entry) for review, _ in world.live}
    for entry in world.entries.values():
        yield from (f"{entry.id}/{j}" for j in entry.judges if (j, entry.id) not in live)


def live_review_is_of_an_assigned_judge(world: World) -> Iterator[str]:
    for review, entry in world.live:
        if entry.status in JUDGED and review.judge not in entry.judges:
            yield str(review_key(review))


def judges_of_an_entry_are_different_people(world: World) -> Iterator[str]:
    yield from (e.id for e in world.entries.values() if len({*e.judges}) < len(e.judges))


def entry_has_no_more_judges_than_the_rules_ask_for(world: World) -> Iterator[str]:
    for entry in world.entries.values():
        most = world.contest.round(entry.round).reviews_per_entry if entry.round else 0
        if len(entry.judges) > most:
            yield entry.id


def judge_has_no_more_works_than_the_rules_allow(world: World) -> Iterator[str]:
    loads = Counter((r.judge, r.round) for r in world.reviews if r.counts or r.is_open)
    for (judge, round_id), works in loads.items():
        if works > world.contest.round(round_id).max_load:
            yield f"{judge}/{round_id}"


def numbers_of_a_list_are_unique_and_begin_at_1(world: World) -> Iterator[str]:
    seen = Counter((r.judge, r.round, r.number) for r in world.reviews)
    yield from (f"{j}/{r}/{n}" for (j, r, n), count in seen.items() if count > 1 or n < 1)


def review_has_a_list(world: World) -> Iterator[str]:
    for review in world.reviews:
        if (review.judge, review.round) not in world.lists:
            yield str(review_key(review))


def closed_round_has_closed_lists(world: World) -> Iterator[str]:
    for list_ in world.lists.values():
        round_ = world.rounds.get(list_.round)
        if round_ and round_.state is RoundState.CLOSED and list_.state is not ListState.CLOSED:
            yield str(list_key(list_))


def open_round_has_no_closed_list(world: World) -> Iterator[str]:
    for list_ in world.lists.values():
        round_ = world.rounds.get(list_.round)
        if round_ and round_.state is RoundState.OPEN and list_.state is ListState.CLOSED:
            yield str(list_key(list_))


def finished_list_has_no_open_work(world: World) -> Iterator[str]:
    for review, entry in world.live:
        list_ = world.lists.get((review.judge, review.round))
        finished = list_ is not None and list_.state is ListState.FINISHED
        if finished and review.is_open and entry.status in JUDGED:
            yield str(review_key(review))


def submitted_review_scores_every_criterion(world: World) -> Iterator[str]:
    criteria = {criterion.id for criterion in world.contest.rules.criteria}
    for review in world.reviews:
        if review.submitted and set(review.scores) != criteria:
            yield str(review_key(review))


def scores_are_within_their_criteria(world: World) -> Iterator[str]:
    points = {criterion.id: criterion.points for criterion in world.contest.rules.criteria}
    for review in world.reviews:
        given = [*review.scores.items(), *review.draft.items()]
        if any(not 0 <= score <= points.get(name, -1) for name, score in given):
            yield str(review_key(review))


def scores_are_those_of_the_last_submission(world: World) -> Iterator[str]:
    for review in world.reviews:
        given = [r for r in world.records(review) if r.action == "review.submit"]
        last = given[-1].details["scores"] if given else {}
        if review.scores != last or review.submitted != bool(given):
            yield str(review_key(review))


def chain_of_a_review_is_whole(world: World) -> Iterator[str]:
    for review in world.reviews:
        records = world.records(review)
        if len(records) != review.records or first_broken(records) is not None:
            yield str(review_key(review))


def nothing_is_submitted_after_the_date(world: World) -> Iterator[str]:
    for review in world.reviews:
        closes = world.contest.round(review.round).closes
        if review.submitted_at is not None and review.submitted_at >= closes:
            yield str(review_key(review))


def review_that_was_taken_away_counts_nowhere(world: World) -> Iterator[str]:
    for review in world.reviews:
        entry = world.entries.get(review.entry)
        assigned = entry and entry.round == review.round and review.judge in entry.judges
        if review.removed and (review.counts or assigned):
            yield str(review_key(review))


def nobody_reviews_their_own_work(world: World) -> Iterator[str]:
    yield from (str(review_key(r)) for r, entry in world.live if r.judge == entry.owner)


def what_was_decided_about_conflicts_holds(world: World) -> Iterator[str]:
    for judge in world.judges:
        decided = decisions_of(world.store, world.contest.id, judge)
        for review, entry in world.live:
            found = decided.get(review.entry) if review.judge == judge else None
            if found and found.counts and entry.status in JUDGED:
                yield str(review_key(review))


def nobody_reviews_with_a_conflict(world: World) -> Iterator[str]:
    for judge in world.judges.values():
        own = [e for r, e in world.live if r.judge == judge.id and e.status in JUDGED]
        against = interests_of(world.store, world.contest, judge, own)
        yield from (f"{judge.id}/{entry}" for entry in against)


def whoever_has_left_has_no_open_work(world: World) -> Iterator[str]:
    for review, entry in world.live:
        left = world.judges[review.judge].left
        if left and not review.submitted and world.is_open(review) and entry.status in JUDGED:
            yield str(review_key(review))


def reviewed_work_has_enough_reviews_or_was_accepted(world: World) -> Iterator[str]:
    given = Counter(review.entry for review, _ in world.live if review.counts)
    for entry in world.entries.values():
        if entry.status is not EntryStatus.REVIEWED or entry.round is None:
            continue
        least = world.contest.rules.scoring.min_reviews
        settled = used_by(world.store, world.contest, entry.round)
        if given[entry.id] < least and not settled:
            yield entry.id


def work_that_is_not_judged_was_left_out_with_a_reason(world: World) -> Iterator[str]:
    for entry in world.entries.values():
        if entry.status is EntryStatus.NOT_JUDGED and not (
            entry.left_out and entry.left_out.reason.strip()
        ):
            yield entry.id


def work_with_judges_is_in_a_round_of_the_rules(world: World) -> Iterator[str]:
    known = [round_.id for round_ in world.contest.rounds]
    for entry in world.entries.values():
        if entry.judges and not any(is_in(world.contest, entry, id_) for id_ in known):
            yield entry.id


def plan_is_carried_out_in_an_open_round_alone(world: World) -> Iterator[str]:
    for round_ in world.rounds.values():
        if round_.plan and round_.state is not RoundState.OPEN:
            yield round_.id


def progress_lies_between_nothing_and_all(world: World) -> Iterator[str]:
    yield from (r.id for r in world.rounds.values() if not 0 <= r.done <= r.total)


INVARIANTS: dict[str, Invariant] = {
    holds.__name__: holds
    for holds in (
        assigned_judge_has_a_review,
        live_review_is_of_an_assigned_judge,
        judges_of_an_entry_are_different_people,
        entry_has_no_more_judges_than_the_rules_ask_for,
        judge_has_no_more_works_than_the_rules_allow,
        numbers_of_a_list_are_unique_and_begin_at_1,
        review_has_a_list,
        closed_round_has_closed_lists,
        open_round_has_no_closed_list,
        finished_list_has_no_open_work,
        submitted_review_scores_every_criterion,
        scores_are_within_their_criteria,
        scores_are_those_of_the_last_submission,
        chain_of_a_review_is_whole,
        nothing_is_submitted_after_the_date,
        review_that_was_taken_away_counts_nowhere,
        nobody_reviews_their_own_work,
        what_was_decided_about_conflicts_holds,
        nobody_reviews_with_a_conflict,
        whoever_has_left_has_no_open_work,
        reviewed_work_has_enough_reviews_or_was_accepted,
        work_that_is_not_judged_was_left_out_with_a_reason,
        work_with_judges_is_in_a_round_of_the_rules,
        plan_is_carried_out_in_an_open_round_alone,
        progress_lies_between_nothing_and_all,
    )
}
