"""An upload that is broken off goes on, in another process, and sends only what is missing; what
comes late is kept and goes no further; other bytes than those that were signed are refused."""

import base64
import hashlib
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.upload import late
from contest_aws.store import keys
from laurel.uploader import DIRECT
from local.visitors import ProblemError
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video

MIB = 1024 * 1024
PADDING = 60 * MIB
PARTS = 13


@pytest.fixture(scope="module")
def large_video(tmp_path_factory) -> Path:
    """A good work of 13 parts of 5 MiB: a free box (ISO/IEC 14496-12, 8.1.2) makes it large."""
    path = tmp_path_factory.mktemp("large") / "large.mp4"
    free = PADDING.to_bytes(4, "big") + b"free" + bytes(PADDING - 8)
    path.write_bytes(good_video().read_bytes() + free)
    return path


def script(contest_client: ContestClient, entry: str, file: Path, token: str) -> subprocess.Popen:
    return subprocess.Popen(  # noqa: S603 - our own program
        [
            sys.executable,
            "-m",
            "laurel",
            "entry",
            "upload",
            f"{contest_client.api_url}/entrant/{contest_client.id}",
            entry,
            str(file),
        ],
        env=os.environ | {"LAUREL_TOKEN": token, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_script_that_was_killed_goes_on_and_sends_only_what_is_missing(organiser, large_video):
    contest_client = ContestClient(organiser)
    entrant = contest_client.entrant()
    entry = entrant.enter(FORM, CONTACT)
    killed = script(contest_client, entry, large_video, entrant.token)
    for line in killed.stdout:
        if line.startswith("3/"):
            killed.send_signal(signal.SIGKILL)
            break
    killed.stdout.close()
    killed.wait()
    there = entrant.ask("GET", f"/entries/{entry}/uploads/1")
    assert there["count"] == PARTS
    assert 3 <= len(there["parts"]) < PARTS

    again = script(contest_client, entry, large_video, entrant.token)
    told, _ = again.communicate(timeout=120)

    assert again.returncode == 0
    assert f"Sent {PARTS - len(there['parts'])} parts" in told
    entrant.submit(entry)
    assert entrant.wait_for(entry, "screening")["upload"] == 1
    bound = contest_client.entry(entry).upload
    head = organiser.session.client("s3").head_object(
        Bucket=organiser.deployment.media_bucket, Key=bound.key, VersionId=bound.object_version
    )
    assert head["ContentLength"] == large_video.stat().st_size


def test_another_file_is_another_upload_and_the_first_is_removed(organiser):
    contest_client = ContestClient(organiser)
    entrant = contest_client.entrant()
    entry = entrant.enter(FORM, CONTACT)
    first = {"size": 20 * MIB, "file": "a"}
    assert entrant.ask("POST", f"/entries/{entry}/uploads", first)["version"] == 1
    assert entrant.ask("POST", f"/entries/{entry}/uploads", first)["version"] == 1
    assert entrant.ask("POST", f"/entries/{entry}/uploads", first | {"file": "b"})["version"] == 2
    assert entrant.send("GET", f"/entries/{entry}/uploads/1").json()["code"] == "upload.not_current"
    entrant.ask("DELETE", f"/entries/{entry}/uploads/2")
    assert entrant.entry(entry)["status"] == "draft"
    uploads = organiser.session.client("s3").list_multipart_uploads(
        Bucket=organiser.deployment.media_bucket, Prefix=f"media/{contest_client.id}/{entry}"
    )
    assert uploads.get("Uploads", []) == []
    entrant.bring(entry, good_video())
    assert entrant.wait_for(entry, "screening")["upload"] == 3


def test_other_bytes_than_those_that_were_signed_are_refused(organiser):
    contest_client = ContestClient(organiser)
    entrant = contest_client.entrant()
    entry = entrant.enter(FORM, CONTACT)
    begun = entrant.ask("POST", f"/entries/{entry}/uploads", {"size": 9, "checked": True})
    path = f"/entries/{entry}/uploads/{begun['version']}/parts/1"
    with pytest.raises(ProblemError) as missing:
        entrant.ask("POST", path, {})
    assert missing.value.code == "upload.checksum_missing"
    checksum = base64.b64encode(hashlib.sha256(b"signed it").digest()).decode()
    part = entrant.ask("POST", path, {"sha256": checksum})

    named = {"headers": part["headers"], **DIRECT}
    for content in (b"other one", b"shorter", b"much longer"):
        assert httpx.put(part["url"], content=content, **named).is_error
    assert httpx.put(part["url"], content=b"signed it", **named).is_success


def test_what_comes_late_is_kept_and_let_in_by_the_host_alone(organiser):
    contest_client = ContestClient(organiser)
    entrant = contest_client.entrant()
    entry = entrant.enter(FORM, CONTACT)
    content = good_video().read_bytes()
    begun = entrant.ask("POST", f"/entries/{entry}/uploads", {"size": len(content)})
    path = f"/entries/{entry}/uploads/{begun['version']}"
    part = entrant.ask("POST", f"{path}/parts/1", {})
    contest_client.turn_clock(contest_client.rules.dates.upload_ends + timedelta(seconds=1))
    assert httpx.put(part["url"], content=content, **DIRECT).is_success, "its address lives on"
    assert entrant.ask("POST", f"{path}/parts/1", {})["late"] is True
    entrant.ask("POST", f"{path}/complete")

    assert entrant.wait_for(entry, "late", "screening", "returned")["status"] == "late"

    late.let_in(
        Context(
            organiser.store, organiser.contest(contest_client.id), Actor.of("host"), clock.now()
        ),
        contest_client.entry(entry),
        reason="停电证明属实",
    )
    entrant.wait_for(entry, "ready")
    entrant.submit(entry)
    entrant.wait_for(entry, "screening")
    assert contest_client.entry(entry).status is EntryStatus.SCREENING
    let_in = [
        r
        for r in contest_client.records(keys.entry(contest_client.id, entry))
        if r.action == "upload.let_in"
    ]
    assert [record.details["reason"] for record in let_in] == ["停电证明属实"]
