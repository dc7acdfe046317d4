"""What MediaInfo's child did not do in time is the file's fault only after it had loaded."""

import pytest

from contest.refusals import Refusal, Refused
from contest_aws.media import mediainfo

SLEEPS = "import time\ntime.sleep(60)\n"
LOADS_AND_SLEEPS = f"print('loaded', flush=True)\n{SLEEPS}"


@pytest.fixture
def started(tmp_path, monkeypatch):
    """A child that was shown a file."""

    def start(program):
        file = tmp_path / "child.py"
        file.write_text(program)
        monkeypatch.setattr(mediainfo, "CHILD", file)
        monkeypatch.setattr(mediainfo, "SECONDS", 0.5)
        child = mediainfo.Child()
        child.feed(4, [(0, b"film")])
        return child

    return start


def test_a_child_that_does_not_load_in_time_is_an_error_that_is_retried(started):
    """A refusal would be final, and a cold start may be slow."""
    with started(SLEEPS) as child, pytest.raises(OSError, match=r"did not start within 0\.5 s"):
        child.tracks()


def test_a_file_that_takes_too_long_is_refused(started):
    with started(LOADS_AND_SLEEPS) as child, pytest.raises(Refused) as problem:
        child.tracks()
    assert problem.value.refusals == (
        Refusal(code="media.too_complex", measured="> 0.5 s", allowed="0.5 s"),
    )


def test_a_child_that_ends_before_it_has_loaded_is_an_error_too(started):
    with started("raise SystemExit(3)") as child, pytest.raises(OSError, match="not start: 3"):
        child.tracks()
