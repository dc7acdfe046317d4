"""The questions of docs/architecture.md are answered by files that have what is named in them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "architecture.md"
STEP = re.compile(r"\]\(([^)]+)\) `(\w+)`")
QUESTION = re.compile(r"^\*\*([^*]+\?)\*\*(.*?)(?=^\*\*|\Z)", re.MULTILINE | re.DOTALL)
QUESTIONS = dict(QUESTION.findall(PAGE.read_text(encoding="utf-8").split("## Ten questions")[1]))
MOST_STEPS = 3


def test_there_are_ten_questions():
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_a_short_chain_of_files_with_a_name_in_each(question):
    answer = QUESTIONS[question]
    steps = STEP.findall(answer)
    assert 0 < len(steps) == answer.count("](") <= MOST_STEPS
    for path, name in steps:
        text = (PAGE.parent / path).read_text(encoding="utf-8")
        named = name if name.isupper() else rf"def {name}\("
        assert re.search(rf"\b{named}", text), path
