"""What is said about AI in a real browser: the entrant is asked, and told what the contest does not
take; the screener sees the declaration beside the label in the file."""

import secrets

import pytest

from contest.people.account import Role
from contest.rules.form_fields import AiRules, AiUse
from local.sample_videos import SAMPLES
from tests.contest.validate.labels.labelled import FULL, VALUE, keys
from tests.e2e.browser import chromium
from tests.e2e.contest_client import CONTACT, FORM, ContestClient
from tests.e2e.newcomer import FIELDS, Newcomer, fill, saved
from tests.e2e.signing_in import sign_in
from tests.e2e.test_same_work_twice import ANY_SIZE, work
from tests.truth.surgery import at_end, rearranged

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

USE, HOW = "使用人工智能的情况", "怎样使用人工智能"


def test_an_entrant_says_how_ai_was_used_and_is_told_what_is_not_taken(organiser, window):
    rules = AiRules(asked=True, accepts=(AiUse.NONE, AiUse.PARTLY))
    newcomer = Newcomer(organiser, ai=rules)
    newcomer.has_entered(window)
    window.do("select", label=USE, option="全部由 AI 生成", scope=FIELDS)
    fill(window, 备注="无。")  # a field shows its mistakes once another is typed in
    saved(window)
    window.do("wait", text="本活动不接受这样使用 AI 的作品", scope=FIELDS)
    assert window.do("described", label=USE, scope=FIELDS)["invalid"]
    window.do("select", label=USE, option="部分由 AI 生成或修改", scope=FIELDS)
    saved(window)
    window.do("wait", text=HOW, scope=".missing")
    window.picture("form-ai")
    fill(window, **{HOW: "片头由文生视频工具生成。"})
    saved(window)
    assert not window.do("described", label=USE, scope=FIELDS)["invalid"]
    form = newcomer.entry["form"]
    assert (form["ai_use"], form["ai_how"]) == ("partly", "片头由文生视频工具生成。")
    assert window.do("faults") == []


def test_a_screener_sees_declaration_and_label_side_by_side(organiser, window):
    contest_client = ContestClient(organiser, media=ANY_SIZE, ai=AiRules(asked=True))
    screener = f"s-{secrets.token_hex(4)}"
    contest_client.token(Role.SCREENER, screener)
    film = SAMPLES / "says-ai.mp4"
    film.write_bytes(rearranged(work().read_bytes(), at_end("moov", keys(VALUE, version=FULL))))
    entrant = contest_client.entrant()
    entry = entrant.enter(FORM | {"ai_use": "none"}, CONTACT)
    entrant.bring(entry, film)
    assert entrant.wait_for(entry, "screening", "returned")["reasons"] == []

    url = f"{organiser.deployment.site_url}/contests/{contest_client.id}"
    window.do("open", url=f"{url}/screening/{entry}")
    sign_in(window, url, f"{screener}@example.org")
    window.do("wait", text="声明与文件中的标识不一致", scope=".ai")
    window.picture("screening-ai")
    shown = window.do("text", scope=".ai .beside")
    assert "未使用 AI 生成或修改" in shown
    assert "AIGC: 由 AI 生成或合成 · 001191610133596325171T12566 · BGVIDEO20250001" in shown
    declared, labelled = window.do("boxes", scope=".ai .beside > div")
    assert declared["y"] == labelled["y"]
    window.do("press", name="English")
    window.do("wait", text="The declaration and the label in the file contradict each other")
    assert window.do("faults") == []
