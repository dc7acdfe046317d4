"""What the steps of a rendition share."""

from collections.abc import Iterator
from contextlib import contextmanager

from av.container import InputContainer

from contest.upload import Upload
from contest_aws.encoding import source
from contest_aws.media.bucket import Media
from contest_aws.media.ranges import ranges
from contest_aws.media.viewing_files import ViewingFiles
from contest_aws.settings import MediaSettings
from contest_aws.store.dynamodb import DynamoStore

settings = MediaSettings.read()
store = DynamoStore(settings.table_name)
media, files = Media(settings.media_bucket), ViewingFiles(settings.media_bucket)


@contextmanager
def opened(upload: Upload) -> Iterator[InputContainer]:
    """The film that was uploaded, over ranged reads."""
    fetch = ranges(media, upload.key, version=upload.object_version or "")
    with source.opened(source.RangedFile(fetch, size=upload.size)) as film:
        yield film
