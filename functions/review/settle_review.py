"""Lambda: a review, a judge, a conflict or an entry was written. If it was the last review, the
entry's review is done. What was taken away from a judge goes to another. What is newly known of a
judge is held against what they review. If the entry was withdrawn or disqualified, its blind copy
is withdrawn too. A message that arrives twice or late changes nothing."""

from typing import Any

from contest.audit import RULES
from contest.entry.entry import Entry, EntryStatus
from contest.review.judge import Judge
from contest.review.review import Review
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.review import judges, removal, reviews, rounds
from contest_aws.settings import TableSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.keys import CONFLICT, CONTEST, ENTRY, JUDGE, Key
from contest_aws.store.protocol import get, retry_on_conflict
from contest_aws.workflow.consumer import each_key

store = DynamoStore(TableSettings.read().table_name)


def take(key: Key) -> None:
    if key.pk.startswith(JUDGE):
        settle(get(store, key, Review))
    elif key.pk.startswith(CONTEST):
        recheck(key.pk.removeprefix(CONTEST), get(store, key, Judge))
    elif key.pk.startswith(CONFLICT):
        contest_id, _, judge = key.pk.removeprefix(CONFLICT).partition("#")
        recheck(contest_id, judges.of(store, contest_id, judge))
    elif key.pk.startswith(ENTRY):
        recall(get(store, key, Entry))


def settle(review: Review) -> None:
    ctx = Context(store, contest_of(store, review.contest), RULES, clock.now())
    if review.removed is not None:
        removal.follow(ctx, review)
    elif review.submitted:
        retry_on_conflict(
            lambda: reviews.settle(ctx, entry_of(store, review.contest, review.entry))
        )


def recheck(contest_id: str, judge: Judge) -> None:
    removal.recheck(Context(store, contest_of(store, contest_id), RULES, clock.now()), judge)


def recall(entry: Entry) -> None:
    if entry.status in (EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED) and entry.judges:
        rounds.recall(Context(store, contest_of(store, entry.contest), RULES, clock.now()), entry)


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each_key(event, context, take)
