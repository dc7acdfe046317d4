"""《推荐汇总表》 is checked as a whole, and answered cell by cell."""

import time

import pytest

from contest.entry.form import Contact, Form
from contest.refusals import Refused
from contest.spreadsheets.recommendation_sheet import Row, check
from contest.spreadsheets.recommendation_template import blank_recommendations
from contest_aws.workbook.read import tables
from contest_aws.workbook.write import workbook
from tests.builders import any_rules
from tests.contest.spreadsheets.recommended import (
    ANY,
    HEAD,
    UNIT,
    checked,
    mistakes_in,
    rows_of,
    sheet_of,
)
from tests.contest_aws.workbook.sheets import book_of, file_of, saved, with_part

FULL = {
    "further_themes": "绿色低碳、数智赋能",
    "unit_type": "企业 ",
    "region": "湖南省长沙市",
    "credits": "导演/编剧:张三\n摄影:李四,王五",
    "synopsis": "第一行\r\n第二行",
    "duration": "5分30秒",
    "recommending_unit": "湖南工业和信息化厅",
    "remarks": "—",
}


def test_a_row_becomes_a_form_and_a_contact():
    assert rows_of(FULL) == (
        Row(
            number=2,
            form=Form(
                title="钢铁脊梁",
                theme="high-end",
                further_themes=("green", "digital"),
                entrant="湘江重工集团",
                unit_type="企业",
                region="湖南省长沙市",
                credits=("导演/编剧:张三", "摄影:李四", "王五"),
                synopsis="第一行\n第二行",
                recommending_unit="湖南省工业和信息化厅",
                remarks="—",
            ),
            contact=Contact(person="周立群", phone="13800000000", email="zhou@example.com"),
            seconds=330,
        ),
    )


def test_what_is_left_open_is_open():
    [row] = rows_of({})

    assert (row.form.region, row.form.credits, row.seconds) == ("", (), None)
    assert row.form.recommending_unit == UNIT.name.zh


def test_columns_in_another_order_under_usual_names_with_titles_above_and_counters():
    book, sheet = book_of(
        ["某活动推荐汇总表"],
        ["填报单位(盖章):湖南省工业和信息化厅"],
        [],
        [
            "序号",
            "手机\n号码",
            "*征选主题 ",
            "联系人(姓名)",
            "E-mail",
            "作品题目(必填)",
            "参选主体",
            "附件",
            "单位类型",
        ],
        [
            1,
            13800000000,
            "高端 升级",
            "周立群",
            "ZHOU@EXAMPLE.COM",
            "钢铁脊梁",
            "湘江重工集团",
            "有",
            "企业",
        ],
        [2],
        [
            3,
            13900000000,
            "Green and low-carbon",
            "李四",
            "li@example.com",
            "绿水",
            "湘江重工集团",
            None,
            "企业",
        ],
        ["注:以上内容属实。"],
        [None, "联系电话:0731"],
    )
    sheet.merge_cells("A1:H1")
    found = checked(saved(book))

    assert mistakes_in(found) == []
    assert [(r.number, r.form.title, r.form.theme, r.contact.phone) for r in found.rows] == [
        (5, "钢铁脊梁", "high-end", "13800000000"),
        (7, "绿水", "green", "13900000000"),
    ]
    assert found.filled == 2
    assert found.unread_columns == ("H 附件",)
    assert found.unread_rows == (8, 9)


def test_headings_in_two_rows_are_read_from_the_lower():
    book, sheet = book_of(
        ["作品名称", "主题", "参选单位", "联络", None, None, "性质"],
        [None, None, None, "联系人", "电话", "邮箱", None],
        [*(ANY[k] for k in ("title", "theme", "entrant", "contact", "phone", "email")), "企业"],
    )
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"):
        sheet.merge_cells(area)

    assert [row.number for row in checked(saved(book)).rows] == [3]


def test_every_mistake_at_once_each_at_its_cell():
    found = checked(
        sheet_of(
            {"title": None, "theme": "航天"},
            {"phone": "1.38E+10", "email": "zhou#example.com", "duration": "很长"},
            {"unit_type": "国企", "further_themes": "绿色低碳、航天", "title": "字" * 101},
            {"recommending_unit": "湖北省经济和信息化厅", "title": "另一件"},
            {"title": "第五件", "phone": "12"},
            {"title": "钢铁 脊梁", "theme": "绿色低碳", "entrant": "湘江重工集团 "},
            {"title": "好的"},
            {"title": "《好的》"},
        )
    )

    choices = "政府部门 / 事业单位 / 企业 / 高校院所 / 社会组织 / 个人 / 其他"
    themes = "高端升级、数智赋能、绿色低碳"
    assert mistakes_in(found) == [
        ("A2", "form.missing", "作品名称 Title (title)", ""),
        ("B2", "form.unknown_theme", "航天", themes),
        ("I3", "sheet.rounded", "1.38E+10", ""),
        ("J3", "form.bad_email", "", ""),
        ("L3", "sheet.duration", "很长", "5分30秒、5:30 或 330（秒）"),
        ("A4", "form.too_long", "作品名称: 101", "100"),
        ("C4", "form.unknown_theme", "航天", themes),
        ("E4", "form.no_choice", "单位性质 Type of unit (unit_type): 国企", choices),
        ("M5", "sheet.other_unit", "湖北省经济和信息化厅", "湖南省工业和信息化厅"),
        ("I6", "form.bad_phone", "", ""),
        ("A7", "sheet.row_twice", "3", ""),
        ("A9", "sheet.row_twice", "8", ""),
    ]
    assert [row.number for row in found.rows] == [8]
    assert found.filled == 8
    assert all(m.refusal.sentence("zh") and m.refusal.sentence("en") for m in found.mistakes)


