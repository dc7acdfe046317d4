"""A clerk of a recommending unit hands in a sheet on the pages, mends it, reconciles it with what
has been uploaded, and reports what the media wrote."""

import secrets

import pytest

from contest.people.account import Role
from tests.e2e.browser import chromium
from tests.e2e.contest_client import ContestClient
from tests.e2e.signing_in import sign_in
from tests.e2e.test_unit_recommends import HERE, filled_in, outcomes, row

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 900}
COLD = 120
"""Seconds for the first page of a unit, whose function starts for it."""
PLACES = ("推荐汇总表", "核对", "宣传报道", "颁奖仪式")


def test_a_clerk_mends_a_sheet_hands_it_in_and_reconciles_it(organiser, window, tmp_path):
    client = ContestClient(organiser, units=(HERE,))
    client.submitted(person="somebody", title="没有行的作品")
    address = f"clerk-{secrets.token_hex(4)}@example.org"
    client.token(Role.UNIT, "clerk", unit=HERE.id, address=address)
    wrong, right = tmp_path / "有误.xlsx", tmp_path / "改好.xlsx"
    wrong.write_bytes(filled_in(row(1), row(2, theme="航天", phone="1.38E+10"), row(3)))
    right.write_bytes(filled_in(row(1), row(2), row(3)))
    url = f"{organiser.deployment.site_url}/contests/{client.id}/unit"

    window.do("resize", **LAPTOP)
    window.do("open", url=url)
    sign_in(window, url, address)
    window.do("wait", text="推荐汇总表截止：2024年7月31日 24:00", seconds=COLD)
    window.do("wait", text=HERE.name.zh, scope="h1")
    window.do("follow", name="核对", scope=".unit")
    window.do("wait", text="没有行的作品")
    window.do("follow", name="推荐汇总表", scope=".unit")

    window.do("choose", file=str(wrong))
    window.do("wait", text="共 3 行，有误 1 行，新增 2 行")
    shown = window.do("text", scope=".el-table")
    assert "B7" in shown, "the cell of the theme"
    assert "I7" in shown, "and of the phone"
    assert "作品 1" not in shown, "rows with mistakes are shown first, alone"
    window.picture("unit-sheet-wrong")
    window.do("resize", **PHONE)
    assert window.do("width") <= PHONE["width"]
    window.picture("unit-sheet-wrong-390")
    window.do("choose", file=str(right))
    window.do("wait", text="共 3 行，新增 3 行")
    window.picture("unit-sheet-right-390")
    window.do("press", name="导入 3 行")
    window.do("wait", text="已导入，共 3 行")
    assert outcomes(client.unit(HERE.id)) == {"upload_without_row": 1, "row_without_upload": 3}

    window.do("follow", name="查看核对结果")
    window.do("wait", text="表中有，视频未上传")
    window.picture("unit-reconciliation-390")
    window.do("press", name="发到我的邮箱")
    window.do("wait", text="已发到您的登录邮箱")
    window.do("fill", label="作品、参选者或编号", text="作品 2")
    assert "作品 1" not in window.do("text", scope=".el-table")

    window.do("follow", name="宣传报道", scope=".unit")
    window.do("wait", text="还没有填报")
    typed = {"标题": "钢花飞溅", "媒体": "光明网", "阅读或播放次数": "很多"}
    for label, text in typed.items():
        window.do("fill", label=label, text=text)
    window.do("fill", label="链接", text="https://news.example.org/1")
    window.do("fill", label="发布日期", text="2024-07-20")
    window.do("reload")
    window.do("wait", text="填报一篇")
    assert window.do("typed", label="标题") == "钢花飞溅", "a reload loses nothing"
    window.do("press", name="填报")
    window.do("wait", text="请填写整数")
    window.do("fill", label="阅读或播放次数", text="3.2万")
    window.do("press", name="填报")
    window.do("wait", text="已填报：钢花飞溅")
    window.picture("unit-publicity-390")
    [report] = client.unit(HERE.id).ask("GET", "/publicity")
    assert (report["reach"], report["status"]) == (32_000, "pending")

    window.do("follow", name="颁奖仪式", scope=".unit")
    window.do("wait", text="还没有颁奖仪式的邀请")
    for place in PLACES:
        window.do("follow", name=place, scope=".unit")
        assert window.do("width") <= PHONE["width"]
    window.do("resize", **LAPTOP)
    window.do("follow", name="宣传报道", scope=".unit")
    window.do("wait", text="待确认")
    window.picture("unit-publicity")
    window.do("follow", name="核对", scope=".unit")
    window.do("wait", text="表中有，视频未上传")
    window.picture("unit-reconciliation")
    assert window.do("faults") == []
