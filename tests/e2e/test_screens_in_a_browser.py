"""The screeners' pages in a real browser: the queue, the video and its frames, suspected duplicates
side by side, the verdict on them, and the decision."""

import re
from datetime import datetime

import pytest

from contest.audit import Actor
from contest_aws import clock
from contest_aws.services.people import accounts
from local.visitors import until
from tests.builders import any_rules
from tests.e2e import effort
from tests.e2e.browser import Browser, chromium
from tests.e2e.contest_client import CONTACT
from tests.e2e.screening import (
    PASS,
    REJECT,
    RETURN,
    Screening,
    another_film_of_its_own,
    copy,
    decide,
    film,
    film_of_its_own,
    other_film,
    passed_film,
)
from tests.e2e.signing_in import sign_in
from tests.e2e.test_same_work_twice import case

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

OFF_THEME = "作品与所选主题不符。"

ADVERTISING = "作品属于商业广告。"


@pytest.fixture
def screening(organiser):
    return Screening(organiser)


def test_what_waits_is_listed_and_frames_that_match_lie_side_by_side(screening, window):
    first = screening.enter("老厂新生", film(), "high-end")
    again = screening.enter("钢花", copy(), "green")
    screening.sign_in(window, screening.screener)
    window.do("wait", text="我的作品")
    window.do("follow", name="初筛")
    window.do("wait", text="待初筛作品 2 件")
    window.picture("screening-list")
    listed = window.do("text", scope=".waiting")
    one = r"GY-\d+ · 湘江重工集团\s+绿色低碳\s+湖南\s+疑似重复\s.*2024年7月\S* \S+ 起等候"
    assert re.search(rf"老厂新生.*钢花\s+{one}", listed, re.S)
    pictures = window.do("boxes", scope=".waiting img")
    assert [(box["width"], box["height"]) for box in pictures] == [(112, 63)] * 2

    window.do("follow", name="钢花")
    scope = f"[data-other='{first}']"
    window.do("wait", text="画面相近 · 左右镜像 · 高端升级 · 湘江重工集团 · 待初筛", scope=scope)
    assert window.do("url").endswith(f"/screening/{again}")
    seen = screening.match(again, first)
    similarity = f"与《老厂新生》\n\n{screening.similarity(again, first)}"
    assert similarity in window.do("text", scope=scope)
    pairs = window.do("boxes", scope=f"{scope} .pairs li")
    window.do("press", name=f"展开全部 {len(seen['pairs'])} 组画面", scope=scope)
    window.do("frames_loaded", scope=f"{scope} .pairs")
    here, there = (window.do("boxes", scope=f"{scope} figure:nth-child({n}) img") for n in (1, 2))
    assert (len(pairs), len(here), len(there)) == (3, len(seen["pairs"]), len(seen["pairs"]))
    assert [box["y"] for box in here] == [box["y"] for box in there]
    assert all(box["width"] > 600 and box["height"] > 300 for box in here + there)

    shown = window.do("text", scope=".case")
    assert "推荐单位\n湖南省工业和信息化厅" in shown
    assert CONTACT["phone"] not in shown
    window.picture("screening-case")
    window.do("reload")
    window.do("wait", text="钢花", scope="h1")
    window.do("press", name="English")
    window.do("wait", text="similar pictures · mirrored")
    window.picture("screening-english")
    assert window.do("faults") == []


def test_many_pass_at_once_but_for_what_somebody_has_to_settle(screening, window):
    twins = [screening.enter("老厂新生", film()), screening.enter("钢花", copy(), "green")]
    clear = screening.enter("千帆", passed_film())
    screening.sign_in(window, screening.screener, at="/screening")
    window.do("wait", text="待初筛作品 3 件")
    window.do("tick", label="全选所列作品")
    window.do("wait", text="已选 3 件")
    window.do("press", name="批量通过")
    window.do("wait", text="以下 1 件将通过初筛")
    shown = window.do("text", scope=".bulk-answer")
    passing, left_out = shown.split("以下 2 件不能直接通过")
    assert "千帆" in passing
    assert [title in left_out for title in ("老厂新生", "钢花", "千帆")] == [True, True, False]
    assert left_out.count("尚未判定") == 2
    assert screening.contest_client.entry(clear).status == "screening"
    window.picture("screening-many")
    window.do("resize", width=390, height=844)
    assert window.do("width") == 390
    window.picture("screening-many-phone")
    window.do("resize", width=1280, height=900)

    window.do("tick", label="选择《钢花》")
    window.do("wait", text="已选 2 件")
    assert "将通过初筛" not in window.do("text")
    window.do("press", name="批量通过")
    window.do("press", name="确认通过 1 件")
    window.do("wait", text="1 件作品已通过初筛")
    assert screening.contest_client.entry(clear).status == "in_review"
    statuses = [screening.contest_client.entry(one).status for one in twins]
    assert statuses == ["screening"] * 2
    assert "老厂新生" in window.do("text", scope=".bulk-answer"), "what is left out stays in view"
    assert window.do("faults") == []


