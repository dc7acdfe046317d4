"""Fields that only the form has: units' sheets do without them, and the entrant fills them in."""

from contest.entry.submit import missing
from contest.model import Text
from contest.rules.form_fields import AiRules, FormField
from contest.spreadsheets.recommendation_sheet import check
from contest.spreadsheets.recommendation_template import blank_recommendations
from contest_aws.workbook.read import tables
from tests.builders import any_entry, any_rules
from tests.contest.spreadsheets.recommended import UNIT, mistakes_in, sheet_of
from tests.contest_aws.workbook.sheets import file_of

BUDGET = FormField(id="budget", label=Text(zh="制作经费", en="Budget"), type="number")
ASKING = any_rules(form=(BUDGET, *any_rules().form), ai=AiRules(asked=True))
"""The field of the contest's own stands first, so that whatever is counted by place is moved."""


def test_the_blank_sheet_has_neither_and_its_examples_stand_below_their_headings():
    lines = blank_recommendations(ASKING, UNIT).lines[2:]
    plain = blank_recommendations(any_rules(), UNIT).lines[2:]

    assert [line.values for line in lines] == [line.values for line in plain]
    assert {len(line.values) for line in lines} == {len(ASKING.sheet_fields)}


def test_the_examples_are_works_without_mistakes():
    lines = blank_recommendations(ASKING, UNIT).lines[2:]
    file = file_of(*([text.replace("【示例】", "") for text in line.values] for line in lines))

    found = check(tables(file), rules=ASKING, unit=UNIT)

    assert (len(found.rows), mistakes_in(found)) == (2, [])


def test_a_filled_row_is_taken_and_its_entrant_is_asked_for_the_rest():
    sheet = check(tables(sheet_of({})), rules=ASKING, unit=UNIT)
    [row] = sheet.rows
    lacking = missing(any_entry(form=row.form), row.contact, rules=ASKING)

    assert mistakes_in(sheet) == []
    assert [(r.code, r.field) for r in lacking if r.field not in ("declaration", "video")] == [
        ("form.missing", "budget"),
        ("form.missing", "ai_use"),
    ]
