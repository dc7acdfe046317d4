"""The host invites by spreadsheet over HTTP: blank sheet, check, commit."""

import base64
import hashlib

import pytest

from tests.contest.spreadsheets.test_invitation_sheet import HEAD
from tests.contest_aws.services.people.test_invitations import GU, LI, LIU
from tests.contest_aws.workbook.sheets import file_of, only_table
from tests.functions.conftest import HOST
from tests.functions.signing_in import bearer
from tests.functions.test_http_problems import is_problem
from tests.functions.test_invitations import INVITATIONS, invite, say

FILE = file_of(HEAD, GU, LI, LIU)


class Host:
    def __init__(self, doors):
        self.doors, self.token = doors, bearer(doors, HOST)

    def send(self, path, file):
        body = {"file": base64.b64encode(file).decode()}
        return self.doors.ask("POST", f"{INVITATIONS}/sheets{path}", body, token=self.token)

    def commit(self, file):
        return self.send(f"/{hashlib.sha256(file).hexdigest()}/commit", file)

    def invitations(self):
        return self.doors.ask("GET", INVITATIONS, token=self.token).body


@pytest.fixture
def host(doors):
    return Host(doors)


def test_the_blank_sheet_is_a_file(host):
    answer = host.doors.ask("GET", f"{INVITATIONS}/sheet", token=host.token)

    assert (answer.status, only_table(answer.body).name) == (200, "邀请名单")
    assert 'filename="invitations.xlsx"' in answer.headers["Content-Disposition"]


def test_a_sheet_is_previewed_mended_and_committed(host):
    wrong = host.send("", file_of(HEAD, GU, ("评委", "", "li@", None, None, None)))
    assert [(m["cell"], m["code"]) for m in wrong.body["mistakes"]] == [
        ("B3", "invitation.name_missing"),
        ("C3", "mail.address_invalid"),
    ]
    assert wrong.body["mistakes"][0]["sentence"]["zh"] == "邀请评审专家须填写姓名。"
    is_problem(host.commit(file_of(HEAD, GU, GU)), 422, "sheet.mistakes")
    assert host.invitations() == []

    seen = host.send("", FILE).body
    assert seen["sha256"] == hashlib.sha256(FILE).hexdigest()
    assert seen["steps"][2] == {
        "row": 4,
        "role": "unit",
        "name": "刘建设",
        "address": "liu@example.com",
        "unit": "hunan",
        "themes": [],
        "expertise": [],
        "max_load": None,
        "ends_at": None,
        "kind": "new",
        "status": None,
        "before": None,
    }
    assert host.invitations() == []

    assert host.commit(FILE).body == {"done": 3, "left_alone": 0, "left": 0}
    listed = host.invitations()
    assert [(i["address"], i["role"], i["status"]) for i in listed] == [
        ("gu@example.com", "judge", "invited"),
        ("li@example.com", "screener", "invited"),
        ("liu@example.com", "unit", "invited"),
    ]
    assert all(i["asked_at"] for i in listed)
    assert host.commit(FILE).body == {"done": 3, "left_alone": 0, "left": 0}
    assert host.invitations() == listed


def test_what_people_said_before_stands_in_the_preview(host):
    host.commit(FILE)
    tokens = {name: bearer(host.doors, f"{name}@example.com") for name in ("gu", "li")}
    say(host.doors, tokens["gu"], "accepted")
    say(host.doors, tokens["li"], "declined", "screener")
    changed = file_of(HEAD, (*GU[:3], "另一单位", *GU[4:]), LI, LIU)

    steps = host.send("", changed).body["steps"]

    assert [(step["kind"], step["status"]) for step in steps] == [
        ("changed", "accepted"),
        ("declined", "declined"),
        ("same", "invited"),
    ]
    assert steps[0]["before"]["unit"] == "中国工业报社"
    assert host.commit(changed).body == {"done": 2, "left_alone": 1, "left": 0}
    assert (
        invite(host.doors, host.token, role="screener", address="li@example.com").body["status"]
        == "invited"
    ), "one by one they may be asked anew"


@pytest.mark.parametrize(
    ("path", "file", "status", "code"),
    [
        ("", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 422, "sheet.old_excel"),
        ("", file_of(["x"]), 422, "sheet.no_header"),
        ("/" + "0" * 64 + "/commit", FILE, 412, "sheet.another_file"),
        ("/x/commit", FILE, 404, "item.missing"),
        ("", b"x" * (4 * 1024 * 1024 + 1), 422, "sheet.too_big"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(host, path, file, status, code):
    is_problem(host.send(path, file), status, code)
    assert host.invitations() == []


def test_a_contest_that_is_not_there_has_no_sheet(host):
    path = "/host/nowhere/invitations/sheet"
    is_problem(host.doors.ask("GET", path, token=host.token), 404, "item.missing")
