"""Viewing copies in a versioned bucket, in moto: written in any order, and deleted for good."""

import re
from uuid import uuid4

import pytest

from contest.viewing.copying import NumberedPart
from contest_aws.media.viewing_files import ViewingFiles

MIB = 1024 * 1024


class Bucket:
    def __init__(self, s3):
        self.s3, self.name = s3, f"media-{uuid4()}"
        where = {"LocationConstraint": "cn-north-1"}
        s3.create_bucket(Bucket=self.name, CreateBucketConfiguration=where)
        s3.put_bucket_versioning(Bucket=self.name, VersioningConfiguration={"Status": "Enabled"})

    def left(self):
        objects = self.s3.list_object_versions(Bucket=self.name).get("Versions", [])
        uploads = self.s3.list_multipart_uploads(Bucket=self.name).get("Uploads", [])
        return [one["Key"] for one in (*objects, *uploads)]


@pytest.fixture
def bucket(aws):
    return Bucket(aws.client("s3"))


@pytest.fixture
def files(bucket):
    return ViewingFiles(bucket.name, bucket.s3)


def test_parts_are_joined_by_their_numbers_whatever_comes_last(bucket, files):
    key = files.new_key()
    bodies = {2: b"b" * 5 * MIB, 3: b"c", 1: b"a" * 5 * MIB}
    parts = [NumberedPart(number, body) for number, body in bodies.items()]
    written = files.write(key, iter(parts))
    found = bucket.s3.get_object(Bucket=bucket.name, Key=key)
    assert written == (found["VersionId"], 10 * MIB + 1)
    assert found["Body"].read() == b"a" * 5 * MIB + b"b" * 5 * MIB + b"c"
    assert (found["ContentType"], found["Metadata"]) == ("video/mp4", {})


def test_what_breaks_off_leaves_nothing(bucket, files):
    def parts():
        yield NumberedPart(2, b"b" * 5 * MIB)
        raise OSError("cut")

    with pytest.raises(OSError, match="cut"):
        files.write(files.new_key(), parts())
    assert bucket.left() == []


def test_drop_deletes_versions_and_ends_uploads_of_this_copy_alone(bucket, files):
    keys = [files.new_key() for _ in range(2)]
    for key in keys:
        files.write(key, iter([NumberedPart(1, b"a")]))
        bucket.s3.create_multipart_upload(Bucket=bucket.name, Key=key)
    assert files.drop(keys[0]) == 1
    assert bucket.left() == [keys[1], keys[1]]
    assert files.drop(keys[0]) == 0


def test_a_key_is_random(files):
    one, other = files.new_key(), files.new_key()
    assert one != other
    assert all(re.fullmatch(r"viewing/[0-9a-f]{32}", key) for key in (one, other))
