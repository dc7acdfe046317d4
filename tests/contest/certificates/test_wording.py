"""What is printed: the text of the rules with the winner's names, in one language."""

from datetime import UTC, datetime

import pytest

from contest.award.award import Winner
from contest.certificates.certificate import Wording
from contest.certificates.coverage import Uncovered, missing_characters, named, uncovered
from contest.certificates.wording import date_in_words, wording
from tests.builders import any_rules, any_text, shipped_rules

ISSUED = datetime(2024, 10, 22, 16, 30, tzinfo=UTC)
"""In Beijing it is the 23rd already."""


def winner(**changes):
    return Winner(
        award="overall",
        level="gold",
        name=any_text("金奖"),
        entry="e0",
        title="一炉钢的二十四小时",
        recipient="北辰特钢有限公司",
        why=any_text("x"),
    ).model_copy(update=changes)


def in_english():
    english = shipped_rules().certificate.model_copy(update={"language": "en"})
    return any_rules(certificate=english)


def test_a_work_s_certificate_says_what_the_rules_say():
    assert wording(shipped_rules(), winner(), at=ISSUED) == Wording(
        language="zh",
        paper="landscape",
        lines=(
            "北辰特钢有限公司：",
            "您的作品《一炉钢的二十四小时》在第一届「工业强国·新型工业化」短视频征选活动中荣获",
            "综合奖·金奖",
            "特发此证。",
        ),
        recipient="北辰特钢有限公司",
        title="一炉钢的二十四小时",
        award="综合奖·金奖",
        contest="第一届「工业强国·新型工业化」短视频征选活动",
        host="工业和信息化部工业文化发展中心",
        date="二〇二四年十月二十三日",
    )


def test_a_unit_s_certificate_names_no_work():
    of_unit = winner(
        award="best-organisation",
        level=None,
        entry=None,
        unit="u1",
        title="",
        recipient="湖南省工信厅",
    )
    found = wording(shipped_rules(), of_unit, at=ISSUED)
    assert found.lines == (
        "湖南省工信厅：",
        "贵单位在第一届「工业强国·新型工业化」短视频征选活动中荣获",
        "优秀组织奖",
        "特发此证。",
    )


def test_a_theme_award_names_its_theme_and_an_english_one_is_english():
    of_theme = winner(award="theme-award", level=None, theme="green")
    assert wording(shipped_rules(), of_theme, at=ISSUED).award == "主题奖·绿色低碳"
    found = wording(in_english(), winner(), at=ISSUED)
    assert (found.award, found.date) == ("Overall award, Gold", "23 October 2024")
    assert found.lines[:3] == ("北辰特钢有限公司", "has been awarded", "Overall award, Gold")


def test_a_work_s_theme_is_named_and_a_theme_award_names_its_own():
    its = shipped_rules().certificate.model_copy(update={"zh": "{theme} {link}"})
    rules, beside = any_rules(certificate=its), {"theme": "产业发展", "link": "https://l.org/c"}
    found = wording(rules, winner(), at=ISSUED, beside=beside)
    assert found.lines == ("产业发展 https://l.org/c",)
    of_theme = winner(award="theme-award", level=None, theme="green")
    found = wording(rules, of_theme, at=ISSUED, beside=beside)
    assert found.lines == ("绿色低碳 https://l.org/c",)


def test_names_are_one_line_and_no_part_of_the_text():
    odd = winner(recipient="甲\n{host}乙", title="{award}")
    assert wording(shipped_rules(), odd, at=ISSUED).lines[:2] == (
        "甲 {host}乙：",
        "您的作品《{award}》在第一届「工业强国·新型工业化」短视频征选活动中荣获",
    )


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("《钢铁脊梁》", "您的作品《钢铁脊梁》在"),
        ("钢铁\u200b脊梁\ufeff", "您的作品《钢铁脊梁》在"),
    ],
)
def test_a_title_has_one_pair_of_book_marks(title, line):
    """Also that of a work that was stored as it was typed."""
    assert wording(shipped_rules(), winner(title=title), at=ISSUED).lines[1].startswith(line)


def test_characters_that_nobody_sees_are_not_printed():
    its = shipped_rules().certificate
    zh = its.zh.replace("特发此证", "特\u200b发\u3000此证")
    rules = any_rules(certificate=its.model_copy(update={"zh": zh}))
    odd = winner(title="一炉\ufe0f钢\u00ad", recipient="\u202a葛\U000e0100城\u200d特\u180e钢\ufeff")

    found = wording(rules, odd, at=ISSUED)

    assert (found.recipient, found.title) == ("葛城特钢", "一炉钢")
    assert found.lines == (
        "葛城特钢：",
        "您的作品《一炉钢》在第一届「工业强国·新型工业化」短视频征选活动中荣获",
        "综合奖·金奖",
        "特发\u3000此证。",
    )


@pytest.mark.parametrize(
    ("month", "day", "text"),
    [
        (1, 1, "二〇三〇年一月一日"),
        (10, 10, "二〇三〇年十月十日"),
        (11, 20, "二〇三〇年十一月二十日"),
        (12, 31, "二〇三〇年十二月三十一日"),
    ],
)
def test_dates_are_written_in_chinese_numerals(month, day, text):
    assert date_in_words(datetime(2030, month, day, tzinfo=UTC), "zh") == text


def test_characters_that_the_fonts_lack_are_named_with_the_recipient():
    covered = set(
        "一炉钢的二十四小时王：您作品《》在第届「工业强国·新型化」短视频征选活动中荣获综合奖金特发此证。"
        "工业和信息化部文展中心二〇年十月三日六"
    )
    clean = wording(shipped_rules(), winner(recipient="王"), at=ISSUED)
    rare = wording(shipped_rules(), winner(recipient="王𠮷王𠮷", title="一炉\ue000"), at=ISSUED)
    assert uncovered([clean], covered) == []
    assert uncovered([clean, rare], covered) == [
        Uncovered(recipient="王𠮷王𠮷", title="一炉\ue000", characters=("𠮷", "\ue000"))
    ]
    assert named(("𠮷", "\ue000")) == "𠮷 (U+20BB7), U+E000"
    assert missing_characters("王 王\n", covered) == ()
