"""A winner whose title has a character that the fonts lack is held back, and no other. The host
says on the page how it is printed."""

import pytest

from contest_aws.services.award import certificates
from infra.deployment import LOCAL_HOST
from local.visitors import until
from tests.builders import any_rules
from tests.e2e.browser import chromium
from tests.e2e.contest_client import ContestClient
from tests.e2e.signing_in import sign_in
from tests.e2e.test_certificates import made
from tests.e2e.test_wins_an_award import grant, play_to_the_awards

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

HELD = "section:has-text('因缺字未颁发')"
COLD = 120
"""Seconds for the first page of a role, whose functions start for it."""


def test_the_host_says_how_a_character_is_printed_and_the_winner_has_a_certificate(
    organiser, window
):
    client = ContestClient(organiser, awards=any_rules().awards[:1])
    won = play_to_the_awards(client, points={"奋进🚀𠮷": 90, "一颗螺丝钉": 70})
    grant(client)
    until(lambda: certificates_of(client), lambda found: found == ["一颗螺丝钉"], seconds=60)

    window.do("resize", width=390, height=844)
    home = f"{client.organiser.deployment.site_url}/contests/{client.id}"
    window.do("open", url=f"{home}/host/certificates")
    sign_in(window, home, LOCAL_HOST)
    window.do("wait", text="奋进🚀𠮷", scope=HELD, seconds=COLD)
    window.picture("host-held-back-390")
    window.do("fill", label="𠮷（U+20BB7）印作", text="吉", scope=HELD)
    window.do("wait", text="《奋进吉》", scope=HELD)
    window.do("press", name="颁发", scope=HELD)
    window.do("wait", text="奋进吉", scope=".el-table", seconds=COLD)
    assert "因缺字未颁发" not in window.do("text")
    assert window.do("width") <= 390
    window.do("resize", width=1280, height=900)
    window.picture("host-held-back-issued")
    assert made(client, won["奋进🚀𠮷"])["address"]
    assert certificates_of(client) == ["一颗螺丝钉", "奋进吉"]
    assert window.do("faults") == []


def certificates_of(client):
    found = certificates.all_of(client.organiser.store, client.id)
    return [one.wording.title for one in found]
