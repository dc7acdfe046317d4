"""No judge reviews a work of their own unit, one that it recommends, or one of their own."""

import pytest

from contest.review.judge import (
    CREDITED,
    OWN_UNIT,
    RECOMMENDING_UNIT,
    RECUSED,
    conflict,
    is_person,
    normalised,
)
from tests.builders import any_form, any_judge

KINDS = ("own_unit", "recommending_unit", "credited")
UNIT = "湘江重工(集团)ABC"
JUDGE = any_judge(name="李 雷", unit=UNIT, recused=("entry-9",))


def found(judge=JUDGE, *, entry="entry-1", kinds=KINDS, **form):
    of_another = any_form(entrant="东海智造研究院")
    return conflict(judge, entry=entry, form=of_another.model_copy(update=form), kinds=kinds)


SPELLINGS = [
    UNIT,
    "湘江重工(集团)abc",
    "湘江重工（集团）ＡＢＣ",
    " 湘江 重工 （集团） Abc ",
    "湘江重工　集团　ABC",
    "湘江重工·集团·ABC",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_knows_a_unit_however_it_is_spelt(spelling):
    assert found(entrant=spelling) == OWN_UNIT
    assert found(recommending_unit=spelling) == RECOMMENDING_UNIT


@pytest.mark.parametrize("spelling", ["李雷", "李　雷", "李·雷", " 李雷 "])
def test_knows_a_judge_in_the_credits_however_they_are_spelt(spelling):
    assert found(credits=("韩梅梅", spelling)) == CREDITED
    assert found(entrant=spelling) == CREDITED


def test_a_judge_may_review_what_is_not_theirs():
    assert found(credits=("韩梅梅",), recommending_unit="湖南省工业和信息化厅") is None


@pytest.mark.parametrize("form", [{"recommending_unit": ""}, {"credits": ("",)}, {"entrant": "-"}])
def test_what_is_left_empty_is_no_conflict(form):
    assert found(any_judge(name="李雷", unit=""), **form) is None
    assert found(any_judge(name="李雷", unit=" — "), **form) is None


@pytest.mark.parametrize("longer", ["湘江重工集团有限公司", "湖南湘江重工（集团）", "湘江重工集团"])
def test_a_unit_is_known_by_a_longer_or_a_shorter_name(longer):
    for judges, entrants in (("湘江重工集团", longer), (longer, "湘江重工集团")):
        assert found(any_judge(name="李雷", unit=judges), entrant=entrants) == OWN_UNIT
        recommended = {"entrant": "甲厂", "recommending_unit": entrants}
        assert found(any_judge(name="李雷", unit=judges), **recommended) == RECOMMENDING_UNIT


@pytest.mark.parametrize("other", ["湘江重工研究院", "湘江", "重工业", "工集"])
def test_a_unit_that_is_only_named_alike_is_another(other):
    assert found(any_judge(name="李雷", unit="湘江重工集团"), entrant=other) is None


@pytest.mark.parametrize("credit", ["导演:李雷", "摄影 李 雷(特邀)", "李雷、韩梅梅", "编剧/李　雷"])
def test_knows_a_judge_within_a_longer_credit(credit):
    assert found(credits=("韩梅梅", credit)) == CREDITED


def test_a_name_of_one_character_is_known_only_alone():
    judge = any_judge(name="雷", unit="")
    assert found(judge, credits=("导演:李雷",)) is None
    assert found(judge, credits=("雷",)) == CREDITED
    assert found(any_judge(name="", unit=""), credits=("导演",)) is None


@pytest.mark.parametrize("unit_type", ["个人", " 个 人 ", "Individual"])
def test_a_single_person_is_known_by_the_type_of_unit(unit_type):
    assert is_person(unit_type)
    assert not is_person("企业")
    assert not is_person("")


def test_counts_only_what_the_rules_count():
    everything = {"entrant": UNIT, "recommending_unit": UNIT, "credits": ("李雷",)}
    assert found(**everything) == OWN_UNIT
    assert found(**everything, kinds=("credited", "recommending_unit")) == RECOMMENDING_UNIT
    assert found(**everything, kinds=("credited",)) == CREDITED
    assert found(**everything, kinds=()) is None


def test_a_recusal_counts_always():
    assert found(entry="entry-9", kinds=()) == RECUSED
    assert found(entry="entry-8", kinds=()) is None


def test_normalising_is_done_once_and_for_all():
    assert normalised("Ａ·Ｂ（ｃ）１") == "abc1"
    assert normalised(normalised("Straße ①")) == normalised("Straße ①")
    assert normalised(" —（）") == ""
