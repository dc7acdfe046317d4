"""Finds the table in the submitted sheets: its heading row, and the column of each heading. Columns
are recognised by the labels of the rules and by usual names."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from contest.model import Text
from contest.refusals import Refusal, Refused
from contest.rules.form_fields import FormField
from contest.rules.rules import Rules
from contest.spreadsheets.table import Cell, Table, column_name
from contest.unit_names import folded

ALIASES: dict[str, tuple[str, ...]] = {
    "title": (
        "作品名称",
        "作品题目",
        "作品标题",
        "作品名",
        "视频名称",
        "片名",
        "名称",
        "题目",
        "标题",
    ),
    "theme": ("主题", "征选主题", "参选主题", "所属主题", "作品主题", "主题类别", "类别"),
    "further_themes": ("涉及的其他主题", "其他主题", "涉及主题"),
    "entrant": (
        "参选单位/个人",
        "参选单位",
        "参选单位或个人",
        "参选单位名称",
        "参选主体",
        "参选者",
        "申报单位",
        "单位名称",
    ),
    "unit_type": ("单位性质", "单位类型", "单位类别", "性质"),
    "region": ("地区", "所在地区", "所属地区", "所在地", "省市", "区域"),
    "credits": ("主创人员", "主创团队", "主要创作人员", "创作人员", "主创", "作者"),
    "contact": ("联系人", "联系人姓名", "联络人", "姓名"),
    "phone": (
        "电话",
        "联系电话",
        "联系方式",
        "联系人电话",
        "手机",
        "手机号",
        "手机号码",
        "电话号码",
    ),
    "email": ("邮箱", "电子邮箱", "电子邮件", "联系邮箱", "邮箱地址", "邮件", "email"),
    "synopsis": ("作品简介", "内容简介", "作品介绍", "作品内容简介", "简介"),
    "duration": ("时长", "作品时长", "视频时长", "片长"),
    "recommending_unit": ("推荐单位", "推荐部门", "推荐机构", "推荐单位名称"),
    "remarks": ("备注", "备注说明", "说明"),
}
"""Usual column headings, besides the labels of the rules."""
COUNTERS = ("序号", "编号", "no", "number")
"""Headings of columns that only number the rows."""
LOOKED_AT = 40
"""Number of filled rows, from the top, that are searched for the headings."""
FEWEST = 3
"""Number of headings that must be recognised in the heading row."""
IN_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")


class Heading(NamedTuple):
    id: str
    label: str
    """The label in the blank sheet."""
    own: tuple[str, ...]
    """The labels of the rules, folded. They identify a column with certainty."""
    usual: tuple[str, ...] = ()
    """Usual names, folded."""
    required: bool = False


class Columns(NamedTuple):
    row: int
    """Number of the heading row."""
    at: dict[str, int]
    """Column numbers by heading id."""
    unread: tuple[str, ...] = ()
    """Columns that are not part of the sheet, such as “H 附件”."""
    counters: frozenset[int] = frozenset()
    """Columns that only number the rows."""


def headings(rules: Rules) -> list[Heading]:
    """The headings of 《推荐汇总表》, in the rules' order."""
    return [heading(field) for field in rules.sheet_fields]


def heading(field: FormField) -> Heading:
    """The heading of a form field. A measured field is never required in a sheet."""
    required = field.required and not field.measured
    return made(field.id, field.label, ALIASES.get(field.id, ()), required=required)


def made(name: str, label: Text, usual: Sequence[str], *, required: bool) -> Heading:
    """A heading whose labels and usual names are folded for comparison."""
    own = (label.zh, label.en, label.zh + label.en)
    return Heading(name, label.zh, tuple(map(folded, own)), tuple(map(folded, usual)), required)


def find(tables: Sequence[Table], asked: Sequence[Heading]) -> tuple[Table, Columns]:
    """The one filled sheet with the headings, and its columns.

    If none is filled, the first sheet with the headings. Refuses if there are no headings, if
    several sheets are filled in, or with every column that is missing or appears twice."""
    fitting = [(table, row) for table in tables if (row := _heading_row(table, asked))]
    if not fitting:
        labels = "、".join(heading.label for heading in asked if heading.required)
        raise Refused(Refusal(code="sheet.no_header", allowed=labels))
    filled = [(table, row) for table, row in fitting if any(number > row for number in table.rows)]
    if len(filled) > 1:
        names = "、".join(table.name for table, _ in filled)
        raise Refused(Refusal(code="sheet.several", measured=names))
    table, row = (filled or fitting)[0]
    return table, _columns(row, table.rows[row], asked)


def _heading_row(table: Table, asked: Sequence[Heading]) -> int | None:
    """The row with the most headings. Among equals the last: group names may be above it."""
    best, found = FEWEST - 1, None
    for number in list(table.rows)[:LOOKED_AT]:
        known = {hit[0].id for cell in table.rows[number].values() if (hit := _known(cell, asked))}
        if len(known) >= best and len(known) >= FEWEST:
            best, found = len(known), number
    return found


def _known(cell: Cell, asked: Sequence[Heading]) -> tuple[Heading, int] | None:
    """The heading of a cell, and how it was recognised: 0 by its label, 1 by a usual name."""
    plain = unicodedata.normalize("NFKC", cell.text)
    for text in dict.fromkeys((folded(plain), folded(IN_BRACKETS.sub("", plain)))):
        for heading in asked:
            if text in (*heading.own, *heading.usual):
                return heading, int(text not in heading.own)
    return None


def _columns(row: int, cells: Mapping[int, Cell], asked: Sequence[Heading]) -> Columns:
    meant: dict[str, list[tuple[int, int]]] = {}
    counters, unread = set[int](), set[int]()
    for column, cell in cells.items():
        if hit := _known(cell, asked):
            meant.setdefault(hit[0].id, []).append((hit[1], column))
        else:
            (counters if folded(cell.text) in COUNTERS else unread).add(column)
    at, refusals = {}, list[Refusal]()
    for heading in asked:
        match _surest(meant.get(heading.id, [])):
            case [column]:
                at[heading.id] = column
            case [] if heading.required:
                refusals.append(Refusal(code="sheet.column_missing", measured=heading.label))
            case [_, *_] as twice:
                names = "、".join(map(column_name, twice))
                refusals.append(_twice(heading, names))
    if refusals:
        raise Refused(*refusals)
    unread |= {column for found in meant.values() for _, column in found} - {*at.values()}
    named = (f"{column_name(at)} {cells[at].text.strip()[:50]}" for at in sorted(unread))
    return Columns(row, at, tuple(named), frozenset(counters))


def _surest(found: list[tuple[int, int]]) -> list[int]:
    """The columns with a label of the rules, or else all with a usual name."""
    return [column for sure, column in found if sure == min(found)[0]]


def _twice(heading: Heading, names: str) -> Refusal:
    return Refusal(code="sheet.column_twice", measured=heading.label, allowed=names)
