"""What is no spreadsheet, or one made to do harm, is refused by its name, and quickly."""

import io
import os
import random
import struct
import time
import zipfile
from xml.etree import ElementTree as ET

import pytest

from contest.refusals import Refused
from contest.spreadsheets.table import column_name
from contest_aws.workbook.archive import LIMITS, Limits
from contest_aws.workbook.read import tables
from tests.contest_aws.workbook.hostile import MAKERS, hostile, with_strings
from tests.contest_aws.workbook.sheets import MAIN, SHEET, file_of, with_part, with_sheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>
<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row></sheetData>
</worksheet>""" % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(98, 107)
)
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData>
</worksheet>"""


LATE = ENTITIES.replace(b"<!DOCTYPE", b"<!--" + b"x" * 9000 + b"--><!DOCTYPE")


def zip_of(parts, method=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, body in parts:
            archive.writestr(name, body)
    return target.getvalue()


def macros(file):
    return with_part(file, "xl/vbaProject.bin", lambda _: b"x")


def template(file):
    return with_part(
        file,
        TYPES,
        lambda b: b.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"),
    )


def locked(file):
    """Every member's encryption flag set, as zip programs do."""
    return file.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )


def sheet_of(cells):
    return with_sheet(f'<sheetData><row r="1">{cells}</row></sheetData>')


TYPES = "[Content_Types].xml"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
PLAIN = file_of(["作品名称"])
NO_BOOK = zip_of([(TYPES, "spreadsheetml")])
CASES = {
    "old excel": (OLE + b"\0" * 600, "sheet.old_excel", ""),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "sheet.locked", ""),
    "a locked zip": (locked(PLAIN), "sheet.locked", ""),
    "macros": (macros(PLAIN), "sheet.macros", ""),
    "a type with macros": (template(PLAIN), "sheet.macros", ""),
    "a pdf": (b"%PDF-1.7 ...", "sheet.other_kind", "PDF"),
    "a web page named xls": (b"\xef\xbb\xbf\r\n<HTML><table>", "sheet.other_kind", "HTML / XML"),
    "xml of 2003": (b'<?xml version="1.0"?><Workbook>', "sheet.other_kind", "HTML / XML"),
    "ods": (zip_of([("mimetype", "x")]), "sheet.other_kind", "OpenDocument .ods"),
    "xlsb": (zip_of([("xl/workbook.bin", "x")]), "sheet.other_kind", ".xlsb"),
    "docx": (
        zip_of([(TYPES, "...wordprocessingml...")]),
        "sheet.other_kind",
        "Word .docx",
    ),
    "numbers": (zip_of([("Index/Document.iwa", "x")]), "sheet.other_kind", ".numbers"),
    "any zip": (zip_of([("a.txt", "x")]), "sheet.other_kind", "zip"),
    "the strict format": (
        with_part(PLAIN, SHEET, lambda b: b.replace(MAIN.encode(), STRICT)),
        "sheet.other_kind",
        "Strict Open XML .xlsx",
    ),
    "nothing": (b"", "sheet.empty", ""),
    "blanks": (b" \r\n ", "sheet.empty", ""),
    "an empty sheet": (file_of(), "sheet.empty", ""),
    "bytes": (bytes(range(256)), "sheet.not_text", ""),
    "a cut zip": (PLAIN[:-200], "sheet.damaged", None),
    "a workbook without one": (NO_BOOK, "sheet.damaged", None),
    "another compression": (
        zip_of([(TYPES, "spreadsheetml")], zipfile.ZIP_LZMA),
        "sheet.damaged",
        "zip: compression",
    ),
    "bad xml": (with_part(PLAIN, SHEET, lambda b: b[:-9]), "sheet.damaged", None),
    "no number": (sheet_of('<c r="A1"><v>x</v></c>'), "sheet.unreadable", None),
    "no such string": (sheet_of('<c r="A1" t="s"><v>9</v></c>'), "sheet.unreadable", None),
    "no address": (sheet_of('<c r="7"><v>1</v></c>'), "sheet.unreadable", None),
    "no row": (sheet_of('<c r="A0"><v>1</v></c>'), "sheet.damaged", "XML: row 0"),
    "a row of too many cells": (sheet_of("<c/>" * 16_385), "sheet.too_large", "16385 cells"),
    "a workbook that another program alone understands": (
        with_part(PLAIN, "xl/workbook.xml", lambda b: b.replace(b'"visible"', b'"odd"')),
        "sheet.unreadable",
        None,
    ),
    "entities": (with_part(PLAIN, SHEET, lambda _: ENTITIES), "sheet.unsafe", "DOCTYPE"),
    "a file's content": (with_part(PLAIN, SHEET, lambda _: OUTSIDE), "sheet.unsafe", "DOCTYPE"),
    "utf-16 entities": (
        with_part(PLAIN, SHEET, lambda _: ENTITIES.decode().encode("utf-16")),
        "sheet.unsafe",
        "DOCTYPE",
    ),
    "entities behind a long comment": (
        with_part(PLAIN, SHEET, lambda _: LATE),
        "sheet.unsafe",
        "DOCTYPE",
    ),
    "entities in styles": (
        with_part(PLAIN, "xl/styles.xml", lambda _: ENTITIES),
        "sheet.unsafe",
        "DOCTYPE",
    ),
    "too many bytes": (b"x" * (LIMITS.bytes + 1), "sheet.too_big", str(LIMITS.bytes + 1)),
    "many members": (
        zip_of([(str(n), "") for n in range(1001)]),
        "sheet.too_large",
        "1001 members",
    ),
    "a csv of long lines": (b'"' + b"x" * 140_000 + b'"', "sheet.damaged", None),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_by_name(case):
    file, code, measured = CASES[case]

    with pytest.raises(Refused) as refused:
        tables(file)

    [refusal] = refused.value.refusals
    assert refusal.code == code
    assert measured in (None, refusal.measured)
    assert refusal.sentence("zh")
    assert refusal.sentence("en")


