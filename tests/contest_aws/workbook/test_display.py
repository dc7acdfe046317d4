"""A number format shows what LibreOffice, a program of others, and Excel show."""

import csv
import os
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.spreadsheets.table import Cell
from contest_aws.workbook.display import number_cell, text_cell
from contest_aws.workbook.number_format import code_of
from tests.contest_aws.workbook.displays import SHOWN
from tests.contest_aws.workbook.sheets import book_of, saved

OFFICE = shutil.which("soffice")
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
CHINESE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>zh-CN</value></prop></item></oor:items>"""


def shown(stored, code, *, from_1904=False):
    cell = number_cell(stored, code, from_1904=from_1904)
    return " ".join(cell.text.split()) if cell.kind != "unclear" else None


@pytest.mark.parametrize(("stored", "code", "text"), SHOWN)
def test_a_format_shows_what_libreoffice_shows(stored, code, text):
    assert shown(stored, code) == text


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("45553.729166666664", '上午/下午h"时"mm"分"', "下午5时30分"),
        ("45553", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年9月18日"),
        ("0.229166666666667", "[$-F400]h:mm:ss\\ AM/PM", "5:30:00"),
        ("12", "#.##", "12."),
        ("5", "[红色]0", "5"),
        ("5", "G/通用格式", "5"),
        ("5", 'G/通用格式"件"', "5件"),
    ],
)
def test_what_excel_on_a_chinese_system_shows_where_libreoffice_knows_no_such_format(
    stored, code, text
):
    """ECMA-376 part 1, 18.8.30 (zh-cn) and 18.8.31; Excel's own names of system formats."""
    assert shown(stored, code) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "45553"),
        (1, "45553"),
        (3, "45,553"),
        (9, "4555300%"),
        (14, "2024/9/18"),
        (22, "2024/9/18 0:00"),
        (27, "2024年9月"),
        (28, "9月18日"),
        (31, "2024年9月18日"),
        (32, "0时00分"),
        (49, "45553"),
        (55, "上午12时00分"),
        (57, "2024年9月"),
        (58, "9月18日"),
        (999, "45553"),
    ],
)
def test_built_in_formats_are_those_of_a_chinese_system(number, text):
    assert shown("45553", code_of(number, {})) == text


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ("-3", "yyyy-mm-dd"),
        ("-0.5", "h:mm"),
        ("2958466", "yyyy-mm-dd"),
        ("59", "yyyy-mm-dd"),
        ("0", "yyyy-mm-dd"),
        ("45553", "gggee"),
        ("45553", "mmm-yy"),
        ("45553", "[$-411]mmmm"),
        ("45553", "[$-30804]yyyy"),
        ("0.7", "h:mm AM/PM"),
        ("5", "[DBNum2]General"),
        ("5", "[DBNum1]0"),
        ("5", "[unknown]0"),
        ("5", ";;;"),
        ("0", "#"),
        ("430102199001011234", "0"),
        ("1E+300", "0"),
        ("NaN", "General"),
        ("x", "General"),
        ("5", "0" * 256),
    ],
)
def test_what_cannot_be_told_from_the_file_or_differs_between_programs_is_unclear(stored, code):
    assert number_cell(stored, code, from_1904=False).kind == "unclear"


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    assert shown("0", "yyyy-mm-dd", from_1904=True) == "1904-01-01"
    assert shown("43979", "yyyy-mm-dd", from_1904=True) == "2024-05-29"


def test_a_format_may_add_to_a_text_or_hide_it():
    assert text_cell("钢铁", "@") == Cell("钢铁")
    assert text_cell("钢铁", "0.00") == Cell("钢铁")
    assert text_cell("钢铁", '"作品："@') == Cell("作品：钢铁")
    assert text_cell("钢铁", '0;0;0;@"号"') == Cell("钢铁号")
    assert text_cell("钢铁", ";;;") == Cell("钢铁", "unclear")


FORMATS = st.text(alphabet='0#?.,;%E+-/ymdhsAPM[]$@"\\_*年月日 GeneralDBNum18', max_size=20)


@given(st.decimals(allow_nan=True).map(str) | st.text(max_size=8), FORMATS)
def test_any_value_in_any_format_is_a_cell(stored, code):
    number_cell(stored, code, from_1904=False)
    text_cell(stored, code)


@pytest.mark.timeout(180)
@pytest.mark.skipif(
    not (OFFICE and os.environ.get("LAUREL_SOAK")), reason="`make soak`, where LibreOffice is"
)
def test_the_list_is_what_libreoffice_shows(tmp_path):
    book, sheet = book_of()
    for row, (stored, code, _) in enumerate(SHOWN, 1):
        cell = sheet.cell(row, 1)
        cell.value, cell.number_format = float(stored), code
    (tmp_path / "cases.xlsx").write_bytes(saved(book))
    settings = tmp_path / "home" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(CHINESE)

    subprocess.run(  # noqa: S603 - our own arguments
        [
            OFFICE,
            "--headless",
            f"-env:UserInstallation=file://{tmp_path / 'home'}",
            "--convert-to",
            AS_SHOWN,
            "--outdir",
            tmp_path,
            tmp_path / "cases.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    rows = csv.reader((tmp_path / "cases.csv").read_text("utf-8").splitlines())
    assert [" ".join(row[0].split()) for row in rows] == [text for *_, text in SHOWN]
