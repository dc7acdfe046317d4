"""Invitations by spreadsheet: what is read, what is a mistake, what a row would change."""

from datetime import datetime, timedelta

import pytest

from contest.people.account import GrantStatus, Invited, Role
from contest.refusals import Refused
from contest.spreadsheets.invitation_plan import RowKind, plan
from contest.spreadsheets.invitation_sheet import check
from contest.spreadsheets.invitation_template import blank_invitations
from contest_aws.workbook.read import tables
from contest_aws.workbook.write import workbook
from tests.builders import any_contest, any_grant, any_rules, any_time
from tests.contest.spreadsheets.recommended import UNIT, mistakes_in
from tests.contest_aws.workbook.sheets import file_of

HEAD = ["角色", "姓名", "邮箱", "单位", "擅长主题", "截止日期"]
JUDGE = ["评审专家", "顾清源", "gu@example.com", "中国工业报社", "绿色低碳、高端升级", "2024-12-31"]
ASKED = Invited(
    role=Role.JUDGE,
    name="顾清源",
    unit="中国工业报社",
    themes=("green", "high-end"),
    ends_at=datetime.fromisoformat("2025-01-01T00:00:00+08:00"),
)


def checked(*rows, head=HEAD, **rules):
    contest = any_contest(rules=any_rules(**rules))
    return check(tables(file_of(head, *rows)), contest=contest, now=any_time())


def test_a_row_is_whom_it_invites_to_what():
    found = checked(
        JUDGE,
        ["Screener", "", "  LI@example.com", None, None, None],
        ["推荐单位", "刘建设", "刘建设 <liu@example.com>", "hunan", None, None],
    )

    assert mistakes_in(found) == []
    assert [(row.number, row.address, row.asked) for row in found.rows] == [
        (2, "gu@example.com", ASKED),
        (3, "li@example.com", Invited(role=Role.SCREENER)),
        (4, "liu@example.com", Invited(role=Role.UNIT, name="刘建设", unit=UNIT.id)),
    ]


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("评委", Role.JUDGE),
        ("专家", Role.JUDGE),
        ("an expert judge", Role.JUDGE),
        ("judge", Role.JUDGE),
        (" 初筛 ", Role.SCREENER),
        ("初筛人员", Role.SCREENER),
        ("推荐 单位", Role.UNIT),
    ],
)
def test_roles_are_known_by_what_people_write(written, role):
    [row] = checked([written, "某人", "a@example.com", "hunan", None, None]).rows
    assert row.asked.role is role


@pytest.mark.parametrize("written", [UNIT.name.zh, UNIT.name.en, UNIT.id, f" {UNIT.name.zh} "])
def test_a_recommending_unit_is_known_by_its_name_or_id(written):
    [row] = checked(["推荐单位", None, "a@example.com", written, None, None]).rows
    assert row.asked.unit == UNIT.id


@pytest.mark.parametrize(
    "heading",
    [
        "工作单位及职务",
        "单位及职务",
        "单位/职务",
        "单位、职务",
        "任职单位",
        "供职单位",
        "工作单位（全称）",
        "工作单位及\n职务（职称）",
    ],
)
def test_the_employer_of_a_judge_is_known_by_usual_headings(heading):
    found = checked(JUDGE, head=[heading if name == "单位" else name for name in HEAD])

    assert (found.rows[0].asked.unit, found.unread_columns) == ("中国工业报社", ())


