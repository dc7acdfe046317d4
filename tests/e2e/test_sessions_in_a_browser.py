"""Sessions that end, and people who share a browser, on the entrants' page in a real browser: what
is typed stays with whoever typed it."""

import secrets

import pytest

from contest.people.account import Role
from local.sign_in_links import sign_in_link
from local.visitors import Visitor
from tests.e2e.browser import chromium
from tests.e2e.contest_client import CONTACT, FORM
from tests.e2e.newcomer import Newcomer, fill, saved, typed
from tests.e2e.signing_in import sign_in

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")


@pytest.fixture
def newcomer(organiser) -> Newcomer:
    return Newcomer(organiser)


def test_what_is_typed_when_the_session_ends_is_saved_after_signing_in_again(newcomer, window):
    newcomer.has_entered(window)
    window.do("forget_cookies")
    fill(window, 备注="登录过期时写的备注。")
    window.do("wait", text="发送验证码")
    newcomer.sign_in(window, again=True)
    window.do("wait", text="^已保存$", scope=".draft")
    assert typed(window, "备注") == "登录过期时写的备注。"
    assert newcomer.entry["form"]["remarks"] == "登录过期时写的备注。"


def test_what_is_typed_when_the_session_ends_outlives_that_the_page_is_opened_again(
    newcomer, window
):
    newcomer.has_entered(window)
    window.do("forget_cookies")
    fill(window, 备注="登录过期时写的备注。")
    window.do("wait", text="发送验证码")
    assert newcomer.entry["form"]["remarks"] == ""
    newcomer.open_form(window)
    window.do("wait", text="^已保存$", scope=".draft")
    assert typed(window, "备注") == "登录过期时写的备注。"
    assert newcomer.entry["form"]["remarks"] == "登录过期时写的备注。"


def test_what_cannot_be_saved_is_forgotten_when_its_writer_signs_out(newcomer, window):
    newcomer.has_entered(window)
    fill(window, 主创人员="长" * 101)
    window.do("key", key="Tab")
    window.do("wait", text="标出的 1 项未保存", scope=".draft")
    fill(window, 备注="退出前写的备注。")
    window.do("press", name="退出登录")
    window.do("wait", text="发送验证码")
    assert newcomer.entry["form"]["remarks"] == "退出前写的备注。"
    newcomer.open_form(window)
    assert typed(window, "主创人员") == "\n".join(FORM["credits"])


def test_whose_session_was_ended_elsewhere_signs_in_once(newcomer, window):
    """The page's HTML has asked for the entries already, with the cookie of that session."""
    newcomer.has_entered(window)
    client = newcomer.contest_client
    account = Visitor(client.api_url, "account", "", client.token(Role.ENTRANT, newcomer.person))
    for session in account.ask("GET", "/sessions"):
        if not session["this"]:
            account.ask("DELETE", f"/sessions/{session['id']}")
    window.do("look_again")
    window.do("wait", text="登录已过期")
    assert CONTACT["phone"] not in window.do("text")
    newcomer.open_form(window)
    fill(window, 备注="登录一次即可。")
    saved(window)
    assert newcomer.entry["form"]["remarks"] == "登录一次即可。"


def test_a_form_that_somebody_else_signed_in_beside_is_not_saved_as_theirs(newcomer, window):
    """Two tabs of a browser have one cookie."""
    newcomer.has_entered(window)
    organiser, contest = newcomer.contest_client.organiser, newcomer.contest_client.id
    other = f"p-{secrets.token_hex(4)}"
    window.do(
        "sign_in_beside",
        link=sign_in_link(organiser, f"{other}@example.org", contest, days=1),
    )
    fill(window, 备注="第一个人写的备注。")
    window.do("wait", text="登录已过期。重新登录后回到本页，填写的内容还在")
    assert newcomer.entries_of(other) == []
    newcomer.sign_in(window, again=True)
    window.do("wait", text="^已保存$", scope=".draft")
    assert newcomer.entry["form"]["remarks"] == "第一个人写的备注。"


def test_what_one_person_left_unsaved_is_not_saved_as_the_next_ones(newcomer, window):
    newcomer.has_entered(window)
    window.do("forget_cookies")
    fill(window, 备注="第一个人写的备注。")
    window.do("wait", text="发送验证码")
    other = f"p-{secrets.token_hex(4)}"
    sign_in(window, newcomer.url, f"{other}@example.org")
    window.do("wait", text="没有找到，或您无权查看")
    window.do("open", url=newcomer.url)
    window.do("wait", text="您还没有作品")
    window.do("press", name="退出登录")
    window.do("wait", text="发送验证码")
    assert newcomer.entries_of(other) == []
    newcomer.open_form(window)
    assert typed(window, "备注") == ""
