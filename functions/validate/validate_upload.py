"""Validate: measure the uploaded file through ranged reads and hold it against the rules.

Any bytes whatever end in a verdict; what is raised is a fault of the cloud, and tried again."""

from typing import Any

from contest.entry import Entry, Status
from contest.rules import MediaRules
from contest.validate import Verdict
from contest_aws import clock
from contest_aws.desk import validate as desk
from contest_aws.desk.entry import contest_of, entry_of
from contest_aws.inspection import inspect
from contest_aws.journey import SUPERSEDED, Owner, Position, position
from contest_aws.media import Media
from contest_aws.planned import PlannedReader
from contest_aws.ranges import ranges
from contest_aws.settings import MediaSettings
from contest_aws.table import DynamoStore

settings = MediaSettings.read()
store = DynamoStore(settings.table_name)
media = Media(settings.media_bucket)


def verdict_on(entry: Entry, rules: MediaRules) -> Verdict:
    """Of exactly the version that was uploaded."""
    upload = entry.upload
    assert upload is not None  # noqa: S101 - `validating` begins when an upload arrives
    assert upload.object_version is not None  # noqa: S101 - and binds the object's version
    read = ranges(media, upload.key, version=upload.object_version)
    return inspect(PlannedReader(read, size=upload.size), rules=rules)


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    owner = Owner.model_validate(event)
    contest = contest_of(store, owner.contest)
    entry = entry_of(store, owner.contest, owner.entry or "")
    where = position(entry)
    if (where.upload, where.turn) != (owner.upload, owner.turn):
        return Position(**dict(owner), status=SUPERSEDED).model_dump()
    if entry.status is Status.VALIDATING:
        verdict = verdict_on(entry, contest.rules.media)
        where = position(desk.settle(store, contest, entry, verdict, ours=clock.now()))
    return where.model_dump()