def test_every_mistake_at_its_cell():
    roles = "评审专家、初筛人员、推荐单位"
    units = "、".join(
        f"{name}省工业和信息化厅" for name in ("湖南", "河北", "山西", "辽宁", "吉林")
    )
    found = checked(
        [None, "某人", None, None, None, None],
        ["主办单位", "某人", "a#example.com", None, "航天", "明天"],
        ["评审专家", None, "张三@example.com", "字" * 201, None, "2024-01-01"],
        ["推荐单位", "字" * 101, "b@example.com", "某厅", None, "=TODAY()"],
        JUDGE,
        ["评委", "另一人", "GU@example.com", None, None, None],
        ["初筛人员", "顾清源", "gu@example.com", None, None, None],
    )
    today = any_time().astimezone(any_rules().zone).date()

    assert mistakes_in(found) == [
        ("A2", "form.missing", "角色", ""),
        ("C2", "form.missing", "邮箱", ""),
        ("A3", "invitation.unknown_role", "", roles),
        ("C3", "mail.address_invalid", "a#example.com", ""),
        ("E3", "form.unknown_theme", "航天", "、".join(t.name.zh for t in any_rules().themes)),
        ("F3", "sheet.date", "明天", "2024-05-29"),
        ("B4", "invitation.name_missing", "", ""),
        ("C4", "mail.address_not_ascii", "张三@example.com", ""),
        ("D4", "form.too_long", "单位: 201", "200"),
        ("F4", "sheet.date", "2024-01-01", f"2024-05-29,≥ {today}"),
        ("B5", "form.too_long", "姓名: 101", "100"),
        ("D5", "invitation.unknown_unit", "某厅", units),
        ("F5", "sheet.formula", "", ""),
        ("C7", "sheet.invited_twice", "6", ""),
    ]
    assert [row.number for row in found.rows] == [6, 8]


FULL = [*HEAD, "专业领域", "最多评审数"]


def test_expertise_and_the_most_works_of_a_judge_are_read():
    [row] = checked([*JUDGE, "工业 / 传媒；艺术、工业", " ４０ "], head=FULL).rows
    known = {"expertise": ("工业", "传媒", "艺术"), "max_load": 40}
    assert row.asked == ASKED.model_copy(update=known)


@pytest.mark.parametrize(
    ("expertise", "most", "mistake"),
    [
        ("字" * 51, None, ("G2", "form.too_long", "专业领域: 51", "50")),
        ("、".join(map(str, range(21))), None, ("G2", "form.too_long", "专业领域: 21", "20")),
        (None, "四十", ("H2", "sheet.number", "四十", "40")),
        (None, "0", ("H2", "sheet.number", "0", "40")),
        (None, "-3", ("H2", "sheet.number", "-3", "40")),
        (None, "2.5", ("H2", "sheet.number", "2.5", "40")),
        (None, "100001", ("H2", "sheet.number", "100001", "40")),
        (None, "=A1", ("H2", "sheet.formula", "", "")),
    ],
)
def test_a_field_or_number_that_cannot_be_is_a_mistake_at_its_cell(expertise, most, mistake):
    found = checked([*JUDGE, expertise, most], head=FULL)
    assert (mistakes_in(found), found.rows) == ([mistake], ())


def test_without_units_in_the_rules_nobody_is_invited_to_recommend():
    found = checked(["推荐单位", None, "a@example.com", "某厅", None, None], units=())
    assert [(m[0], m[1]) for m in mistakes_in(found)] == [
        ("A2", "invitation.unknown_role"),
    ]
    assert 4 not in blank_invitations(any_rules(units=())).choices


def test_columns_in_any_order_under_usual_names_and_more_than_asked_for():
    head = ["序号", "电子邮箱", "身份", "姓名", "工作单位", "职称"]
    found = checked([1, "gu@example.com", "评委", "顾清源", "中国工业报社", "高级记者"], head=head)
    [row] = found.rows
    assert row.asked == Invited(role=Role.JUDGE, name="顾清源", unit="中国工业报社")
    assert found.unread_columns == ("F 职称",)


def test_a_sheet_without_the_columns_that_count_is_refused():
    with pytest.raises(Refused) as refused:
        checked(["顾清源", "中国工业报社", "绿色低碳"], head=["姓名", "单位", "擅长主题"])
    assert [(r.code, r.measured) for r in refused.value.refusals] == [
        ("sheet.column_missing", "角色"),
        ("sheet.column_missing", "邮箱"),
    ]


