"""A panel of judges with entries before it, and what is asked of both in many a scenario."""

from typing import Any

from contest.audit import CALENDAR, RULES, Actor
from contest.entry.entry import Entry, EntryStatus
from contest.review.assignment.plan import Plan
from contest.review.review import Review, ReviewText
from contest.rules.contest import Contest
from contest_aws.services.award import award_rounds, beginning, proposals
from contest_aws.services.context import Context
from contest_aws.services.review import decisions, judges, reviews, rounds
from contest_aws.store import keys
from contest_aws.store.protocol import Store, create
from tests.builders import (
    any_blind_copy,
    any_contest,
    any_entry,
    any_judge,
    any_rules,
    any_scores,
    any_time,
)

(SHIPPED_ROUND,) = any_rules().rounds
ROUND = SHIPPED_ROUND.id


def contest_with(**round_changes: Any) -> Contest:
    rounds = (SHIPPED_ROUND.model_copy(update=round_changes),)
    return any_contest(rules=any_rules(rounds=rounds))


def appoint(store: Store, contest: Contest, number: int) -> None:
    for n in range(number):
        judges.appoint(Context(store, contest, Actor.of("host"), any_time()), any_judge(f"j{n}"))


def in_review(store: Store, contest: Contest, number: int, **changes: Any) -> list[Entry]:
    """Entries e0, e1, ... in review; those that are there already stay as they are."""
    entries = []
    for n in range(number):
        entry = any_entry(EntryStatus.IN_REVIEW, **{"id": f"e{n}", **changes})
        if store.find(keys.entry(contest.id, entry.id), Entry) is None:
            copy = any_blind_copy(entry.id, contest=contest.id)
            key = keys.blind_copy(contest.id, entry.id)
            store.commit(create(keys.entry(contest.id, entry.id), entry), create(key, copy))
        entries.append(entry)
    return entries


def opened(store: Store, contest: Contest) -> Plan:
    return rounds.open_round(Context(store, contest, CALENDAR, any_time(115)), ROUND)


def closed(store: Store, contest: Contest) -> None:
    rounds.close_round(Context(store, contest, CALENDAR, any_time(160)), ROUND)


def decided(store: Store, contest: Contest) -> None:
    """The host accepts what has enough reviews for a ranking, and leaves out the rest."""
    ctx = Context(store, contest, Actor.of("host"), any_time(160))
    for entry in list(store.entries_at(contest.id, EntryStatus.IN_REVIEW)):
        given = sum(review.counts for review in reviews.of_entry(store, entry))
        enough = given >= contest.rules.scoring.min_reviews
        decide = decisions.accept if enough else decisions.leave_out
        decide(ctx, ROUND, entry.id, reason="专家缺席")


def final_round(store: Store, contest: Contest, snapshots: Any) -> None:
    """An award round `first` over the closed round, to whose results nobody objected."""
    decided(store, contest)
    when = any_time(161)
    round_ = beginning.begin(
        Context(store, contest, Actor.of("host"), when), award_round="first", review_round=ROUND
    )
    round_ = award_rounds.tally(Context(store, contest, RULES, when), snapshots, round_)
    round_ = proposals.propose(Context(store, contest, RULES, when), snapshots, round_)
    proposals.confirm(
        Context(store, contest, Actor.of("host"), when),
        snapshots,
        round_,
        changes=(),
        expected_version=round_.version,
    )
    award_rounds.end_objections(Context(store, contest, CALENDAR, any_time(170)))


def entry_now(store: Store, contest: Contest, entry_id: str) -> Entry:
    found = store.find(keys.entry(contest.id, entry_id), Entry)
    assert found is not None
    return found


def reviews_of(store: Store, entry: Entry) -> list[Review]:
    return sorted(reviews.of_entry(store, entry), key=lambda review: review.judge)


def score(store: Store, contest: Contest, judge: str, entry_id: str, points: int = 80) -> Review:
    """The judge types and submits."""
    review = store.find(keys.review(contest.id, judge, ROUND, entry_id), Review)
    assert review is not None
    kept = reviews.keep_scores(
        Context(store, contest, Actor.of("judge", review.judge), any_time(120)),
        review,
        ReviewText(scores=any_scores(points)),
        expected_version=review.version,
    )
    return reviews.submit_scores(
        Context(store, contest, Actor.of("judge", kept.judge), any_time(120)),
        kept,
        expected_version=kept.version,
    )


def loads_of(store: Store, contest: Contest) -> dict[str, int]:
    """Counted from the reviews that judges really have."""
    return {
        judge.id: len(
            [r for r in reviews.own_reviews(store, contest.id, judge=judge.id) if not r.removed]
        )
        for judge in judges.judges_of(store, contest.id)
    }
