"""The host works in a real browser: deals the works, closes the round, decides a tie, and two
people of the host confirm the list of winners."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from contest.entry.entry import EntryStatus
from contest.rules.sections import Confirmation
from infra.deployment import LOCAL_HOST, LOCAL_SECOND_HOST
from local.visitors import until
from tests.builders import any_rules, any_scores
from tests.e2e import effort
from tests.e2e.browser import Browser, chromium
from tests.e2e.contest_client import ContestClient
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

POINTS = {"钢铁脊梁": 90, "高炉旁的数据员": 90, "一颗螺丝钉": 70}
"""Two are equal in everything, and there is one gold award."""
DIALOG = ".el-dialog:visible"
TWO_PEOPLE = Confirmation(people=2)
COLD = 120
"""Seconds for the first page: five functions start for it, one after the other."""


class Host:
    """Somebody of the host at a window."""

    def __init__(self, window: Browser, url: str, address: str) -> None:
        self.window = window
        window.do("resize", width=1280, height=900)
        window.do("open", url=url)
        sign_in(window, url, address)

    def press(self, name: str, **where: str) -> None:
        self.window.do("press", name=name, **where)

    def follow(self, name: str, **where: str) -> None:
        self.window.do("follow", name=name, **where)

    def wait(self, text: str, **where: Any) -> None:
        self.window.do("wait", text=text, **where)


@pytest.fixture
def client(organiser):
    """Works that passed, in a round that opened before there was any judge."""
    client = ContestClient(organiser, awards=any_rules().awards[:1], confirmation=TWO_PEOPLE)
    for n, title in enumerate(POINTS):
        entry = client.submitted(person=f"p{n}", title=title, entrant=f"单位{n}")
        client.screener().decide(entry, "pass")
        # A journey that asks for judges only once there are some deals its work by itself.
        until(
            partial(client.waits_in, entry),
            lambda steps: steps == {EntryStatus.IN_REVIEW},
            seconds=60,
        )
    client.turn_clock(client.rules.rounds[0].opens + timedelta(hours=1))
    return client


def test_the_host_deals_closes_and_two_of_them_publish_the_winners(client, window):
    judges = [client.judge(f"j{n}") for n in range(3)]
    site = client.organiser.deployment.site_url
    desk = f"{site.rstrip('/')}/contests/{client.id}/host"
    first = Host(window, desk, LOCAL_HOST)
    first.wait("等您处理", seconds=COLD)
    first.wait("作品状态")
    window.picture("host-overview")

    first.follow("评审分配", scope=".side")
    first.follow("专家评审", scope=".card")
    first.press("预览分配")
    first.wait("分配作品 3")
    window.picture("host-plan")
    first.press("按此方案分配")
    first.wait("已开始分配")
    for judge in judges:
        given = until(judge.reviews, lambda seen: len(seen) == len(POINTS), seconds=60)
        for review in given:
            judge.review(review, any_scores(POINTS[review["title"]]))

    works = [entry_called(client, title) for title in POINTS]
    until(
        lambda: {client.entry(work).status for work in works},
        lambda seen: seen == {EntryStatus.REVIEWED},
        seconds=60,
    )

    window.do("reload")
    first.wait("9 / 9 份评分")
    first.press("提前结束")
    first.wait("还有 0 份评分未交", scope=DIALOG)
    first.press("提前结束", scope=DIALOG)
    first.wait("去评奖")
    window.picture("host-round-closed")

    effort.begin(window)
    first.follow("去评奖")
    first.press("开始评奖")
    first.wait("公示前核对", seconds=60)
    first.wait("并列：金奖余 1 名，2 件作品同分")
    assert client.entry(entry_called(client, "钢铁脊梁")).number in window.do("text")
    window.picture("host-award-tie")
    window.do("tick", label="高炉旁的数据员", scope=".tie")
    window.do("fill", label="理由", text="题材更新，制作更完整", scope=".tie")
    first.press("记录决定", scope=".tie")
    first.wait("没有未决定的并列")
    first.press("确认名单")
    first.press("确认名单", scope=DIALOG)
    first.wait("待另一位主办人员以同样的改动确认")
    effort.end(window, "host who decides")
    assert client.public().ask("GET", "/awards") == [], "one person alone publishes nothing"
    window.picture("host-award-first")

    with Browser() as elsewhere:
        second = Host(elsewhere, desk, LOCAL_SECOND_HOST)
        second.wait("奖项建议待确认")
        effort.begin(elsewhere)
        second.follow("去核对")
        second.wait("另一位主办人员已于")
        second.wait("题材更新，制作更完整")
        second.press("公示 7 天")
        second.press("开始公示", scope=DIALOG)
        second.wait("公示至")
        effort.end(elsewhere, "host who publishes")
        elsewhere.picture("host-award-published")
        assert elsewhere.do("faults") == []
    [announced] = client.public().ask("GET", "/awards")
    gold = [one["title"] for one in announced["winners"] if one["level"] == "gold"]
    assert (announced["final"], gold) == (False, ["高炉旁的数据员"])
    assert client.entry(entry_called(client, "钢铁脊梁")).id not in window.do("text"), "no ids"
    assert window.do("faults") == []


def test_what_is_seen_through_another_persons_eyes_outlives_a_reload(organiser, window):
    """The HTML asks for the page's data as the host. That answer must not be taken for the other
    person's."""
    client = ContestClient(organiser)
    client.submitted(title="深海之光")
    works = f"{organiser.deployment.site_url.rstrip('/')}/contests/{client.id}/host/works"
    host = Host(window, works, LOCAL_HOST)
    host.press("以其身份查看")
    host.wait("深海之光", scope="[data-entry]")
    window.do("reload")
    host.wait("深海之光", scope="[data-entry]")
    assert window.do("faults") == []


