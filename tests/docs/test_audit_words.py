"""The host's page has words for every action that an audit record can have."""

import ast
import re
from collections.abc import Iterator

import pytest

from contest.award.award import AwardStatus
from contest.award.objection import ObjectionStatus
from contest.people.account import GrantStatus
from contest.refusals import CATALOGUE
from contest.review.conflict_decision import ConflictState
from contest.screen.decision import ScreeningOutcome
from tests.house.definitions import ROOT

NAME = re.compile(r"[a-z_]+\.[a-z_]+")
MADE = {
    *(f"award.{status}" for status in AwardStatus),
    *(f"conflict.{state}" for state in ConflictState),
    *(f"grant.{status}" for status in GrantStatus),
    *(f"objection.{status}" for status in ObjectionStatus if status is not ObjectionStatus.OPEN),
    *(f"screen.{outcome}" for outcome in ScreeningOutcome),
}
"""Actions that are named after a status."""


def words(language: str) -> set[str]:
    text = (ROOT / "web/src/i18n" / language / "audit.ts").read_text("utf-8")
    found, group = set[str](), ""
    for line in text.partition("  action: {\n")[2].splitlines():
        if opens := re.fullmatch(r" {4}(\w+): \{", line):
            group = opens[1]
        elif named := re.match(r" {6}(\w+): ", line):
            found.add(f"{group}.{named[1]}")
    return found


def written() -> Iterator[str]:
    """Every name with a dot that is an argument of a call, but for codes of refusals."""
    for layer in ("domain", "aws"):
        for file in (ROOT / "layers" / layer / "python").rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    given = [*node.args, *(keyword.value for keyword in node.keywords)]
                    found = (getattr(one, "value", None) for one in given)
                    yield from (n for n in found if isinstance(n, str) and NAME.fullmatch(n))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_action_of_an_audit_record_has_its_words(language):
    known = words(language)
    groups = {name.partition(".")[0] for name in known}
    actions = {name for name in written() if name.partition(".")[0] in groups} - CATALOGUE.keys()
    assert "award.agree" in actions
    files = {name for name in actions if name.endswith(".typ")}
    assert sorted((actions | MADE) - files - known) == []
