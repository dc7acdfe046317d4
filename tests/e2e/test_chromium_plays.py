"""A real Chromium plays what passes: a film of each kind that it decodes."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bench.object_server import Objects
from laurel.media import verdict_on
from tests.e2e.browser import Browser, chromium
from tests.truth.judged import RULES
from tests.truth.kinds import COPY, coded, sine, turned
from tests.truth.lengths import ENCODERS, picture
from tests.truth.tools import FOLDER, INSTALLED, film

pytestmark = [
    pytest.mark.skipif(chromium() is None, reason="Chromium is not installed"),
    pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed"),
]
X264 = (*ENCODERS["x264"], "-pix_fmt", "yuv420p", "-threads", "1")
HALF_A_FRAME = 0.05
"""Seconds, at 10 frames a second."""


def plain(size: str = "192x108", *options: str) -> Path:
    return film(*picture(size, "10"), *options, *X264)


def copied(*options: str) -> Path:
    return film("-i", plain(), *COPY, *options)


def with_sound(codec: str, late: float = 0) -> Path:
    return film("-i", plain(), "-itsoffset", str(late), *sine(), "-c:v", "copy", "-c:a", codec)


SILENT: dict[str, Callable[[], Path]] = {
    "B-frames": plain,
    "moov first": partial(copied, "-movflags", "faststart"),
    "fragments, the first in moov": partial(copied, "-movflags", "frag_keyframe"),
    "fragments": partial(copied, "-movflags", "frag_keyframe+empty_moov+default_base_moof"),
    "fragments for DASH": partial(copied, "-movflags", "frag_keyframe+delay_moov+dash"),
    "Smooth Streaming": partial(copied, "-f", "ismv"),
    "no edit list": partial(copied, "-movflags", "negative_cts_offsets"),
    "pixels of 4:3": partial(plain, "144x108", "-vf", "setsar=4/3"),
    "portrait": partial(plain, "108x192"),
    "AV1": partial(coded, "-c:v", "libsvtav1", "-preset", "12", "-pix_fmt", "yuv420p"),
    "VP9": partial(coded, "-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime"),
}
HEARD: dict[str, Callable[[], Path]] = {
    "sound by AAC": partial(with_sound, "aac"),
    "sound by mp3": partial(with_sound, "libmp3lame"),
    "sound by Opus": partial(with_sound, "libopus"),
    "sound 3 s late": partial(with_sound, "aac", 3),
    "turned by 90": partial(turned, 90),
}
"""Their sound may outlast the picture."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of the folder with the films."""
    folder = type("Films", (Objects,), {"folder": FOLDER})
    with ThreadingHTTPServer(("127.0.0.1", 0), folder) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # a browser hangs up when it has seen enough
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_passes_is_played_as_long_and_as_large_as_it_was_measured(window: Browser, address):
    films = {name: make() for name, make in {**SILENT, **HEARD}.items()}
    verdicts = {name: verdict_on(path, RULES) for name, path in films.items()}
    refused = {name: one.refusals for name, one in verdicts.items() if not one.passed}
    assert refused == {}
    window.do("open", url=f"{address}/given")  # a page of the same origin
    shown = window.do("played", urls=[f"{address}/{path.name}" for path in films.values()])
    faults = {
        name: (played, facts)
        for (name, verdict), played in zip(verdicts.items(), shown, strict=True)
        if (facts := verdict.facts) and not as_measured(played, facts, exactly=name in SILENT)
    }
    assert faults == {}


def as_measured(played: dict, facts, *, exactly: bool) -> bool:
    if "error" in played:
        return False
    longer = played["seconds"] - float(facts.seconds)
    size = (played["width"], played["height"]) == (facts.width, facts.height)
    return size and longer > -HALF_A_FRAME and (longer < HALF_A_FRAME or not exactly)