def test_of_the_same_file_in_another_contest_only_frames_are_shown(organiser, screening, window):
    there = Screening(organiser)
    other = f"{there.contest_client.id}.{there.enter('旧作', other_film())}"
    scope = f"[data-other='{other}']"
    entry = screening.enter("深海之光", other_film())
    screening.open(window, entry)
    window.do("wait", text="同一文件 · 只能查看其截图", scope=scope)
    shown = window.do("text", scope=scope)
    assert shown.startswith(f"与另一活动的作品\n\n{screening.similarity(entry, other)}")
    assert "旧作" not in shown
    assert len(window.do("boxes", scope=f"{scope} .pairs figure img")) == 2 * 3


def test_a_frame_leads_to_its_place_in_the_film_whose_address_is_renewed(screening, window):
    entry = screening.enter("深海之光", other_film())
    at = case(screening.contest_client, entry)["times"][5]
    screening.contest_client.viewing_copy(entry)  # one that comes later is another film in the page
    window.do("expire", times=1)
    screening.open(window, entry)
    until(lambda: window.do("video"), lambda seen: seen[1] > 0, seconds=60)
    window.do("press", name=f"跳到 0:{at // 1000:02}")
    sought, _ = until(lambda: window.do("video"), lambda seen: seen[1] > 1, seconds=60)
    assert sought == pytest.approx(at / 1000, abs=0.01)

    window.do("open", url="about:blank")  # the film that is still being read asks for no more
    window.do("expire", times=2)
    window.do("open", url=f"{screening.url}/screening/{entry}")
    window.do("wait", text="视频无法播放")
    window.do("press", name="重新读取")
    until(lambda: window.do("video"), lambda seen: seen[1] > 0, seconds=60)
    assert window.do("faults") == []


def test_a_suspicion_is_settled_with_a_reason_and_may_be_settled_again(screening, window):
    first, again = screening.enter("老厂新生", film()), screening.enter("钢花", copy())
    screening.open(window, again)
    scope = f"[data-other='{first}']"
    window.do("check", label="不是同一作品", scope=scope)
    window.do("fill", label="依据", text="同一厂区，两部作品", scope=scope)
    window.do("press", name="提交判定", scope=scope, times=2)
    window.do("wait", text="已判定：不是同一作品", scope=scope)
    window.do("reload")
    window.do("wait", text="已判定：不是同一作品", scope=scope)
    assert "同一厂区，两部作品" in window.do("text", scope=f"{scope} .settled")
    window.picture("screening-settled")

    window.do("press", name="重新判定", scope=scope)
    window.do("check", label="不是同一作品", scope=scope)
    window.do("fill", label="依据", text="再看一遍", scope=scope)
    seen = screening.match(again, first)["version"]
    verdict = {"expected_version": seen, "verdict": "same", "reason": "镜像"}
    same_person = screening.contest_client.screener(screening.screener)
    same_person.ask("POST", f"/entries/{again}/duplicates/{first}", verdict)
    window.do("press", name="提交判定", scope=scope)
    window.do("wait", text="内容已被他人修改，您的提交没有生效", scope=scope)
    window.do("wait", text="已判定：是同一作品", scope=scope)
    assert window.do("typed", label="依据", scope=scope) == "再看一遍"
    window.picture("screening-settled-meanwhile")

    window.do("press", name="提交判定", scope=scope)
    window.do("wait", text="再看一遍", scope=f"{scope} .settled")
    assert window.do("posts", to=f"/duplicates/{first}") == 3, "a doubled click sends once"
    assert screening.match(again, first)["settled"]["reason"] == "再看一遍"
    assert window.do("faults") == []


