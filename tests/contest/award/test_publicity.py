"""宣传报道: told one by one or by sheet, confirmed or refused by the host."""

from datetime import date

import pytest
from pydantic import ValidationError

from contest.audit import Actor, first_broken
from contest.award.publicity import Publicity, Report, ReportStatus, retold, settle_report
from contest.refusals import Refused
from contest.spreadsheets.publicity_sheet import blank_reports, check
from contest_aws.workbook.read import tables
from contest_aws.workbook.write import workbook
from tests.builders import any_time, shipped_rules
from tests.contest.spreadsheets.recommended import UNIT, mistakes_in
from tests.contest_aws.workbook.sheets import file_of

HEAD = ["报道标题", "媒体", "链接", "发布日期", "阅读/播放量"]
ROW = ["征选启动", "湖南日报", "https://news.example.com/1", "2024-05-20", "3.2万"]
REPORT = Report(
    title="征选启动",
    medium="湖南日报",
    link="https://news.example.com/1",
    published=date(2024, 5, 20),
    reach=32000,
)


def publicity(**changes):
    told_ = Publicity(contest=shipped_rules().id, unit="hunan", report=REPORT, told_at=any_time())
    return told_.model_copy(update=changes)


def checked(*rows, head=HEAD):
    return check(tables(file_of(head, *rows)), today=date(2024, 6, 1))


def test_a_row_becomes_a_report():
    found = checked(
        ROW,
        ["二", "新华网", "http://x.example/2", date(2024, 5, 21), 1200],
        ["三", "新华网", "http://x.example/3", "2024年5月1日", None],
    )

    assert mistakes_in(found) == []
    assert found.rows[0].report == REPORT
    assert [(r.number, r.report.published, r.report.reach) for r in found.rows[1:]] == [
        (3, date(2024, 5, 21), 1200),
        (4, date(2024, 5, 1), None),
    ]


def test_every_mistake_at_its_cell():
    found = checked(
        ["", "湖南日报", "news.example.com", "五月", "很多"],
        ["一", None, "https://a.example/1", "2024-06-02", -5],
        ROW,
        [*ROW[:2], "http://news.example.com/1/", *ROW[3:]],
        ["字" * 201, *ROW[1:2], "https://a.example/2", "2024-02-30", "=1"],
    )

    assert mistakes_in(found) == [
        ("A2", "form.missing", "报道标题", ""),
        ("C2", "sheet.link", "news.example.com", "https://"),
        ("D2", "sheet.date", "五月", "2024-05-29"),
        ("E2", "sheet.number", "很多", "32000、3.2万"),
        ("B3", "form.missing", "媒体", ""),
        ("D3", "sheet.date", "2024-06-02", "2024-05-29,≤ 2024-06-01"),
        ("E3", "sheet.number", "-5", "32000、3.2万"),
        ("C5", "sheet.report_twice", "4", ""),
        ("A6", "form.too_long", "报道标题: 201", "200"),
        ("D6", "sheet.date", "2024-02-30", "2024-05-29"),
        ("E6", "sheet.formula", "", ""),
    ]
    assert [row.number for row in found.rows] == [4]


def test_the_blank_sheet_is_read_as_one_without_reports():
    found = check(tables(workbook(blank_reports(UNIT))), today=date(2024, 6, 1))

    assert (found.filled, found.mistakes, found.examples) == (0, (), (4,))


@pytest.mark.parametrize(
    "changes",
    [{"link": "javascript:alert(1)"}, {"link": "https://nodots"}, {"title": " "}, {"reach": -1}],
)
def test_no_report_is_made_of_what_is_none(changes):
    with pytest.raises(ValidationError):
        Report.model_validate({**dict(REPORT), **changes})


def test_the_host_confirms_and_may_think_again_but_refuses_with_a_reason():
    confirmed, first = settle_report(
        publicity(),
        ReportStatus.CONFIRMED,
        reason="",
        subject="o",
        actor=Actor.of("host", "h"),
        at=any_time(1),
    )
    refused_, second = settle_report(
        confirmed,
        ReportStatus.REFUSED,
        reason="打不开",
        subject="o",
        actor=Actor.of("host", "h"),
        at=any_time(2),
    )

    assert (confirmed.status, refused_.status) == (ReportStatus.CONFIRMED, ReportStatus.REFUSED)
    assert refused_.reason == "打不开"
    assert first_broken([first, second]) is None
    with pytest.raises(Refused) as refused:
        settle_report(
            publicity(),
            ReportStatus.REFUSED,
            reason=" ",
            subject="o",
            actor=Actor.of("host", "h"),
            at=any_time(),
        )
    assert refused.value.refusals[0].code == "decision.reason_missing"


def test_what_is_told_anew_has_to_be_confirmed_anew():
    confirmed = publicity(status=ReportStatus.CONFIRMED, reason="")
    report = REPORT.model_copy(update={"reach": 1})

    again, record = retold(
        confirmed, report, subject="o", actor=Actor.of("unit", "hunan"), at=any_time(1)
    )

    assert (again.report, again.status) == (report, ReportStatus.PENDING)
    assert record.action == "publicity.tell"
