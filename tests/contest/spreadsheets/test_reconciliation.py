"""Rows held against entries: each is told of once, with what differs."""

import pytest

from contest.entry.entry import EntryStatus
from contest.spreadsheets.reconciliation import Difference, page, reconcile
from contest.validate.verdict import Verdict
from contest_aws.workbook.read import tables
from contest_aws.workbook.write import workbook
from tests.builders import any_entry, any_facts, any_form, any_rules
from tests.contest.spreadsheets.recommended import rows_of
from tests.contest.spreadsheets.test_row_matching import known

TITLE = "钢铁脊梁"


def rows(*changes):
    """Recommendations of the entries e2, e3 and so on."""
    found = known(*rows_of(*({"title": TITLE, **change} for change in changes)))
    return [k.recommendation for k in found]


def entry(number, status=EntryStatus.SCREENING, **form):
    answers = {"title": TITLE, "recommending_unit": "湖南省工业和信息化厅", **form}
    return any_entry(status, id=f"e{number}", form=any_form(**answers))


def found(rows_, entries):
    return [
        (m.outcome.value, m.number, m.entry, m.status and m.status.value)
        for m in reconcile(rows_, entries, rules=any_rules())
    ]


def test_each_of_the_four_outcomes_what_needs_attention_first():
    entries = [
        entry(2),
        entry(3, title="另一个名字"),
        entry(4, EntryStatus.DRAFT, title="三"),
        entry(9, title="没有行的"),
        entry(10, EntryStatus.DRAFT, title="没有行的草稿"),
        entry(11, EntryStatus.WITHDRAWN, title="没有行的,撤回的"),
    ]

    assert found(rows({}, {"title": "二"}, {"title": "三"}, {"title": "四"}), entries) == [
        ("upload_without_row", None, "e9", "screening"),
        ("row_without_upload", 4, "e4", "draft"),
        ("row_without_upload", 5, None, None),
        ("differs", 3, "e3", "screening"),
        ("matched", 2, "e2", "screening"),
    ]


def test_a_work_that_was_withdrawn_is_a_row_without_upload():
    assert found(rows({}), [entry(2, EntryStatus.WITHDRAWN)]) == [
        ("row_without_upload", 2, "e2", "withdrawn")
    ]


def test_both_values_of_every_field_that_differs():
    row = {
        "theme": "绿色低碳",
        "further_themes": "数智赋能",
        "region": "湖南省",
        "credits": "张三",
        "unit_type": "个人",
    }
    known = entry(
        2, further_themes=("high-end", "digital"), region="湖南", credits=("李四", "张三")
    )

    [match] = reconcile(rows(row), [known], rules=any_rules())

    assert match.differences == (
        Difference(field="theme", label="主题", sheet="绿色低碳", entry="高端升级"),
        Difference(
            field="further_themes",
            label="涉及的其他主题",
            sheet="数智赋能",
            entry="高端升级、数智赋能",
        ),
        Difference(field="unit_type", label="单位性质", sheet="个人", entry="企业"),
        Difference(field="credits", label="主创人员", sheet="张三", entry="李四、张三"),
    )


def test_what_the_sheet_leaves_open_and_how_it_is_spelled_does_not_differ():
    known = entry(2, title="《钢铁 脊梁》", synopsis="很长的简介", unit_type="企业")

    assert found(rows({}), [known]) == [("matched", 2, "e2", "screening")]


def test_a_length_is_held_against_the_measured_one():
    def differences(seconds):
        facts = Verdict(facts=any_facts(seconds=seconds))
        known = entry(2).model_copy(update={"verdict": facts})
        [row] = rows({})
        match = reconcile([row.model_copy(update={"seconds": 330})], [known], rules=any_rules())
        return [(d.sheet, d.entry) for d in match[0].differences]

    assert differences("331.96") == []
    assert differences("328") == []
    assert differences("300.04") == [("5:30", "5:00")]


def test_the_export_has_a_line_for_each_field_that_differs_and_marks_it():
    matches = reconcile(
        rows({}, {"title": "+1+1", "theme": "绿色低碳", "region": "湖北"}),
        [entry(2), entry(3, title="=2")],
        rules=any_rules(),
    )

    [table] = tables(workbook(page(matches, title="核对结果")))
    lines = [[cell.text for cell in cells.values()] for cells in table.rows.values()]

    status = any_entry(EntryStatus.SCREENING).status_names.organiser.both
    other = ["内容不一致 differs", "3", "e3", status, "+1+1", "湘江重工集团"]
    assert lines[2:] == [
        [*other, "作品名称", "+1+1", "=2"],
        [*other, "主题", "绿色低碳", "高端升级"],
        [*other, "地区", "湖北"],
        ["一致 agrees", "2", "e2", status, "钢铁脊梁", "湘江重工集团"],
    ]
    assert {cell.kind for cells in table.rows.values() for cell in cells.values()} == {"text"}


@pytest.mark.parametrize(
    ("sheet", "entry_says", "agree"),
    [
        ("湖南", "湖南省长沙市", True),
        ("湖南省长沙市", "湖南", True),
        ("长沙", "湖南省长沙市", True),
        ("湘潭", "湖南省长沙市", False),
        ("湖北", "湖南省长沙市", False),
        ("海外", "湖南省长沙市", False),
    ],
)
def test_a_region_may_name_the_province_alone(sheet, entry_says, agree):
    [match] = reconcile(rows({"region": sheet}), [entry(2, region=entry_says)], rules=any_rules())
    assert ("region" not in [one.field for one in match.differences]) is agree
