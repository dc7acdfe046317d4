"""Deadlines in a real browser: what the page offers always works, and an upload that is caught by
the deadline ends in a page that says what is true."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.upload import late
from tests.builders import any_rules
from tests.e2e.browser import Browser, chromium
from tests.e2e.contest_client import good_video
from tests.e2e.newcomer import Newcomer, fill, open_step, saved

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

DATES = any_rules().dates
OFFERS = ("新建作品", "提交作品", "选择视频", "等前三步完成", "视频合格后自动提交")
"""What can be done before the deadline."""


def newcomer_of(organiser, grace=timedelta(0)) -> Newcomer:
    return Newcomer(organiser, dates=DATES.model_copy(update={"grace": grace}))


def turn(newcomer: Newcomer, *, before: timedelta) -> None:
    newcomer.contest_client.turn_clock(DATES.submission_closes - before)


def offered(window: Browser) -> set[str]:
    """Once the work is on the page."""
    window.do("wait", text=".", scope="[data-entry]")
    return {line.strip() for line in window.do("text").splitlines()} & {*OFFERS}


def begin(window: Browser, *, parts: int) -> None:
    """Uploads so many parts and holds the others."""
    window.do("choose", file=str(good_video()))
    window.do("wait", text="文件符合要求")
    window.do("hold", parts=parts)
    window.do("press", name="开始上传")


@pytest.mark.slow
def test_the_deadline_passes_while_an_upload_runs_and_the_page_says_what_is_true(organiser, window):
    good_video()  # made before the clock runs
    newcomer = newcomer_of(organiser)
    entry = newcomer.has_entered(window)
    turn(newcomer, before=timedelta(seconds=90))
    window.do("reload")
    window.do("wait", text="距投稿截止还有 .*秒，上传中的视频请不要关闭页面")
    open_step(window, "视频")
    begin(window, parts=0)
    window.do("wait", text="等待视频上传完成")
    window.picture("deadline-near")

    window.do("wait", text="投稿已截止。请继续传完：作品按逾期保存", seconds=120)
    window.do("wait", text="投稿已于 2024年7月31日 24:00（北京时间）截止")
    assert offered(window) == set()
    assert "2024-0" not in window.do("text"), "no date as programs write it"
    window.picture("deadline-passed")
    window.do("release")
    window.do("wait", text="逾期：视频已保存，未受理", seconds=60)
    window.do("wait", text="是否受理由主办单位决定")
    shown = window.do("text")
    hosts = [p.name.zh for p in newcomer.contest_client.rules.parties if p.role == "host"]
    assert all(host in shown for host in hosts), "whom to ask"
    assert offered(window) == set()
    window.picture("deadline-late")
    assert newcomer.contest_client.entry(entry).status == "late"

    let_in(newcomer, entry)
    window.do("reload")
    window.do("wait", text="视频合格，等待您提交", seconds=60)
    window.do("press", name="提交作品")
    window.do("wait", text="已提交，等待初筛", seconds=60)
    assert window.do("faults") == []


def let_in(newcomer: Newcomer, entry: str) -> None:
    client = newcomer.contest_client
    contest = client.organiser.contest(client.id)
    host = Context(client.organiser.store, contest, Actor.of("host"), clock.now())
    late.let_in(host, client.entry(entry), reason="上传中断")


def test_an_upload_is_finished_after_the_deadline_with_the_same_file(organiser, window):
    newcomer = newcomer_of(organiser)
    newcomer.has_entered(window)
    turn(newcomer, before=timedelta(hours=1))
    window.do("reload")
    open_step(window, "视频")
    begin(window, parts=0)
    window.do("wait", text="等待视频上传完成")
    newcomer.contest_client.turn_clock(DATES.submission_closes + timedelta(hours=1))
    window.do("reload")
    window.do("release")
    window.do("wait", text="截止时视频还没有传完")
    window.picture("deadline-resume")
    window.do("choose", file=str(good_video()))
    window.do("wait", text="文件符合要求")
    window.do("press", name="开始上传")
    window.do("wait", text="逾期：视频已保存，未受理", seconds=60)


def test_after_the_deadline_a_draft_is_shown_and_nothing_is_offered(organiser, window):
    newcomer = newcomer_of(organiser)
    newcomer.has_entered(window)
    newcomer.contest_client.turn_clock(DATES.submission_closes + timedelta(hours=1))
    window.do("reload")
    window.do("wait", text="投稿已于 2024年7月31日 24:00（北京时间）截止")
    window.do("wait", text="没有提交")
    assert offered(window) == set()
    window.do("wait", text="湘江重工集团", scope=".filled")
    window.picture("deadline-draft")
    window.do("resize", width=390, height=844)
    assert window.do("width") <= 390
    window.picture("deadline-draft-phone")


def test_a_grace_period_is_no_contradiction(organiser, window):
    newcomer = newcomer_of(organiser, timedelta(minutes=30))
    turn(newcomer, before=timedelta(hours=2))
    newcomer.has_entered(window)
    window.do("wait", text="距投稿截止还有 [12] 小时")
    window.do("wait", text="截止 2024年7月31日 24:00", scope=".next")
    assert "00:30" not in window.do("text")

    turn(newcomer, before=timedelta(minutes=-5))
    window.do("reload")
    window.do("wait", text="投稿已于 2024年7月31日 24:00（北京时间）截止")
    window.do("wait", text="2024年8月1日 00:30（北京时间）前仍受理")
    assert offered(window) == {"提交作品", "等前三步完成"}
    window.picture("deadline-grace")
    fill(window, 备注="宽限期内补充。")
    saved(window)
    open_step(window, "视频")
    assert "选择视频" in offered(window)
    window.do("choose", file=str(good_video()))
    window.do("wait", text="文件符合要求")
    window.do("press", name="开始上传")
    window.do("wait", text="视频合格，等待您提交", seconds=60)
    window.do("press", name="提交作品")
    window.do("wait", text="已提交，等待初筛", seconds=60)