def bomb(size):
    return with_part(PLAIN, SHEET, lambda _: b"<worksheet>" + b" " * size + b"</worksheet>")


@pytest.mark.parametrize("size", [2_000_000, 200_000_000])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(size):
    file = bomb(size)
    started = time.process_time()

    with pytest.raises(Refused) as refused:
        tables(file)

    assert refused.value.refusals[0].code == "sheet.too_large"
    assert time.process_time() - started < 0.5


def padded(body):
    """With so many bytes that do not pack that it is no bomb by its ratio."""
    noise = random.Random(20240529).randbytes(500_000)  # noqa: S311 - nothing secret
    return with_part(with_sheet(body), "xl/media/image1.png", lambda _: noise)


@pytest.mark.parametrize(
    "body",
    [
        "<a/>" * LIMITS.elements,
        "<a>" + "</a><a>" * (LIMITS.markup // 2) + "</a>",
        "=" * LIMITS.markup,
    ],
    ids=["elements", "tags", "attributes"],
)
def test_more_markup_than_a_parser_should_be_given_is_refused(body):
    with pytest.raises(Refused) as refused:
        tables(padded(body))

    [refusal] = refused.value.refusals
    assert (refusal.code, refusal.measured) == ("sheet.too_large", "XML")


LONG = "+".join(["A1"] * 20_000)
GROWING = {
    "a long formula shared by many cells": (
        f'<sheetData><row r="1"><c r="A1"><f t="shared" ref="A1:A9" si="0">{LONG}</f></c>'
        + "".join(f'<c r="A{n}"><f t="shared" si="0"/></c>' for n in range(2, 5000))
        + "</row></sheetData>"
    ),
    "everything merged": (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>'
        + '<mergeCell ref="A1:XFD1048576"/>' * 20_000
        + "</mergeCells>"
    ),
    "a cell at the end of the sheet": (
        '<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    ),
}


@pytest.mark.parametrize("case", GROWING)
def test_what_grows_in_other_readers_takes_no_time(case):
    file = with_sheet(GROWING[case])
    started = time.process_time()

    tables(file)

    assert time.process_time() - started < 3


CELLS = b"<r>%s</r>" % b"".join(b'<c r="A%d" s="1"><v>%d</v></c>' % (n, n) for n in range(100_000))


def plain_reading():
    """Processor time of reading XML that takes 0.25 s on a machine that does nothing else."""
    started = time.process_time()
    for _ in ET.iterparse(io.BytesIO(CELLS)):  # noqa: S314 - our own
        pass
    return time.process_time() - started


def seconds_for(file):
    """Processor time, as on a machine that does nothing else: programs that share caches and memory
    take up to three times as long, each by its own clock, and other XML does so too."""
    before, started = plain_reading(), time.process_time()
    try:
        tables(file)
    except Refused as refused:
        assert refused.refusals[0].code.startswith("sheet.")  # noqa: PT017 - either is right
    taken = time.process_time() - started
    return taken / max(1.0, (before + plain_reading()) / 2 / 0.25)


KINDS = list(MAKERS) if os.environ.get("LAUREL_SOAK") else list(MAKERS)[::5]
"""`make soak` tries all."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_two_seconds_are_enough_for_a_small_file_of_anything(kind):
    file = hostile(kind)

    assert any(seconds_for(file) < 2 for _ in range(3))
    assert len(file) < LIMITS.bytes


@pytest.mark.parametrize(
    ("kind", "code", "measured"),
    [
        ("sheets that share a part", "sheet.damaged", "XML: two sheets are one part"),
        ("merged ranges", "sheet.too_large", "merged cells, formulas"),
        ("more numbers", "sheet.too_large", "cells"),
        ("strings of a cell's length", "sheet.too_large", "text"),
        ("columns", "sheet.too_large", "columns"),
        ("more cell styles", "sheet.too_large", "styles"),
        ("one element of many attributes", "sheet.too_large", "XML: one element"),
    ],
)
def test_what_no_program_writes_is_refused(kind, code, measured):
    with pytest.raises(Refused) as refused:
        tables(hostile(kind))

    [refusal] = refused.value.refusals
    assert (refusal.code, refusal.measured) == (code, measured)


def test_a_full_sheet_as_excel_writes_it_is_read():
    """5,000 rows and 13 columns, each text with the phonetic mark that Chinese Excel adds."""
    strings = '<si><t>作品</t><phoneticPr fontId="1" type="noConversion"/></si>' * 65_000
    cells = "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{letter}{n}" s="1" t="s"><v>{13 * (n - 1) + at}</v></c>'
            for at, letter in enumerate("ABCDEFGHIJKLM")
        )
        + "</row>"
        for n in range(1, 5001)
    )

    [table] = tables(with_strings(strings, cells))

    assert (len(table.rows), {len(row) for row in table.rows.values()}) == (5000, {13})
    assert table.rows[5000][13].text == "作品"


def test_a_zip_that_lies_about_its_size_is_read_no_further_than_it_says():
    body = b"<worksheet/>" + b" " * 30_000_000
    honest = zip_of(
        [
            (TYPES, "spreadsheetml"),
            ("xl/workbook.xml", body),
            ("xl/_rels/workbook.xml.rels", "<x/>"),
        ]
    )
    lying = honest.replace(struct.pack("<L", len(body)), struct.pack("<L", 12))

    with pytest.raises(Refused) as refused:
        tables(lying)

    assert refused.value.refusals[0].code == "sheet.damaged"


def test_rows_and_columns_beyond_the_limits_are_refused():
    limits = Limits(rows=3, columns=4)
    far = with_sheet('<sheetData><row r="1"><c r="E1"><v>1</v></c></row></sheetData>')

    for file, code, measured in [
        (file_of(*[["x"]] * 4), "sheet.too_many_rows", ""),
        (b"x\n" * 4, "sheet.too_many_rows", ""),
        (far, "sheet.too_many_columns", "E"),
        (b"1,2,3,4,5\n", "sheet.too_many_columns", "E"),
    ]:
        with pytest.raises(Refused) as refused:
            tables(file, limits)
        [refusal] = refused.value.refusals
        assert (refusal.code, refusal.measured) == (code, measured)


def test_a_million_empty_rows_are_no_rows():
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 200_000))
    body = f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{rows}</sheetData>'

    [table] = tables(with_sheet(body))

    assert list(table.rows) == [1]


def test_more_formatted_cells_than_a_sheet_has_are_refused():
    def styled(part):
        return part.replace(b'<cellXfs count="1"><xf numFmtId="0"', b'<cellXfs><xf numFmtId="13"')

    cells = "".join(f'<c r="{column_name(n)}{{0}}"><v>{n}.{{0}}7</v></c>' for n in range(1, 11))
    rows = "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(1, 11))
    file = with_part(with_sheet(f"<sheetData>{rows}</sheetData>"), "xl/styles.xml", styled)

    assert len(tables(file, Limits(formatted=100))[0].rows) == 10
    with pytest.raises(Refused) as refused:
        tables(file, Limits(formatted=99))
    assert refused.value.refusals[0].code == "sheet.too_large"


def test_mutated_workbooks_are_read_or_refused_and_nothing_else():
    """Every byte of the archive, and every part of it, can be anything."""
    chance = random.Random(20240529)  # noqa: S311 - nothing secret
    parts = ["xl/workbook.xml", "xl/styles.xml", SHEET, "xl/_rels/workbook.xml.rels", TYPES]
    for number in range(600):
        file = PLAIN if number % 2 else with_part(PLAIN, chance.choice(parts), _mutate(chance))
        mutated = file if number % 2 == 0 else bytes(_mutate(chance)(file))
        try:
            tables(mutated)
        except Refused as refused:
            assert refused.refusals[0].code.startswith("sheet.")  # noqa: PT017 - either is right


def _mutate(chance):
    def change(body):
        body = bytearray(body)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(body))
            match chance.randrange(3):
                case 0:
                    body[at] = chance.randrange(256)
                case 1:
                    del body[at : at + chance.randint(1, 20)]
                case _:
                    body[at:at] = body[max(0, at - 30) : at]
        return bytes(body)

    return change
