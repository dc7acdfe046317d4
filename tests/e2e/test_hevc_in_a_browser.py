"""Films of phones and cameras, which few browsers show, are judged in a real Chromium: from their
renditions, which start, seek and show the true pictures."""

import base64
import io
from datetime import timedelta

import av
import pytest

from contest.people.account import Role
from contest.viewing.viewing_copy import CopyKind, CopyState
from local.visitors import until
from tests.e2e.browser import Browser, chromium
from tests.e2e.contest_client import ContestClient
from tests.e2e.test_invited_in_a_browser import Invitee
from tests.e2e.test_nothing_doubled_or_lost import recover_by_function
from tests.e2e.test_same_work_twice import ANY_SIZE
from tests.truth.lengths import ENCODERS, X264
from tests.truth.tools import INSTALLED, film

pytestmark = pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")

HALF = 15
"""Seconds in red, and in blue."""
RED, BLUE = (255, 0, 0), (0, 0, 255)
APART = 40
"""Of 255: what compression and the browser's own colours make of a plane."""


def two_colours(*coded: str):
    """Red, then blue."""
    halves = [f"color={name}:s=320x180:r=25:d={HALF}" for name in ("0xff0000", "0x0000ff")]
    inputs = [part for half in halves for part in ("-f", "lavfi", "-i", half)]
    sound = ("-f", "lavfi", "-i", f"sine=d={2 * HALF}")
    joined = "[0][1]concat,scale=out_color_matrix=bt709:out_range=tv[v]"
    marks = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709")
    mapped = ("-filter_complex", joined, "-map", "[v]", "-map", "2:a", "-c:a", "aac", *marks)
    return film(*inputs, *sound, *mapped, *coded)


def of_a_phone():
    return two_colours(*ENCODERS["x265"], "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1")


def of_a_camera():
    return two_colours(*X264, "-pix_fmt", "yuv422p10le")


def left_in(organiser, *places):
    """Keys in the media bucket that begin like this."""
    bucket = organiser.deployment.media_bucket
    listed = organiser.session.client("s3").get_paginator("list_object_versions")
    pages = listed.paginate(Bucket=bucket)
    found = [one["Key"] for page in pages for one in page.get("Versions", [])]
    return [key for key in found if key.startswith(places)]


def middle(window: Browser, at: float):
    """The colour in the middle of the film's picture at a time, and what the film is."""
    found = window.do("sought", at=at)
    with av.open(io.BytesIO(base64.b64decode(found["picture"]))) as png:
        shot = next(png.decode(video=0)).reformat(format="rgb24")
    plane = shot.planes[0]
    place = shot.height // 2 * plane.line_size + shot.width // 2 * 3
    return tuple(bytes(plane)[place : place + 3]), found


def is_like(shown, colour):
    return all(abs(one - other) <= APART for one, other in zip(shown, colour, strict=True))


def test_a_phones_film_has_a_rendition_that_goes_with_the_work(organiser):
    client = ContestClient(organiser, media=ANY_SIZE)
    entry = client.submitted(of_a_phone())
    rendition, copy = (
        client.viewing_copy(entry, kind) for kind in (CopyKind.RENDITION, CopyKind.COPY)
    )
    assert rendition.codecs.startswith("avc1.")
    assert copy.codecs.startswith("hvc1.2.")
    until(lambda: left_in(organiser, *rendition.places), lambda seen: len(seen) == 1, seconds=60)
    assert left_in(organiser, *rendition.places) == [rendition.key]
    client.screener().decide(entry, "pass")
    client.entrant().withdraw(entry)
    recover_by_function(organiser, client.id)
    client.viewing_copy(entry, CopyKind.RENDITION, state=CopyState.DROPPED)
    assert left_in(organiser, *rendition.places, *copy.places) == []


@pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")
def test_works_that_few_browsers_play_are_judged_in_chromium(organiser, window):
    judging = Invitee(organiser, media=ANY_SIZE)
    client = judging.contest_client
    for name in ("j1", "j2"):
        client.judge(name)
    window.do("open", url=judging.invite(Role.JUDGE, name="顾清源"))
    judging.sign_in(window)
    window.do("wait", text="等您答复", scope="[data-role=judge]")
    window.do("press", name="接受邀请")
    window.do("wait", text="您已接受邀请")
    works = {"手机": of_a_phone(), "摄像机": of_a_camera()}
    for person, (title, original) in enumerate(works.items()):
        entry = client.submitted(original, person=f"p{person}", title=title)
        for kind in CopyKind:
            client.viewing_copy(entry, kind)
        client.screener().decide(entry, "pass")
    client.turn_clock(client.rules.rounds[0].opens + timedelta(hours=1))

    for number in (1, 2):
        page = f"/contests/{client.id}/reviews/{client.rules.rounds[0].id}/{number}"
        window.do("open", url=f"{judging.site}{page}")
        window.do("wait", text="打分", scope="h2")
        until(lambda: window.do("video"), lambda seen: seen[1] > 1, seconds=60)
        for at, colour in ((HALF / 2, RED), (1.5 * HALF, BLUE), (HALF / 2, RED)):
            shown, played = middle(window, at)
            assert is_like(shown, colour), (at, shown)
            assert (played["width"], played["height"]) == (320, 180)
            assert played["seconds"] == pytest.approx(2 * HALF, abs=0.05)
        if "摄像机" in window.do("text", scope="h1"):
            window.do("tick", label="上传画质")
            until(lambda: window.do("video"), lambda seen: seen[1] > 1, seconds=60)
            place, _ = window.do("video")
            assert place == pytest.approx(HALF / 2, abs=0.1), "it goes on where it was"
            shown, uploaded = middle(window, 1.5 * HALF)
            assert is_like(shown, BLUE)
            assert uploaded["url"].partition("?")[0] != played["url"].partition("?")[0]
            window.picture("judge-versions")
    assert window.do("faults") == []
