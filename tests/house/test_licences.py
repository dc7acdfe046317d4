"""Every dependency has a licence that allows its use; one that does not is named."""

import subprocess
import sys
from email.message import Message
from importlib.metadata import files

import pytest

from tests.house import licences
from tests.house.definitions import ROOT
from tests.house.licences import Dependency, declared_by, dependencies, lines


def ships(licence, name="one", purpose="ships"):
    return Dependency(purpose, "PyPI", name, "1.0", licence)


def test_the_command_lists_every_dependency_and_allows_them_all():
    done = subprocess.run(
        [sys.executable, "-m", "tests.house.licences"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    for name in ("pydantic", "av", "vue", "aws-cdk", "pytest", "vite"):
        assert f" {name} " in done.stdout


def test_what_functions_and_pages_are_made_of_ships():
    shipped = {one.name for one in dependencies() if one.purpose == "ships"}
    assert {"pydantic", "openpyxl", "pymediainfo", "av", "vue"} <= shipped
    assert shipped & {"pytest", "boto3", "vite", "aws-cdk-lib"} == set()


@pytest.mark.parametrize("licence", ["MIT", "Apache-2.0 OR GPL-3.0-only", "(MIT OR CC0-1.0)"])
def test_a_permissive_licence_may_ship(licence):
    assert ships(licence).allowed


@pytest.mark.parametrize(
    "licence", ["", "GPL-3.0-only", "AGPL-3.0-or-later", "MPL-2.0", "MIT AND GPL-2.0-only"]
)
def test_copyleft_and_the_unknown_may_not(licence):
    assert not ships(licence).allowed
    assert [*lines([ships(licence)])][1:] == [
        f"Not allowed: one 1.0, {licence or 'unknown'}",
        "1 dependencies, 1 not allowed",
    ]


def test_a_tool_may_have_the_mozilla_licence_but_not_the_gpl():
    assert ships("MPL-2.0", purpose="development").allowed
    assert not ships("GPL-3.0-only", purpose="development").allowed


def test_what_a_wheel_has_inside_counts_unless_a_decision_accepts_it(monkeypatch):
    assert ships("BSD-3-Clause", name="av").allowed
    monkeypatch.setattr(licences, "ACCEPTED", {})
    assert not ships("BSD-3-Clause", name="av").allowed
    assert ships("MIT", name="pymediainfo").allowed


def test_decisions_that_accept_something_are_there():
    assert [one for one in licences.ACCEPTED.values() if not (ROOT / one).is_file()] == []


def test_the_libraries_inside_av_are_those_that_are_listed():
    names = {file.name.partition("-")[0] for file in files("av") if ".libs" in str(file)}
    names |= {file.name.partition(".")[0] for file in files("av") if ".dylibs" in str(file)}
    assert {"libavcodec", "libx264", "libx265"} <= names


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ([("License-Expression", "MIT OR Apache-2.0"), ("License", "MIT")], "MIT OR Apache-2.0"),
        ([("License", "Apache 2.0")], "Apache-2.0"),
        ([("License", "the whole text"), ("Classifier", "License :: OSI Approved")], ""),
        ([("Classifier", "License :: OSI Approved :: MIT License")], "MIT"),
        ([("License", "UNKNOWN"), ("Classifier", "Topic :: MIT License")], ""),
    ],
)
def test_the_licence_is_read_from_whichever_field_tells_it(fields, licence):
    found = Message()
    for name, value in fields:
        found[name] = value
    assert declared_by(found) == licence
