"""Posters and storyboards in the media bucket, and signed addresses to view them."""

from typing import TYPE_CHECKING

from contest_aws.media.bucket import SIGNED_SECONDS, client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

TYPE = "image/jpeg"


class Posters:
    def __init__(self, bucket: str, s3: "S3Client | None" = None) -> None:
        self._bucket = bucket
        self._s3: S3Client = s3 or client()

    def keep(self, key: str, jpeg: bytes) -> None:
        """Repeating it does no harm: the same upload gives the same pictures."""
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=jpeg, ContentType=TYPE)

    def address(self, key: str | None) -> str | None:
        """A short-lived address; None if there is no key."""
        if key is None:
            return None
        return self._s3.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": key, "ResponseContentType": TYPE},
            ExpiresIn=SIGNED_SECONDS,
        )
