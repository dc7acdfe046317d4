"""`laurel media copy` writes the file that judges get."""

from typer.testing import CliRunner

from laurel.__main__ import app
from tests.contest.viewing.copies import copied
from tests.corpus.damage import plain


def copy(*arguments):
    result = CliRunner().invoke(app, ["media", "copy", *map(str, arguments)])
    return result.exit_code, result.stderr


def test_the_copy_is_the_one_that_judges_get(tmp_path):
    film, new = tmp_path / "作品 1.mp4", tmp_path / "copy.mp4"
    film.write_bytes(plain())
    assert copy(film, new) == (0, "")
    assert new.read_bytes() == copied(film.read_bytes())


def test_a_file_that_is_there_is_not_written_over(tmp_path):
    film, new = tmp_path / "film.mp4", tmp_path / "copy.mp4"
    film.write_bytes(plain(30))
    new.write_bytes(b"mine")
    code, said = copy(film, new)
    assert code == 2
    assert "exists" in said
    assert new.read_bytes() == b"mine"


def test_what_is_no_film_is_refused_and_leaves_no_file(tmp_path):
    text, new = tmp_path / "text.mp4", tmp_path / "copy.mp4"
    text.write_bytes(b"not a film")
    code, said = copy(text, new)
    assert code == 1
    assert "✗" in said
    assert not new.exists()
