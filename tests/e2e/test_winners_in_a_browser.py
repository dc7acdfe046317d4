"""After the awards are granted: the host invites a winner to the ceremony, who answers on the page
of the work; a media package is made and ended; everybody sees the work in the gallery until it is
taken down; the host begins a list for the place that became free."""

from datetime import timedelta

import pytest

from contest_aws import clock
from infra.deployment import LOCAL_HOST
from tests.builders import any_rules
from tests.e2e.browser import Browser, chromium
from tests.e2e.contest_client import ContestClient
from tests.e2e.signing_in import sign_in
from tests.e2e.test_award_round import disqualify
from tests.e2e.test_certificates import made
from tests.e2e.test_wins_an_award import grant, play_to_the_awards

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 900}
DIALOG = ".el-dialog:visible"
COLD = 120
"""Seconds for the first page of a role, whose functions start for it."""


@pytest.fixture
def client(organiser):
    client = ContestClient(organiser, awards=any_rules().awards[:1])
    client.won = play_to_the_awards(client, points={"钢铁脊梁": 90, "一颗螺丝钉": 70})
    grant(client)
    return client


def test_a_winner_is_invited_shown_and_taken_down(client, window):
    site = client.organiser.deployment.site_url
    home = f"{site}/contests/{client.id}"
    zone = client.rules.zone

    def typed_time(days: int) -> str:
        now = client.organiser.contest(client.id).time_at(clock.now())
        return f"{(now + timedelta(days=days)).astimezone(zone):%Y-%m-%dT%H:%M}"

    window.do("resize", **LAPTOP)
    window.do("open", url=f"{home}/host/ceremony")
    sign_in(window, home, LOCAL_HOST)
    window.do("wait", text="未邀请", seconds=COLD)
    window.do("press", name="公布并邀请")
    window.do("fill", label="时间*", text=typed_time(20), scope=DIALOG)
    window.do("fill", label="答复截止", text=typed_time(10), scope=DIALOG)
    window.do("fill", label="地点*", text="长沙国际会展中心", scope=DIALOG)
    window.do("press", name="保存并邀请", scope=DIALOG)
    window.do("wait", text="邀请邮件正在发送")

    with Browser() as winner:
        winner.do("resize", **PHONE)
        winner.do("open", url=f"{home}/entries/{client.won['钢铁脊梁']}")
        sign_in(winner, home, "p0@example.org")
        winner.do("wait", text="金奖", scope=".own-awards", seconds=COLD)
        winner.do("wait", text="颁奖仪式邀请", seconds=COLD)
        winner.do("click", text="作品经过")
        winner.do("wait", text="通过初筛", scope=".entry-history")
        winner.do("wait", text="获奖", scope=".entry-history")
        certificate = made(client, client.won["钢铁脊梁"])
        winner.do("reload")
        winner.do("wait", text=f"编号 {certificate['number']}", scope=".own-certificates")
        winner.do("wait", text="下载证书", scope=".own-certificates")
        winner.do("wait", text=f"查验（核验码 {certificate['code']}）", scope=".own-certificates")
        winner.do("wait", text="长沙国际会展中心")
        winner.do("press", name="提交答复")
        winner.do("wait", text="请选择是否出席")
        winner.do("check", label="出席", scope=".ceremony .choice:first-of-type")
        winner.do("fill", label="出席人数", text="1")
        winner.do("fill", label="姓名", text="周立群、顾清源")
        winner.do("press", name="提交答复")
        winner.do("wait", text="不少于所列姓名")
        winner.do("reload")
        winner.do("wait", text="是否出席")
        assert winner.do("typed", label="姓名") == "周立群、顾清源", "a reload loses nothing"
        winner.do("fill", label="出席人数", text="2")
        winner.do("press", name="提交答复")
        winner.do("wait", text="答复：出席，共 2 人（周立群、顾清源）")
        assert winner.do("width") <= PHONE["width"]
        winner.picture("ceremony-answer-390")
        assert winner.do("faults") == []

    window.do("reload")
    window.do("wait", text="共 2 人出席")
    window.do("wait", text="周立群、顾清源")
    window.picture("host-ceremony")
    window.do("follow", name="媒体作品包", scope=".side")
    window.do("wait", text="还没有作品包")
    window.do("press", name="生成链接", scope=".hd")
    window.do("fill", label="合作媒体*", text="央视频", scope=DIALOG)
    window.do("fill", label="有效至", text=typed_time(30), scope=DIALOG)
    window.do("press", name="生成链接", scope=DIALOG)
    window.do("wait", text="链接只显示这一次")
    assert f"{site}/media-package/{client.id}#" in window.do("text", scope=".package-link")
    window.picture("host-packages")
    window.do("press", name="提前终止")
    window.do("press", name="提前终止", scope=DIALOG)
    window.do("wait", text="已提前终止")
    window.do("follow", name="作品", scope=".side")
    window.do("press", name="导出完整信息")
    window.do("press", name="导出完整表格", scope=DIALOG)
    window.do("wait", text="请写明理由", scope=DIALOG)
    window.do("fill", label="用途", text="寄送参展函", scope=DIALOG)
    window.do("press", name="导出完整表格", scope=DIALOG)
    window.do("follow", name="审计记录", scope=".side")
    window.do("wait", text="载入规则", seconds=COLD)
    window.do("wait", text="导出完整信息", scope=".el-table")
    window.do("press", name="核验审计链")
    window.do("wait", text="全部完好", seconds=COLD)
    number = client.entry(client.won["钢铁脊梁"]).number
    window.do("fill", label="作品编号，如 GY-0412", text=number)
    window.do("press", name="查找")
    window.do("wait", text="通过初筛", scope=".el-table")
    window.do("wait", text=f"评分 {number}", scope=".el-table")
    assert client.won["钢铁脊梁"] not in window.do("text"), "no ids"
    window.picture("host-audit")
    assert window.do("faults") == []

    with Browser() as public:
        public.do("resize", **LAPTOP)
        public.do("open", url=home)
        public.do("follow", name="获奖作品", scope=".hero")
        public.do("wait", text="钢铁脊梁")
        public.picture("gallery")
        public.do("follow", name="播放")
        public.do("wait", text="周立群")
        public.do("wait", text="一座钢厂的三代人")
        public.do("resize", **PHONE)
        assert public.do("width") <= PHONE["width"]
        public.picture("gallery-390")
        assert public.do("played", urls=[film(client)])[0]["width"] == 1920
        disqualify(client, client.won["钢铁脊梁"])
        public.do("reload")
        public.do("wait", text="这件作品不再展示")
        assert "钢铁脊梁" not in public.do("text")
        assert public.do("faults") == []

    window.do("open", url=f"{home}/host/awards/final")
    window.do("wait", text="有空缺：金奖 1 名。没有作品自动递补。", seconds=COLD)
    window.picture("host-award-free")
    window.do("press", name="发起递补评奖")
    window.do("wait", text="本轮只评空缺的名额", seconds=COLD)
    window.do("wait", text="奖项建议", scope="h1", seconds=COLD)
    window.picture("host-award-filling")
    assert window.do("faults") == []


def film(client: ContestClient) -> str:
    public = client.public()
    gold = next(one for one in public.ask("GET", "/gallery") if one["title"] == "钢铁脊梁")
    address: str = public.ask("GET", f"/gallery/{gold['id']}")["film"]
    return address
