"""An entry with a film in a bucket in moto, and the steps that make its copies."""

from importlib import import_module

import boto3
import pytest

from contest.entry.entry import EntryStatus
from contest.viewing.viewing_copy import CopyKind, ViewingCopy
from contest_aws.media import viewing_files
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_upload

KEY = "media/c/e/1-abc"


class Scene:
    def __init__(self, store, s3, film, **changes):
        self.store, self.s3 = store, s3
        where = {"LocationConstraint": "cn-north-1"}
        s3.create_bucket(Bucket="media", CreateBucketConfiguration=where)
        s3.put_bucket_versioning(Bucket="media", VersioningConfiguration={"Status": "Enabled"})
        version = s3.put_object(Bucket="media", Key=KEY, Body=film)["VersionId"]
        upload = any_upload(size=len(film), object_version=version)
        self.entry = any_entry(EntryStatus.SCREENING, upload=upload, **changes)
        store.commit(create(keys.entry(self.entry.contest, self.entry.id), self.entry))

    def call(self, function="make_copy", **more):
        of = {"contest": self.entry.contest, "entry": self.entry.id, "upload": 1}
        function = import_module(f"viewing.{function}").handler
        return function({**of, "maker": "run-1", **more}, None)

    def stored(self, kind=CopyKind.COPY):
        key = keys.viewing(self.entry.contest, self.entry.id, 1, kind)
        return self.store.find(key, ViewingCopy)

    @property
    def copy(self):
        return self.stored()

    def others(self):
        """What is in the bucket beside the original: objects and open uploads."""
        objects = self.s3.list_object_versions(Bucket="media").get("Versions", [])
        uploads = self.s3.list_multipart_uploads(Bucket="media").get("Uploads", [])
        return [one["Key"] for one in (*objects, *uploads) if one["Key"] != KEY]

    def remove(self):
        for one in self.s3.list_object_versions(Bucket="media").get("Versions", []):
            self.s3.delete_object(Bucket="media", Key=one["Key"], VersionId=one["VersionId"])
        self.s3.delete_bucket(Bucket="media")


@pytest.fixture
def made(doors, monkeypatch):
    """A scene with a film, whose ranges are read without a signed address: moto has no host."""
    s3, scenes = boto3.client("s3"), []

    def ranges(_, key, *, version):
        whole = s3.get_object(Bucket="media", Key=key, VersionId=version)["Body"].read()
        return lambda start, length: whole[start : start + length]

    def scene(film, **changes):
        scenes.append(Scene(doors.store, s3, film, **changes))
        return scenes[0]

    monkeypatch.setattr(viewing_files, "ranges", ranges)
    monkeypatch.setattr(import_module("viewing.dependencies"), "ranges", ranges)
    yield scene
    scenes[0].remove()
