"""Taking an entry's objects out of a versioned bucket, in moto: all of them, and no other's."""

from uuid import uuid4

import pytest

from contest_aws.media.purge import Removal

OURS = ("media/spring/e1/1-ab", "media/spring/e1/2-cd", "posters/spring/e1/1-ab.poster.jpg")
OTHERS = ("media/spring/e11/1-ab", "media/autumn/e1/1-ab", "results/spring/e1/x")


class Bucket:
    """Two versions of each object, and one of them deleted besides."""

    def __init__(self, s3):
        self.s3, self.name = s3, f"media-{uuid4()}"
        s3.create_bucket(
            Bucket=self.name, CreateBucketConfiguration={"LocationConstraint": "cn-north-1"}
        )
        s3.put_bucket_versioning(Bucket=self.name, VersioningConfiguration={"Status": "Enabled"})
        for key in (*OURS, *OTHERS):
            for body in (b"one", b"two"):
                s3.put_object(Bucket=self.name, Key=key, Body=body)
        s3.delete_object(Bucket=self.name, Key=OURS[0])

    def keys(self):
        listed = self.s3.list_object_versions(Bucket=self.name)
        found = (*listed.get("Versions", []), *listed.get("DeleteMarkers", []))
        return sorted(version["Key"] for version in found)

    def open(self, key):
        return self.s3.create_multipart_upload(Bucket=self.name, Key=key)["UploadId"]

    def uploads(self):
        listed = self.s3.list_multipart_uploads(Bucket=self.name)
        return [upload["UploadId"] for upload in listed.get("Uploads", [])]


@pytest.fixture
def bucket(aws):
    return Bucket(aws.client("s3"))


@pytest.fixture
def removal(bucket):
    return Removal(bucket.name, bucket.s3)


def test_every_version_goes_deleted_ones_too_and_nobody_elses(bucket, removal):
    assert removal.count("spring", "e1") == 7
    assert removal.of_entry("spring", "e1") == 7
    assert bucket.keys() == sorted([*OTHERS, *OTHERS])


def test_done_twice_it_removes_nothing_more(removal):
    removal.of_entry("spring", "e1")
    assert (removal.of_entry("spring", "e1"), removal.count("spring", "e1")) == (0, 0)


def test_an_upload_that_is_open_is_ended_and_never_becomes_an_object(bucket, removal):
    bucket.open("media/spring/e1/3-ef")
    others = bucket.open(OTHERS[0])
    removal.of_entry("spring", "e1")
    assert bucket.uploads() == [others]


def test_an_upload_that_ends_in_this_very_moment_is_no_harm(aws, bucket, removal):
    key = "media/spring/e1/3-ef"
    upload = {"Bucket": bucket.name, "Key": key, "UploadId": bucket.open(key)}
    other = aws.client("s3")

    def end_it(**_):
        other.abort_multipart_upload(**upload)

    bucket.s3.meta.events.register_first("before-call.s3.AbortMultipartUpload", end_it)
    removal.of_entry("spring", "e1")
    assert bucket.uploads() == []
    assert bucket.keys() == sorted([*OTHERS, *OTHERS])
