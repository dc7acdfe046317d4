"""Lambda: a step that waits for a person or a date. It stores its task token, then looks whether
the decision came first. Where an entry waits for its screening, its viewing copy is begun."""

from typing import Any

from aws_lambda_powertools import Logger

from contest.entry.entry import EntryStatus
from contest_aws.settings import AwaitDecisionSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import Journeys, Waiting, start_copy, wait

settings = AwaitDecisionSettings.read()
store = DynamoStore(settings.table_name)
journeys = Journeys()
logger = Logger(service="laurel")


def begin_copy(waiting: Waiting) -> None:
    """Nothing depends on it: what does not begin here, the hourly upkeep begins."""
    try:
        start_copy(journeys, settings.viewing_copy, waiting)
    except Exception:
        logger.exception("The viewing copy was not begun", entry=waiting.entry)


def handler(event: dict[str, Any], _: Any) -> None:  # noqa: ANN401 - Lambda's own
    waiting = Waiting.model_validate(event)
    if waiting.waits_in == EntryStatus.SCREENING:
        begin_copy(waiting)
    wait(store, journeys, waiting)