def test_works_stay_where_they_are_while_the_lists_above_them_are_read(organiser, window):
    """Otherwise a button moves from under the hand that presses it."""
    client = ContestClient(organiser)
    client.submitted(title="深海之光")
    for lists, seconds in ("films", 1), ("entries/late", 2):
        window.do("delay", to=f"/host/{client.id}/{lists}", seconds=seconds)
    works = f"{organiser.deployment.site_url.rstrip('/')}/contests/{client.id}/host/works"
    host = Host(window, works, LOCAL_HOST)
    host.wait("深海之光", scope=".el-table")
    before = window.do("boxes", scope=".el-table")
    host.wait("没有逾期的作品")
    assert window.do("boxes", scope=".el-table") == before


def test_a_reason_stays_with_its_work_when_the_host_turns_to_another_and_when_the_session_ends(
    organiser, window
):
    client = ContestClient(organiser)
    reasons = {"深海之光": "画面取自他人作品。", "钢铁脊梁": "参选单位已撤回推荐。"}
    taken, leaving = (client.submitted(title=title) for title in reasons)
    works = f"{organiser.deployment.site_url.rstrip('/')}/contests/{client.id}/host/works"
    host = Host(window, works, LOCAL_HOST)
    reason = partial(window.do, label="理由", scope=DIALOG)
    for title, typed in reasons.items():
        host.press("取消资格", scope=f"tr:has-text('{title}')")
        assert reason("typed") == ""
        reason("fill", text=typed)
        host.press("返回", scope=DIALOG)
    host.press("取消资格", scope="tr:has-text('深海之光')")
    assert reason("typed") == reasons["深海之光"]
    window.do("forget_cookies")
    host.press("取消资格", scope=DIALOG)
    host.wait("登录已过期")
    sign_in(window, works, LOCAL_HOST)
    host.press("取消资格", scope="tr:has-text('钢铁脊梁')")
    assert reason("typed") == reasons["钢铁脊梁"]
    host.press("取消资格", scope=DIALOG)
    until(
        lambda: client.entry(leaving).status,
        lambda seen: seen is EntryStatus.DISQUALIFIED,
        seconds=30,
    )
    host.press("取消资格", scope="tr:has-text('深海之光')")
    assert reason("typed") == reasons["深海之光"]
    assert client.entry(taken).status is EntryStatus.SCREENING


def entry_called(client: ContestClient, title: str) -> str:
    found = client.organiser.store.entries_at
    statuses = (EntryStatus.IN_REVIEW, EntryStatus.REVIEWED)
    entries = (entry for status in statuses for entry in found(client.id, status))
    return next(entry.id for entry in entries if entry.form.title == title)


def test_the_host_reads_what_the_rules_say(organiser, window):
    client = ContestClient(organiser, confirmation=TWO_PEOPLE)
    site = client.organiser.deployment.site_url
    host = Host(window, f"{site.rstrip('/')}/contests/{client.id}/host", LOCAL_HOST)
    host.wait("等您处理", seconds=COLD)
    host.follow("设置", scope=".side")
    host.wait("现行规则为第 1 版")
    shown = window.do("text", scope=".settings")
    for text in ("2024年7月31日 24:00", "1–8 分钟", "须主办单位 2 人确认", "创新性，再比故事性"):
        assert text in shown
    window.picture("host-settings")
    window.do("resize", width=390, height=844)
    assert window.do("width") == 390
    window.picture("host-settings-phone")
    window.do("press", name="English")
    window.do("wait", text="Edition 1 of the rules holds")
    window.do("resize", width=1280, height=900)
    window.picture("host-settings-english")
    assert window.do("faults") == []
