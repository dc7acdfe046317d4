"""What is mistyped on the command line ends in one sentence and with 1, before anything is done."""

import sys

import pytest

from contest.award.award import AwardChange
from laurel import inputs
from laurel.__main__ import main

CONFIRM = ["award", "confirm", "c", "first", "--expected-version", "3", "--list", "0", "--changes"]


@pytest.fixture
def run(monkeypatch, capsys):
    def run(*words):
        monkeypatch.setattr(sys, "argv", ["laurel", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1
        said = capsys.readouterr()
        assert said.out == ""
        return said.err

    return run


@pytest.mark.parametrize("bad", ["张三", "Zhang", "a b", "x" * 65, ""])
def test_an_id_that_cannot_be_one(run, bad):
    said = run("award", "begin", "c", bad, "expert-review")
    assert f"“{bad}”" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("bad", ["张三", "zhang@", "a b@example.com", "x" * 65, ""])
@pytest.mark.parametrize(
    "command",
    [
        ["invite", "screener", "c"],
        ["invite", "unit", "c", "--unit", "hunan"],
        ["invite", "judge", "c", "--name", "张三"],
        ["account", "token"],
        ["account", "sign-out"],
    ],
)
def test_an_address_that_cannot_be_one(run, command, bad):
    said = run(*command, bad)
    assert "is not a valid email address" in said
    assert len(said.splitlines()) == 2, "in Chinese and in English"


def test_a_file_of_changes_that_is_not_there(run, tmp_path):
    assert "changes.json: No such file" in run(*CONFIRM, tmp_path / "changes.json")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"{}", b"[1]", b'[{"action": "add"}]', "调整".encode("gbk"), b"[[[["]
)
def test_a_file_that_is_no_list_of_changes(run, tmp_path, content):
    file = tmp_path / "changes.json"
    file.write_bytes(content)
    said = run(*CONFIRM, file)
    assert "The file is no list of changes" in said
    assert len(said.splitlines()) == 1


def test_a_schema_that_cannot_be_written(run, tmp_path):
    assert "No such file" in run("rules", "schema", tmp_path / "nowhere" / "rules.json")


def test_a_file_of_changes_is_read(tmp_path):
    file = tmp_path / "changes.json"
    file.write_text('[{"action": "drop", "place": "gold", "entry": "e1", "reason": "版权争议"}]')
    (change,) = inputs.read_changes(file)
    assert change == AwardChange(action="drop", place="gold", entry="e1", reason="版权争议")
