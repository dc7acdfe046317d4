"""Whatever people put into a spreadsheet comes out as they see it."""

from datetime import date, datetime, time

import pytest
from openpyxl.styles import Font

from contest.spreadsheets.table import Cell, address, column_name, place
from contest_aws.workbook.read import tables
from tests.contest_aws.workbook.hostile import with_strings
from tests.contest_aws.workbook.sheets import (
    MAIN,
    SHEET,
    book_of,
    file_of,
    only_table,
    saved,
    texts,
    with_part,
    with_sheet,
)


def test_texts_numbers_and_empty_cells():
    file = file_of(["作品名称", None, "电话"], [], ["钢铁脊梁", None, 13800000000], ["", " ", None])

    assert texts(only_table(file)) == {
        1: {1: "作品名称", 3: "电话"},
        3: {1: "钢铁脊梁", 3: "13800000000"},
    }


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("1.38E+10", "13800000000"),
        ("13800000000", "13800000000"),
        ("330", "330"),
        ("330.0", "330"),
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.3"),
        ("-5", "-5"),
    ],
)
def test_numbers_are_told_in_full(stored, text):
    file = with_sheet(f'<sheetData><row r="1"><c r="A1"><v>{stored}</v></c></row></sheetData>')

    assert texts(only_table(file)) == {1: {1: text}}


@pytest.mark.parametrize(
    ("value", "form", "cell"),
    [
        (date(2024, 5, 29), "yyyy-mm-dd", Cell("2024-05-29", "date")),
        (date(2024, 5, 29), 'yyyy"年"m"月"d"日"', Cell("2024-05-29", "date")),
        (
            datetime(2024, 5, 29, 17, 30),  # noqa: DTZ001 - a sheet knows no zone
            "yyyy/m/d h:mm",
            Cell("2024-05-29 17:30:00", "date"),
        ),
        (time(0, 5, 30), "h:mm:ss", Cell("0:05:30", "time")),
        (time(5, 30), "h:mm", Cell("5:30:00", "time")),
        (0.00381944444444444, "[mm]:ss", Cell("0:05:30", "time")),
        (45441, "[$-804]yyyy/m/d", Cell("2024-05-29", "date")),
        (45441, "General", Cell("45441", "number")),
        (45441, '0"day"', Cell("45441", "number")),
        (45441, "[Red]0.00", Cell("45441", "number")),
        (-3, "yyyy-mm-dd", Cell("-3", "number")),
    ],
)
def test_dates_and_times_by_the_cells_format(value, form, cell):
    book, sheet = book_of([value])
    sheet["A1"].number_format = form

    assert only_table(saved(book)).rows == {1: {1: cell}}


@pytest.mark.parametrize(
    ("number", "kind"),
    [(14, "date"), (31, "date"), (57, "date"), (20, "time"), (46, "time"), (2, "number")],
)
def test_built_in_formats_chinese_ones_among_them(number, kind):
    def styled(part):
        return part.replace(
            b'<cellXfs count="1"><xf numFmtId="0"',
            f'<cellXfs count="1"><xf numFmtId="{number}"'.encode(),
        )

    file = with_part(file_of([45441.5]), "xl/styles.xml", styled)

    assert only_table(file).rows[1][1].kind == kind


def test_dates_counted_from_1904():
    book, sheet = book_of([43979])
    sheet["A1"].number_format = "yyyy-mm-dd"

    file = with_part(
        saved(book),
        "xl/workbook.xml",
        lambda b: b.replace(b"<workbookPr ", b'<workbookPr date1904="1" '),
    )

    assert only_table(file).rows[1][1].text == "2024-05-29"


