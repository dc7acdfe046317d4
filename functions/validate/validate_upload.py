"""Validate: measure the uploaded file through ranged reads and hold it against the rules.

Any bytes whatever end in a verdict; what is raised is a fault of the cloud, and tried again."""

from typing import Any

from contest.boxes import movie
from contest.entry import Entry, Status
from contest.refusals import Refused
from contest.rules import MediaRules
from contest.validate import Verdict, judge
from contest_aws import clock, mediainfo
from contest_aws.desk import validate as desk
from contest_aws.desk.entry import contest_of, entry_of
from contest_aws.journey import SUPERSEDED, Owner, Position, position
from contest_aws.media import Media
from contest_aws.planned import PlannedReader
from contest_aws.settings import MediaSettings
from contest_aws.table import DynamoStore

settings = MediaSettings.read()
store = DynamoStore(settings.table_name)
media = Media(settings.media_bucket)


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    owner = Owner.model_validate(event)
    contest = contest_of(store, owner.contest)
    entry = entry_of(store, owner.contest, owner.entry or "")
    where = position(entry)
    if where.upload != owner.upload:
        return Position(**dict(owner), status=SUPERSEDED).model_dump()
    if entry.status is Status.VALIDATING:
        verdict = inspect(entry, contest.rules.media)
        where = position(desk.settle(store, contest, entry, verdict, ours=clock.now()))
    return where.model_dump()


def inspect(entry: Entry, rules: MediaRules) -> Verdict:
    """The gate, then MediaInfo on what the gate has read, then the rules."""
    upload = entry.upload
    assert upload is not None  # noqa: S101 - `validating` begins when an upload arrives
    assert upload.object_version is not None  # noqa: S101 - and binds the object's version
    key, version = upload.key, upload.object_version
    reader = PlannedReader(
        lambda start, length: media.read(key, version=version, start=start, length=length),
        size=upload.size,
    )
    try:
        movie(reader.read, size=upload.size)
        return judge(mediainfo.measure(reader), rules=rules)
    except Refused as refused:
        return Verdict(refusals=refused.refusals)
