"""The table's stream says that a person, or what is kept no longer, is to be removed, or that a
step which was under way wrote something late: remove it. No other function may delete anything.

Each commit says how far it has come and wakes this function again, until all is done."""

import time
from typing import Any

from aws_lambda_powertools import Logger

from contest.erasure import Kept
from contest_aws import clock
from contest_aws.desk import erase as desk
from contest_aws.desk import retain
from contest_aws.desk.entry import contest_of
from contest_aws.keys import ERASURE, EXPIRY, Key
from contest_aws.removal import Removal
from contest_aws.settings import MediaSettings
from contest_aws.stream import each
from contest_aws.table import DynamoStore

settings = MediaSettings.read()
store, objects = DynamoStore(settings.table_name), Removal(settings.media_bucket)
logger = Logger(service="laurel")
SECONDS = 300
"""After which nothing new is begun."""


def remove(key: Key) -> None:
    until = time.monotonic() + SECONDS

    def enough() -> bool:
        return time.monotonic() < until

    prefix, _, rest = key.pk.partition("#")
    if f"{prefix}#" == ERASURE:
        done = desk.erase(store, objects, rest, ours=clock.now(), enough=enough)
        logger.info("Erasure", account=rest, done=done.done_at is not None)
    elif f"{prefix}#" == EXPIRY:
        contest = contest_of(store, rest)
        retain.expire(store, objects, contest, Kept(key.sk), ours=clock.now(), enough=enough)
    else:
        desk.erase_late(store, objects, *rest.split("#"))


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each(event, context, remove)
