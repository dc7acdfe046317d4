"""Lambda: makes the viewing copy of an entry's upload, and drops those that are of no use any more.
Called with `failed`, it flags the copy instead.

Called twice, or killed at any moment and called again, it leaves one copy."""

from typing import Any

from aws_lambda_powertools import Logger

from contest.refusals import Refused
from contest_aws import clock
from contest_aws.media.bucket import Media
from contest_aws.media.viewing_files import ViewingFiles
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.viewing import copies
from contest_aws.settings import MediaSettings
from contest_aws.store.dynamodb import DynamoStore
from viewing.step_models import CopyStep

settings = MediaSettings.read()
store = DynamoStore(settings.table_name)
media, files = Media(settings.media_bucket), ViewingFiles(settings.media_bucket)
logger = Logger(service="laurel")


def handler(event: dict[str, Any], _: Any) -> None:  # noqa: ANN401 - Lambda's own
    request = CopyStep.model_validate(event)
    of, maker = request.of, request.maker
    if request.failed:
        copies.fail(store, files, of=of, maker=maker, now=clock.now())
        return
    entry = entry_of(store, request.contest, request.entry)
    rules = contest_of(store, request.contest).rules
    copy = copies.begin(store, files, entry, rules=rules, maker=maker, now=clock.now())
    upload = entry.upload
    if copy is None or upload is None:
        return
    try:
        made = files.copy(media, upload, copy.key)
    except Refused as problem:
        reasons = problem.refusals
        copies.fail(store, files, of=of, maker=maker, now=clock.now(), refusals=reasons)
        logger.warning("No copy", entry=entry.id, reasons=[reason.code for reason in reasons])
        return
    copies.finish(store, files, copy, made, now=clock.now())
