"""Media packages over HTTP: the host makes a link, whoever has it gets the winning works as they
stand, and it ends."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook

from contest.audit import AuditRecord, first_broken
from contest.people.account import Role
from contest.rules.notice import GalleryRules
from contest_aws import clock
from contest_aws.store import keys
from tests.functions.winners import ENDS, Granted

HOUR = timedelta(hours=1)
NAMES = [
    "综合奖·金奖 钢铁脊梁 湘江重工集团.mp4",
    "综合奖·银奖 一颗螺丝钉 湘江重工集团.mp4",
    "主题奖（高端升级） 钢铁脊梁 湘江重工集团.mp4",
    None,
]


@pytest.fixture
def granted(doors):
    return Granted(doors)


@pytest.fixture
def host(doors):
    return doors.token(Role.HOST)


def contest_time(granted):
    return granted.contest.time_at(clock.now())


def make(granted, host, partner="央视频", hours=24, ends_at=None):
    ends_at = ends_at or contest_time(granted) + hours * HOUR
    asked = {"partner": partner, "ends_at": ends_at.isoformat()}
    return granted.doors.ask(
        "POST", f"/host/{granted.contest.id}/media-packages", asked, token=host
    )


def secret_of(made):
    return made.body["link"].partition("#")[2]


def opened(granted, link, **how):
    path = f"/public/{granted.contest.id}/media-package"
    return granted.doors.ask("POST", path, {"link": link}, **how)


def listed(granted, host):
    return granted.doors.ask("GET", f"/host/{granted.contest.id}/media-packages", token=host).body


def end(granted, host, package):
    path = f"/host/{granted.contest.id}/media-packages/{package}/end"
    return granted.doors.ask("POST", path, {}, token=host)


def test_whoever_has_the_link_gets_the_winning_works(granted, host):
    made = make(granted, host)
    assert made.body["link"].startswith(
        f"https://contest.example.org/media-package/{granted.contest.id}#"
    )
    found = opened(granted, secret_of(made)).body
    assert found["partner"] == "央视频"
    assert [one["file_name"] for one in found["winners"]] == NAMES
    gold, *_, unit = found["winners"]
    assert (gold["level"], gold["theme"], gold["title"]) == ("gold", "high-end", "钢铁脊梁")
    themed = found["winners"][2]["name"]
    assert themed == {"zh": "主题奖（高端升级）", "en": "主题奖 (High-end upgrading)"}
    assert (gold["credits"], gold["synopsis"]) == (["导演：周立群"], "三代炼钢人。")
    assert (unit["recipient"], unit["address"], unit["credits"]) == (
        "湖南省工业和信息化厅",
        None,
        None,
    )


def test_a_film_is_downloaded_by_an_address_of_minutes_under_its_name(granted, host):
    gold = opened(granted, secret_of(make(granted, host))).body["winners"][0]
    address = urlsplit(gold["address"])
    assert address.path.endswith(f"/media/{granted.contest.id}/e1/1-abc")
    asked = parse_qs(address.query)
    assert (asked["versionId"], asked["X-Amz-Expires"]) == (["v-e1"], ["900"])
    (disposition,) = asked["response-content-disposition"]
    # RFC 8187: the name in UTF-8, each byte beyond ASCII as %XX. 综 is U+7EFC, E7 BB BC.
    assert disposition.startswith("attachment; filename*=UTF-8''%E7%BB%BC")
    assert disposition.isascii()


def test_the_list_is_a_sheet_too(granted, host):
    link = {"link": secret_of(make(granted, host))}
    path = f"/public/{granted.contest.id}/media-package/list.xlsx"
    sheet = load_workbook(BytesIO(granted.doors.ask("POST", path, link).body)).active
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[-1] for row in rows] == NAMES
    assert rows[0][1:6] == (
        "钢铁脊梁",
        "高端升级 High-end upgrading",
        "湘江重工集团",
        "导演：周立群",
        "三代炼钢人。",
    )


def test_what_the_rules_do_not_show_partners_do_not_get(granted, host):
    granted.rules(gallery=GalleryRules(credits=True))
    gold = opened(granted, secret_of(make(granted, host))).body["winners"][0]
    assert gold["credits"] == ["导演：周立群"]
    assert (gold["address"], gold["file_name"], gold["synopsis"]) == (None, None, None)


@pytest.mark.parametrize("end_", ENDS)
def test_each_opening_holds_only_what_stands_by_then(granted, host, end_):
    link = secret_of(make(granted, host))
    assert len(opened(granted, link).body["winners"]) == 4
    getattr(granted, end_)("e1")
    told = opened(granted, link)
    assert [one["file_name"] for one in told.body["winners"]] == [NAMES[1], None]
    assert "e1/1-abc" not in told.text


@pytest.mark.table
def test_only_hashes_of_the_secret_are_stored(granted, host):
    link = secret_of(make(granted, host))
    stored = granted.store._client.scan(TableName="laurel")["Items"]  # noqa: SLF001
    assert link.partition(".")[0] in str(stored)
    assert link.partition(".")[2] not in str(stored)


def test_ended_expired_and_unknown_links_are_refused_in_the_same_way(granted, host):
    ended, expired = (make(granted, host, partner) for partner in ("光明网", "中国网"))
    alive = secret_of(make(granted, host, hours=48))
    for _ in range(2):
        done = end(granted, host, ended.body["id"])
        assert (done.status, done.body["status"]) == (200, "ended")
    granted.doors.turn(contest_time(granted) + 24 * HOUR)
    name, _, secret = alive.partition(".")
    links = [
        secret_of(ended),
        secret_of(expired),
        f"{name}.{secret[:-1]}",
        f"{'0' * 20}.{secret}",
        name,
        "",
        "x#y",
        ".",
        "０" * 20 + ".x",
    ]
    told = {(answer.status, answer.text) for link in links for answer in [opened(granted, link)]}
    ((status, text),) = told
    assert (status, "package.over" in text) == (404, True)
    assert opened(granted, alive).status == 200
    states = {one["partner"]: one["status"] for one in listed(granted, host)}
    assert states == {"光明网": "ended", "中国网": "expired", "央视频": "open"}


def test_made_again_it_is_the_same_package_and_both_links_open_it(granted, host):
    ends_at = contest_time(granted) + HOUR
    first, second = (make(granted, host, ends_at=ends_at) for _ in range(2))
    assert first.body["id"] == second.body["id"]
    assert secret_of(first) != secret_of(second)
    assert [opened(granted, secret_of(one)).status for one in (first, second)] == [200, 200]
    (line,) = listed(granted, host)
    assert (line["opened"], line["partner"]) == (2, "央视频")
    end(granted, host, first.body["id"])
    assert [opened(granted, secret_of(one)).status for one in (first, second)] == [404, 404]
    assert make(granted, host, ends_at=ends_at).code == "package.ended_already"


def test_each_opening_is_counted_and_the_last_time_kept(granted, host):
    link = secret_of(make(granted, host))
    (before,) = listed(granted, host)
    assert (before["opened"], before["last_opened_at"]) == (0, None)
    opened(granted, link)
    opened(granted, f"{link}x")
    (after,) = listed(granted, host)
    assert (after["opened"], after["last_opened_at"] is None) == (1, False)


def test_making_and_ending_are_on_record_without_the_secret(granted, host):
    made = make(granted, host)
    end(granted, host, made.body["id"])
    key = keys.media_package(granted.contest.id, made.body["id"])
    records = list(granted.store.query(keys.audit_chain(str(key)), AuditRecord))
    assert [record.action for record in records] == ["package.make", "package.end"]
    assert first_broken(records) is None
    assert {str(record.actor) for record in records} == {"host:host-1"}
    assert secret_of(made).partition(".")[2] not in str(records)


@pytest.mark.parametrize("hours", [-1, 0, 24 * 366 + 1])
def test_an_end_lies_ahead_and_within_a_year(granted, host, hours):
    assert make(granted, host, hours=hours).code == "package.bad_end"


def test_a_network_opens_so_many_and_another_is_not_kept_out(granted, host):
    link = secret_of(make(granted, host))
    told = [opened(granted, f"{link}x", source="192.0.2.9").status for _ in range(60)]
    assert set(told) == {404}
    late = opened(granted, link, source="192.0.2.9")
    assert (late.status, late.code) == (429, "package.too_often")
    assert opened(granted, link, source="192.0.2.10").status == 200


@pytest.mark.parametrize("role", sorted({*Role} - {Role.HOST}))
def test_nobody_but_the_host_makes_or_sees_links(granted, role):
    token = granted.doors.token(role)
    assert make(granted, token).code == "access.forbidden"
    path = f"/host/{granted.contest.id}/media-packages"
    assert granted.doors.ask("GET", path, token=token).code == "access.forbidden"
