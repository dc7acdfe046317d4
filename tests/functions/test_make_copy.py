"""The function that makes viewing copies, on a table and a bucket in moto: what is in the bucket in
the end is the copy and nothing else, whatever is doubled or fails."""

from importlib import import_module

import boto3
import pytest

from contest.entry.entry import EntryStatus
from contest.viewing.viewing_copy import CopyState, ViewingCopy
from contest_aws.media import viewing_files
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_upload
from tests.contest.validate.mp4.tiny_mp4 import box
from tests.contest.viewing.copies import copied
from tests.corpus.damage import plain
from tests.truth.surgery import at_end, rearranged

CANARY = b"Zhang San 13800138000"
KEY = "media/c/e/1-abc"


class Scene:
    def __init__(self, store, s3, film):
        self.store, self.s3 = store, s3
        where = {"LocationConstraint": "cn-north-1"}
        s3.create_bucket(Bucket="media", CreateBucketConfiguration=where)
        s3.put_bucket_versioning(Bucket="media", VersioningConfiguration={"Status": "Enabled"})
        version = s3.put_object(Bucket="media", Key=KEY, Body=film)["VersionId"]
        upload = any_upload(size=len(film), object_version=version)
        self.entry = any_entry(EntryStatus.SCREENING, upload=upload)
        store.commit(create(keys.entry(self.entry.contest, self.entry.id), self.entry))

    def call(self, **more):
        of = {"contest": self.entry.contest, "entry": self.entry.id, "upload": 1}
        import_module("viewing.make_copy").handler({**of, "maker": "run-1", **more}, None)

    @property
    def copy(self):
        key = keys.viewing(self.entry.contest, self.entry.id, 1)
        return self.store.find(key, ViewingCopy)

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

    def scene(film):
        scenes.append(Scene(doors.store, s3, film))
        return scenes[0]

    monkeypatch.setattr(viewing_files, "ranges", ranges)
    yield scene
    scenes[0].remove()


def film():
    return rearranged(plain(), at_end("moov", box("udta", box("name", CANARY))))


def test_the_copy_is_written_without_the_name_and_recorded(made):
    scene = made(film())
    scene.call()
    ready = scene.copy
    found = scene.s3.get_object(Bucket="media", Key=ready.key, VersionId=ready.object_version)
    body = found["Body"].read()
    assert (ready.state, ready.size) == (CopyState.READY, len(body))
    assert body == copied(film())
    assert CANARY in film()
    assert CANARY not in body
    assert (found["ContentType"], found["Metadata"]) == ("video/mp4", {})


def test_called_twice_it_leaves_one_file(made):
    scene = made(film())
    scene.call()
    before = scene.copy
    scene.call()
    scene.call(maker="run-2")
    assert (scene.copy, scene.others()) == (before, [before.key])


def test_a_film_that_cannot_be_copied_is_flagged_with_the_reason(made):
    scene = made(b"not a film")
    scene.call()
    assert scene.copy.state is CopyState.FAILED
    assert [reason.code for reason in scene.copy.refusals] == ["media.not_mp4"]
    assert scene.others() == []


def test_what_breaks_off_is_flagged_and_made_when_it_is_tried_again(made, monkeypatch):
    scene = made(film())
    with monkeypatch.context() as broken:
        broken.setattr(viewing_files, "ranges", lambda *_, **__: lambda *_: b"")
        with pytest.raises(OSError, match="bytes came instead of"):
            scene.call()
    assert (scene.copy.state, scene.others()) == (CopyState.MAKING, [])
    scene.call(failed=True)
    assert scene.copy.state is CopyState.FAILED
    scene.call(maker="run-2")
    assert scene.copy.state is CopyState.READY
    assert scene.others() == [scene.copy.key]
