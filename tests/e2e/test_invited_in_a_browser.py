"""Who is invited by mail accepts or declines in a real browser, on a phone, for the first time; and
an invited screener screens."""

import re
import secrets
from urllib.parse import urlsplit

import pytest

from contest.audit import Actor
from contest.people.account import Invited, Role
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from local.mailbox import letters
from local.visitors import until
from tests.e2e.browser import Browser, chromium
from tests.e2e.contest_client import ContestClient
from tests.e2e.screening import PASS, decide, invited_film
from tests.e2e.signing_in import letter, sign_in
from tests.e2e.test_same_work_twice import ANY_SIZE, case

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

PHONE = {"width": 390, "height": 844}


class Invitee:
    """Somebody without an account, whom the host invites."""

    def __init__(self, organiser, **rules) -> None:
        self.contest_client = ContestClient(organiser, **rules)
        self.address = f"i-{secrets.token_hex(4)}@example.org"
        self.site = organiser.deployment.site_url

    def invite(self, role: Role, *, unit: str = "", name: str = "") -> str:
        """The address of the page that the mail leads to."""
        client = self.contest_client
        ctx = Context(client.organiser.store, client.contest, Actor.of("host", "h1"), clock.now())
        asked = Invited(role=role, unit=unit, name=name)
        accounts.invite(ctx, self.address, asked, new_id=secrets.token_hex(10))
        mail = until(lambda: self._mailed(role), bool, seconds=30)[0]
        return re.search(r"http\S+", mail)[0]

    def _mailed(self, role: Role) -> list[str]:
        sent = letters(urlsplit(self.site).port, to=self.address)
        return [mail.text for mail in sent if f"/{self.contest_client.id}/{role}" in mail.text]

    def sign_in(self, window: Browser) -> None:
        sign_in(window, self.site, self.address)

    def state(self, role: Role) -> str:
        store = self.contest_client.organiser.store
        account = accounts.find(store, self.address)
        return next(g.status.value for g in accounts.grants(store, account.id) if g.role is role)


def test_an_invited_screener_accepts_on_a_phone_and_screens(organiser, window):
    invitee = Invitee(organiser, media=ANY_SIZE)
    client = invitee.contest_client
    entry = client.submitted(invited_film(), title="深海之光", theme="digital")
    case(client, entry)
    window.do("resize", **PHONE)
    window.do("open", url=invitee.invite(Role.SCREENER))
    window.do("wait", text="请用收到邀请的邮箱登录")
    window.picture("invited-sign-in")
    invitee.sign_in(window)
    window.do("wait", text="等您答复", scope="[data-role=screener]")
    shown = window.do("text", scope="[data-role=screener]")
    assert "初筛人员" in shown
    assert client.rules.name.zh in shown
    assert all(party.name.zh in shown for party in client.rules.parties if party.role == "host")
    assert window.do("width") <= PHONE["width"], "nothing is wider than the phone"
    window.picture("invited")

    window.do("press", name="接受邀请")
    window.do("wait", text="您已接受邀请")
    window.picture("invited-accepted")
    assert invitee.state(Role.SCREENER) == "accepted"
    window.do("follow", name="开始初筛")
    window.do("wait", text="待初筛作品 1 件")
    window.do("follow", name="深海之光")
    window.do("wait", text="深海之光", scope="h1")
    decide(window, PASS)
    window.do("press", name="提交决定")
    window.do("wait", text="《深海之光》已通过")
    assert client.entry(entry).status == "in_review"
    assert window.do("faults") == []


def test_the_link_that_signs_in_leads_back_to_the_invitation(organiser, window):
    invitee = Invitee(organiser)
    page = invitee.invite(Role.JUDGE, name="顾清源")
    window.do("open", url=page)
    window.do("wait", text="请用收到邀请的邮箱登录")
    link = re.search(r"http\S+/sign-in#\S+", letter(window, page, invitee.address).text)[0]
    window.do("open", url=link)
    window.do("press", name="登录")
    window.do("wait", text="等您答复", scope="[data-role=judge]")
    assert window.do("url") == page

    window.do("press", name="退出登录")
    link = re.search(r"http\S+/sign-in#\S+", letter(window, page, invitee.address).text)[0]
    with Browser() as elsewhere:
        elsewhere.do("open", url=link)
        elsewhere.do("press", name="登录")
        elsewhere.do("wait", text="等您答复", scope="[data-role=judge]")
        elsewhere.do("press", name="接受邀请")
        elsewhere.do("wait", text="您已接受邀请")
    assert invitee.state(Role.JUDGE) == "accepted"


def test_an_invitation_is_declined_and_accepted_after_all(organiser, window):
    invitee = Invitee(organiser)
    unit = invitee.contest_client.rules.units[0]
    window.do("open", url=invitee.invite(Role.UNIT, unit=unit.id))
    invitee.sign_in(window)
    window.do("wait", text=unit.name.zh, scope="[data-role=unit]")
    window.do("press", name="谢绝邀请")
    window.do("wait", text="您已谢绝邀请")
    window.picture("invited-declined")
    assert invitee.state(Role.UNIT) == "declined"
    window.do("press", name="接受邀请")
    window.do("wait", text="您已接受邀请")
    assert invitee.state(Role.UNIT) == "accepted"
    window.do("press", name="English")
    window.do("wait", text="You have accepted")
    window.picture("invited-english")


def test_who_is_signed_in_with_another_address_is_told_so(organiser, window):
    invitee = Invitee(organiser)
    page = invitee.invite(Role.SCREENER)
    window.do("open", url=page)
    other = f"o-{secrets.token_hex(4)}@example.org"
    sign_in(window, invitee.site, other)
    window.do("wait", text=f"这项邀请不是发给 {other} 的")
    window.picture("invited-other")
    window.do("press", name="换一个邮箱登录")
    invitee.sign_in(window)
    window.do("wait", text="等您答复", scope="[data-role=screener]")


def test_an_invitation_that_was_revoked_offers_nothing(organiser, window):
    invitee = Invitee(organiser)
    page = invitee.invite(Role.SCREENER)
    client = invitee.contest_client
    account = accounts.find(client.organiser.store, invitee.address)
    ctx = Context(client.organiser.store, client.contest, Actor.of("host", "h1"), clock.now())
    accounts.revoke(ctx, account.id, Role.SCREENER)
    window.do("open", url=page)
    invitee.sign_in(window)
    window.do("wait", text="主办单位已撤销这项邀请")
    assert "接受邀请" not in window.do("text")
    assert "谢绝邀请" not in window.do("text")