def test_a_role_that_is_filled_in_below_the_last_row_is_nobody():
    found = checked(JUDGE, ["评审专家"], ["评审专家"])
    assert (found.filled, found.unread_rows, mistakes_in(found)) == (1, (3, 4), [])


def test_the_blank_sheet_is_read_back_with_nobody_in_it():
    page = blank_invitations(any_rules())
    found = check(tables(workbook(page)), contest=any_contest(), now=any_time())
    assert (found.name, found.filled, found.rows, found.mistakes, found.unread_columns) == (
        "邀请名单",
        0,
        (),
        (),
        (),
    )
    assert found.examples == (4, 5, 6)
    assert list(page.choices[1]) == ["评审专家", "初筛人员", "推荐单位"]
    assert page.others == {4}, "a judge's unit is any"
    head = [line for line in page.lines if line.style == "head"]
    assert [cell.partition("\n")[0] for cell in head[0].values] == [
        *("角色*", "姓名", "邮箱*", "单位", "擅长主题", "专业领域", "最多评审数", "截止日期")
    ]


def test_what_a_row_comes_to():
    [row] = checked(JUDGE).rows
    was = dict(ASKED) | {"contest": any_rules().id}

    def kind(**changes):
        grant = any_grant(**{**was, "asked_at": any_time(), **changes})
        planned = plan(row, grant, now=any_time(1))
        return planned.kind, planned.status

    assert plan(row, None, now=any_time()).kind is RowKind.NEW
    assert kind() == (RowKind.SAME, GrantStatus.INVITED)
    assert kind(status=GrantStatus.ACCEPTED) == (RowKind.SAME, GrantStatus.ACCEPTED)
    assert kind(status=GrantStatus.ACCEPTED, unit="某报") == (RowKind.CHANGED, GrantStatus.ACCEPTED)
    assert kind(ends_at=any_time() + timedelta(days=1)) == (RowKind.CHANGED, GrantStatus.INVITED)
    assert kind(asked_at=None) == (RowKind.CHANGED, GrantStatus.INVITED), "they never were mailed"
    assert kind(status=GrantStatus.DECLINED, unit="某报") == (
        RowKind.DECLINED,
        GrantStatus.DECLINED,
    )
    assert kind(status=GrantStatus.REVOKED) == (RowKind.REVOKED, GrantStatus.REVOKED)


def test_a_change_is_shown_beside_what_was():
    [row] = checked(JUDGE).rows
    before = ASKED.model_copy(update={"unit": "某报"})
    grant = any_grant(**dict(before), asked_at=any_time())
    assert plan(row, grant, now=any_time()).before == before


def test_a_last_day_is_a_day_of_the_contests_calendar_also_in_a_rehearsal():
    """The real clock is two years ahead. Access is held against it, so the row says what it shows
    at the end of that day."""
    ahead = timedelta(days=800)
    rehearsal = any_contest(rehearsal=True, clock_offset=-ahead)
    now = any_time() + ahead
    page = blank_invitations(any_rules())
    lines = [[cell.replace("【示例】", "") for cell in line.values] for line in page.lines]

    found = check(tables(file_of(*lines)), contest=rehearsal, now=now)

    assert mistakes_in(found) == []
    ends = datetime.fromisoformat("2024-10-02T00:00:00+08:00") + ahead
    assert [row.asked.ends_at for row in found.rows if row.asked.ends_at] == [ends]


def test_a_last_day_that_is_over_on_the_rehearsals_clock_is_a_mistake():
    rehearsal = any_contest(rehearsal=True, clock_offset=timedelta(days=800))

    found = check(tables(file_of(HEAD, JUDGE)), contest=rehearsal, now=any_time())

    assert [(cell, code) for cell, code, *_ in mistakes_in(found)] == [("F2", "sheet.date")]
