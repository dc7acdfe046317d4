"""Lambda: the step that waits for an entry's review. It stores the task token and assigns judges if
a round is open already. Entries that come earlier are assigned together when the round opens."""

from typing import Any

from contest.audit import RULES
from contest.review.round import RoundState
from contest.rules.contest import due
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.review.dealing import deal
from contest_aws.services.review.planning import lacks_judges
from contest_aws.services.review.round_state import round_of
from contest_aws.settings import TableSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import Journeys, Waiting, wait

store = DynamoStore(TableSettings.read().table_name)
journeys = Journeys()


def handler(event: dict[str, Any], _: Any) -> None:  # noqa: ANN401 - Lambda's own
    waiting = Waiting.model_validate(event)
    wait(store, journeys, waiting)
    place(waiting.contest, waiting.entry or "")


class NotFinalYet(Exception):  # noqa: N818 - the state machine asks again
    """The screening decision can still be undone."""


def place(contest_id: str, entry_id: str) -> None:
    """Assign the entry in its round if that is open. After the round the host decides on it."""
    contest, entry = contest_of(store, contest_id), entry_of(store, contest_id, entry_id)
    now = clock.now()
    if entry.screening and not entry.screening.is_final(now):
        raise NotFinalYet
    for round_id in due(contest, now=contest.time_at(now)).open:
        round_ = round_of(store, contest.id, round_id)
        is_open = round_ is not None and round_.state is RoundState.OPEN
        if is_open and lacks_judges(Context(store, contest, RULES, now), entry, round_id):
            deal(Context(store, contest, RULES, now), round_id, [entry])
