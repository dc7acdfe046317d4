"""Lambda: the step that waits for an entry's review. It stores the task token and assigns judges if
a round is open already. Entries that come earlier are assigned together when the round opens. If
the rules ask for new keys in a later round, new viewing copies are begun."""

from typing import Any

from aws_lambda_powertools import Logger

from contest.audit import RULES
from contest.entry.entry import Entry
from contest.review.round import RoundState
from contest.rules.contest import Contest, due
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.review.dealing import deal
from contest_aws.services.review.planning import lacks_judges
from contest_aws.services.review.round_state import round_of
from contest_aws.services.upkeep.viewing_copies import renew_copy
from contest_aws.settings import AwaitDecisionSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import Journeys, Waiting, wait

settings = AwaitDecisionSettings.read()
store = DynamoStore(settings.table_name)
journeys = Journeys()
logger = Logger(service="laurel")


def handler(event: dict[str, Any], _: Any) -> None:  # noqa: ANN401 - Lambda's own
    waiting = Waiting.model_validate(event)
    wait(store, journeys, waiting)
    contest = contest_of(store, waiting.contest)
    entry = entry_of(store, waiting.contest, waiting.entry or "")
    try:
        renew_copy(journeys, settings.viewing_copy, contest, entry)
    except Exception:  # the hourly upkeep begins it
        logger.exception("The viewing copy was not begun anew", entry=entry.id)
    place(contest, entry)


class NotFinalYet(Exception):  # noqa: N818 - the state machine asks again
    """The screening decision can still be undone."""


def place(contest: Contest, entry: Entry) -> None:
    """Assign the entry in its round if that is open. After the round the host decides on it."""
    now = clock.now()
    if entry.screening and not entry.screening.is_final(now):
        raise NotFinalYet
    for round_id in due(contest, now=contest.time_at(now)).open:
        round_ = round_of(store, contest.id, round_id)
        is_open = round_ is not None and round_.state is RoundState.OPEN
        if is_open and lacks_judges(Context(store, contest, RULES, now), entry, round_id):
            deal(Context(store, contest, RULES, now), round_id, [entry])
