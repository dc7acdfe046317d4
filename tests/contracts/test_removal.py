"""Taking an entry's objects out of a versioned bucket, in moto: all of them, and no other's."""

import boto3
import pytest
from moto import mock_aws

from contest_aws.removal import Removal

OURS = ("media/spring/e1/1-ab", "media/spring/e1/2-cd", "posters/spring/e1/1-ab.poster.jpg")
OTHERS = ("media/spring/e11/1-ab", "media/autumn/e1/1-ab", "results/spring/e1/x")


@pytest.fixture
def s3():
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="media")
        client.put_bucket_versioning(Bucket="media", VersioningConfiguration={"Status": "Enabled"})
        for key in (*OURS, *OTHERS):
            for body in (b"one", b"two"):
                client.put_object(Bucket="media", Key=key, Body=body)
        client.delete_object(Bucket="media", Key=OURS[0])
        yield client


def everything(s3):
    listed = s3.list_object_versions(Bucket="media")
    return sorted(v["Key"] for v in (*listed.get("Versions", []), *listed.get("DeleteMarkers", [])))


def test_every_version_goes_deleted_ones_too_and_nobody_elses(s3):
    removal = Removal("media", s3)
    assert removal.count("spring", "e1") == 7
    assert removal.of_entry("spring", "e1") == 7
    assert everything(s3) == sorted([*OTHERS, *OTHERS])


def test_done_twice_it_removes_nothing_more(s3):
    removal = Removal("media", s3)
    removal.of_entry("spring", "e1")
    assert (removal.of_entry("spring", "e1"), removal.count("spring", "e1")) == (0, 0)


def test_an_upload_that_is_open_is_ended_and_never_becomes_an_object(s3):
    key = "media/spring/e1/3-ef"
    upload = s3.create_multipart_upload(Bucket="media", Key=key)["UploadId"]
    other = s3.create_multipart_upload(Bucket="media", Key=OTHERS[0])["UploadId"]
    Removal("media", s3).of_entry("spring", "e1")
    listed = s3.list_multipart_uploads(Bucket="media")["Uploads"]
    assert [one["UploadId"] for one in listed] == [other]
    assert upload != other
