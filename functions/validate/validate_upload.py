"""Lambda: measures the uploaded file with ranged reads and checks it against the rules.

Any bytes lead to a verdict. An exception means a fault of the cloud, and the step is retried."""

from typing import Any

from contest.audit import RULES
from contest.entry.entry import Entry, EntryStatus
from contest.rules.sections import MediaRules
from contest.validate.verdict import Verdict
from contest_aws import clock
from contest_aws.media.bucket import Media
from contest_aws.media.inspection import inspect
from contest_aws.media.ranged_reader import PlannedReader
from contest_aws.media.ranges import ranges
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.validate import validation
from contest_aws.settings import MediaSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import SUPERSEDED, ExecutionSubject, Position, position

settings = MediaSettings.read()
store = DynamoStore(settings.table_name)
media = Media(settings.media_bucket)


def verdict_on(entry: Entry, rules: MediaRules) -> Verdict:
    """The verdict on exactly the object version that was uploaded."""
    upload = entry.upload
    assert upload is not None  # noqa: S101 - `validating` begins when an upload arrives
    assert upload.object_version is not None  # noqa: S101 - and sets the object's version
    read = ranges(media, upload.key, version=upload.object_version)
    return inspect(PlannedReader(read, size=upload.size), rules=rules)


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    subject = ExecutionSubject.model_validate(event)
    contest = contest_of(store, subject.contest)
    entry = entry_of(store, subject.contest, subject.entry or "")
    where = position(entry)
    if (where.upload, where.run) != (subject.upload, subject.run):
        return Position(**dict(subject), status=SUPERSEDED).model_dump(mode="json")
    if entry.status is EntryStatus.VALIDATING:
        verdict = verdict_on(entry, contest.rules.media)
        where = position(
            validation.settle(Context(store, contest, RULES, clock.now()), entry, verdict)
        )
    return where.model_dump(mode="json")
