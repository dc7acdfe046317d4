"""What the links in mails open in a real browser: whose account, and the question to a contact."""

import re
import secrets
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from contest.audit import ORGANISER
from contest.people.account import Role
from contest_aws import clock
from contest_aws.services import contests
from contest_aws.store import keys
from infra.deployment import LOCAL_HOST
from local.mailbox import letters
from local.visitors import Visitor, until
from tests.builders import any_rules
from tests.e2e.browser import chromium
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video
from tests.e2e.signing_in import letter, sign_in
from tests.e2e.test_wins_an_award import grant, play_to_the_awards

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")


def link_in(mail, page):
    return re.search(rf"http\S+/{page}#\S+", mail.text)[0]


def test_a_link_of_somebody_elses_account_says_so_before_it_is_used(organiser, window):
    """Whoever would lead a visitor into an account of theirs is seen to do so."""
    contest_client = ContestClient(organiser)
    mine, other = (f"{who}-{secrets.token_hex(4)}@example.org" for who in ("mine", "other"))
    url = f"{organiser.deployment.site_url}/contests/{contest_client.id}"
    window.do("open", url=url)
    link = link_in(letter(window, url, other), "sign-in")
    window.do("press", name="重新发送，或换一个邮箱")
    sign_in(window, url, mine)
    window.do("wait", text="您还没有作品")

    window.do("open", url="about:blank")
    window.do("open", url=link)
    window.do("wait", text=r"o\*\*\*@example.org 的账号，参加“")
    window.do("wait", text=f"您现在登录的是 {mine}", scope=".wrong")
    window.picture("link-of-another")
    window.do("open", url=url)
    window.do("wait", text="您还没有作品")
    assert window.do("faults") == []


def test_a_contact_agrees_by_the_link_without_signing_in_and_gets_copies(organiser, window):
    contest_client = ContestClient(organiser)
    owner, contact = f"p-{secrets.token_hex(4)}", f"contact-{secrets.token_hex(4)}@example.net"
    token = contest_client.token(Role.ENTRANT, owner)
    account = Visitor(contest_client.api_url, "account", "", token)
    account.ask("POST", "/contacts", {"contest": contest_client.id, "email": contact})
    port = urlsplit(organiser.deployment.site_url).port
    [mail] = letters(port, to=contact)

    window.do("open", url=link_in(mail, "confirm"))
    window.do("wait", text=r"c\*\*\*@example.net 填为联系邮箱")
    window.do("wait", text="点击按钮之前，不会发送通知")
    window.picture("confirm")
    assert window.do("url").endswith("/confirm"), "the secret is in no history"
    window.do("press", name="同意接收")
    window.do("wait", text="已同意接收")
    assert window.do("faults") == []

    entrant = contest_client.entrant(owner)
    entry = entrant.enter(FORM, CONTACT | {"email": contact})
    entrant.bring(entry, good_video())
    copy = until(lambda: letters(port, to=contact)[1:], bool, seconds=30)[0]
    assert FORM["title"] not in copy.subject
    assert f"编号 {contest_client.entry(entry).number}" in copy.subject


def test_a_media_partner_opens_the_link_of_a_package_without_signing_in(organiser, window):
    client = ContestClient(organiser)
    play_to_the_awards(client, points={"钢铁脊梁": 90})
    grant(client)
    token = client.token(Role.HOST, "host", address=LOCAL_HOST)
    host = Visitor(client.api_url, "host", client.id, token)
    ends_at = organiser.contest(client.id).time_at(clock.now()) + timedelta(days=1)
    asked = {"partner": "央视频", "ends_at": ends_at.isoformat()}
    secret = host.ask("POST", "/media-packages", asked)["link"].partition("#")[2]

    window.do("open", url=f"{organiser.deployment.site_url}/media-package/{client.id}#{secret}")
    window.do("wait", text="供央视频宣传使用")
    shown = window.do("text")
    assert secret not in window.do("url")
    assert "钢铁脊梁" in shown
    films = [line for line in shown.splitlines() if line.startswith("下载视频")]
    assert films
    assert all(line.endswith("钢铁脊梁 单位0.mp4") for line in films), films
    window.picture("media-package")
    window.do("resize", width=390, height=844)
    assert window.do("width") <= 390
    assert window.do("faults") == []


def test_the_root_of_the_site_is_the_front_door_of_its_only_contest(cloud, organiser, window):
    """Rehearsals, as all others here are, do not count."""
    rules = any_rules(id=f"c-{secrets.token_hex(4)}")
    contests.load(organiser.store, rules, actor=ORGANISER, now=clock.now())
    try:
        window.do("open", url=organiser.deployment.site_url)
        window.do("wait", text=rules.name.zh, scope=".top .name")
        assert window.do("url").endswith(f"/contests/{rules.id}")
        window.do("follow", name="登录", scope=".due")
        assert window.do("focused"), "the field of the address"
        assert window.do("faults") == []
    finally:
        named = keys.contest_named(rules.id)
        cloud.table().delete_item(Key={"pk": named.pk, "sk": named.sk})
