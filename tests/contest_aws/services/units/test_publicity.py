"""Reports are told once, and confirmed by the host who saw them."""

from datetime import date

import pytest

from contest.audit import Actor
from contest.award.publicity import Report, ReportStatus
from contest_aws.services.context import Context
from contest_aws.services.units import publicity
from contest_aws.services.units.publicity_sheet import tell_by_sheet
from contest_aws.store import keys
from tests.builders import any_time
from tests.contest_aws.services.entrant import refusals
from tests.contest_aws.services.fakes import Breaking, Crash
from tests.contest_aws.workbook.sheets import file_of

HEAD = ["报道标题", "媒体", "链接", "发布日期", "阅读/播放量"]


def report(number=1, **changes):
    known = {
        "title": f"报道 {number}",
        "medium": "湖南日报",
        "published": date(2024, 4, 20),
        "link": f"https://news.example.com/{number}",
        "reach": 100,
    }
    return Report.model_validate(known | changes)


def tell(store, contest, *reports, at=0):
    return publicity.tell(
        Context(store, contest, Actor.of("unit", "liu"), any_time(at)), "hunan", reports
    )


def settle(store, contest, told, to, *, reason="", expected_version=None, at=1):
    return publicity.settle_one(
        Context(store, contest, Actor.of("host", "wang"), any_time(at)),
        "hunan",
        told.report.report_id,
        to,
        reason=reason,
        expected_version=told.version if expected_version is None else expected_version,
    )


def standing(store, contest):
    found = publicity.all_of(store, contest.id, "hunan")
    return {p.report.title: p.status.value for p in found}


def test_told_again_as_it_was_it_stays_confirmed_and_changed_it_is_to_be_confirmed_anew(
    store, contest
):
    [told] = tell(store, contest, report())
    settle(store, contest, told, ReportStatus.CONFIRMED)

    tell(store, contest, report(), at=2)
    assert standing(store, contest) == {"报道 1": "confirmed"}

    tell(store, contest, report(reach=9), at=3)
    assert standing(store, contest) == {"报道 1": "pending"}
    key = keys.publicity(contest.id, "hunan", told.report.report_id)
    assert store.actions(key) == ["publicity.tell", "publicity.settle", "publicity.tell"]


def test_the_host_decides_on_what_it_saw(store, contest):
    [told] = tell(store, contest, report())
    tell(store, contest, report(title="另一个标题"), at=1)

    [refusal] = refusals(settle, store, contest, told, ReportStatus.CONFIRMED)

    assert refusal.code == "item.changed_meanwhile"
    assert standing(store, contest) == {"另一个标题": "pending"}


def test_a_report_is_refused_with_a_reason_and_the_same_word_again_changes_nothing(store, contest):
    [told] = tell(store, contest, report())
    done = settle(store, contest, told, ReportStatus.REFUSED, reason="打不开")

    assert settle(store, contest, told, ReportStatus.REFUSED, reason="打不开") == done
    assert done.reason == "打不开"


def test_by_sheet_all_or_nothing(store, contest):
    rows = [[f"报道 {n}", "日报", f"https://a.example/{n}", "2024-04-01", n] for n in range(100)]
    ctx = Context(store, contest, Actor.of("unit", "liu"), any_time())

    [refusal] = refusals(tell_by_sheet, ctx, "hunan", file_of(HEAD, *rows, ["没有链接"]))
    assert (refusal.code, refusal.measured) == ("sheet.mistakes", "3")
    assert standing(store, contest) == {}

    tell_by_sheet(ctx, "hunan", file_of(HEAD, *rows))
    assert len(standing(store, contest)) == 100
    [refusal] = refusals(tell_by_sheet, ctx, "hunan", file_of(HEAD))
    assert refusal.code == "sheet.no_rows"


def test_broken_off_it_goes_on_when_told_again(store, contest):
    many = [report(number) for number in range(100)]

    with pytest.raises(Crash):
        tell(Breaking(store, at=1, after=True), contest, *many)
    tell(store, contest, *many)

    assert len(standing(store, contest)) == 100
    key = keys.publicity(contest.id, "hunan", many[0].report_id)
    assert store.actions(key) == ["publicity.tell"]


def test_the_host_sees_the_reports_of_every_unit(store, contest):
    tell(store, contest, report(1, published=date(2024, 4, 1)), report(2))

    assert [p.report.title for p in publicity.of_all(store, contest)] == ["报道 2", "报道 1"]
