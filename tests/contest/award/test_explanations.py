"""Explanations of a proposal, once a work that they name is erased."""

import pytest

from contest.award.explanations import untitled
from contest.model import Text

WITHOUT = Text(zh="得分 92.00；其后为《—》91.00", en="score 92.00; next is “—” with 91.00")


@pytest.mark.parametrize(
    "stored", ["钢铁脊梁", "《钢铁脊梁》", "《 钢铁脊梁 》", "钢铁\u200b脊梁\ufeff"]
)
def test_a_title_is_taken_out_as_it_was_typed(stored):
    why = Text(
        zh=f"得分 92.00；其后为《{stored}》91.00", en=f"score 92.00; next is “{stored}” with 91.00"
    )
    found = untitled(why, "钢铁脊梁")

    assert (found.zh.replace("《《—》》", "《—》"), found.en) == (WITHOUT.zh, WITHOUT.en)


@pytest.mark.parametrize("stored", [" 钢铁脊梁", "钢铁脊梁 ", " 《 钢铁脊梁 》 "])
def test_a_title_with_spaces_around_it_is_taken_out(stored):
    why = Text(zh="其后", en=f"score 92.00; next is “{stored}” with 91.00")
    assert untitled(why, "钢铁脊梁").en == WITHOUT.en


def test_nothing_else_is_taken_out():
    assert untitled(WITHOUT, "") == untitled(WITHOUT, "钢.铁") == WITHOUT
    assert untitled(Text(zh="《甲乙》", en="“x甲”"), "甲") == Text(zh="《甲乙》", en="“x甲”")
