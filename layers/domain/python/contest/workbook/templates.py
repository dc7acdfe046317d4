"""What stands around the cells of an .xlsx that we write (ECMA-376 part 1, SpreadsheetML)."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

SHEET = (
    f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{{pane}}'
    "</sheetView></sheetViews><cols>{columns}</cols><sheetData>{rows}</sheetData>{merged}{lists}"
    "</worksheet>"
)
PANE = '<pane ySplit="{lines}" topLeftCell="A{below}" activePane="bottomLeft" state="frozen"/>'
COLUMN = '<col min="{at}" max="{at}" width="{width}" style="1" customWidth="1"/>'
"""Every column is text: a phone number that is typed in keeps its digits, a date its form."""
LIST = (
    '<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{where}">'
    "<formula1>{source}</formula1></dataValidation>"
)

HIDDEN = {True: ' state="hidden"', False: ""}

_ALIGNED = '<alignment vertical="top" wrapText="1"/>'
_TEXT = 'numFmtId="49" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"'
_LINE = '<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>'
_BORDER = "".join(_LINE.format(side=side) for side in ("left", "right", "top", "bottom"))
_FONT = '<font>{more}<sz val="{size}"/><color rgb="{colour}"/><name val="等线"/></font>'
_FILL = '<fill><patternFill patternType="solid"><fgColor rgb="{}"/></patternFill></fill>'
_NO_FILLS = "".join(
    f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125")
)
"""The two that the format wants first."""
FONTS = (
    _FONT.format(more="", size=11, colour="FF000000"),
    _FONT.format(more="<b/>", size=16, colour="FF000000"),
    _FONT.format(more="", size=10, colour="FF595959"),
    _FONT.format(more="<b/>", size=11, colour="FF000000"),
    _FONT.format(more="<i/>", size=11, colour="FF7F7F7F"),
)
_XF = '<xf {kind} fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0">{aligned}</xf>'
_CELLS = ((0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 2, 1), (4, 0, 0), (0, 3, 0))
"""Font, fill and border of text, title, note, head, example, wrong: in `write.STYLES`' order."""
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="{len(FONTS)}">{"".join(FONTS)}</fonts>'
    f'<fills count="4">{_NO_FILLS}{_FILL.format("FFDCE6F1")}{_FILL.format("FFFFE699")}</fills>'
    f'<borders count="2"><border/><border>{_BORDER}</border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="{len(_CELLS) + 1}">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    + "".join(
        _XF.format(kind=_TEXT, font=font, fill=fill, border=border, aligned=_ALIGNED)
        for font, fill, border in _CELLS
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)


def ranges(merged: Sequence[str]) -> str:
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    return f'<mergeCells count="{len(merged)}">{cells}</mergeCells>' if merged else ""


def lists(these: Sequence[tuple[str, str]]) -> str:
    made = "".join(LIST.format(where=where, source=source) for where, source in these)
    return f'<dataValidations count="{len(these)}">{made}</dataValidations>' if these else ""


def around(names: Sequence[str], *, hidden: str | None) -> Mapping[str, str]:
    """Every part but the sheets, which are named sheet1.xml and so on."""
    count = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"{HIDDEN[name == hidden]}/>'
        for at, name in zip(count, names, strict=True)
    )
    related = "".join(
        _related(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in count
    )
    styles = _related(f"rId{len(names) + 1}", "styles", "styles.xml")
    book = _related("rId1", "officeDocument", "xl/workbook.xml")
    return {
        "[Content_Types].xml": _types(count),
        "_rels/.rels": _relations(book),
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{sheets}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(related + styles),
        "xl/styles.xml": STYLES,
    }


def _types(count: range) -> str:
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    kinds |= {f"/xl/worksheets/sheet{at}.xml": "worksheet" for at in count}
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(body: str) -> str:
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def _related(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
