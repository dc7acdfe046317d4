"""Lines around a table that are none of its rows are listed as not read."""

from datetime import date

import pytest

from contest.spreadsheets import invitation_sheet, publicity_sheet
from contest_aws.workbook.read import tables
from tests.builders import any_contest, any_time
from tests.contest.spreadsheets.recommended import (
    ANY,
    HEAD,
    checked,
    mistakes_in,
    rows_of,
)
from tests.contest_aws.workbook.sheets import file_of


@pytest.mark.parametrize(
    "line",
    [
        ["填表人：李四", None, None, "联系电话：0731-84212345"],
        ["填表人", "李四", None, "联系电话", "0731-84212345", None, "填表日期", "2024年5月29日"],
        ["填表人:", "李四", "邮箱:", "li@example.com"],
        ["合计", "2件"],
        ["合计：", None, None, 2],
        [None, "共计", "2 件作品"],
        ["共2件"],
        ["合计2件。"],
        ["2024年5月29日"],
        [None, None, None, "二〇二四年五月二十九日"],
        [None, None, None, None, None, "年 月 日"],
        [None, None, None, "湖南省工业和信息化厅（盖章）"],
        ["单位（公章）：", None, None, "日期：2024-05-29"],
        ["审核人：", "王五", "负责人签字："],
        ["说明：本表一式两份"],
        ["Total", "2 works"],
        ["Prepared by: Li Si", None, "Date: 2024-05-29"],
    ],
)
def test_a_line_below_the_table_is_listed_as_not_read(line):
    file = file_of(list(HEAD.values()), [ANY.get(name) for name in HEAD], line)

    found = checked(file)

    assert mistakes_in(found) == []
    assert ([row.number for row in found.rows], found.filled) == ([2], 1)
    assert found.unread_rows == (3,)


def test_notes_that_go_on_over_several_lines_are_listed():
    notes = ["注：1. 每行一件作品。", "2. 带 * 的必填。", "3、请勿使用公式。"]
    rows = [list(HEAD.values()), [ANY.get(name) for name in HEAD], *([note] for note in notes)]

    assert checked(file_of(*rows)).unread_rows == (3, 4, 5)


@pytest.mark.parametrize(
    "row",
    [
        {"title": "合计"},
        {"title": "日期", "entrant": "共2件"},
        {"title": "2024年5月29日"},
        {"title": "联系你我"},
        {"title": "1. 钢铁脊梁"},
    ],
)
def test_a_work_whose_title_looks_like_a_line_below_is_a_work(row):
    assert [r.form.title for r in rows_of(row)] == [row["title"]]


def test_a_row_that_has_only_begun_is_no_line_below_the_table():
    begun = ["时间的形状", "绿色低碳"]

    found = checked(file_of(list(HEAD.values()), begun, ["夜班的人们"]))

    assert (found.filled, found.unread_rows) == (2, ())
    assert {cell for cell, *_ in mistakes_in(found)} >= {"D2", "B3"}


FOOT = [["填表人：李四", None, "联系电话：0731-84212345"], ["合计", "1"], ["2024年5月29日"]]


def test_lines_below_an_invitation_sheet_and_a_sheet_of_reports_are_listed_too():
    people = [["角色", "姓名", "邮箱"], ["评审专家", "顾清源", "gu@example.com"], *FOOT]
    reports = [
        ["报道标题", "媒体", "链接", "发布日期"],
        ["一", "某报", "https://news.example.com/1", "2024-05-29"],
        *FOOT,
    ]

    invited = invitation_sheet.check(
        tables(file_of(*people)), contest=any_contest(), now=any_time()
    )
    told = publicity_sheet.check(tables(file_of(*reports)), today=date(2024, 6, 1))

    for found in (invited, told):
        assert (mistakes_in(found), found.filled, found.unread_rows) == ([], 1, (3, 4, 5))
