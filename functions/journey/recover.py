"""Lambda: recovers in every contest, every hour, what no event announced and no execution works on,
and starts the calendar, which may have dates that nobody set a schedule for, what makes
certificates, and viewing copies that failed.

A failure in one contest does not keep it from the others. Invoked with `{"contest": id}`, it looks
at that contest alone."""

from typing import Any

from aws_lambda_powertools import Logger

from contest.audit import RULES
from contest_aws import clock
from contest_aws.media.bucket import Media
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, contests
from contest_aws.services.upkeep.recovery import recover
from contest_aws.services.upkeep.viewing_copies import mend_copies
from contest_aws.settings import RecoverSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import Journeys, Machines
from contest_aws.workflow.schedules import keep_soon

settings = RecoverSettings.read()
store, media = DynamoStore(settings.table_name), Media(settings.media_bucket)
journeys, machines = Journeys(), Machines(settings.entry_journey, settings.award_round)
logger = Logger(service="laurel")
TRIES = 5


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    taken, failed = {}, []
    asked = event.get("contest")
    for contest in contests(store) if asked is None else [contest_of(store, asked)]:
        try:
            keep_soon(settings.keep_calendar, contest.id)
            keep_soon(settings.make_certificates, contest.id)
            context = Context(store, contest, RULES, clock.now())
            found = recover(context, journeys, media, machines, tries=TRIES)
            mended = mend_copies(context, journeys, settings.viewing_copy)
        except Exception:
            logger.exception("Recovery failed", contest=contest.id)
            failed.append(contest.id)
            continue
        taken[contest.id] = found.model_dump() | {"copies": mended}
        if found.started or found.hopeless or mended:
            logger.warning("Recovered", contest=contest.id, **taken[contest.id])
    if failed:
        raise RuntimeError(f"Recovery failed in: {failed}")
    return taken
