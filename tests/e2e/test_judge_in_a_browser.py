"""An invited judge accepts on a phone, scores one work by taps and the next by keys alone, and says
that they have finished."""

from datetime import timedelta

import pytest

from contest.people.account import Role
from contest_aws.services.people import accounts
from local.sample_videos import SAMPLES, make_video
from local.visitors import until
from tests.e2e import effort
from tests.e2e.browser import Browser, chromium
from tests.e2e.screening import other_film
from tests.e2e.test_invited_in_a_browser import PHONE, Invitee
from tests.e2e.test_same_work_twice import ANY_SIZE

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

CRITERIA = ("科学性", "故事性", "创新性", "艺术性", "传播性", "趣味性")
SMALLEST = {"width": 360, "height": 640}
LAPTOP = {"width": 1280, "height": 870}


class Judging(Invitee):
    """A judge whom the host invites, beside two others, and two works to review."""

    def __init__(self, organiser) -> None:
        super().__init__(organiser, media=ANY_SIZE)
        for name in ("j1", "j2"):
            self.contest_client.judge(name)

    def deal(self) -> None:
        """A landscape and a portrait film are admitted, and the round opens."""
        client = self.contest_client
        portrait = make_video(SAMPLES / "judged.mp4", width=180, height=320, seconds=60, hue=0.6)
        films = {"深海之光": other_film(), "女焊工": portrait}
        for person, (title, film) in enumerate(films.items()):
            entry = client.submitted(film, person=f"p{person}", title=title)
            client.viewing_copy(entry)
            client.screener().decide(entry, "pass")
        client.turn_clock(client.rules.rounds[0].opens + timedelta(hours=1))

    def given(self) -> dict[int, dict[str, int]]:
        """The scores that were submitted, by the work's number."""
        store = self.contest_client.organiser.store
        account = accounts.find(store, self.address)
        person = next(g.person for g in accounts.grants(store, account.id) if g.role is Role.JUDGE)
        reviews = self.contest_client.reviews(person)
        return {one.number: one.scores for one in reviews if one.submitted}


def tabbed_to(window: Browser, field: str) -> None:
    """Presses Tab until the field has the focus."""
    for _ in range(40):
        if window.do("focused") == field:
            return
        window.do("key", key="Tab")
    raise AssertionError(f"Tab does not lead to {field}")


def test_an_invited_judge_scores_by_taps_and_by_keys(organiser, window):
    judging = Judging(organiser)
    names = [criterion.id for criterion in judging.contest_client.rules.criteria]
    window.do("resize", **PHONE)
    window.do("open", url=judging.invite(Role.JUDGE, name="顾清源"))
    judging.sign_in(window)
    window.do("wait", text="等您答复", scope="[data-role=judge]")
    window.do("press", name="接受邀请")
    window.do("wait", text="您已接受邀请")
    window.do("follow", name="开始评审")
    window.do("wait", text="还没有评审任务")

    judging.deal()
    window.do("reload")
    window.do("wait", text="0 / 2")
    assert window.do("width") <= PHONE["width"]
    window.picture("judge-list-390")
    window.do("follow", name="从第 1 件开始")
    window.do("wait", text="打分", scope="h2")
    window.picture("judge-390")

    effort.begin(window)
    for name in CRITERIA:
        window.do("tap_at", label=name, part=0.85)
        [film] = window.do("boxes", scope=".lr-player .frame")
        assert film["y"] >= 0, "the film stays in view"
        assert film["height"] >= 140
        assert film["y"] + film["height"] <= PHONE["height"]
    window.do("wait", text=r"已存 \d\d:\d\d")
    typed = [int(window.do("typed", label=f"{name}分数，0 至 100")) for name in CRITERIA]
    assert all(80 <= points <= 92 for points in typed), "a tap sets what it points at"
    window.picture("judge-390-scored")
    window.do("press", name="提交，评下一件")
    window.do("wait", text="已评 1 / 2")
    window.do("wait", text="第 2 件", scope=".review-head")
    effort.end(window, "judge")
    assert judging.given() == {1: dict(zip(names, typed, strict=True))}

    window.do("resize", **SMALLEST)
    assert window.do("width") <= SMALLEST["width"]
    for points, name in enumerate(names, start=80):
        tabbed_to(window, f"score-{name}")
        window.do("type", text=str(points))
    window.do("wait", text=r"已存 \d\d:\d\d")
    window.do("reload")
    window.do("wait", text="打分", scope="h2")
    typed = [int(window.do("typed", label=f"{name}分数，0 至 100")) for name in CRITERIA]
    assert typed == [80, 81, 82, 83, 84, 85]
    assert "82.5" in window.do("text", scope=".bar"), "their mean"
    window.do("offline", offline=True)
    window.do("fill", label="评语", text="镜头有力。")
    window.do("wait", text="您填写的内容存在本机，恢复后自动保存", scope=".connection")
    window.do("wait", text="未保存，正在重试", scope=".review-head")
    [bar], [head] = (window.do("boxes", scope=part) for part in (".connection", ".review-head"))
    assert (bar["y"], head["y"]) == (0, bar["height"]), "the head sticks below the bar"
    window.picture("judge-offline-360")
    window.do("offline", offline=False)
    window.do("wait", text=r"已存 \d\d:\d\d", scope=".review-head")
    window.do("resize", **LAPTOP)
    window.picture("judge-1280")
    window.do("key", key="Control+Enter")
    window.do("wait", text="2 / 2")
    assert judging.given()[2] == dict(zip(names, range(80, 86), strict=True))
    window.do("press", name="确认评审完成")
    window.do("wait", text="您已确认评审完成")
    window.picture("judge-list-1280")
    assert window.do("faults") == []


def test_a_judge_who_steps_aside_sees_the_work_no_more(organiser, window):
    judging = Judging(organiser)
    window.do("open", url=judging.invite(Role.JUDGE, name="顾清源"))
    judging.sign_in(window)
    window.do("wait", text="等您答复", scope="[data-role=judge]")
    window.do("press", name="接受邀请")
    window.do("wait", text="您已接受邀请")
    judging.deal()
    site, contest = judging.site, judging.contest_client.id
    window.do("open", url=f"{site}/contests/{contest}/reviews")
    window.do("follow", name="从第 1 件开始")
    window.do("wait", text="与这件作品有利害关系吗")
    window.do("press", name="我要回避")
    window.do("fill", label="回避的理由", text="本人参与创作")
    window.do("press", name="回避这件作品")
    window.do("wait", text="第 2 件", scope=".review-head")
    window.do("open", url=f"{site}/contests/{contest}/reviews")
    until(
        lambda: window.do("text", scope=".round .done"),
        lambda shown: "0 / 1" in shown,
        seconds=60,
    )
    assert window.do("faults") == []
