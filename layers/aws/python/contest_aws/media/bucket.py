"""The media bucket: multipart uploads that only we can complete, and signed addresses."""

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import boto3
from botocore.exceptions import ClientError

from contest.refusals import refused
from contest.upload import Upload
from contest_aws import clients

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SIGNED_SECONDS = 15 * 60
"""How long a signed address is valid. A new one can be requested at any time."""

TYPE = "video/mp4"


class Part(NamedTuple):
    number: int
    size: int
    etag: str
    sha256: str | None = None


def client() -> "S3Client":
    return boto3.client("s3", config=clients.for_bucket())


class Media:
    def __init__(self, bucket: str, s3: "S3Client | None" = None) -> None:
        self._bucket = bucket
        self._s3: S3Client = s3 or client()

    def begin(self, key: str, *, checked: bool = False) -> str:
        """Starts a multipart upload and returns its upload id."""
        checksum: Any = {"ChecksumAlgorithm": "SHA256"} if checked else {}
        opened = self._s3.create_multipart_upload(
            Bucket=self._bucket, Key=key, ContentType=TYPE, **checksum
        )
        return opened["UploadId"]

    def part_address(self, upload: Upload, number: int, *, sha256: str | None = None) -> str:
        """The address to PUT one part to. The part's length, and its SHA-256 in base64 if given,
        are signed: the client must send them as headers."""
        checksum = {"ChecksumSHA256": sha256} if sha256 else {}
        return self._s3.generate_presigned_url(
            "upload_part",
            Params={
                "Bucket": self._bucket,
                "Key": upload.key,
                "UploadId": upload.upload_id,
                "PartNumber": number,
                "ContentLength": upload.length(number),
                **checksum,
            },
            ExpiresIn=SIGNED_SECONDS,
        )

    def parts(self, upload: Upload) -> list[Part]:
        """The parts that have arrived. Refused when the upload is no longer open."""
        pages = self._s3.get_paginator("list_parts").paginate(
            Bucket=self._bucket, Key=upload.key, UploadId=upload.upload_id
        )
        try:
            return [
                Part(part["PartNumber"], part["Size"], part["ETag"], part.get("ChecksumSHA256"))
                for page in pages
                for part in page.get("Parts", [])
            ]
        except ClientError as error:
            raise _not_current_if_gone(error) from error

    def complete(self, upload: Upload, parts: list[Part]) -> None:
        try:
            self._s3.complete_multipart_upload(
                Bucket=self._bucket,
                Key=upload.key,
                UploadId=upload.upload_id,
                IfNoneMatch="*",
                MultipartUpload={"Parts": [_completed(part) for part in parts]},
            )
        except ClientError as error:
            raise _not_current_if_gone(error) from error

    def abort(self, upload: Upload) -> None:
        """A second call, or a call after completion, changes nothing."""
        try:
            self._s3.abort_multipart_upload(
                Bucket=self._bucket, Key=upload.key, UploadId=upload.upload_id
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchUpload":
                raise

    def version_of(self, key: str) -> str | None:
        """The newest version of the object; None if there is no object."""
        found = self._s3.list_object_versions(Bucket=self._bucket, Prefix=key, MaxKeys=1)
        return next((version["VersionId"] for version in found.get("Versions", [])), None)

    def file_of(self, key: str, *, version: str) -> str:
        """Size and tag of exactly this version: equal for equal bytes that were sent in parts of
        one size. Two tags of equal bytes may differ, for example if the bucket encrypts them."""
        found = self._s3.head_object(Bucket=self._bucket, Key=key, VersionId=version)
        return f"{found['ContentLength']} {found['ETag']}"

    def play_address(self, key: str, *, version: str) -> str:
        """A short-lived address of exactly the version that was validated. Content type and
        disposition are fixed here, so that nothing that is stored beside the file is told."""
        return self._address(key, version, "inline")

    def download_address(self, key: str, *, version: str, name: str) -> str:
        """The same, under which a browser stores the file by this name."""
        return self._address(key, version, f"attachment; filename*=UTF-8''{quote(name, safe='')}")

    def _address(self, key: str, version: str, disposition: str) -> str:
        return self._s3.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "VersionId": version,
                "ResponseContentType": TYPE,
                "ResponseContentDisposition": disposition,
            },
            ExpiresIn=SIGNED_SECONDS,
        )


def _completed(part: Part) -> Any:  # noqa: ANN401 - one of boto3's own types
    plain = {"PartNumber": part.number, "ETag": part.etag}
    return plain | ({"ChecksumSHA256": part.sha256} if part.sha256 else {})


def _not_current_if_gone(error: ClientError) -> Exception:
    code = error.response["Error"]["Code"]
    if code in ("NoSuchUpload", "PreconditionFailed", "ConditionalRequestConflict"):
        return refused("upload.not_current")
    if code in ("InvalidPart", "InvalidPartOrder", "EntityTooSmall"):
        return refused("upload.incomplete", measured=code, allowed="all parts")
    return error
