"""What a cell shows is what is read, or a mistake at the cell."""

from datetime import date
from decimal import Decimal

import pytest

from contest.spreadsheets import publicity_sheet
from contest_aws.workbook.read import tables
from tests.builders import any_rules
from tests.contest.spreadsheets.recommended import (
    ANY,
    HEAD,
    checked,
    mistakes_in,
    rows_of,
    sheet_of,
)
from tests.contest_aws.workbook.sheets import book_of, saved


@pytest.mark.parametrize("written", ["1小时", "8:01", "20:00", "9", "0:58", "45秒"])
def test_a_length_that_the_contest_does_not_admit_is_a_mistake(written):
    found = checked(sheet_of({"duration": written}))

    assert mistakes_in(found) == [("L2", "sheet.length", written, "1:00–8:00")]
    assert found.rows == ()


def test_where_any_short_film_is_admitted_the_longest_alone_is_named():
    media = any_rules().media.model_copy(update={"min_seconds": Decimal(0)})
    short, long = {"duration": "0:02"}, {"title": "另一件", "duration": "8:01"}
    found = checked(sheet_of(short, long), media=media)

    assert mistakes_in(found) == [("L3", "sheet.length", "8:01", "8:00")]
    assert "应在 8:00 以内" in found.mistakes[0].refusal.sentence("zh")


@pytest.mark.parametrize(
    ("written", "seconds"), [("8:00", 480), ("1:00", 60), ("0:59", 59), ("480", 480)]
)
def test_a_length_that_a_player_may_show_of_an_admitted_work_is_none(written, seconds):
    """A player cuts off part of a second: 59.97 s, one frame less than a minute, is 0:59."""
    assert [row.seconds for row in rows_of({"duration": written})] == [seconds]


def formatted(column, value, form):
    """One row, with this value in this number format."""
    book, sheet = book_of(list(HEAD.values()), [ANY.get(name) for name in HEAD])
    cell = sheet.cell(2, list(HEAD).index(column) + 1)
    cell.value, cell.number_format = value, form
    return checked(saved(book))


@pytest.mark.parametrize(
    ("column", "value", "form", "read"),
    [
        ("phone", 73184212345, "000000000000", "073184212345"),
        ("phone", 73184212345, "0000-00000000", "0731-84212345"),
        ("phone", 13800000000, "000-0000-0000", "138-0000-0000"),
        ("phone", 13800000000, "0.00", "13800000000"),
        ("phone", 13800000000, "0.0_ ", "13800000000"),
        ("title", 45553, 'm"月"d"日"', "9月18日"),
        ("title", 45553, 'yyyy"年"m"月"d"日"', "2024年9月18日"),
        ("title", 45553, '[DBNum1][$-804]m"月"d"日"', "九月十八日"),
        ("title", 0.5, "0%", "50%"),
        ("title", 2035, "General", "2035"),
        ("title", 7, '"第"0"车间"', "第7车间"),
    ],
)
def test_what_a_cell_shows_is_what_is_read(column, value, form, read):
    found = formatted(column, value, form)

    assert mistakes_in(found) == []
    [row] = found.rows
    assert read == (row.contact.phone if column == "phone" else row.form.title)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (0.00381944444444444, "h:mm:ss"),
        (1.00381944444444, "h:mm:ss"),
        (0.00381944444444444, "[mm]:ss"),
        (0.00381944444444444, "mm:ss.0"),
        (0.00381944444444444, 'm"分"ss"秒"'),
        (0.229166666666667, "h:mm"),
        (330, "General"),
        (330, '0"秒"'),
    ],
)
def test_a_length_is_read_as_its_cell_shows_it(value, form):
    found = formatted("duration", value, form)

    assert (mistakes_in(found), [row.seconds for row in found.rows]) == ([], [330])


@pytest.mark.parametrize(
    ("column", "value", "form", "cell", "code"),
    [
        ("phone", 1.38e10, "0.00E+00", "I2", "sheet.rounded"),
        ("phone", 430102199001011234, "General", "I2", "sheet.rounded"),
        ("phone", 430102199001011234, "0", "I2", "sheet.rounded"),
        ("title", -3, "yyyy-mm-dd", "A2", "sheet.unclear"),
        ("title", 45553, "gggee", "A2", "sheet.unclear"),
        ("title", "钢铁脊梁", ";;;", "A2", "sheet.unclear"),
        ("duration", 1.00381944444444, "[h]:mm:ss", "L2", "sheet.length"),
        ("duration", 0.00381944444444444, "General", "L2", "sheet.duration"),
    ],
)
def test_a_cell_that_does_not_show_its_value_is_a_mistake(column, value, form, cell, code):
    found = formatted(column, value, form)

    assert [(at, why) for at, why, *_ in mistakes_in(found)] == [(cell, code)]


def report(published, form, reach=None, reach_form="General"):
    """A publicity report with these two cells, checked on 1 June 2024."""
    book, sheet = book_of(
        ["报道标题", "媒体", "链接", "发布日期", "阅读量"],
        ["一", "某报", "https://news.example.com/1", published, reach],
    )
    sheet["D2"].number_format, sheet["E2"].number_format = form, reach_form
    return publicity_sheet.check(tables(saved(book)), today=date(2024, 6, 1))


@pytest.mark.parametrize("form", ["yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"', "yyyy/m/d h:mm"])
def test_a_date_that_shows_year_month_and_day_is_read(form):
    found = report(45441, form)

    assert mistakes_in(found) == []
    assert [row.report.published for row in found.rows] == [date(2024, 5, 29)]


@pytest.mark.parametrize(
    "form", ['m"月"d"日"', 'yyyy"年"m"月"', "m/d", "yy-m-d", "General", "h:mm"]
)
def test_a_date_that_shows_only_a_part_of_it_is_a_mistake_at_its_cell(form):
    assert [(cell, code) for cell, code, *_ in mistakes_in(report(45441, form))] == [
        ("D2", "sheet.date")
    ]


@pytest.mark.parametrize(
    ("reach", "form", "read"),
    [
        (32000, "General", 32000),
        (32000, "#,##0", 32000),
        (32000, '0.0,"k"', 32000),
        (3.2, '0.0"万"', 32000),
        (320000000, '0.0,,"百万"', None),
        (32000, "0.00E+00", None),
        (0.32, "0%", None),
        (32000, '"¥"#,##0.00', None),
        (3.5, "# ?/?", None),
    ],
)
def test_an_amount_is_the_one_that_its_cell_shows_or_a_mistake(reach, form, read):
    found = report("2024-05-29", "@", reach, form)

    assert [row.report.reach for row in found.rows] == ([] if read is None else [read])
    assert [code for _, code, *_ in mistakes_in(found)] == (
        ["sheet.number"] if read is None else []
    )
