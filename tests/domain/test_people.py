"""No judge reviews a work of their own unit, one that it recommends, or one of their own."""

import pytest

from contest.people import (
    CREDITED,
    OWN_UNIT,
    RECOMMENDING_UNIT,
    RECUSED,
    conflict,
    normalised,
)
from tests.builders import any_form, any_judge

KINDS = ("own_unit", "recommending_unit", "credited")
UNIT = "湘江重工(集团)ABC"
JUDGE = any_judge(name="李 雷", unit=UNIT, recused=("entry-9",))


def found(judge=JUDGE, *, entry="entry-1", kinds=KINDS, **form):
    return conflict(judge, entry=entry, form=any_form(**form), kinds=kinds)


SPELLINGS = [
    UNIT, "湘江重工(集团)abc", "湘江重工（集团）ＡＢＣ", " 湘江 重工 （集团） Abc ",
    "湘江重工　集团　ABC", "湘江重工·集团·ABC",
]  # fmt: skip


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


def test_a_unit_that_only_begins_alike_is_another():
    assert found(entrant="湘江重工(集团)") is None


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
