"""Over HTTP: the deadline comes while an upload runs; the answers say what is true, and the host
lets the entry in."""

from datetime import timedelta
from importlib import import_module

import pytest

from contest.people.account import Role
from contest_aws.services.upload.submission import own
from tests.builders import any_rules
from tests.contest_aws.services.fakes import FakeMedia
from tests.functions.test_access_table import SignedMedia

RULES = any_rules()
ENDS = RULES.dates.upload_ends
ENTRIES = f"/entrant/{RULES.id}/entries"
HOST = f"/host/{RULES.id}/entries"


@pytest.fixture
def media(monkeypatch) -> FakeMedia:
    media = SignedMedia()
    for module in ("upload.video_routes", "upload.entry_routes"):
        monkeypatch.setattr(import_module(module), "media", media)
    return media


@pytest.fixture
def entry(doors, entrant, media):  # noqa: ARG001 - the upload is opened in it
    doors.turn(ENDS - timedelta(hours=1))
    entry_id = doors.ask("POST", ENTRIES, {}, token=entrant).body["id"]
    begun = doors.ask("POST", f"{ENTRIES}/{entry_id}/uploads", {"size": 1000}, token=entrant)
    assert (begun.body["version"], begun.body["late"]) == (1, False)
    return f"{ENTRIES}/{entry_id}"


def test_the_deadline_passes_while_an_upload_runs(doors, entrant, media, entry):
    doors.turn(ENDS)
    seen = doors.ask("GET", entry, token=entrant).body
    assert (seen["deadline"]["state"], seen["may_change"], seen["may_upload"]) == (
        "over",
        False,
        True,
    )
    assert seen["deadline"]["text"]["zh"] == "投稿已于 2024年7月31日 24:00 截止。"
    part = doors.ask("POST", f"{entry}/uploads/1/parts/1", {}, token=entrant)
    assert (part.status, part.body["late"]) == (200, True)
    stored = own(doors.store, RULES.id, entrant="p1", entry_id=seen["id"])
    media.put_all(stored.upload)
    completed = doors.ask("POST", f"{entry}/uploads/1/complete", token=entrant)
    assert completed.status == 200
    assert media.objects == {stored.upload.key: 1000}


def test_the_host_lets_it_in_and_the_entrant_goes_on(doors, entrant, entry):
    host, name = doors.token(Role.HOST), entry.rpartition("/")[2]
    doors.turn(ENDS)
    (late,) = doors.ask("GET", f"{HOST}/late", token=host).body
    assert (late["id"], late["status"], late["deadline"]["state"]) == (name, "uploading", "over")
    until = (ENDS + timedelta(days=3)).isoformat()
    body = {"reason": "停电", "until": until}
    for _ in range(2):
        answer = doors.ask("POST", f"{HOST}/{name}/let-in", body, token=host)
        assert (answer.status, answer.body["deadline"]["state"]) == (200, "open"), answer.text
    seen = doors.ask("GET", entry, token=entrant).body
    assert (seen["may_change"], seen["deadline"]["grace_until"]) == (True, None)
    assert doors.ask("GET", f"{HOST}/late", token=host).body == []


def test_a_new_entry_after_the_deadline_is_refused_in_words(doors, entrant):
    doors.turn(ENDS)
    refused = doors.ask("POST", ENTRIES, {}, token=entrant, headers={"accept-language": "zh-CN"})
    assert (refused.code, refused.body["title"]) == (
        "access.not_now",
        "此操作的开放时间为 2024年4月15日 00:00 至 2024年7月31日 24:00，现在不能进行。",
    )


def test_a_draft_sent_again_with_its_request_id_is_one_draft(doors, entrant):
    first, again, other = (
        doors.ask("POST", ENTRIES, {"request_id": name}, token=entrant).body["id"]
        for name in ("r1", "r1", "r2")
    )
    assert first == again != other
    assert len(doors.ask("GET", ENTRIES, token=entrant).body) == 2
    elsewhere = doors.token(Role.ENTRANT, "p2", address="p2@example.org")
    assert doors.ask("POST", ENTRIES, {"request_id": "r1"}, token=elsewhere).body["id"] != first
