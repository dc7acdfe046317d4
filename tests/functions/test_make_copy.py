"""The function that makes viewing copies, on a table and a bucket in moto: what is in the bucket in
the end is the copy and nothing else, whatever is doubled or fails."""

import pytest

from contest.viewing.viewing_copy import CopyState
from contest_aws.media import viewing_files
from tests.contest.validate.mp4.tiny_mp4 import box
from tests.contest.viewing.copies import copied
from tests.corpus.damage import plain
from tests.truth.surgery import at_end, rearranged

CANARY = b"Zhang San 13800138000"


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
