"""A review was written: if it was the last, the entry's review is done. Or an entry was: if it is
withdrawn or disqualified, its judges are told. Told twice or late, it changes nothing."""

from typing import Any

from contest.entry import Entry, Status
from contest.review import Review
from contest_aws import clock
from contest_aws.desk import review as desk
from contest_aws.desk.entry import contest_of, entry_of
from contest_aws.keys import ENTRY, JUDGE, Key
from contest_aws.settings import TableSettings
from contest_aws.store import anew, get
from contest_aws.table import DynamoStore
from contest_aws.woken import each_key

store = DynamoStore(TableSettings.read().table_name)


def take(key: Key) -> None:
    if key.pk.startswith(JUDGE):
        settle(get(store, key, Review))
    elif key.pk.startswith(ENTRY):
        recall(get(store, key, Entry))


def settle(review: Review) -> None:
    if not review.submitted:
        return
    contest = contest_of(store, review.contest)
    anew(lambda: desk.settle(
        store, contest, entry_of(store, review.contest, review.entry), ours=clock.now(),
    ))  # fmt: skip


def recall(entry: Entry) -> None:
    if entry.status in (Status.WITHDRAWN, Status.DISQUALIFIED) and entry.judges:
        desk.recall(store, contest_of(store, entry.contest), entry, ours=clock.now())


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each_key(event, context, take)