def test_formulas_error_values_and_what_is_hidden_are_mistakes_and_nothing_more_is_said_there():
    book, sheet = book_of(list(HEAD.values()))
    for title in ('=HYPERLINK("http://x","钢铁")', "#REF!", "看不见的", "好的"):
        sheet.append([({**ANY, "title": title}).get(name) for name in HEAD])
    sheet["I5"] = "=A1"
    sheet["A3"].data_type = "e"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True

    found = checked(saved(book))

    assert mistakes_in(found) == [
        ("B1", "sheet.hidden_column", "B", ""),
        ("A2", "sheet.formula", "", ""),
        ("A3", "sheet.error_value", "#REF!", ""),
        ("A4", "sheet.hidden_row", "4", ""),
        ("I5", "sheet.formula", "", ""),
    ]
    assert found.rows == ()


@pytest.mark.parametrize(
    ("head", "refusals"),
    [
        (
            {"title": "作品名称", "theme": "主题", "entrant": "参选单位"},
            [
                ("sheet.column_missing", "单位性质", ""),
                ("sheet.column_missing", "联系人", ""),
                ("sheet.column_missing", "电话", ""),
                ("sheet.column_missing", "邮箱", ""),
            ],
        ),
        ({**HEAD, "again": "作品名称"}, [("sheet.column_twice", "作品名称", "A、O")]),
        (
            {
                **{k: v for k, v in HEAD.items() if k != "phone"},
                "phone": "手机",
                "again": "联系电话",
            },
            [("sheet.column_twice", "电话", "N、O")],
        ),
        (
            {"title": "姓名", "theme": "成绩"},
            [
                (
                    "sheet.no_header",
                    "",
                    "作品名称、主题、参选单位/个人、单位性质、联系人、电话、邮箱",
                )
            ],
        ),
    ],
)
def test_headings_that_are_missing_or_there_twice_are_named(head, refusals):
    with pytest.raises(Refused) as refused:
        checked(sheet_of({}, head=head))

    assert [(r.code, r.measured, r.allowed) for r in refused.value.refusals] == refusals


def test_of_two_columns_the_one_with_the_rules_own_label_counts():
    found = checked(sheet_of({"again": "别的"}, head={**HEAD, "again": "名称"}))

    assert [row.form.title for row in found.rows] == ["钢铁脊梁"]
    assert found.unread_columns == ("O 名称",)


def test_the_sheet_that_fits_is_read_and_two_that_are_filled_are_refused():
    book, sheet = book_of(["说明", "请填写"])
    second = book.create_sheet("第二张")
    for row in (list(HEAD.values()), [ANY.get(name) for name in HEAD]):
        second.append(row)
    assert checked(saved(book)).name == "第二张"

    for row in (list(HEAD.values()), [ANY.get(name) for name in HEAD]):
        sheet.append(row)
    with pytest.raises(Refused) as refused:
        checked(saved(book))
    [refusal] = refused.value.refusals
    assert (refusal.code, refusal.measured) == ("sheet.several", "Sheet、第二张")


def test_phones_typed_as_numbers_and_merged_cells_are_understood():
    book, sheet = book_of(list(HEAD.values()))
    for title in ("一", "二", "三"):
        sheet.append([({**ANY, "title": title}).get(name) for name in HEAD])
    sheet["I2"], sheet["I3"] = 13800000000, 1.38e10
    sheet["L2"] = 0.229166666666667
    sheet["L2"].number_format = "h:mm"
    sheet.merge_cells("D2:D4")

    rows = checked(saved(book)).rows

    assert [row.contact.phone for row in rows] == ["13800000000"] * 3
    assert [row.form.entrant for row in rows] == ["湘江重工集团"] * 3
    assert rows[0].seconds == 330


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("5分30秒", 330),
        ("5分", 300),
        ("330秒", 330),
        ("330", 330),
        (330, 330),
        ("5:30", 330),
        ("05:30", 330),
        ("0:05:30", 330),
        ("5:30:00", 330),
        ("5'30\"", 330),
        ("5′30″", 330),
        ("5’30”", 330),
        ("5‘30“", 330),
        ("5’30’’", 330),
        ("5’", 300),
        ("5", 300),
        (5.5, 330),
        ("5分30", 330),
        ("5min30s", 330),
        ("1:30", 90),
        ("5 分 30 秒", 330),
        ("5.5分钟", 330),
    ],
)
def test_lengths_as_people_write_them(written, seconds):
    assert [row.seconds for row in rows_of({"duration": written})] == [seconds]


