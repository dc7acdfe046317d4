"""The entrant says how AI was used, where the rules ask; the rules decide which works may enter,
and a label in the file that says otherwise is a flag."""

import pytest

from contest.entry.ai_use import contradicts, declared, public_label
from contest.entry.form_checks import mistakes
from contest.entry.queue_card import QueueCard
from contest.erasure import without_personal_data
from contest.rules.form_fields import AiRules, AiUse
from contest.validate.labels.file_labels import AigcLabel, AiStatement, FileLabels, LabelProblem
from contest.validate.verdict import Verdict
from tests.builders import any_contact, any_entry, any_facts, any_form, any_rules

ASKING = any_rules(ai=AiRules(asked=True))
NO_AI = any_rules(ai=AiRules(asked=True, accepts=(AiUse.NONE,)))
ONLY_AI = any_rules(ai=AiRules(asked=True, accepts=(AiUse.PARTLY, AiUse.WHOLLY)))
MADE = FileLabels(aigc=(AigcLabel(place="moov/udta", says=AiStatement.MADE, produce_id="BG1"),))
UNREADABLE = FileLabels(aigc=(AigcLabel(place="uuid", problem=LabelProblem.NOT_JSON),))
BY_AI = FileLabels(credentials=True, source_types=("trainedAlgorithmicMedia",))
BY_CAMERA = FileLabels(credentials=True, source_types=("digitalCapture",))


def wrong(rules, **answers):
    found = mistakes(any_form(**answers), any_contact(), rules=rules)
    return [(refusal.code, refusal.field) for refusal in found]


def verdict(labels):
    return Verdict(facts=any_facts(labels=labels))


def test_nobody_is_asked_unless_the_rules_do():
    assert wrong(any_rules()) == []
    assert wrong(any_rules(), ai_use=AiUse.WHOLLY) == []
    assert declared(any_form(ai_use=AiUse.WHOLLY), any_rules()) is None


def test_where_they_do_an_answer_is_needed_and_how_if_ai_was_used():
    assert wrong(ASKING) == [("form.missing", "ai_use")]
    assert wrong(ASKING, ai_use=AiUse.NONE) == []
    assert wrong(ASKING, ai_use=AiUse.PARTLY) == [("form.missing", "ai_how")]
    assert wrong(ASKING, ai_use=AiUse.PARTLY, ai_how="片头") == []


@pytest.mark.parametrize(
    ("rules", "refused"),
    [
        (ASKING, []),
        (NO_AI, [AiUse.PARTLY, AiUse.WHOLLY]),
        (ONLY_AI, [AiUse.NONE]),
    ],
)
def test_the_rules_decide_which_works_may_enter(rules, refused):
    for use in AiUse:
        found = wrong(rules, ai_use=use, ai_how="片头")
        assert found == ([("form.ai_not_accepted", "ai_use")] if use in refused else [])


def test_the_refusal_says_what_is_taken():
    (refusal,) = mistakes(any_form(ai_use=AiUse.WHOLLY), any_contact(), rules=NO_AI)
    assert "全部由 AI 生成" in refusal.text.zh
    assert "只接受：未使用 AI 生成或修改" in refusal.text.zh
    assert "Nothing is made or changed by AI" in refusal.text.en


@pytest.mark.parametrize(
    ("use", "labels", "is_one"),
    [
        (AiUse.NONE, MADE, True),
        (AiUse.NONE, BY_AI, True),
        (AiUse.NONE, UNREADABLE, True),
        (AiUse.NONE, BY_CAMERA, False),
        (AiUse.NONE, FileLabels(), False),
        (AiUse.PARTLY, MADE, False),
        (AiUse.WHOLLY, FileLabels(), False),
        ("", MADE, False),
    ],
)
def test_a_contradiction_is_a_flag_for_the_screener(use, labels, is_one):
    entry = any_entry(form=any_form(ai_use=use), verdict=verdict(labels))
    assert contradicts(entry.form, entry.verdict) is is_one
    assert ("ai" in QueueCard.of(entry).flags) is is_one


@pytest.mark.parametrize(
    ("use", "labels", "label"),
    [
        (AiUse.NONE, MADE, AiStatement.MADE),
        (AiUse.PARTLY, BY_AI, AiStatement.MADE),
        (AiUse.PARTLY, FileLabels(), AiStatement.MAYBE),
        (AiUse.WHOLLY, UNREADABLE, AiStatement.MAYBE),
        (AiUse.NONE, UNREADABLE, AiStatement.SUSPECTED),
        (AiUse.NONE, BY_CAMERA, None),
        ("", FileLabels(), None),
    ],
)
def test_the_public_is_told_after_article_6(use, labels, label):
    assert public_label(any_form(ai_use=use), verdict(labels), ASKING) is label
    assert public_label(any_form(), None, ASKING) is None


def test_a_declaration_that_nobody_asked_for_is_not_told():
    assert public_label(any_form(ai_use=AiUse.WHOLLY), None, any_rules()) is None


def test_after_the_period_of_personal_data_a_label_names_nobody():
    entry = any_entry(
        form=any_form(ai_use=AiUse.PARTLY, ai_how="张三用的工具"), verdict=verdict(MADE)
    )
    kept = without_personal_data(entry)
    assert (kept["form"].ai_use, kept["form"].ai_how) == (AiUse.PARTLY, "")
    assert kept["verdict"].facts.labels == FileLabels(
        aigc=(AigcLabel(place="moov/udta", says=AiStatement.MADE),)
    )
    assert without_personal_data(any_entry())["verdict"] is None
