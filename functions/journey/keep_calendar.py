"""Lambda: runs the calendar of a contest.

It runs at each date of the rules, again a while later, every hour, and on request. It may be
repeated."""

from typing import Any

from aws_lambda_powertools import Logger

from contest.audit import CALENDAR
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.upkeep import calendar
from contest_aws.settings import TableSettings
from contest_aws.store.dynamodb import DynamoStore

store = DynamoStore(TableSettings.read().table_name)
logger = Logger(service="laurel")


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    ctx = Context(store, contest_of(store, event["contest"]), CALENDAR, clock.now())
    kept = calendar.keep(ctx)
    if kept.needs_attention:
        logger.warning("This needs attention", contest=ctx.contest.id, **kept.model_dump())
    return kept.model_dump()
