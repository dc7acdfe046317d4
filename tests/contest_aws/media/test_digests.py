"""Digests in the bucket: the newest is found, and of it what was written first."""

import hashlib

import boto3
import pytest
from moto import mock_aws

from contest.audit import START
from contest.chains import Digest, Head
from contest_aws.media.digests import Digests
from tests.builders import any_time

BUCKET = "results"


@pytest.fixture
def s3():
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        yield client
        # Another test may hold moto open, and what is in it stays.
        listed = client.list_object_versions(Bucket=BUCKET)
        for one in (*listed.get("Versions", ()), *listed.get("DeleteMarkers", ())):
            client.delete_object(Bucket=BUCKET, Key=one["Key"], VersionId=one["VersionId"])
        client.delete_bucket(Bucket=BUCKET)


def digest(hour, records=1):
    head = Head(records=records, hash="a" * 64)
    return Digest(at=any_time(hour), previous=START, heads={"ENTRY#c#e#ENTRY": head})


def test_before_the_first_there_is_none(s3):
    s3.put_object(Bucket=BUCKET, Key="results/c/x.json", Body=b"{}")

    assert Digests(BUCKET, s3).last() is None


def test_the_newest_one_is_the_last(s3):
    digests = Digests(BUCKET, s3)
    kept = [digests.keep(digest(hour)) for hour in (1, 3, 2)]

    assert digests.last().digest == digest(3)
    assert kept[0] < kept[2] < kept[1]
    assert all(key.startswith("digests/") for key in kept)


def test_what_is_written_over_it_or_deletes_it_does_not_count(s3):
    """The lock keeps the first version, and a deletion only hides it."""
    digests = Digests(BUCKET, s3)
    key = digests.keep(digest(1))
    first = digests.last()
    forged = digest(1, records=2).model_dump_json().encode()

    s3.put_object(Bucket=BUCKET, Key=key, Body=forged)
    assert digests.last() == first
    s3.delete_object(Bucket=BUCKET, Key=key)
    assert digests.last() == first
    s3.put_object(Bucket=BUCKET, Key=key, Body=forged)
    assert digests.last() == first


def test_it_is_named_by_the_hash_of_its_bytes(s3):
    digests = Digests(BUCKET, s3)
    key = digests.keep(digest(1))
    body = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()

    assert digests.last().sha256 == hashlib.sha256(body).hexdigest()
