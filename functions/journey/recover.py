"""Lambda: recovers in every contest, every hour, what no event announced and no execution works on,
and starts the calendar, which may have dates that nobody set a schedule for, what makes
certificates, and viewing copies that failed.

A failure in one contest keeps it from no other, nor in a step from the next, nor of an entry from
the others. Invoked with `{"contest": id}`, it looks at that contest alone."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger

from contest.audit import RULES
from contest.rules.contest import Contest
from contest_aws import clock
from contest_aws.media.bucket import Media
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, contests
from contest_aws.services.upkeep.recovery import recover
from contest_aws.services.upkeep.viewing_copies import mend_copies
from contest_aws.settings import RecoverSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import Journeys, ListedOnce, Machines
from contest_aws.workflow.schedules import keep_soon

settings = RecoverSettings.read()
store, media = DynamoStore(settings.table_name), Media(settings.media_bucket)
machines = Machines(settings.entry_journey, settings.award_round)
logger = Logger(service="laurel")
TRIES = 5


def steps(contest: Contest, journeys: Journeys) -> tuple[Callable[[], dict[str, Any] | None], ...]:
    ctx = Context(store, contest, RULES, clock.now())
    return (
        lambda: keep_soon(settings.keep_calendar, contest.id),
        lambda: keep_soon(settings.make_certificates, contest.id),
        lambda: recover(ctx, journeys, media, machines, tries=TRIES).model_dump(),
        lambda: {"copies": mend_copies(ctx, journeys, settings.viewing_copy)},
    )


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    taken, failed, journeys = {}, [], ListedOnce()
    asked = event.get("contest")
    for contest in contests(store) if asked is None else [contest_of(store, asked)]:
        found: dict[str, Any] = {}
        for step in steps(contest, journeys):
            try:
                found |= step() or {}
            except Exception:
                logger.exception("Recovery failed", contest=contest.id)
                failed.append(contest.id)
        failed += [contest.id] if found.get("failed") else []
        taken[contest.id] = found
        if any(found.values()):
            logger.warning("Recovered", contest=contest.id, **found)
    if failed:
        raise RuntimeError(f"Recovery failed in: {list(dict.fromkeys(failed))}")
    return taken