def test_rich_text_phonetic_hints_and_escapes():
    def strings(_):
        return (
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>钢铁'
            "</t></r><r><t>脊梁</t></r><rPh sb='0' eb='2'><t>gangtie</t></rPh></si>"
            "<si><t>a_x000D_b_xD800_c</t></si></sst>"
        ).encode()

    def typed(part):
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/>'
        return part.replace(b"</Types>", override.encode() + b"</Types>")

    body = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr">'
    body += "<is><r><t>云</t></r><r><t>上_x005F_x0041_</t></r></is></c>"
    plain = with_sheet(f'<sheetData><row r="1">{body}</row></sheetData>')
    linked = with_part(plain, "[Content_Types].xml", typed)
    file = with_part(linked, "xl/sharedStrings.xml", strings)

    assert texts(only_table(file)) == {1: {1: "钢铁脊梁", 2: "a\rb\ufffdc", 3: "云上_x0041_"}}


def test_cells_without_addresses_are_counted():
    body = (
        "<sheetData><row><c><v>1</v></c><c t='inlineStr'><is><t>二</t></is></c></row>"
        "<row><c/><c><v>3</v></c></row></sheetData>"
    )

    assert texts(only_table(with_sheet(body))) == {1: {1: "1", 2: "二"}, 2: {2: "3"}}


def test_prefixed_elements_are_read():
    body = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    ).encode()

    assert texts(only_table(with_part(file_of(["x"]), SHEET, lambda _: body))) == {2: {2: "7"}}


def test_styles_and_properties_that_other_readers_choke_on_do_not_matter():
    file = with_part(
        file_of(["钢铁脊梁"]),
        "xl/styles.xml",
        lambda part: part.replace(b"<fonts", b"<fills><fill><oddFill/></fill></fills><fonts"),
    )
    odd = with_part(file, "docProps/core.xml", lambda _: b"<coreProperties><created>!</created>")

    assert texts(only_table(odd)) == {1: {1: "钢铁脊梁"}}


def test_what_is_hidden_is_told():
    book, sheet = book_of(["a", "b"], ["c", "d"], [])
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["A1"].font = Font(bold=True)
    other = book.create_sheet("另一张")
    other["A1"] = "不看"
    other.sheet_state = "hidden"

    table = only_table(saved(book))

    assert texts(table) == {1: {1: "a", 2: "b"}, 2: {1: "c", 2: "d"}}
    assert (table.hidden_rows, table.hidden_columns) == ({2}, {2})


def test_every_sheet_that_holds_something_in_order():
    book, _ = book_of([])
    book.create_sheet("汇总表")["B2"] = "一"
    book.create_sheet("说明")["A1"] = "二"

    assert [(t.name, texts(t)) for t in tables(saved(book))] == [
        ("汇总表", {2: {2: "一"}}),
        ("说明", {1: {1: "二"}}),
    ]


def test_cells_merged_downwards_answer_for_each_row_and_titles_stand_once():
    book, sheet = book_of(
        ["标题", None], ["一", "湘江集团"], ["二", None], ["三", None], ["四", None]
    )
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("B2:B4")

    assert texts(only_table(saved(book))) == {
        1: {1: "标题"},
        2: {1: "一", 2: "湘江集团"},
        3: {1: "二", 2: "湘江集团"},
        4: {1: "三", 2: "湘江集团"},
        5: {1: "四"},
    }


def test_a_column_merged_to_the_end_of_the_sheet_takes_no_time():
    body = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>'
        + '<mergeCell ref="A1:A1048576"/>' * 20_000
        + "</mergeCells>"
    )

    assert texts(only_table(with_sheet(body))) == {1: {1: "1"}}


@pytest.mark.parametrize("top", [1, 2, 4])
def test_overlapping_formulas_mark_every_cell_that_one_of_them_fills(top):
    body = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row>'
        f'<row r="{top + 1}"><c r="B{top + 1}"><f t="array" ref="B{top + 1}:D{top + 4}">x</f></c>'
        f'<c r="D{top + 1}"><v>1</v></c><c r="E{top + 1}"><v>1</v></c></row>'
        f'<row r="{top + 4}"><c r="C{top + 4}"><f t="array" ref="A{top + 2}:C{top + 4}">y</f></c>'
        f'<c r="D{top + 4}"><v>1</v></c></row>'
        f'<row r="{top + 5}"><c r="A{top + 5}"><v>1</v></c></row></sheetData>'
    )

    rows = only_table(with_sheet(body)).rows

    assert {row: {at: cell.kind for at, cell in cells.items()} for row, cells in rows.items()} == {
        1: {1: "number", 3: "number"},
        top + 1: {2: "formula", 4: "formula", 5: "number"},
        top + 4: {3: "formula", 4: "formula"},
        top + 5: {1: "number"},
    }


