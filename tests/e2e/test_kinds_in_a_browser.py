"""Films of further kinds are judged in a real Chromium, from the judge's own address: from copies
where every browser plays them, otherwise from renditions. `make bench-watch` takes fifty kinds."""

from datetime import timedelta

import pytest

from contest.people.account import Role
from contest.viewing.viewing_copy import CopyKind
from local.visitors import until
from tests.e2e.browser import chromium
from tests.e2e.test_hevc_in_a_browser import BLUE, HALF, RED, is_like, middle, two_colours
from tests.e2e.test_invited_in_a_browser import Invitee
from tests.e2e.test_same_work_twice import ANY_SIZE
from tests.truth.kinds import COPY
from tests.truth.lengths import ENCODERS
from tests.truth.tools import INSTALLED, film

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="Chromium is not installed"),
    pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed"),
]

B_FRAMES = (*ENCODERS["x264"], "-pix_fmt", "yuv420p", "-threads", "1")


def turned():
    return film("-i", two_colours(*B_FRAMES), *COPY, "-metadata:s:v:0", "rotate=90")


def open_groups():
    return two_colours(*ENCODERS["x264, open"], "-pix_fmt", "yuv420p", "-threads", "1")


def old_codecs():
    return two_colours("-c:v", "mpeg4", "-q:v", "2", "-bf", "2", "-c:a", "ac3")


def fragments():
    coded = ("-c:v", "libsvtav1", "-preset", "12", "-g", "50", "-pix_fmt", "yuv420p")
    flags = "frag_keyframe+empty_moov+default_base_moof"
    return two_colours(*coded, "-movflags", flags)


KINDS = {
    "竖拍": (turned, (180, 320), CopyKind.COPY),
    "开放图像组": (open_groups, (320, 180), CopyKind.RENDITION),
    "MPEG-4 与 AC-3": (old_codecs, (320, 180), CopyKind.RENDITION),
    "AV1 分片": (fragments, (320, 180), CopyKind.RENDITION),
}


def test_films_of_further_kinds_are_judged_in_chromium(organiser, window):
    judging = Invitee(organiser, media=ANY_SIZE)
    client = judging.contest_client
    for name in ("j1", "j2"):
        client.judge(name)
    window.do("open", url=judging.invite(Role.JUDGE, name="顾清源"))
    judging.sign_in(window)
    window.do("wait", text="等您答复", scope="[data-role=judge]")
    window.do("press", name="接受邀请")
    window.do("wait", text="您已接受邀请")
    entries = {
        client.submitted(make(), person=f"p{person}", title=title): kind
        for person, (title, (make, _, kind)) in enumerate(KINDS.items())
    }
    for entry, kind in entries.items():
        client.viewing_copy(entry, kind)
        client.screener().decide(entry, "pass")
    client.turn_clock(client.rules.rounds[0].opens + timedelta(hours=1))

    seen = set()
    for number in range(1, len(KINDS) + 1):
        page = f"/contests/{client.id}/reviews/{client.rules.rounds[0].id}/{number}"
        window.do("open", url=f"{judging.site}{page}")
        window.do("wait", text="打分", scope="h2")
        heading = window.do("text", scope="h1")
        [title] = [title for title in KINDS if title in heading]
        seen.add(title)
        until(lambda: window.do("video"), lambda video: video[1] > 1, seconds=60)
        for at, colour in ((HALF / 2, RED), (1.5 * HALF, BLUE), (HALF / 2, RED)):
            shown, played = middle(window, at)
            assert is_like(shown, colour), (title, at, shown)
            assert (played["width"], played["height"]) == KINDS[title][1], title
            assert played["seconds"] == pytest.approx(2 * HALF, abs=0.05), title
    assert seen == set(KINDS)
    assert window.do("faults") == []
