"""The screeners' pages in a real browser: what waits, the film and its frames, the works that may be
one side by side, and the decision."""

import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.works import changed, make_work
from contest.account import Role
from contest_aws import keys
from local.mailbox import letters
from local.sample_videos import SAMPLES
from tests.journey.browser import Browser, chromium
from tests.journey.cast import CONTACT, FORM, Cast
from tests.journey.test_same_work_twice import ANY_SIZE, case, with_sound

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")


def film() -> Path:
    return with_sound(make_work(SAMPLES / "screened-silent.mp4", 811), "screened.mp4")


def copy() -> Path:
    """Mirrored and smaller."""
    silent = SAMPLES / "screened-copy-silent.mp4"
    if not silent.exists():
        changed("hflip", "scale=320:180")(film(), silent)
    return with_sound(silent, "screened-copy.mp4")


def other_film() -> Path:
    return with_sound(make_work(SAMPLES / "screened-other-silent.mp4", 812), "screened-other.mp4")


class Desk:
    """A screener, and the works that wait for them: two that are one film, and another."""

    def __init__(self, office) -> None:
        self.cast = Cast(office, media=ANY_SIZE)
        person = f"s-{secrets.token_hex(4)}"
        self.cast.token(Role.SCREENER, person)
        self.address = f"{person}@example.org"
        self.contest = f"{office.deployment.site_url}/contests/{self.cast.id}"
        self.port = urlsplit(self.contest).port
        self.first = self.enter("老厂新生", film(), theme="high-end")
        self.again = self.enter("钢花", copy(), theme="green")
        self.other = self.enter("深海之光", other_film(), theme="digital")
        for entry in (self.first, self.again, self.other):
            case(self.cast, entry)

    def enter(self, title: str, file: Path, *, theme: str) -> str:
        entrant = self.cast.entrant("owner")
        entry = entrant.enter(FORM | {"title": title, "theme": theme}, CONTACT)
        entrant.bring(entry, file)
        assert entrant.wait_for(entry, "screening", "returned")["reasons"] == []
        return entry

    def sign_in(self, window: Browser, *, address: str = "", at: str = "/screening") -> None:
        address = address or self.address
        window.do("open", url=f"{self.contest}{at}")
        window.do("fill", label="邮箱", text=address)
        window.do("press", name="发送验证码")
        window.do("wait", text="验证码已经发出")
        code = re.search(r"[0-9]{6}", letters(self.port, to=address)[-1].subject)
        window.do("fill", label="六位验证码", text=code[0])
        window.do("press", name="登录")


@pytest.fixture(scope="module")
def desk(office, cloud):
    with cloud.turned_to():
        return Desk(office)


@pytest.fixture
def window():
    with Browser() as browser:
        yield browser


def decide(window: Browser, outcome: str, *reasons: str) -> None:
    for label in (outcome, *reasons):
        window.do("check", label=label, scope=".decision")


def suspicion(other: str) -> str:
    return f"[data-other='{other}']"


def test_what_waits_is_listed_and_frames_that_match_are_laid_side_by_side(desk, window):
    desk.sign_in(window, at="")
    window.do("wait", text="我的作品")
    window.do("follow", name="初筛")
    window.do("wait", text="待初筛作品 3 件")
    window.picture("screening-list")
    listed = window.do("text", scope=".waiting")
    assert listed.index("老厂新生") < listed.index("钢花") < listed.index("深海之光")
    assert "绿色低碳 · 湘江重工集团 · 2024年7月" in listed
    window.do("follow", name="钢花")
    window.do("wait", text="疑似重复 1 处")

    assert window.do("url").endswith(f"/screening/{desk.again}")
    scope = suspicion(desk.first)
    told = window.do("text", scope=scope)
    assert re.search(r"与《老厂新生》\s+相似度 [0-9]+%", told)
    assert "画面相近 · 左右镜像 · 高端升级 · 湘江重工集团 · 待初筛" in told
    window.do("wait", text="展开全部 [0-9]+ 组画面", scope=scope)
    pairs = case(desk.cast, desk.again)["suspicions"][0]["pairs"]
    window.do("press", name=f"展开全部 {len(pairs)} 组画面", scope=scope)
    here, there = (window.do("boxes", scope=f"{scope} figure:nth-child({n}) img") for n in (1, 2))
    assert len(here) == len(there) == len(pairs)
    assert all(a["y"] == b["y"] and a["right"] != b["right"] for a, b in zip(here, there))
    assert all(box["width"] > 600 and box["height"] > 300 for box in here + there)
    shown = window.do("text", scope=".case")
    assert "推荐单位\n湖南省工业和信息化厅" in shown
    assert "13812345678" not in shown
    window.picture("screening-case")
    assert window.do("faults") == []


def test_a_frame_leads_to_its_place_in_the_film_whose_address_is_renewed_when_it_ends(
    desk, window
):
    desk.sign_in(window)
    window.do("wait", text="待初筛作品")
    window.do("expire", times=1)
    window.do("follow", name="深海之光")
    window.do("wait", text="点击截图")
    at = case(desk.cast, desk.other)["times"][7] / 1000
    name = f"跳到 0:{int(at):02}"
    window.do("press", name=name)
    until_film = [window.do("film") for _ in range(1)]
    assert until_film
