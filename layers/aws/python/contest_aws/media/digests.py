"""Digests of audit chains in the results bucket. Of each the first version counts, whatever was
written over it: the bucket's lock keeps it."""

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from contest.chains import Digest
from contest.model import canonical
from contest_aws.media.bucket import client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PREFIX = "digests/"


class StoredDigest(NamedTuple):
    digest: Digest
    sha256: str
    """Of its bytes as they are stored."""


class Digests:
    def __init__(self, bucket: str, s3: "S3Client | None" = None) -> None:
        self._bucket = bucket
        self._s3: S3Client = s3 or client()

    def last(self) -> StoredDigest | None:
        """The newest digest; None if there is none yet."""
        pages = self._s3.get_paginator("list_object_versions").paginate(
            Bucket=self._bucket, Prefix=PREFIX
        )
        found = [version for page in pages for version in page.get("Versions", [])]
        if not found:
            return None
        newest = max(version["Key"] for version in found)
        # S3 lists the versions of a key from the newest to the oldest.
        first = [version["VersionId"] for version in found if version["Key"] == newest][-1]
        answer = self._s3.get_object(Bucket=self._bucket, Key=newest, VersionId=first)
        body = answer["Body"].read()
        digest = Digest.model_validate_json(body, extra="ignore")
        return StoredDigest(digest, hashlib.sha256(body).hexdigest())

    def keep(self, digest: Digest) -> str:
        """Stores a digest under its time, and returns its key."""
        key = f"{PREFIX}{digest.at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}.json"
        self._s3.put_object(
            Bucket=self._bucket, Key=key, Body=canonical(digest), ContentType="application/json"
        )
        return key
