"""Somebody signs in by the mail in the local mailbox, is invited to judge, and signs out."""

import re

import httpx
import pytest
from botocore.exceptions import ClientError

from contest.people.account import Role
from contest_aws.store import keys
from infra.deployment import LOCAL_HOST
from laurel.uploader import DIRECT
from local.mailbox import letters
from local.sign_in_links import sign_in_link
from local.visitors import Visitor, until
from tests.e2e.contest_client import ContestClient
from tests.e2e.signing_in import sign_in_mail
from tests.e2e.test_rights_hold import as_role, functions

JUDGE = {"role": "judge", "name": "顾清源", "unit": "中国工业报社"}
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def mailed(cloud, contest_client, address):
    """A code is asked for; the answer's request, the code and what the link carries."""
    asked = Visitor(contest_client.api_url, "sign-in", "").send(
        "POST", "/codes", {"email": address}
    )
    assert asked.status_code == 202, asked.text
    letter = sign_in_mail(cloud.emulator.port, address)
    code, link = re.search(r"\d{6}", letter.subject), re.search(r"#(\S+)", letter.text)
    return asked.json()["request"], code[0], link[1]


def signed_in(cloud, contest_client, address):
    """A bearer token."""
    request, code, _ = mailed(cloud, contest_client, address)
    body = {"request": request, "code": code, "bearer": True}
    return Visitor(contest_client.api_url, "sign-in", "").ask("POST", "/sessions", body)["token"]


def test_a_browser_has_a_cookie_and_loses_it(organiser, cloud):
    contest_client = ContestClient(organiser)
    _, _, link = mailed(cloud, contest_client, "zhou@example.com")
    site = contest_client.api_url.rstrip("/")
    entered = httpx.post(f"{site}/sign-in/sessions", json={"link": link}, **DIRECT)
    (cookie,) = entered.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-laurel=")
    assert "HttpOnly" in cookie
    sent = {"Cookie": cookie.split(";")[0]}

    me = httpx.get(f"{site}/account", headers=sent, **DIRECT)
    foreign = httpx.post(f"{site}/account/sign-out", headers=sent, **DIRECT)
    out = httpx.post(f"{site}/account/sign-out", headers=sent | SAME_SITE, **DIRECT)
    after = httpx.get(f"{site}/account", headers=sent, **DIRECT)

    assert me.json()["address"] == "zhou@example.com"
    assert (foreign.status_code, foreign.json()["code"]) == (403, "access.cross_site")
    assert [out.status_code, after.status_code] == [200, 401]


def test_a_link_that_make_run_prints_signs_in_once(organiser):
    contest_client = ContestClient(organiser)
    link = sign_in_link(organiser, LOCAL_HOST, contest_client.id, days=30)
    address, _, secret = link.partition("/sign-in#")
    assert address == organiser.deployment.site_url
    visitor = Visitor(contest_client.api_url, "sign-in", "")
    opened = visitor.ask("POST", "/links", {"link": secret})
    assert (opened["address"], opened["contest"]) == ("h***@laurel.example", contest_client.id)
    assert visitor.ask("POST", "/sessions", {"link": secret, "bearer": True})["token"]
    again = visitor.send("POST", "/sessions", {"link": secret, "bearer": True})
    assert (again.status_code, again.json()["code"]) == (409, "signin.over")


def test_a_judge_is_invited_by_the_host_and_accepts(organiser, cloud):
    contest_client = ContestClient(organiser)
    host = Visitor(
        contest_client.api_url,
        "host",
        contest_client.id,
        signed_in(cloud, contest_client, LOCAL_HOST),
    )
    invited = host.ask("POST", "/invitations", JUDGE | {"address": "gu@example.com"})
    [letter] = until(lambda: letters(cloud.emulator.port, to="gu@example.com"), bool, seconds=30)
    assert "评审专家" in letter.text

    token = signed_in(cloud, contest_client, "gu@example.com")
    judge = Visitor(contest_client.api_url, "judge", contest_client.id, token)
    before = judge.send("GET", "/reviews").status_code
    account = Visitor(contest_client.api_url, "account", "", token)
    account.ask("POST", f"/invitations/{contest_client.id}/judge", {"answer": "accepted"})

    assert (before, judge.ask("GET", "/reviews")["reviews"]) == (403, [])
    assert [i["status"] for i in host.ask("GET", "/invitations")] == ["accepted"]
    host.ask("DELETE", f"/people/{invited['account']}/sessions")
    assert judge.send("GET", "/reviews").status_code == 401


def test_only_the_sign_in_function_may_sign(organiser, cloud):
    able = set()
    for handler, function in functions(cloud).items():
        kms = as_role(cloud, function["Role"], "kms")
        try:
            kms.sign(
                KeyId=organiser.deployment.signing_key,
                Message=b"x",
                MessageType="RAW",
                SigningAlgorithm="ECDSA_SHA_256",
            )
            able.add(handler)
        except ClientError as error:
            assert "AccessDenied" in error.response["Error"]["Code"], handler  # noqa: PT017
    assert able == {"sign_in.sign_in_api"}


@pytest.mark.parametrize("handler", ["review.judge_api", "screen.screener_api"])
def test_who_judges_or_screens_works_reads_no_address(handler, organiser, cloud):
    ContestClient(organiser).token(Role.ENTRANT, "owner")
    key = {name: {"S": value} for name, value in keys.account("owner")._asdict().items()}
    table = organiser.deployment.table_name
    assert "Item" in cloud.client("dynamodb").get_item(TableName=table, Key=key)
    dynamodb = as_role(cloud, functions(cloud)[handler]["Role"], "dynamodb")
    with pytest.raises(ClientError) as refused:
        dynamodb.get_item(TableName=table, Key=key)
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
