"""Small files, each of which makes a reader of spreadsheets work long: by one kind of content."""

import io
import random
import zipfile
from functools import partial

from tests.contest_aws.workbook.sheets import MAIN, SHEET, file_of, with_part, with_sheet

BOOK, RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TYPES, STYLES, STRINGS = "[Content_Types].xml", "xl/styles.xml", "xl/sharedStrings.xml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PLAIN = file_of(["x"])
VALUE = '<c r="A1"><v>1</v></c>'
FILLED = "".join(
    f'<row r="{n}">' + "".join(f"<c><v>{n}</v></c>" for _ in range(20)) + "</row>"
    for n in range(1, 4900)
)


def sheet(body, *, before="", after=""):
    return with_sheet(f"{before}<sheetData>{body}</sheetData>{after}")


def after_filled(after):
    return partial(sheet, FILLED, after=after)


def arrays(count, reference="A1:XFD1048576"):
    """Every row begins with a formula that fills the whole sheet."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><f t="array" ref="{reference}">1</f><v>1</v></c></row>'
        for n in range(1, count)
    )
    return sheet(rows)


def shared_part(count):
    """Many sheets, all of them the same part."""
    one = b'<sheet name="Sheet" sheetId="1" state="visible" r:id="rId1"/>'
    sheets = b"".join(one.replace(b'"Sheet"', b'"S%d"' % n) for n in range(count))
    body = f'<worksheet xmlns="{MAIN}"><sheetData>{FILLED}</sheetData></worksheet>'.encode()
    file = with_part(PLAIN, SHEET, lambda _: body)
    return with_part(
        file, BOOK, _replaced(b"<sheets>", b'<sheets xmlns:r="%s">' % REL.encode() + sheets)
    )


def _replaced(before, after):
    return lambda part: part.replace(before, after, 1)


def many_sheets(count, state):
    """As many relations, each to a part that is there; all parts are tiny."""
    sheets = "".join(
        f'<sheet xmlns:r="{REL}" name="s{n}" sheetId="{n + 9}" state="{state}" r:id="x{n}"/>'
        for n in range(count)
    )
    links = "".join(
        f'<Relationship Id="x{n}" Type="{REL}/worksheet" Target="/{SHEET}"/>' for n in range(count)
    )
    file = with_part(PLAIN, BOOK, _replaced(b"</sheets>", sheets.encode() + b"</sheets>"))
    return with_part(
        file, RELS, _replaced(b"</Relationships>", links.encode() + b"</Relationships>")
    )


def with_strings(body, cells):
    kind = f'<Override PartName="/{STRINGS}" ContentType="{KIND}.sharedStrings+xml"/></Types>'
    file = with_part(sheet(cells), TYPES, _replaced(b"</Types>", kind.encode()))
    return with_part(file, STRINGS, lambda _: f'<sst xmlns="{MAIN}">{body}</sst>'.encode())


def with_styles(formats, styles, cells=""):
    parts = f"<numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs>"
    body = f'<styleSheet xmlns="{MAIN}">{parts}</styleSheet>'
    return with_part(sheet(cells or VALUE), STYLES, lambda _: body.encode())


def cells_of(cell, rows, columns):
    return "".join(f'<row r="{n}">{cell * columns}</row>' for n in range(1, rows + 1))


ONE_ROW = f'<row r="1">{VALUE}</row>'
RICH = "<r><rPr><b/></rPr><t>x</t></r>"
NAME = '<definedName name="a">Sheet!$A$1</definedName>'
RULE = (
    '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="1">'
    "<formula>1</formula></cfRule></conditionalFormatting>"
)
CHECK = '<dataValidation sqref="A1:XFD9"><formula1>1</formula1></dataValidation>'
LONG_FORMAT = f'<numFmt numFmtId="164" formatCode="{"[x]0" * 45_000}"/>'
STYLE = '<xf numFmtId="164"/>'


def in_types(body):
    return with_part(PLAIN, TYPES, _replaced(b"</Types>", f"{body}</Types>".encode()))


def in_relations(body):
    end = "</Relationships>"
    return with_part(PLAIN, RELS, _replaced(end.encode(), f"{body}{end}".encode()))


def after_sheets(body):
    return with_part(PLAIN, BOOK, _replaced(b"</sheets>", f"</sheets>{body}".encode()))


def long_cells(inside):
    return sheet("".join(f'<row r="{n}"><c>{inside}</c></row>' for n in range(1, 200)))


def formulas(*, kind, reference, columns):
    """In the first cells of every row; each fills the table."""
    formula = f'<c><f t="{kind}" ref="{reference}">1</f><v>1</v></c>'
    row = formula + "<c><v>1</v></c>" * columns
    return sheet("".join(f'<row r="{n}">{row}</row>' for n in range(1, 4900)))


MAKERS = {
    "array formulas of the whole sheet": partial(arrays, 4900),
    "array formulas of whole columns": partial(arrays, 4900, "A:XFD"),
    "data tables": partial(formulas, kind="dataTable", reference="A1:CV5000", columns=20),
    "array formulas over full rows": partial(
        formulas, kind="array", reference="A1:CV5000", columns=25
    ),
    "sheets that share a part": partial(shared_part, 50),
    "merged columns": after_filled('<mergeCell ref="A1:A4899"/>' * 19_000),
    "merged ranges": after_filled('<mergeCell ref="A1:XFD1048576"/>' * 200_000),
    "hidden columns": partial(
        sheet, FILLED, before='<col min="1" max="16384" hidden="1"/>' * 16_000
    ),
    "columns": partial(sheet, FILLED, before='<col min="1" max="16384" hidden="1"/>' * 120_000),
    "conditional formats": after_filled(RULE * 95_000),
    "validations": after_filled(CHECK * 140_000),
    "hyperlinks": after_filled('<hyperlink ref="A1" r="1"/>' * 280_000),
    "shared formulas": lambda: sheet(
        f'<row r="1"><c><f t="shared" ref="A1" si="0">{"+".join(["A1"] * 9000)}</f></c></row>'
        + cells_of('<c><f t="shared" si="0"/></c>', 4900, 26)
    ),
    "long formulas": lambda: long_cells(f"<f>{'A1+' * 60_000}</f>"),
    "defined names": lambda: after_sheets(f"<definedNames>{NAME * 480_000}</definedNames>"),
    "views": lambda: after_sheets('<workbookView activeTab="0"/>' * 480_000),
    "external references": lambda: after_sheets(
        f'<externalReferences xmlns:r="{REL}">'
        + '<externalReference r:id="rId1"/>' * 480_000
        + "</externalReferences>"
    ),
    "visible sheets": partial(many_sheets, 80_000, "visible"),
    "hidden sheets": partial(many_sheets, 80_000, "hidden"),
    "content types": lambda: in_types('<Override PartName="/a" ContentType="b"/>' * 480_000),
    "relations": lambda: in_relations('<Relationship Id="a" Type="b" Target="c"/>' * 360_000),
    "number formats": lambda: with_styles(
        "".join(f'<numFmt numFmtId="{n}" formatCode="yyyy{n}"/>' for n in range(164, 320_000)),
        STYLE,
    ),
    "cell styles": lambda: with_styles(LONG_FORMAT, STYLE * 65_000, FILLED),
    "more cell styles": lambda: with_styles(LONG_FORMAT, STYLE * 480_000),
    "cells with a long format": lambda: with_styles(
        LONG_FORMAT, STYLE, cells_of('<c s="0"><v>45441</v></c>', 4900, 26)
    ),
    "shared strings": lambda: with_strings("<si><t>x</t></si>" * 240_000, ONE_ROW),
    "empty shared strings": lambda: with_strings("<si/>" * 490_000, ONE_ROW),
    "rich shared strings": lambda: with_strings(f"<si>{RICH * 120_000}</si>", ONE_ROW),
    "phonetic hints": lambda: with_strings(
        '<si><t>x</t><rPh sb="0" eb="1"><t>y</t></rPh></si>' * 120_000, ONE_ROW
    ),
    "one long string in many cells": lambda: with_strings(
        f"<si><t>{'x_x0041_' * 20_000}</t></si>", cells_of('<c t="s"><v>0</v></c>', 4900, 26)
    ),
    "long strings by turns": lambda: with_strings(
        f"<si><t>{'x_x0041_' * 4_000}</t></si>" * 1000,
        "".join(
            f'<row r="{n}">'
            + "".join(f'<c t="s"><v>{(n * 26 + m) % 1000}</v></c>' for m in range(26))
            + "</row>"
            for n in range(1, 4900)
        ),
    ),
    "strings of a cell's length": lambda: with_strings(
        f"<si><t>{'字' * 32_000}</t></si>", cells_of('<c t="s"><v>0</v></c>', 4900, 26)
    ),
    "rich inline strings": lambda: sheet(
        f'<row r="1"><c r="A1" t="inlineStr"><is>{RICH * 120_000}</is></c></row>'
    ),
    "inline strings": lambda: sheet(cells_of('<c t="inlineStr"><is><t>x</t></is></c>', 4900, 26)),
    "numbers": lambda: sheet(cells_of("<c><v>1.5</v></c>", 4900, 26)),
    "more numbers": lambda: sheet(cells_of("<c><v>1.5</v></c>", 4900, 50)),
    "texts of formulas": lambda: sheet(cells_of('<c t="str"><v>x</v></c>', 4900, 26)),
    "dates": lambda: sheet(cells_of('<c t="d"><v>2024-05-29</v></c>', 4900, 26)),
    "empty cells": lambda: sheet(ONE_ROW + cells_of("<c/>", 500, 980)),
    "empty rows": lambda: sheet(ONE_ROW + "<row/>" * 490_000),
    "hidden rows": lambda: sheet(ONE_ROW + '<row hidden="1"/>' * 490_000),
    "elements in elements": partial(sheet, ONE_ROW, after="<a>" * 490_000 + "</a>" * 490_000),
    "other elements": partial(sheet, ONE_ROW, after="<a/>" * 490_000),
    "attributes": lambda: sheet(
        ONE_ROW, after=("<a " + " ".join(f'a{n}=""' for n in range(20_000)) + "/>") * 45
    ),
    "one element of many attributes": lambda: sheet(
        ONE_ROW, after="<a " + " ".join(f'a{n}=""' for n in range(600_000)) + "/>"
    ),
    "numbers of many digits": lambda: long_cells(f"<v>1.{'7' * 190_000}</v>"),
    "long addresses": lambda: sheet(
        "".join(f'<row r="{n}"><c r="{"A" * 180_000}1"><v>1</v></c></row>' for n in range(200))
    ),
    "empty parts": lambda: _many_parts(999),
}
"""Those of many elements are about as large as the gate lets pass."""


def hostile(kind):
    """The file of this kind, with so many bytes that do not pack that its ratio is no bomb's."""
    noise = random.Random(20240529).randbytes(400_000)  # noqa: S311 - nothing secret
    return with_part(MAKERS[kind](), "xl/media/image1.png", lambda _: noise)


def _many_parts(count):
    target = io.BytesIO(PLAIN)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count - len(archive.namelist())):
            archive.writestr(f"xl/worksheets/s{number}.xml", "<worksheet/>")
    return target.getvalue()
