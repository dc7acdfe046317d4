"""Snapshots of scores and of lists of winners in the results bucket. They are immutable and named
by their hash; reading one checks the hash."""

import hashlib
from typing import TYPE_CHECKING

from contest.award.results import Results
from contest.model import Fact, Id, canonical
from contest.winners.award_snapshot import AwardSnapshot
from contest_aws.media.bucket import client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class Snapshots:
    def __init__(self, bucket: str, s3: "S3Client | None" = None) -> None:
        self._bucket = bucket
        self._s3: S3Client = s3 or client()

    def keep(self, contest_id: Id, snapshot: Fact) -> tuple[str, str]:
        """Key and SHA-256 of the snapshot. Stored twice, it is one object with the same bytes."""
        body = canonical(snapshot)
        digest = hashlib.sha256(body).hexdigest()
        key = _key(contest_id, digest)
        self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType="application/json")
        return key, digest

    def read(self, key: str, *, digest: str) -> Results:
        return Results.model_validate_json(self._body(key, digest=digest), extra="ignore")

    def read_award(self, contest_id: Id, sha256: str) -> AwardSnapshot:
        body = self._body(_key(contest_id, sha256), digest=sha256)
        return AwardSnapshot.model_validate_json(body, extra="ignore")

    def _body(self, key: str, *, digest: str) -> bytes:
        body = self._s3.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        if hashlib.sha256(body).hexdigest() != digest:
            raise ValueError(f"The snapshot {key} is not the one that was kept: its hash differs")
        return body


def _key(contest_id: Id, sha256: str) -> str:
    return f"results/{contest_id}/{sha256}.json"
