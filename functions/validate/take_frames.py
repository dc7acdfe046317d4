"""Take frames: poster, storyboard and fingerprint of a work that passed the validation, and the
search for the same work elsewhere. Whatever fails leaves a flag, which is raised beforehand."""

from typing import Any

from contest import sharpness
from contest.duplicates import FEWEST, Work
from contest.entry import Entry, Status
from contest.fingerprint import best, marks
from contest.frames import Frames
from contest.upload import Upload
from contest_aws import clock
from contest_aws.desk import duplicates
from contest_aws.desk import frames as desk
from contest_aws.desk.entry import contest_of, entry_of
from contest_aws.journey import Position
from contest_aws.media import Media
from contest_aws.pictures import grey, watch
from contest_aws.posters import Posters
from contest_aws.ranges import ranges
from contest_aws.settings import MediaSettings
from contest_aws.storyboard import draw
from contest_aws.table import DynamoStore

settings = MediaSettings.read()
store = DynamoStore(settings.table_name)
media, posters = Media(settings.media_bucket), Posters(settings.media_bucket)
VALID = (Status.READY, Status.SCREENING)


def take(entry: Entry, upload: Upload) -> dict[str, Any]:
    """What the frames item is to say; a fault of the cloud is raised, and the step tried again."""
    key = upload.key
    film = watch(ranges(media, key, version=upload.object_version or ""), size=upload.size)
    seen = [(shot.at, grey(shot.picture)) for shot in film.shots]
    kept = draw(posters, key, film.shots, best=best(seen)) if seen else {}
    contest, found = contest_of(store, entry.contest), marks(seen)
    work = Work(contest=entry.contest, entry=entry.id, upload=upload.version)
    duplicates.search(store, work, marks=found, digest=film.digest, now=contest.now(clock.now()))
    few = "too_few" if seen else "unreadable"
    return kept | {
        "flag": few if len(found) < FEWEST else None,
        "warnings": sharpness.warnings(film.lines, entry.verdict, rules=contest.rules.media),
    }


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    where = Position.model_validate(event)
    entry = entry_of(store, where.contest, where.entry or "")
    upload = entry.upload
    if entry.status in VALID and upload and upload.version == where.upload:
        frames = Frames(contest=entry.contest, entry=entry.id, upload=upload.version)
        desk.note(store, frames)
        desk.note(store, frames.model_copy(update=take(entry, upload)))
    return where.model_dump()