@pytest.mark.parametrize("written", ["很长", "五分", "-5", "5-6", "0", "NaN", "1e9", "5:"])
def test_what_is_no_length_is_a_mistake(written):
    assert [code for _, code, *_ in mistakes_in(checked(sheet_of({"duration": written})))] == [
        "sheet.duration"
    ]


def test_characters_that_cannot_be_seen_are_left_out():
    [row] = rows_of({"title": "\u200b钢铁\u202e 脊梁\u00a0", "email": "mailto:zhou@example.com;"})

    assert row.form.title == "钢铁 脊梁"
    assert row.contact.email == "zhou@example.com"


def test_the_blank_sheet_is_read_as_a_sheet_without_rows_and_filled_in_it_is_taken():
    blank_file = workbook(blank_recommendations(any_rules(), UNIT))
    found = checked(blank_file)

    assert (found.filled, found.rows, found.mistakes) == (0, (), ())
    assert (found.examples, found.unread_rows, found.unread_columns) == ((4, 5), (), ())

    values = "".join(
        f'<c r="{chr(65 + at)}6" t="inlineStr"><is><t>{ANY[name]}</t></is></c>'
        for at, name in enumerate(HEAD)
        if name in ANY
    )
    filled = with_part(
        blank_file,
        "xl/worksheets/sheet1.xml",
        lambda b: b.replace(b"</sheetData>", f'<row r="6">{values}</row></sheetData>'.encode()),
    )
    assert [row.form.title for row in checked(filled).rows] == ["钢铁脊梁"]


def test_the_blank_sheet_follows_the_rules():
    rules = any_rules()
    page = blank_recommendations(rules, UNIT)

    assert [text.split("\n")[0].rstrip("*") for text in page.lines[2].values] == [
        field.label.zh for field in rules.form
    ]
    assert page.choices == {
        2: ["高端升级", "数智赋能", "绿色低碳"],
        5: ["政府部门", "事业单位", "企业", "高校院所", "社会组织", "个人", "其他"],
    }
    assert "提交截止：2024年5月29日 17:30。" in page.lines[1].values[0]


def test_a_unit_without_a_date_of_its_own_is_told_when_submission_closes():
    page = blank_recommendations(any_rules(), any_rules().units[1])

    assert "提交截止：2024年7月31日 24:00。" in page.lines[1].values[0]
    assert "Submit by 31 July 2024, 24:00" in page.lines[1].values[0]


def test_the_examples_of_the_blank_sheet_are_works_as_they_could_be_submitted():
    """Without their mark they are rows without mistakes, and type and entrant fit each other."""
    page = blank_recommendations(any_rules(), UNIT)
    lines = [[text.replace("【示例】", "") for text in line.values] for line in page.lines[2:]]

    found = checked(file_of(*lines))

    assert mistakes_in(found) == []
    kinds = [(r.form.entrant[-2:], r.form.unit_type, r.form.theme) for r in found.rows]
    assert kinds == [("公司", "企业", "high-end"), ("王五", "个人", "green")]


def test_a_blank_sheet_prints_in_letters_that_can_be_read():
    """A4 in landscape without its margins has 125 characters of 11 points (269 mm, 2.15 mm each).
    Shrunk to 60 % they are 6.6 points high, the least that a person reads."""
    assert sum(blank_recommendations(any_rules(), UNIT).widths) <= 125 / 0.6


def test_a_sheet_in_gb18030_with_commas_is_read_alike():
    lines = [",".join(HEAD.values()), ",".join(str(ANY.get(name) or "") for name in HEAD)]

    assert checked("\r\n".join(lines).encode("gb18030")).rows == rows_of({})


def test_no_sheet_of_the_file_has_rows():
    assert checked(file_of(list(HEAD.values()))).filled == 0


@pytest.mark.slow
def test_two_thousand_rows_take_less_than_ten_seconds():
    file = sheet_of(*({**FULL, "title": f"作品 {n}", "entrant": f"单位 {n}"} for n in range(2000)))
    started = time.process_time()

    found = check(tables(file), rules=any_rules(), unit=UNIT)

    assert len(found.rows) == 2000
    assert time.process_time() - started < 5
