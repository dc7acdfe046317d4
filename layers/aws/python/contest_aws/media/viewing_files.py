"""Viewing copies in the media bucket: written in parts as they come, and deleted for good."""

import secrets
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from contest.upload import Upload
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


class ViewingFiles:
    def __init__(self, bucket: str, s3: "S3Client | None" = None) -> None:
        self._bucket = bucket
        self._s3: S3Client = s3 or client()
        self._removal = Removal(bucket, self._s3)

    def new_key(self) -> str:
        return object_key(nonce=secrets.token_hex(16))

    def copy(self, media: Media, upload: Upload, key: str) -> WrittenFile:
        """Writes the copy of an upload. Raises `Refused` if the film cannot be copied."""
        fetch = ranges(media, upload.key, version=upload.object_version or "")
        plan = plan_copy(Windows(fetch, size=upload.size, window=STEP).read, size=upload.size)
        return self.write(key, Copying(plan, Windows(fetch, size=upload.size).read).parts())

    def write(self, key: str, parts: Iterator[NumberedPart]) -> WrittenFile:
        """Sends each part as it comes. If that breaks off, nothing is left."""
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
        return WrittenFile(done["VersionId"], size)

    def drop(self, key: str) -> int:
        """Aborts open uploads to the key and deletes every version. Returns how many there were."""
        return self._removal.of_keys([key])
