"""Rows of 《推荐汇总表》 for tests: a head, and works that differ in what the test says."""

from contest.spreadsheets.recommendation_sheet import check
from contest_aws.workbook.read import tables
from tests.builders import any_rules
from tests.contest_aws.workbook.sheets import file_of

HEAD = {
    "title": "作品名称",
    "theme": "主题",
    "further_themes": "涉及的其他主题",
    "entrant": "参选单位/个人",
    "unit_type": "单位性质",
    "region": "地区",
    "credits": "主创人员",
    "contact": "联系人",
    "phone": "电话",
    "email": "邮箱",
    "synopsis": "作品简介",
    "duration": "时长",
    "recommending_unit": "推荐单位",
    "remarks": "备注",
}
ANY = {
    "title": "钢铁脊梁",
    "theme": "高端升级",
    "entrant": "湘江重工集团",
    "unit_type": "企业",
    "contact": "周立群",
    "phone": "13800000000",
    "email": "zhou@example.com",
}
UNIT = any_rules().units[0]


def sheet_of(*rows, head=HEAD):
    """A file with these rows, the first of them row 2; each of `ANY` with its changes."""
    return file_of(list(head.values()), *([({**ANY, **row}).get(k) for k in head] for row in rows))


def checked(file, **rules):
    return check(tables(file), rules=any_rules(**rules), unit=UNIT)


def rows_of(*rows):
    return checked(sheet_of(*rows)).rows


def mistakes_in(sheet):
    """Cell, code, measured and allowed of every mistake."""
    return [(m.cell, m.refusal.code, m.refusal.measured, m.refusal.allowed) for m in sheet.mistakes]
