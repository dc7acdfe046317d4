"""The glossary names what the code has, in the words that the code shows."""

import re
from inspect import isclass, isfunction, ismodule
from pathlib import Path
from pkgutil import resolve_name

import pytest

from contest.award.award import AwardStatus
from contest.entry.entry import STATUS_NAMES, EntryStatus
from contest.mail.account_mail import ROLES
from contest.people.account import Role
from laurel.rules_file import load_rules
from tests.house.definitions import Definition
from tests.house.retired_names import complaints

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| (`[^|]+`) \| ([^|]+) \|$", re.MULTILINE)
ROWS = [
    (chinese, english, re.findall("`([^`]+)`", code), meaning)
    for chinese, english, code, meaning in ROW.findall(PAGE)
]
CODE = {
    name: (chinese, english)
    for chinese, english, names, _ in ROWS
    for name in names
    if "." in name or "/" in name
}
RULES = load_rules(ROOT / "contests" / "new-industrialization-2024.yaml")
STAGES = ("upload", "validate", "screen", "review", "award")


def definition(name: str) -> Definition:
    """Where a name is defined, and as what. Fails where it is not."""
    if "/" in name:
        assert (ROOT / name).exists()
        return Definition(Path(name).name.partition(".")[0], "module", name)
    parent, _, last = name.rpartition(".")
    owner = resolve_name(parent)
    if isclass(owner):
        assert last in dir(owner) or last in _fields(owner)
        return Definition(last, "attribute", _path(owner.__module__))
    found = resolve_name(name)
    if ismodule(found):
        return Definition(last, "module", _path(name))
    kind = "class" if isclass(found) else "function" if isfunction(found) else "variable"
    return Definition(last, kind, _path(parent))


def _fields(owner: type) -> set[str]:
    return {name for base in owner.__mro__ for name in getattr(base, "__annotations__", {})}


def _path(module: str) -> str:
    return Path(resolve_name(module).__file__).relative_to(ROOT).as_posix()


@pytest.mark.parametrize("name", CODE)
def test_every_name_of_the_code_is_there_and_is_no_retired_one(name):
    assert list(complaints([definition(name)])) == []


def test_every_row_of_a_table_is_read():
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "`" in line]
    assert len(rows) == len(ROWS)


def test_a_word_stands_for_one_thing():
    words = [chinese for chinese, _, names, _ in ROWS if "EntryStatus" not in names[0]]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("status", EntryStatus)
def test_a_status_of_an_entry_has_the_names_that_the_organiser_reads(status):
    names = STATUS_NAMES[status].organiser
    assert CODE[f"contest.entry.entry.EntryStatus.{status.name}"] == (names.zh, names.en)


@pytest.mark.parametrize("status", AwardStatus)
def test_a_status_of_an_award_round_has_the_name_of_the_api(status):
    assert CODE[f"contest.award.award.AwardStatus.{status.name}"][1] == status.value


@pytest.mark.parametrize("role", Role)
def test_a_role_has_the_name_that_invitations_use(role):
    chinese, english = CODE[f"contest.people.account.Role.{role.name}"]
    assert ROLES[role].zh in chinese
    assert english in ROLES[role].en


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_the_name_of_its_page(stage):
    chinese, english = CODE[f"functions/{stage}"]
    page = next((ROOT / "docs" / "stages").glob(f"?-{stage}.md"))
    _, _, _, name = page.read_text(encoding="utf-8").splitlines()[0].split(" ", 3)
    assert name in chinese
    assert f"{stage} (stage)" in english


def test_criteria_have_the_names_of_the_rules():
    shown = {(chinese, english, names[0]) for chinese, english, names, _ in ROWS}
    assert {(c.name.zh, c.name.en, c.id) for c in RULES.criteria} <= shown


def test_awards_have_the_names_of_the_rules():
    shown = {(chinese, english) for chinese, english, _, _ in ROWS}
    of_criteria = {meaning for _, _, names, meaning in ROWS if "." not in names[0]}
    named = {a.name for a in RULES.awards if a.kind != "criterion"}
    assert {(name.zh, name.en) for name in named} <= shown
    assert {a.name.zh for a in RULES.awards if a.kind == "criterion"} == of_criteria
    levels = [level for a in RULES.awards if a.kind == "overall" for level in a.levels]
    assert [level.name.zh for level in levels if level.name.zh not in PAGE] == []
