"""A command that fails leaves no file behind, so that it can be run again."""

import zipfile
from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError

from laurel import certificate, media
from laurel.new_files import new_file
from tests.cli.conftest import AWARD_ROUND
from tests.cli.test_results import tallied  # noqa: F401 - a fixture
from tests.contest.certificates.test_validity import any_certificate

CONTEST = AWARD_ROUND.contest
THROTTLED = ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow"}}, "Query")


class FailingFiles:
    def read(self, _):
        raise THROTTLED


def test_a_file_has_its_name_once_it_is_whole(tmp_path):
    file = tmp_path / "scores.xlsx"
    with new_file(file) as part:
        part.write_text("half")
        assert not file.exists()
        part.write_text("whole")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("scores.xlsx", "whole")]


def test_nothing_stays_of_a_file_that_could_not_be_finished(tmp_path):
    def fail():
        with new_file(tmp_path / "scores.xlsx") as part:
            part.write_text("half")
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_somebody_made_meanwhile_stays_theirs(tmp_path):
    file = tmp_path / "scores.xlsx"

    def write():
        with new_file(file) as part:
            part.write_text("ours")
            file.write_text("theirs")

    with pytest.raises(FileExistsError):
        write()
    assert [one.read_text() for one in tmp_path.iterdir()] == ["theirs"]


@pytest.mark.usefixtures("tallied")
def test_results_are_exported_once_they_are_tallied(run, tmp_path):
    """`first` is not tallied yet."""
    file = tmp_path / "scores.xlsx"
    early = run("results", "export", CONTEST, "first", file)
    assert (early.code, "尚未统分" in early.err, file.exists()) == (1, True, False)
    assert run("results", "export", CONTEST, "tallied", file).code == 0
    assert zipfile.is_zipfile(file)


def test_of_a_film_that_cannot_be_read_to_its_end_there_is_no_copy(monkeypatch, tmp_path):
    class Broken:
        """The beginning is known, and nothing after it can be read."""

        begun = 0

        def __init__(self, *_):
            Broken.begun += 1

        def parts(self):
            yield SimpleNamespace(number=1, body=b"ftyp")
            if Broken.begun > 1:
                raise OSError("the card was taken out")

    film = tmp_path / "film.mp4"
    film.write_bytes(b"film")
    monkeypatch.setattr(media, "Copying", Broken)
    monkeypatch.setattr(media, "plan_copy", lambda *_, **__: None)
    with pytest.raises(OSError, match="taken out"):
        media.write_copy(film, tmp_path / "copy.mp4")
    assert [one.name for one in tmp_path.iterdir()] == ["film.mp4"]


def test_certificates_that_were_fetched_stay_when_they_cannot_be_fetched_again(
    run, organiser, monkeypatch, tmp_path
):
    out = tmp_path / "all.zip"
    out.write_bytes(b"last week's")
    monkeypatch.setattr(certificate, "valid_with_file", lambda _: [any_certificate()])
    monkeypatch.setattr(type(organiser), "certificate_files", FailingFiles())
    assert run("certificate", "all", CONTEST, out).code == 1
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"last week's"]
