"""`laurel media check` gives the verdict of an upload on a file on disk: for people or as JSON,
with an exit code, and without AWS."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from contest_aws.media import inspection
from laurel.__main__ import app
from laurel.media import SHIPPED
from tests.contest.validate.labels.labelled import BY_AI, FULL, VALUE, box, free_form, itunes, keys
from tests.corpus.damage import lasting, plain
from tests.corpus.inspected import inspected
from tests.truth.surgery import at_end, before, rearranged

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("cli", "layers/domain/python", "layers/aws/python")
REASON = {"code", "sentence", "measured", "allowed"}


def check(file: Path, *options: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["media", "check", str(file), *map(str, options)])
    return result.exit_code, result.stdout, result.stderr


def as_json(file: Path, *options: str | Path) -> tuple[int, dict]:
    code, out, _ = check(file, "--json", *options)
    return code, json.loads(out)


@pytest.fixture
def film(tmp_path) -> Path:
    path = tmp_path / "作品 1.mp4"
    path.write_bytes(plain())
    return path


@pytest.fixture
def short(tmp_path) -> Path:
    path = tmp_path / "short.mp4"
    path.write_bytes(plain(30))
    return path


@pytest.fixture
def rules(tmp_path):
    def changed(old: str, new: str) -> Path:
        text = SHIPPED.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "rules.yaml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return changed


def test_a_film_that_meets_the_rules_passes_with_its_facts(film):
    code, found = as_json(film)
    assert (code, found["passed"], found["refusals"]) == (0, True, [])
    facts = found["facts"]
    assert (facts["seconds"], facts["width"], facts["height"]) == (61, 1920, 1080)
    assert (facts["frame_rate"], facts["video_codec"], facts["audio_codec"]) == (12, "AVC", "AAC")
    assert facts["size"] == film.stat().st_size


def test_a_refused_film_is_told_what_was_measured_and_what_is_allowed(short):
    code, found = as_json(short)
    assert (code, found["passed"]) == (1, False)
    (reason,) = found["refusals"]
    assert reason == {
        "code": "media.too_short",
        "sentence": {
            "zh": "时长 0:30，须在 1:00–8:00 之间。",
            "en": "The video is 0:30 long. It must be 1:00–8:00 long.",
        },
        "measured": "0:30",
        "allowed": "1:00–8:00",
    }


@pytest.mark.parametrize("make", [plain, lambda: plain(30), lasting(480.1), lambda: b"PK\3\4" * 99])
def test_it_is_the_verdict_of_the_validation(tmp_path, make):
    file = tmp_path / "film.mp4"
    file.write_bytes(make())
    verdict = inspected(make()).verdict
    _, found = as_json(file)
    assert found["passed"] == verdict.passed
    for name in ("refusals", "warnings"):
        assert [one["code"] for one in found[name]] == [r.code for r in getattr(verdict, name)]
        assert all(one.keys() == REASON for one in found[name])
    assert found["facts"].keys() == (set(verdict.facts.model_dump()) if verdict.facts else set())


def test_people_read_it_in_chinese_first(film, short):
    code, out, _ = check(film)
    assert (code, out.splitlines()[0]) == (0, f"{film}: 符合要求。 Passed.")
    assert "1:01 · 1920×1080 · 12 fps · AVC + AAC" in out
    code, out, _ = check(short)
    assert (code, out.splitlines()[0]) == (1, f"{short}: 不符合要求。 Refused.")
    zh, en = out.splitlines()[2:4]
    assert zh == "✗ 时长 0:30，须在 1:00–8:00 之间。"
    assert en == "  The video is 0:30 long. It must be 1:00–8:00 long."


def test_other_rules_may_be_named(short, rules):
    own = rules("min_seconds: 60", "min_seconds: 20")
    assert check(short)[0] == 1
    assert check(short, "--rules", own)[0] == 0


def test_a_film_that_is_too_big_to_be_uploaded_is_refused(film, rules):
    most = film.stat().st_size
    small = rules('max_bytes: "2 GB"', f"max_bytes: {most - 1}")
    code, found = as_json(film, "--rules", small)
    assert (code, [one["code"] for one in found["refusals"]]) == (1, ["upload.too_big"])
    exact = rules('max_bytes: "2 GB"', f"max_bytes: {most}")
    assert check(film, "--rules", exact)[0] == 0


def test_an_empty_file_is_no_film(tmp_path):
    (tmp_path / "empty.mp4").touch()
    code, found = as_json(tmp_path / "empty.mp4")
    assert (code, found["refusals"][0]["code"]) == (1, "media.not_mp4")


def missing(folder: Path) -> Path:
    return folder / "nowhere.mp4"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.mp4")
    return folder / "pipe.mp4"


def below_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "film.mp4"


def dangling(folder: Path) -> Path:
    (folder / "link.mp4").symlink_to(folder / "gone.mp4")
    return folder / "link.mp4"


@pytest.mark.parametrize("make", [missing, Path, pipe, below_a_file, dangling])
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_what_is_no_readable_file_ends_in_one_sentence_and_2(tmp_path, make, options):
    file = make(tmp_path)
    code, out, err = check(file, *options)
    assert (code, out) == (2, "")
    assert err.startswith(f"{file}: 无法读取。 Cannot be read: ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError("EIO")])
def test_a_file_that_fails_while_it_is_read_ends_in_2(film, monkeypatch, error):
    def fail(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(os, "pread", fail)
    assert check(film)[0] == 2


def test_a_file_that_shrinks_while_it_is_read_ends_in_2(film, monkeypatch):
    read = os.pread
    monkeypatch.setattr(os, "pread", lambda *place: read(*place)[:-1])
    assert check(film)[0] == 2


@pytest.mark.parametrize("content", [None, "", "a: [", "id: 1"])
def test_what_is_no_rules_file_ends_in_2(film, tmp_path, content):
    own = tmp_path / "own.yaml"
    if content is not None:
        own.write_text(content, encoding="utf-8")
    code, out, err = check(film, "--rules", own)
    assert (code, out) == (2, "")
    assert str(own) in err


def test_a_file_is_read_in_pieces(film, monkeypatch):
    """However large it is, so that 2 GB need no memory."""
    seen = []
    read = os.pread
    monkeypatch.setattr(os, "pread", lambda *place: seen.append(place[1]) or read(*place))
    assert check(film)[0] == 0
    assert sum(seen) < film.stat().st_size / 2


def test_it_needs_no_deployment_no_credentials_and_no_home(short, tmp_path):
    path = os.pathsep.join(str(ROOT / layer) for layer in LAYERS)
    bare = {"PYTHONPATH": path, "HOME": str(tmp_path / "no-home"), "LC_ALL": "C"}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-B", "-m", "laurel", "media", "check", str(short), "--json"],
        env=bare,
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    found = json.loads(done.stdout.decode("utf-8"))
    assert found["refusals"][0]["code"] == "media.too_short"


def test_it_is_the_code_of_the_upload():
    """The function that validates uploads and the command share the whole way to a verdict."""
    shared = inspection.__name__
    for file in ("functions/validate/validate_upload.py", "cli/laurel/media.py"):
        assert f"from {shared} import inspect" in (ROOT / file).read_text(encoding="utf-8")


def test_what_the_file_says_about_ai_stands_with_its_facts(tmp_path):
    film = tmp_path / "film.mp4"
    broken = itunes(free_form('{"Label":"9"}'))
    labels = at_end("moov", keys(VALUE, version=FULL) + box("udta", broken))
    film.write_bytes(rearranged(plain(), lambda tops: labels(before("moov", BY_AI)(tops))))
    code, found = as_json(film)
    told = found["facts"]["labels"]
    assert (code, told["credentials"], told["source_types"]) == (
        0,
        True,
        ["trainedAlgorithmicMedia"],
    )
    first, second = told["aigc"]
    assert (first["says"], first["produce_id"]) == ("made", "BGVIDEO20250001")
    assert (second["says"], second["problem"]) == (None, "unknown_label")
    _, out, _ = check(film)
    assert "由 AI 生成或合成 made or changed by AI · 001191610133596325171T12566" in out
    assert "无法读取 unreadable: Label 不是 1、2 或 3 Label is not 1, 2 or 3" in out
    assert "C2PA: 有内容凭证，来源类型 content credentials, source types: trainedAlgorithmic" in out


def test_nothing_is_told_of_ai_where_the_file_says_nothing(film):
    _, out, _ = check(film)
    assert "AIGC" not in out
    assert "C2PA" not in out
