"""What code names stands in the docs, and what the docs name is there."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest
import typer

from contest.award import award
from contest.entry import entry
from contest.people.access import ROUTES
from contest.people.account import Role
from contest.refusals import CATALOGUE
from contest.review.conflicts import ConflictCode
from laurel.__main__ import app
from tests.docs.refusals_page import PAGE, page

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("upload", "validate", "screen", "review", "award")
BUDGETS = {
    "functions": 140,
    "layers/domain/python/contest": 200,
    "layers/aws/python/contest_aws": 300,
    "infra": 300,
    "local": 300,
    "cli": 300,
}
LONGEST_FUNCTION = 40
DOCS = {
    path: path.read_text(encoding="utf-8")
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
}


def stage_pages() -> str:
    return "\n".join(text for path, text in DOCS.items() if path.parent.name == "stages")


def sources(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts]


def test_the_page_of_refusals_is_the_catalogue():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_refusal_that_code_raises_is_in_the_catalogue_and_every_one_is_raised():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("functions", "layers/domain/python", "layers/aws/python", "cli")
        for path in sources(folder)
        if path.parent.name != "refusals"
    )
    named = set(re.findall(r'"([a-z]+\.[a-z0-9_]+)"', code)) & CATALOGUE.keys()
    assert CATALOGUE.keys() == named
    raised = set(re.findall(r'(?:refused\(\s*|code=)"([a-z0-9_.]+)"', code))
    assert raised - CATALOGUE.keys() - set(get_args(ConflictCode)) == set()


@pytest.mark.parametrize("status", [*entry.EntryStatus, *award.AwardStatus])
def test_every_status_stands_on_the_page_of_a_stage(status):
    assert f"`{status}`" in stage_pages()


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_every_route_stands_on_the_page_of_its_stage(route):
    pages = stage_pages() + DOCS[ROOT / "docs/sign-in.md"] + DOCS[ROOT / "docs/units.md"]
    assert f"`{' '.join(route)}`" in pages


@pytest.mark.parametrize("role", Role)
def test_every_role_is_told_of(role):
    assert f"| `{role}` |" in DOCS[ROOT / "docs" / "sign-in.md"]


def test_of_every_route_that_changes_something_it_is_said_what_happens_when_it_is_asked_again():
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    told = page.partition("## Sending a request again")[2].partition("\n## ")[0]
    changing = {f"{method} {path}" for method, path in ROUTES if method != "GET"}
    assert set(re.findall(r"`((?:POST|PUT|DELETE) [^`]+)`", told)) == changing


def test_every_command_is_told_of():
    group = typer.main.get_command(app)
    commands = {
        f"laurel {name} {below}".strip()
        for name, part in group.commands.items()
        for below in getattr(part, "commands", [""])
    }
    told = re.findall(r"^\| `(laurel [a-z]+(?: [a-z-]+)?)`", DOCS[ROOT / "docs/operate.md"], re.M)
    assert set(told) == commands


def test_every_make_target_of_the_readme_is_there():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = set(re.findall(r"make ([a-z-]+)", DOCS[ROOT / "README.md"]))
    assert told <= targets


@pytest.mark.parametrize("page_", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page_):
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", DOCS[page_])
    local = [target for target in targets if not target.startswith("http")]
    assert [target for target in local if not (page_.parent / target).exists()] == []


@pytest.mark.parametrize("page_", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_heading_leads_to_one(page_):
    links = re.findall(r"\]\(([^)#:]*\.md)?#([^)]+)\)", DOCS[page_])
    missing = [
        (target, anchor)
        for target, anchor in links
        if anchor not in anchors(DOCS[(page_.parent / target).resolve() if target else page_])
    ]
    assert missing == []


def anchors(text: str) -> list[str]:
    """Of the headings, as they are made on the web."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_one_word_wherever_it_is_met(stage):
    assert (ROOT / "functions" / stage).is_dir()
    domain = ROOT / "layers/domain/python/contest"
    assert (domain / stage).is_dir() or (domain / f"{stage}.py").is_file()
    assert (ROOT / f"layers/aws/python/contest_aws/services/{stage}").is_dir()
    assert list((ROOT / "docs/stages").glob(f"?-{stage}.md"))
    assert stage == "upload" or stage.capitalize() in entry.STAGES.values()


def test_a_lambda_that_is_no_api_has_sixty_lines_at_the_most():
    lambdas = [
        path
        for path in sources("functions")
        if not path.name.endswith(("_api.py", "_routes.py", "_models.py"))
    ]
    assert [p.name for p in lambdas if len(p.read_text("utf-8").splitlines()) > 60] == []


WHOLE_TABLES = {
    "infra/function_specs.py": 500,
    "layers/aws/python/contest_aws/store/keys.py": 410,
}
"""All rights of all functions, and all keys of the table, stand on one page each on purpose: who
looks for what a function may do, or who may read an item, looks in one place."""


@pytest.mark.parametrize("folder", BUDGETS)
def test_every_file_can_be_read_in_one_go(folder):
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources(folder)
        if path.parent.name != "tables"  # written by a program, for a program
        if (lines := len(path.read_text(encoding="utf-8").splitlines()))
        > WHOLE_TABLES.get(path.relative_to(ROOT).as_posix(), BUDGETS[folder])
    }
    assert long == {}


def test_no_function_is_longer_than_a_page():
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": length
        for folder in BUDGETS
        for path in sources(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_state_machines_stay_readable():
    for path in (ROOT / "infra").glob("*.asl.json"):
        assert len(path.read_text().splitlines()) <= 150, path.name
