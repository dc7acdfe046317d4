"""What we write is read by other programs as we meant it, and none of it ever runs."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from contest.spreadsheets.layout import Page, PageLine
from contest_aws.workbook.write import workbook
from tests.contest_aws.workbook.payloads import PAYLOADS
from tests.contest_aws.workbook.sheets import only_table, texts

REPEATED = r'table:number-columns-repeated="(\d+)"'
OFFICE = shutil.which("soffice")


def page(*lines, **changes):
    return Page("汇总表", lines, [20, 30], **changes)


def parts(file):
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def exported():
    """Every payload in every style."""
    styles = ("text", "title", "note", "head", "example", "wrong")
    return workbook(
        page(*(PageLine([text, text], style) for style in styles for text in PAYLOADS), frozen=1)
    )


def test_there_are_more_than_a_hundred_payloads():
    assert len(PAYLOADS) > 300


def test_every_payload_stays_a_text_cell_in_the_files_xml():
    sheet = parts(exported())["xl/worksheets/sheet1.xml"]
    cells = re.findall(r"<c [^>]*>", sheet)

    assert len(cells) == len(PAYLOADS) * 6 * 2
    assert [cell for cell in cells if 't="inlineStr"' not in cell] == []
    assert "<f" not in sheet
    assert "<v" not in sheet


def test_payloads_come_back_as_they_were():
    def kept(text):
        return text.encode(errors="replace").decode()

    [*rows] = only_table(exported()).rows.values()
    book = openpyxl.load_workbook(io.BytesIO(exported())).active

    written = [text for text in PAYLOADS if text.strip()]
    assert [row[1].text for row in rows] == [kept(text) for text in written] * 6
    assert {row[1].kind for row in rows} == {"text"}
    assert {cell.data_type for row in book.rows for cell in row} <= {"s", "inlineStr"}


def test_every_text_keeps_its_form_when_it_is_edited():
    """Format 49 is text; quotePrefix keeps what is typed over from being read as a formula."""
    styles = parts(exported())["xl/styles.xml"]
    [plain, *formats] = re.findall(r"<xf [^>]*>", styles.partition("<cellXfs")[2])

    assert 'numFmtId="0"' in plain
    assert len(formats) == 7
    assert [f for f in formats if 'numFmtId="49"' not in f or 'quotePrefix="1"' not in f] == []


def test_numbers_are_numbers_and_empty_is_empty():
    file = workbook(
        page(PageLine([1, Decimal("87.50")]), PageLine([None, ""]), PageLine(["", Decimal("NaN")]))
    )

    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        [1, 87.5],
        [None, None],
        [None, "NaN"],
    ]
    assert texts(only_table(file)) == {1: {1: "1", 2: "87.50"}, 3: {2: "NaN"}}


def test_another_program_sees_titles_lists_widths_and_what_is_frozen():
    file = workbook(
        page(
            PageLine(["某活动 <推荐汇总表> & more"], "title", merged=True, height=30),
            PageLine(["主题", "单位性质"], "head"),
            frozen=2,
            free=500,
            choices={1: ["高端升级", "数智赋能"], 2: ["企业"]},
        ),
        Page("其他", [PageLine(["x"])], [9], choices={1: ["甲,乙", "丙"]}),
    )

    book = openpyxl.load_workbook(io.BytesIO(file))
    first, second, options = book.worksheets

    assert book.sheetnames == ["汇总表", "其他", "options"]
    assert options.sheet_state == "hidden"
    assert [[cell.value for cell in row] for row in options.rows] == [
        ["高端升级", "企业", "甲,乙"],
        ["数智赋能", None, "丙"],
    ]
    assert first["A1"].value == "某活动 <推荐汇总表> & more"
    assert str(first.merged_cells) == "A1:B1"
    assert first.freeze_panes == "A3"
    assert [first.column_dimensions[name].width for name in "AB"] == [20, 30]
    assert lists_of(first) == {
        "A3:A502": "options!$A$1:$A$2",
        "B3:B502": "options!$B$1:$B$1",
    }
    assert lists_of(second) == {"A1": "options!$C$1:$C$2"}


def test_a_sheet_prints_landscape_one_page_wide_and_repeats_its_headings():
    sheet = openpyxl.load_workbook(
        io.BytesIO(
            workbook(page(PageLine(["标题"], "title"), PageLine(["主题"], "head"), frozen=2))
        )
    ).active

    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)  # 9: A4 (18.18.43)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$2:$2"


def lists_of(sheet):
    return {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}


def test_the_same_content_gives_the_same_bytes():
    assert exported() == exported()


def test_a_text_of_any_length_fits_its_cell():
    assert texts(only_table(workbook(page(PageLine(["字" * 40_000])))))[1][1] == "字" * 32_767


@pytest.mark.timeout(180)
@pytest.mark.skipif(
    not (OFFICE and os.environ.get("LAUREL_SOAK")), reason="`make soak`, where LibreOffice is"
)
def test_libreoffice_opens_recalculates_and_runs_nothing(tmp_path):
    (tmp_path / "sheet.xlsx").write_bytes(exported())
    home = tmp_path / "home"

    for kind in ("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true", "fods"):
        subprocess.run(  # noqa: S603 - our own arguments
            [
                OFFICE,
                "--headless",
                f"-env:UserInstallation=file://{home}",
                "--convert-to",
                kind,
                "--outdir",
                tmp_path,
                tmp_path / "sheet.xlsx",
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )

    flat = Path(tmp_path / "sheet.fods").read_text("utf-8")
    cells = re.findall(r"<table:table-cell([^>]*office:value-type[^>]*)>", flat)
    assert "table:formula" not in flat
    assert {re.search(r'office:value-type="(\w+)"', cell)[1] for cell in cells} == {"string"}
    assert sum(int((re.findall(REPEATED, cell) or [1])[0]) for cell in cells) == len(PAYLOADS) * 12
    assert '"=1+1"' in (tmp_path / "sheet.csv").read_text("utf-8")


def test_a_list_may_offer_what_it_does_not_insist_on():
    lists = Page("邀请", [PageLine(["角色", "单位"])], [9, 9], choices={1: ["甲"], 2: ["乙"]})

    sheet = openpyxl.load_workbook(io.BytesIO(workbook(lists._replace(others=frozenset({2})))))

    rules = sheet["邀请"].data_validations.dataValidation
    assert {str(rule.sqref)[0]: rule.showErrorMessage for rule in rules} == {"A": True, "B": False}
