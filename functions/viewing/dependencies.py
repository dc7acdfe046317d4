"""What the steps of a rendition share: the film, and the flag if it cannot be decoded."""

from collections.abc import Iterator
from contextlib import contextmanager

from av.container import InputContainer
from aws_lambda_powertools import Logger

from contest.refusals import Refused
from contest.upload import Upload
from contest.viewing.viewing_copy import CopyKind
from contest_aws import clock
from contest_aws.encoding import source
from contest_aws.media.bucket import Media
from contest_aws.media.ranges import ranges
from contest_aws.media.viewing_files import ViewingFiles
from contest_aws.services.viewing import copies
from contest_aws.settings import MediaSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.protocol import Conflict
from viewing.step_models import CopyStep

settings = MediaSettings.read()
store = DynamoStore(settings.table_name)
media, files = Media(settings.media_bucket), ViewingFiles(settings.media_bucket)
logger = Logger(service="laurel")


@contextmanager
def flagged(step: CopyStep) -> Iterator[None]:
    """A film that cannot be decoded will not be the next time: the rendition is flagged at once
    with the reason, and the steps that follow find nothing to do."""
    try:
        yield
    except Refused as problem:
        if isinstance(problem, Conflict):
            raise
        kind, now, reasons = CopyKind.RENDITION, clock.now(), problem.refusals
        copies.flag(store, of=step.of, maker=step.maker, now=now, kind=kind, refusals=reasons)
        logger.warning("No rendition", entry=step.entry, reasons=[one.code for one in reasons])


@contextmanager
def opened(upload: Upload) -> Iterator[InputContainer]:
    """The film that was uploaded, over ranged reads."""
    fetch = ranges(media, upload.key, version=upload.object_version or "")
    with source.opened(source.RangedFile(fetch, size=upload.size)) as film:
        yield film
