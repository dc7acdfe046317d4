"""Lambda: runs the calendar of a contest. It opens and closes review rounds, ends objection
periods, and begins the deletion of data past its retention.

It runs at each date of the rules, again a while later, and on request. It may be repeated."""

from typing import Any

from aws_lambda_powertools import Logger

from contest.audit import CALENDAR
from contest.model import Fact
from contest.rules.contest import due
from contest_aws import clock
from contest_aws.services.award import award_rounds
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review import rounds
from contest_aws.services.review.reminders import remind_due
from contest_aws.services.upkeep import retention
from contest_aws.settings import TableSettings
from contest_aws.store.dynamodb import DynamoStore

store = DynamoStore(TableSettings.read().table_name)
logger = Logger(service="laurel")


class Kept(Fact):
    """What the calendar did, and what needs a person's attention."""

    opened: tuple[str, ...]
    closed: tuple[str, ...]
    never_opened: tuple[str, ...]
    without_judges: tuple[str, ...]
    """Entries for which too few judges without a conflict are left."""
    undecided: tuple[str, ...]
    """Entries with fewer reviews than the rules ask for, in closed rounds."""


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    ctx = Context(store, contest_of(store, event["contest"]), CALENDAR, clock.now())
    now_due = due(ctx.contest, now=ctx.contest_time)
    closed = {round_id: rounds.close_round(ctx, round_id) for round_id in now_due.close}
    unplaced: list[str] = []
    for round_id in now_due.open:
        unplaced += rounds.open_round(ctx, round_id).unplaced
        remind_due(ctx, round_id)
    award_rounds.end_objections(ctx)
    for what in retention.due(ctx):
        retention.begin(ctx, what)
    kept = Kept(
        opened=now_due.open,
        closed=tuple(round_id for round_id, done in closed.items() if done),
        never_opened=tuple(round_id for round_id, done in closed.items() if not done),
        without_judges=tuple(unplaced),
        undecided=tuple(e.id for one in now_due.close for e in rounds.undecided(ctx, one)),
    )
    if kept.never_opened or kept.without_judges or kept.undecided:
        logger.warning("This needs attention", contest=ctx.contest.id, **kept.model_dump())
    return kept.model_dump()
