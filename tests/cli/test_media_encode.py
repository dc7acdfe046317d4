"""`laurel media encode` makes of a film one that every browser plays."""

import pytest
from typer.testing import CliRunner

from laurel.__main__ import app
from tests.contest.viewing.copies import streams
from tests.contest.viewing.films import WHOLE
from tests.truth.tools import INSTALLED

pytestmark = pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")


def encode(*arguments):
    result = CliRunner().invoke(app, ["media", "encode", *map(str, arguments)])
    return result.exit_code, result.stderr


def test_a_phones_film_becomes_one_for_every_browser(tmp_path):
    new = tmp_path / "anew.mp4"
    assert encode(WHOLE["H.265 of 10 bits"](), new) == (0, "")
    picture, sound = streams(new)
    assert (picture["codec_name"], picture["pix_fmt"]) == ("h264", "yuv420p")
    assert sound["codec_name"] == "aac"
    assert b"x264" not in new.read_bytes(), "the encoder's words are gone"


def test_a_file_that_is_there_is_not_written_over(tmp_path):
    new = tmp_path / "anew.mp4"
    new.write_bytes(b"mine")
    code, said = encode(WHOLE["H.265 of 10 bits"](), new)
    assert code == 2
    assert "exists" in said
    assert new.read_bytes() == b"mine"


def test_what_is_no_film_is_refused_and_leaves_no_file(tmp_path):
    text, new = tmp_path / "text.mp4", tmp_path / "anew.mp4"
    text.write_bytes(b"not a film")
    code, said = encode(text, new)
    assert code == 1
    assert "✗" in said
    assert not new.exists()
