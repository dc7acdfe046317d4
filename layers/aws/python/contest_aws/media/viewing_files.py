"""Viewing copies in the media bucket: written in parts as they come, and deleted for good."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from contest.upload import Upload
from contest.validate.mp4.boxes import Read
from contest.viewing.copying import Copying, NumberedPart, Windows
from contest.viewing.plan import plan_copy
from contest.viewing.viewing_copy import object_key
from contest_aws.media.bucket import TYPE, Media, client
from contest_aws.media.purge import Removal
from contest_aws.media.ranges import ranges

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


STEP = 256 * 1024
"""Bytes that are read at once on the way from fragment to fragment."""


class WrittenFile(NamedTuple):
    version: str
    size: int
    codecs: str


class ViewingFiles:
    def __init__(self, bucket: str, s3: "S3Client | None" = None) -> None:
        self._bucket = bucket
        self._s3: S3Client = s3 or client()
        self._removal = Removal(bucket, self._s3)

    def new_key(self) -> str:
        return object_key(nonce=secrets.token_hex(16))

    def put(self, key: str, data: bytes) -> None:
        """A piece of a rendition."""
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=data)

    def get(self, key: str) -> bytes:
        return self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()

    def copy(self, media: Media, upload: Upload, key: str) -> WrittenFile:
        """Writes the copy of an upload. Raises `Refused` if the film cannot be copied."""
        fetch = ranges(media, upload.key, version=upload.object_version or "")
        return self.copy_from(fetch, upload.size, key)

    def copy_from(self, fetch: Read, size: int, key: str) -> WrittenFile:
        """Likewise, of a film of this size, wherever it lies."""
        plan = plan_copy(Windows(fetch, size=size, window=STEP).read, size=size)
        version, length = self.write(key, Copying(plan, Windows(fetch, size=size).read).parts())
        return WrittenFile(version, length, plan.codecs)

    def copy_of_file(self, path: Path, key: str) -> WrittenFile:
        """Likewise, of a film on the disk."""
        with path.open("rb") as film:

            def read(start: int, length: int) -> bytes:
                return os.pread(film.fileno(), length, start)

            return self.copy_from(read, path.stat().st_size, key)

    def write(self, key: str, parts: Iterator[NumberedPart]) -> tuple[str, int]:
        """Sends each part as it comes, and returns version and size. If that breaks off, nothing
        is left."""
        upload = self._s3.create_multipart_upload(Bucket=self._bucket, Key=key, ContentType=TYPE)
        upload_id, tags, size = upload["UploadId"], dict[int, str](), 0
        try:
            for number, body in parts:
                sent = self._s3.upload_part(
                    Bucket=self._bucket,
                    Key=key,
                    UploadId=upload_id,
                    PartNumber=number,
                    Body=body,
                )
                tags[number], size = sent["ETag"], size + len(body)
            done = self._s3.complete_multipart_upload(
                Bucket=self._bucket,
                Key=key,
                UploadId=upload_id,
                MultipartUpload={
                    "Parts": [{"PartNumber": n, "ETag": tag} for n, tag in sorted(tags.items())]
                },
            )
        except BaseException:
            with suppress(self._s3.exceptions.ClientError):
                self._s3.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload_id)
            raise
        return done["VersionId"], size

    def drop(self, *places: str) -> int:
        """Aborts open uploads to keys that begin like this, and deletes every version of them.
        Returns how many there were."""
        return self._removal.of_keys(places)