def has_status(status):
    return lambda entry: entry.status == status


def test_works_are_returned_passed_and_rejected_one_after_another_on_a_phone(screening, window):
    returned, passed = screening.enter("老厂新生", film()), screening.enter("钢花", copy())
    rejected = screening.enter("深海之光", other_film())
    window.do("resize", width=390, height=844)
    screening.open(window, returned)
    decide(window, RETURN)
    window.do("press", name="提交决定")
    window.do("wait", text="请至少选择一项理由", scope=".decision")
    decide(window, OFF_THEME, ADVERTISING)
    window.do("fill", label="补充说明", text="请改投“绿色低碳”。")
    window.do("fill", label="修改期限", text="2024-07-01T18:00")
    window.do("press", name="提交决定")
    window.do("wait", text="修改期限 2024年7月1日 18:00 已过，请另选日期", scope=".decision")
    window.do("fill", label="修改期限", text="2024-08-20T18:00")
    assert window.do("width") <= 390, "nothing is wider than the phone"
    window.picture("screening-phone")
    window.do("delay", to=f"/screener/{screening.contest_client.id}/entries", seconds=2)
    window.do("press", name="提交决定", times=2)
    until(
        lambda: screening.contest_client.entry(returned).status,
        lambda seen: seen == "returned",
        seconds=30,
    )
    window.do("key", key="Enter")  # on the button, while the page looks for the next work
    window.do("wait", text="《老厂新生》已退回")
    window.do("wait", text="钢花", scope="h1")

    decide(window, PASS)
    window.do("wait", text="还有 [0-9]+ 处疑似重复没有判定", scope=".decision")
    window.do("press", name="提交决定")
    window.do("wait", text="请先判定，或写明为何仍予通过", scope=".decision")
    window.do("fill", label="为何仍予通过", text="已人工比对")
    window.do("press", name="提交决定")
    window.do("wait", text="深海之光", scope="h1")
    decide(window, REJECT, ADVERTISING)
    window.do("press", name="提交决定")
    window.do("wait", text="没有待初筛的作品")
    window.picture("screening-none")

    assert window.do("posts", to=f"/{returned}/decision") == 2, "another click sends nothing"
    entries = [screening.contest_client.entry(entry) for entry in (returned, passed, rejected)]
    assert [entry.status for entry in entries] == ["returned", "in_review", "rejected"]
    assert entries[0].resubmit_by == datetime.fromisoformat("2024-08-20T18:00:00+08:00")
    assert window.do("faults") == []
    with Browser() as entrants:
        screening.sign_in(entrants, screening.owner)
        read = f"[data-entry='{returned}']"
        entrants.do("wait", text="截止 2024年8月20日 18:00", scope=read)
        entrants.do("click", text="老厂新生", scope=read)
        shown = entrants.do("text", scope=f"{read} .reasons")
        expected = (OFF_THEME, ADVERTISING, "请改投“绿色低碳”。")
        assert [text in shown for text in expected] == [True] * 3
        assert entrants.do("boxes", scope=".areas") == [], "no way to the screening"


def test_a_work_is_passed_by_two_keys(screening, window):
    entry = screening.enter("深海之光", film_of_its_own())
    screening.open(window, entry)
    effort.begin(window)
    for key in ("1", "Control+Enter"):
        window.do("key", key=key)
    window.do("wait", text="《深海之光》已通过")
    effort.end(window, "screener")
    assert screening.contest_client.entry(entry).status == "in_review"
    assert window.do("faults") == []


