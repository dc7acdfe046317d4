"""Lambda: binds an entry to its completed upload and starts its execution.

An event that arrives twice, late or after a withdrawal starts and moves nothing again."""

import json
from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger

from contest.audit import BUCKET
from contest.entry.entry import STAGES
from contest.upload import parse_object_key
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.upload import video
from contest_aws.settings import StartJourneySettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.consumer import each
from contest_aws.workflow.executions import Journeys, name_of, position

settings = StartJourneySettings.read()
store = DynamoStore(settings.table_name)
journeys = Journeys()
logger = Logger(service="laurel")


def start(body: str) -> None:
    event_body = json.loads(body)
    thing = event_body["detail"]["object"]
    named = parse_object_key(thing["key"])
    if named is None:
        logger.error("An object belongs to no entry", key=thing["key"])
        return
    contest_id, entry_id, version = named
    entry = video.arrived(
        Context(store, contest_of(store, contest_id), BUCKET, clock.now()),
        entry_of(store, contest_id, entry_id),
        version=version,
        object_version=thing["version-id"],
        event_at=datetime.fromisoformat(event_body["time"]),
    )
    where = position(entry)
    if entry.status in STAGES and where.upload == version:
        journeys.start(settings.entry_journey, where, name=name_of(where))


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each(event, context, start)