def test_an_escape_that_was_typed_stays_in_a_shared_string():
    """Excel writes a typed `_x0041_` as `_x005F_x0041_` (ECMA-376 part 1, 22.9.2.19)."""
    body = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'

    [table] = tables(with_strings("<si><t>a_x005F_x0041_b</t></si>", body))

    assert texts(table) == {1: {1: "a_x0041_b"}}


def test_formulas_are_formulas_whatever_value_was_stored_with_them():
    body = (
        '<sheetData><row r="1">'
        '<c r="A1" t="str"><f>HYPERLINK("http://x")</f><v>钢铁脊梁</v></c>'
        '<c r="B1"><f t="shared" ref="B1:B2" si="0">A1+1</f><v>2</v></c>'
        '<c r="C1"><f t="array" ref="C1:C2">A1:A2</f><v>3</v></c><c r="D1"><f/></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>=1+1</t></is></c>'
        '<c r="B2"><v>9</v></c><c r="C2"><v>3</v></c></row>'
        '<row r="3"><c r="A3"><f t="dataTable" ref="A3:B4" dt2D="1" r1="A1" r2="B1"/><v>1</v></c>'
        '<c r="B3"><v>1</v></c></row><row r="4"><c r="B4" t="str"><v>1</v></c></row></sheetData>'
    )

    kinds = {
        row: {at: cell.kind for at, cell in cells.items()}
        for row, cells in only_table(with_sheet(body)).rows.items()
    }

    formula = dict.fromkeys((1, 2, 3, 4), "formula")
    assert kinds == {
        1: formula,
        2: {1: "text", 2: "number", 3: "formula"},
        3: dict.fromkeys((1, 2), "formula"),
        4: {2: "formula"},
    }


@pytest.mark.parametrize("reference", ["A1:B2", "$A$1:$B$2", "B2:A1", "A:B", "1:2"])
def test_a_formulas_cells_are_known_however_their_range_is_written(reference):
    body = (
        f'<sheetData><row r="1"><c r="A1"><f t="array" ref="{reference}">x</f><v>1</v></c></row>'
        '<row r="2"><c r="B2"><v>1</v></c></row></sheetData>'
    )

    rows = only_table(with_sheet(body)).rows

    assert (rows[1][1].kind, rows[2][2].kind) == ("formula", "formula")


def test_error_values_and_truths():
    body = (
        '<sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="b"><v>1</v></c>'
        '<c r="C1" t="d"><v>2024-05-29T00:00:00</v></c></row></sheetData>'
    )

    assert only_table(with_sheet(body)).rows == {
        1: {1: Cell("#N/A", "error"), 2: Cell("TRUE", "boolean"), 3: Cell("2024-05-29", "date")}
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("parted", [",", ";", "\t"])
def test_csv_in_the_encodings_that_programs_write(encoding, parted):
    lines = ['作品名称|"电话"', "", '"钢铁\n脊梁|其一"|="13800000000"', "=1+1|13900000000"]
    file = "\r\n".join(lines).replace("|", parted).encode(encoding)

    table = only_table(file)

    assert texts(table) == {
        1: {1: "作品名称", 2: "电话"},
        3: {1: f"钢铁\n脊梁{parted}其一", 2: "13800000000"},
        4: {1: "=1+1", 2: "13900000000"},
    }
    assert table.rows[4][1].kind == "formula"


def test_addresses():
    assert [column_name(n) for n in (1, 26, 27, 52, 703, 16384)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "AAA",
        "XFD",
    ]
    assert (address(7, 4), place("D7"), place("$D$7")) == ("D7", (7, 4), (7, 4))
    assert [place(text) for text in ("", "7", "D0", "XFE1", "A1048577", "d7")] == [None] * 6