def test_a_decision_is_found_again_and_undone_and_keys_lead_on(organiser, window):
    screening = Screening(organiser, screening=any_rules().screening)  # which lets undo it
    first = screening.enter("深海之光", another_film_of_its_own())
    screening.enter("老厂新生", other_film())
    screening.open(window, first)
    window.do("wait", text="由您处理中")
    window.do("key", key="?")
    window.do("wait", text="选择通过、退回修改、不通过")
    window.do("key", key="?")
    window.do("key", key="j")
    window.do("wait", text="老厂新生", scope="h1")
    window.do("key", key="k")
    window.do("wait", text="深海之光", scope="h1")
    for key in ("1", "Control+Enter"):
        window.do("key", key=key)
    window.do("wait", text="《深海之光》已通过")
    window.do("follow", name="查看或撤销")
    window.do("wait", text="由您作出")
    window.picture("screening-undo")
    window.do("press", name="撤销决定")
    window.do("wait", text="待初筛", scope=".case .status")
    assert screening.contest_client.entry(first).status == "screening"

    window.do("wait", text="进入专家评审", scope=".decision")
    for key in ("1", "Control+Enter"):
        window.do("key", key=key)
    window.do("wait", text="《深海之光》已通过")
    site = screening.url
    window.do("open", url=f"{site}/screening?status=in_review&mine=1")
    window.do("wait", text="由您决定", scope=".waiting")
    assert "老厂新生" not in window.do("text", scope=".waiting")
    number = screening.contest_client.entry(first).number
    window.do("follow", name="深海之光")
    window.do("wait", text="由您作出")
    window.do("follow", name="返回初筛列表", scope=".case-nav")
    window.do("wait", text="由您决定", scope=".waiting")
    window.do("open", url=f"{site}/screening?flag=proposed")
    window.do("wait", text="没有符合“待初筛”“待复核”的作品")
    window.do("press", name="看全部待初筛作品")
    window.do("wait", text="待初筛作品 1 件")
    window.do("fill", label="编号，如 GY-0412", text=f" {number.lower()} ")
    window.do("press", name="打开")
    window.do("wait", text="深海之光", scope="h1")
    assert window.do("faults") == []


def test_whose_session_ends_is_told_and_comes_back_to_the_same_work(organiser, screening, window):
    entry = screening.enter("深海之光", other_film())
    screening.open(window, entry)
    address = f"{screening.screener}@example.org"
    account = accounts.find(organiser.store, address)
    accounts.end_sessions(
        organiser.store, account.id, None, actor=Actor.of("organiser"), now=clock.now()
    )
    decide(window, PASS)
    window.do("press", name="提交决定")
    window.do("wait", text="登录已过期。重新登录后回到本页")
    window.picture("screening-session-ended")
    sign_in(window, screening.url, address)
    window.do("wait", text="深海之光", scope="h1")
    assert window.do("url").endswith(f"/screening/{entry}")
    assert window.do("boxes", scope="#old-browser") == []


def test_nobody_decides_on_what_another_screener_has_opened(screening, window):
    entry = screening.enter("深海之光", other_film())
    other = screening.contest_client.screener()
    other.ask("POST", f"/entries/{entry}/claim", {"take_over": False})
    screening.open(window, entry)
    window.do("wait", text="正在处理")
    assert window.do("boxes", scope=".decision") == []
    window.do("press", name="改由我处理")
    window.do("wait", text="由您处理中")
    window.do("wait", text="进入专家评审", scope=".decision")
    window.do("follow", name="返回初筛列表", scope=".case-nav")
    window.do("wait", text="待初筛作品 1 件")
    claim = until(
        lambda: screening.contest_client.entry(entry).claim, lambda held: held is None, seconds=60
    )
    assert claim is None, "who leaves a work gives it back"
    assert window.do("faults") == []


def test_a_decision_that_comes_too_late_shows_the_present_status(screening, window):
    entry = screening.enter("深海之光", other_film())
    screening.open(window, entry)
    decide(window, RETURN, OFF_THEME)
    with Browser() as another:
        screening.open(another, entry)
        decide(another, PASS)
        if another.do("boxes", scope=".doubt"):
            another.do("fill", label="为何仍予通过", text="已人工比对")
        another.do("press", name="提交决定")
        another.do("wait", text="《深海之光》已通过")

    window.do("press", name="提交决定")
    window.do("wait", text="您的决定没有生效", scope=".closed")
    assert "现在的状态是“评审中”" in window.do("text", scope=".closed")
    window.picture("screening-too-late")
    assert screening.contest_client.entry(entry).status == "in_review"


def test_nobody_screens_without_the_role(screening, window):
    screening.sign_in(window, screening.owner, at="/screening")
    window.do("wait", text="权限|不能|无权", scope=".wrong")
    assert "待初筛作品" not in window.do("text")
