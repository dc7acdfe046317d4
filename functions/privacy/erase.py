"""Lambda: deletes a person's data, data past its retention, and what a step wrote late. Nothing
else may delete. Each commit records the progress. What is left when time is over is queued again,
if this call made progress: one that had time and made none fails, so that no loop is endless."""

import time
from typing import Any

from aws_lambda_powertools import Logger

from contest import erasure
from contest.audit import CALENDAR
from contest.erasure import Kept
from contest_aws import clock
from contest_aws.media.purge import Removal
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.upkeep import retention
from contest_aws.services.upkeep.deletion import progress
from contest_aws.services.upkeep.erasure import erase, erase_late
from contest_aws.settings import EraseSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.keys import ERASURE, EXPIRY, Key
from contest_aws.store.protocol import retry_on_conflict
from contest_aws.workflow.consumer import each_key
from contest_aws.workflow.queues import Queue

settings = EraseSettings.read()
store, objects = DynamoStore(settings.table_name), Removal(settings.media_bucket)
queue = Queue(settings.erase_queue)
logger = Logger(service="laurel")
SECONDS = 120
"""Seconds after which nothing new is begun."""


def remove(key: Key, until: float) -> None:
    if key.pk.startswith((ERASURE, EXPIRY)):
        in_time, before = time.monotonic() < until, progress(store, key)
        removal = retry_on_conflict(lambda: _remove(key, until))
        logger.info("Removal", of=str(key), done=removal.done_at is not None)
        if removal.done_at is None:
            if in_time and removal == before:
                raise RuntimeError(f"Nothing was removed: {key}")
            queue.put(key)
    else:
        _, contest_id, entry_id = key.pk.split("#")
        erase_late(store, objects, contest_id, entry_id, now=clock.now())


def _remove(key: Key, until: float) -> erasure.Removal:
    _, _, whose = key.pk.partition("#")
    now = clock.now()
    if key.pk.startswith(ERASURE):
        return erase(store, objects, whose, now=now, enough=lambda: time.monotonic() < until)
    ctx = Context(store, contest_of(store, whose), CALENDAR, now)
    return retention.expire(ctx, objects, Kept(key.sk), enough=lambda: time.monotonic() < until)


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    until = time.monotonic() + SECONDS
    return each_key(event, context, lambda key: remove(key, until))
