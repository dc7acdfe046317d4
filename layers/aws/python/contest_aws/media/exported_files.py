"""Lists that are too large for an answer, in the media bucket, which deletes them within four days:
a day until they expire and one until what has expired is deleted, each counted from midnight."""

import secrets
from typing import TYPE_CHECKING
from urllib.parse import quote

from contest.model import Id
from contest_aws.media.bucket import client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SECONDS = 60
"""So long an address is valid: who asked for the file is sent there at once."""


class ExportedFiles:
    def __init__(self, bucket: str, s3: "S3Client | None" = None) -> None:
        self._bucket = bucket
        self._s3: S3Client = s3 or client()

    def keep(self, contest_id: Id, body: bytes, *, name: str, kind: str) -> str:
        """The short-lived address under which a browser stores the file by this name. `kind`: its
        media type."""
        key = f"exports/{contest_id}/{secrets.token_hex(16)}"
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=kind)
        return self._s3.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self._bucket,
                "Key": key,
                "ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(name)}",
            },
            ExpiresIn=SECONDS,
        )
