"""The version stands in pyproject.toml alone. Whatever tells it tells that one."""

import json
import re
import sys
from importlib.metadata import metadata

import pytest

from laurel.__main__ import main
from tests.house.definitions import ROOT
from tests.house.project import PROJECT, VERSION

PACKAGES = ("package.json", "web/package.json")


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_what_is_installed_has_the_version():
    assert metadata("laurel")["Version"] == VERSION


def test_the_command_line_tells_the_version(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["laurel", "--version"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().out) == (0, f"laurel {VERSION}\n")


def test_the_document_of_the_api_tells_the_version():
    assert json.loads(text("functions/openapi.json"))["info"]["version"] == VERSION


@pytest.mark.parametrize("name", PACKAGES)
def test_packages_of_npm_have_no_version_of_their_own(name):
    assert "version" not in json.loads(text(name))
    lock = json.loads(text(name.replace(".json", "-lock.json")))
    assert "version" not in lock
    assert "version" not in lock["packages"][""]


def test_the_newest_release_of_the_changelog_is_the_version():
    released = re.findall(r"^## \[(\d\S*)\] - \d{4}-\d\d-\d\d$", text("CHANGELOG.md"), re.MULTILINE)
    assert released[0] == VERSION


@pytest.mark.parametrize("name", PACKAGES)
def test_every_part_has_the_licence_of_the_project(name):
    assert text("LICENSE").splitlines()[1].strip() == "Apache License"
    assert PROJECT["license"] == metadata("laurel")["License-Expression"] == "Apache-2.0"
    assert json.loads(text(name))["license"] == PROJECT["license"]
