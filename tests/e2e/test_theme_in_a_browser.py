"""Another theme for a work in a real browser: a screener proposes it on the case, the entrant is
mailed, and agrees or declines on the page of the work."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.works import make_work
from contest.viewing.viewing_copy import CopyState
from contest_aws.store import keys
from contest_aws.store.protocol import update
from local.mailbox import letters
from local.sample_videos import SAMPLES
from local.visitors import until
from tests.e2e.browser import Browser, chromium
from tests.e2e.screening import PASS, Screening, decide
from tests.e2e.signing_in import sign_in
from tests.e2e.test_same_work_twice import with_sound

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

OPEN, PROPOSE = "建议改投其他主题", "建议改为此主题"
REASON = "全片讲的是工厂的数字化改造。"
LINE, BOX = ".theme-said", ".theme-proposal"


def film(name: str, number: int) -> Path:
    return with_sound(make_work(SAMPLES / f"{name}-silent.mp4", number), f"{name}.mp4")


@pytest.fixture
def screening(organiser):
    return Screening(organiser)


def propose(window: Browser) -> None:
    window.do("press", name=OPEN)
    window.do("select", label="建议的主题", option="数智赋能")
    window.do("fill", label="理由", text=REASON)
    window.do("press", name=PROPOSE, times=2)
    window.do("wait", text="已建议改为“数智赋能”，等参选者答复", scope=LINE)


def mailed_link(screening: Screening) -> str:
    """Of the mail that tells of the proposal."""
    port, owner = urlsplit(screening.url).port, f"{screening.owner}@example.org"
    subject = "建议改投其他主题"
    told = until(
        lambda: [one for one in letters(port, to=owner) if subject in one.subject],
        bool,
        seconds=30,
    )
    assert f"\n“{REASON}”\n" in told[0].text
    assert "初筛于 2024年8月14日 24:00 结束" in told[0].text
    return re.search(r"https?://\S+/contests/\S+", told[0].text)[0]


def test_a_screener_proposes_another_theme_and_the_entrant_agrees(screening, window):
    entry = screening.enter("深海之光", film("theme-agreed", 826), "high-end")
    screening.contest_client.viewing_copy(entry)  # one that comes later is another film in the page
    screening.open(window, entry)
    window.do("wait", text="由您处理中")
    window.do("sought", at=5)
    window.do("press", name=OPEN)
    window.do("press", name=PROPOSE)
    window.do("wait", text="请选择建议的主题", scope=".theme-form")
    window.do("select", label="建议的主题", option="数智赋能")
    window.do("press", name=PROPOSE)
    window.do("wait", text="请写明理由", scope=".theme-form")
    window.picture("theme-form")
    window.do("press", name=OPEN)
    assert window.do("boxes", scope=".theme-form") == []
    propose(window)
    assert window.do("posts", to=f"/{entry}/theme") == 1, "a doubled click sends once"
    assert window.do("video")[0] == pytest.approx(5, abs=0.01), "the film stays where it was"
    window.picture("theme-waiting")
    window.do("press", name="English")
    window.do("wait", text="is proposed, and the entrant has not answered yet", scope=LINE)
    window.picture("theme-waiting-english")
    window.do("press", name="中文")
    decide(window, PASS)
    window.do("press", name="提交决定")
    window.do("wait", text="建议尚未得到参选者答复", scope=".decision")

    scope = f"[data-entry='{entry}']"
    with Browser() as entrants:
        entrants.do("resize", width=390, height=844)
        entrants.do("open", url=mailed_link(screening))
        sign_in(entrants, screening.url, f"{screening.owner}@example.org")
        entrants.do("wait", text="改投主题的建议", scope=f"{scope} {BOX}")
        shown = entrants.do("text", scope=f"{scope} {BOX}")
        told = ("高端升级", "数智赋能", REASON, "2024年8月14日 24:00（北京时间）")
        assert [text in shown for text in told] == [True] * 4
        assert entrants.do("width") == 390
        entrants.picture("theme-asked-phone")
        entrants.do("resize", width=1280, height=900)
        entrants.picture("theme-asked")
        entrants.do("press", name="English")
        entrants.do("wait", text="Proposal of another theme", scope=BOX)
        entrants.picture("theme-asked-english")
        entrants.do("press", name="中文")
        entrants.do("press", name="同意改为“数智赋能”", times=2)
        entrants.do("wait", text="您已同意由“高端升级”改为“数智赋能”主题", scope=scope)
        assert entrants.do("boxes", scope=BOX) == []
        assert "请等待初筛结果" in entrants.do("text", scope=scope)
        assert entrants.do("posts", to=f"/{entry}/theme") == 1
        entrants.picture("theme-agreed")
        assert entrants.do("faults") == []
    assert screening.contest_client.entry(entry).form.theme == "digital"

    window.do("reload")
    window.do("wait", text="参选者同意由“高端升级”改为“数智赋能”", scope=LINE)
    assert REASON in window.do("text", scope=LINE)
    window.do("resize", width=390, height=844)
    assert window.do("width") == 390
    window.picture("theme-answered-phone")
    decide(window, PASS)
    window.do("press", name="提交决定")
    window.do("wait", text="《深海之光》已通过")
    passed = screening.contest_client.entry(entry)
    assert (passed.status, passed.form.theme) == ("in_review", "digital")
    assert window.do("faults") == []


def test_an_entrant_declines_and_a_proposal_is_taken_back(screening, window):
    entry = screening.enter("老厂新生", film("theme-declined", 827), "high-end")
    screening.open(window, entry)
    propose(window)
    scope = f"[data-entry='{entry}']"
    with Browser() as entrants:
        screening.sign_in(entrants, screening.owner)
        entrants.do("wait", text="建议改投其他主题，请答复", scope=scope)
        entrants.do("follow", name="老厂新生")
        entrants.do("press", name="保留原主题", scope=scope)
        entrants.do("wait", text="您已选择保留“高端升级”主题", scope=scope)
        assert screening.contest_client.entry(entry).form.theme == "high-end"
        window.do("reload")
        window.do("wait", text="参选者不同意改为“数智赋能”，保留“高端升级”", scope=LINE)

        propose(window)
        entrants.do("reload")
        entrants.do("wait", text="改投主题的建议", scope=f"{scope} {BOX}")
        window.do("press", name="撤回建议")
        window.picture("theme-taking-back")
        window.do("fill", label="撤回的理由", text="再看一遍，原主题更合适。")
        window.do("press", name="撤回改投建议")
        window.do("wait", text=f"^{OPEN}$", scope=".about")
        assert window.do("text", scope=LINE).startswith("2024年7月29日"), "the first one's answer"

        entrants.do("press", name="同意改为“数智赋能”")
        entrants.do("wait", text="没有待答复的改投主题建议", scope=scope)
        assert entrants.do("boxes", scope=BOX) == []
        assert entrants.do("faults") == []
    assert screening.contest_client.entry(entry).form.theme == "high-end"
    actions = [one for one in screening.contest_client.actions(entry) if one.endswith("_theme")]
    assert actions == [
        "screen.propose_theme",
        "screen.decline_theme",
        "screen.propose_theme",
        "screen.take_back_theme",
    ]
    assert window.do("faults") == []


def test_the_film_goes_on_where_it_was_when_a_copy_takes_its_place(screening, window):
    entry = screening.enter("一炉好钢", film("theme-copied", 828), "high-end")
    client = screening.contest_client
    copy = client.viewing_copy(entry)
    key, store = keys.viewing(client.id, entry, 1, copy.kind), client.organiser.store
    making = copy.model_copy(update={"state": CopyState.MAKING, "version": copy.version + 1})
    store.commit(update(key, making, before=copy))
    screening.open(window, entry)
    window.do("wait", text="由您处理中")
    original = window.do("sought", at=5)["url"]
    store.commit(
        update(key, copy.model_copy(update={"version": making.version + 1}), before=making)
    )
    propose(window)
    until(lambda: window.do("video"), lambda seen: seen[1] > 1, seconds=60)
    assert window.do("video")[0] == pytest.approx(5, abs=0.01)
    assert window.do("sought", at=6)["url"] != original
