"""Deletes an entry's uploads and pictures from the media bucket for good: every object version, and
uploads that were never completed."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from contest_aws.media.bucket import client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class Version(NamedTuple):
    key: str
    version: str


class Removal:
    def __init__(self, bucket: str, s3: "S3Client | None" = None) -> None:
        self._bucket = bucket
        self._s3: S3Client = s3 or client()

    def of_entry(self, contest: str, entry: str) -> int:
        """How many object versions were deleted. Uploads are aborted first: if one is completed at
        this very moment, its object is in the list that follows."""
        prefixes = [f"{kind}/{contest}/{entry}/" for kind in ("media", "posters")]
        self._end_uploads(prefixes[0])
        return sum(self._delete(prefix) for prefix in prefixes)

    def of_keys(self, keys: Iterable[str]) -> int:
        """How many versions were deleted. Open uploads to the keys are aborted first."""
        found = 0
        for key in keys:
            self._end_uploads(key)
            found += self._delete(key)
        return found

    def certificates_of(self, contest: str, entry: str) -> int:
        """How many versions of certificates, and of archives that may have them, were deleted."""
        prefixes = (f"certificates/{contest}/{entry}/", f"certificates/archives/{contest}/")
        return sum(self._delete(prefix) for prefix in prefixes)

    def count(self, contest: str, entry: str) -> int:
        """How many object versions there are."""
        return sum(
            len(list(self._versions(f"{kind}/{contest}/{entry}/"))) for kind in ("media", "posters")
        )

    def count_keys(self, keys: Iterable[str]) -> int:
        return sum(len(list(self._versions(key))) for key in keys)

    def _end_uploads(self, prefix: str) -> None:
        pages = self._s3.get_paginator("list_multipart_uploads").paginate(
            Bucket=self._bucket, Prefix=prefix
        )
        for upload in [upload for page in pages for upload in page.get("Uploads", [])]:
            with suppress(self._s3.exceptions.NoSuchUpload):  # it has just ended
                self._s3.abort_multipart_upload(
                    Bucket=self._bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                )

    def _versions(self, prefix: str) -> Iterator[Version]:
        pages = self._s3.get_paginator("list_object_versions").paginate(
            Bucket=self._bucket, Prefix=prefix
        )
        for page in pages:
            for found in (*page.get("Versions", []), *page.get("DeleteMarkers", [])):
                yield Version(found["Key"], found["VersionId"])

    def _delete(self, prefix: str) -> int:
        """Deletes one by one: an entry has few versions, and a refusal is raised here, whereas a
        batch would only list it in its answer."""
        found = list(self._versions(prefix))
        for version in found:
            self._s3.delete_object(Bucket=self._bucket, Key=version.key, VersionId=version.version)
        return len(found)
