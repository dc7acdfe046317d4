"""Lambda: makes poster, storyboard and fingerprint of a valid upload, and searches for duplicates.
A flag is stored beforehand, so that any failure leaves it."""

from typing import Any

from contest.entry.entry import Entry
from contest.upload import Upload
from contest.validate import sharpness
from contest.validate.duplicates import FEWEST, Work
from contest.validate.fingerprint import best, marks
from contest.validate.frames import Frames
from contest_aws import clock
from contest_aws.clients import PATIENT
from contest_aws.media.bucket import Media
from contest_aws.media.pictures import grey, watch
from contest_aws.media.posters import Posters
from contest_aws.media.ranges import ranges
from contest_aws.media.storyboard import draw
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.validate import duplicates
from contest_aws.services.validate.frames import note, valid_upload
from contest_aws.settings import MediaSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import Position

settings = MediaSettings.read()
store = DynamoStore(settings.table_name, config=PATIENT)
media, posters = Media(settings.media_bucket), Posters(settings.media_bucket)


def take(entry: Entry, upload: Upload) -> dict[str, Any]:
    """The fields of the frames item. A fault of the cloud is raised, and the step is retried."""
    key = upload.key
    film = watch(ranges(media, key, version=upload.object_version or ""), size=upload.size)
    seen = [(shot.at, grey(shot.picture)) for shot in film.shots]
    kept = draw(posters, key, film.shots, best=best(seen)) if seen else {}
    contest, found = contest_of(store, entry.contest), marks(seen)
    work = Work(contest=entry.contest, entry=entry.id, upload=upload.version)
    file = media.file_of(key, version=upload.object_version or "")
    by = duplicates.Recognised(marks=tuple(found), digest=film.digest, file=file)
    duplicates.search(store, work, by, now=contest.time_at(clock.now()))
    few = "too_few" if seen else "unreadable"
    return kept | {
        "flag": few if len(found) < FEWEST else None,
        "warnings": sharpness.warnings(film.lines, entry.verdict, rules=contest.rules.media),
    }


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    where = Position.model_validate(event)
    entry = entry_of(store, where.contest, where.entry or "")
    if upload := valid_upload(entry, where.upload):
        frames = Frames(contest=entry.contest, entry=entry.id, upload=upload.version)
        note(store, frames)
        note(store, frames.model_copy(update=take(entry, upload)))
    return where.model_dump(mode="json")
