"""The table's stream says that a review changed: if it was the last, the entry's review is done."""

from typing import Any

from contest.review import Review
from contest_aws import clock
from contest_aws.desk import review as desk
from contest_aws.desk.entry import contest_of, entry_of
from contest_aws.keys import JUDGE, Key
from contest_aws.settings import TableSettings
from contest_aws.store import Conflict
from contest_aws.stream import each
from contest_aws.table import DynamoStore

store = DynamoStore(TableSettings.read().table_name)


def settle(key: Key) -> None:
    review = store.find(key, Review) if key.pk.startswith(JUDGE) else None
    if review is None or not review.submitted:
        return
    contest = contest_of(store, review.contest)
    try:
        entry = entry_of(store, review.contest, review.entry)
        desk.settle(store, contest, entry, ours=clock.now())
    except Conflict:
        fresh = entry_of(store, review.contest, review.entry)
        desk.settle(store, contest, fresh, ours=clock.now())


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each(event, context, settle)
