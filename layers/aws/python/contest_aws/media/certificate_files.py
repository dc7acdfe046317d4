"""The files of certificates in the media bucket, where they can be deleted: the results bucket
keeps what it has for a year, whatever a person asks for."""

from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from contest.model import Id
from contest_aws.media.bucket import SIGNED_SECONDS, client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PDF, ZIP = "application/pdf", "application/zip"


class CertificateFiles:
    def __init__(self, bucket: str, s3: "S3Client | None" = None) -> None:
        self._bucket = bucket
        self._s3: S3Client = s3 or client()

    def keep(self, key: str, body: bytes, kind: str = PDF) -> str:
        """Stores a file, and returns its version."""
        stored = self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=kind)
        return stored["VersionId"]

    def keep_archive(self, key: str, body: IO[bytes]) -> str:
        """Stores a file that may be large, and returns its version."""
        self._s3.upload_fileobj(body, self._bucket, key, ExtraArgs={"ContentType": ZIP})
        return self._s3.head_object(Bucket=self._bucket, Key=key)["VersionId"]

    def drop(self, key: str, version: str) -> None:
        self._s3.delete_object(Bucket=self._bucket, Key=key, VersionId=version)

    def read(self, key: str) -> bytes:
        return self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()

    def template(self, contest_id: Id, name: Id) -> str:
        """A contest's own template."""
        return self.read(template_key(contest_id, name)).decode()

    def address(self, key: str, *, name: str, kind: str = PDF) -> str:
        """A short-lived address, under which a browser stores the file by this name."""
        return self._s3.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "ResponseContentType": kind,
                "ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(name)}",
            },
            ExpiresIn=SIGNED_SECONDS,
        )


def template_key(contest_id: Id, name: Id) -> str:
    return f"certificates/{contest_id}/templates/{name}.typ"
