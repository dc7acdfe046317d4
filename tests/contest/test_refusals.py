"""Every reason has a sentence in both languages that says what was measured and what is allowed."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from contest.refusals import CATALOGUE, Refusal, Refused, refused
from contest.refusals.kinds import Kind
from tests.builders import REPOSITORY

SOURCES = [
    path
    for folder in ("layers/domain/python", "layers/aws/python", "functions", "cli")
    for path in sorted(Path(REPOSITORY, folder).rglob("*.py"))
]
ACCUSES = re.compile(
    "forg|fak(e|ing)|cheat|fraud|manipulat|suspici|suspect|tamper|\\blie[sd]?\\b|trick|dishonest"
    "|伪|造假|作假|虚假|作弊|欺|篡改|可疑|冒充|谎"
)
CODE = re.compile(r'"([a-z]+\.[a-z0-9_]+)"')


def names_in(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_sentences_say_the_same_and_are_filled(code):
    kind, text = CATALOGUE[code]
    assert kind in get_args(Kind)
    assert names_in(text.zh) == names_in(text.en) <= {"measured", "allowed"}
    refusal = Refusal(code=code, measured="测<{0}>", allowed="许<%s>")
    for language in ("zh", "en"):
        sentence = refusal.sentence(language)
        assert ("测<{0}>" in sentence) == ("measured" in names_in(text.zh))
        assert ("许<%s>" in sentence) == ("allowed" in names_in(text.zh))
        assert sentence[-1] in ".。"


def test_a_sentence_is_chinese_or_english():
    for _, text in CATALOGUE.values():
        assert re.search(r"[一-鿿]", text.zh)
        assert not re.search(r"[一-鿿]", text.en)


@pytest.mark.parametrize("code", CATALOGUE)
def test_no_code_and_no_sentence_accuses_anybody(code):
    text = CATALOGUE[code][1]
    for words in (code, text.zh, text.en.lower()):
        assert not ACCUSES.search(words)


def test_a_refusal_names_its_kind_and_every_reason():
    problem = Refused(Refusal(code="upload.too_late"), Refusal(code="media.broken"))
    assert [refusal.kind for refusal in problem.refusals] == ["late", "invalid"]
    assert str(problem) == "; ".join(r.sentence("en") for r in problem.refusals)
    assert refused("entry.too_many", allowed=3).refusals == (
        Refusal(code="entry.too_many", allowed="3"),
    )


def named_in_sources():
    stages = {code.split(".")[0] for code in CATALOGUE}
    named = set()
    for path in SOURCES:
        if path.parent.name != "refusals":
            named |= set(CODE.findall(path.read_text(encoding="utf-8")))
    return {code for code in named if code.split(".")[0] in stages}


def test_every_reason_in_the_catalogue_is_given_somewhere():
    assert CATALOGUE.keys() - named_in_sources() == set()
