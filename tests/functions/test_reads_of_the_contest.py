"""All requests of a contest read its one item, and a partition of the table gives 3,000 read units
a second: a request reads it once."""

from importlib import import_module

import pytest

from contest_aws.store import keys
from contest_aws.store.dynamodb import DynamoStore
from tests.functions.test_access_table import SignedMedia


@pytest.fixture
def reads(doors, monkeypatch):
    """Every key that is read, one by one or among others."""
    found, find, find_kinds = [], doors.store.find, doors.store.find_kinds
    monkeypatch.setattr(
        DynamoStore, "find", staticmethod(lambda key, kind: found.append(key) or find(key, kind))
    )
    monkeypatch.setattr(
        DynamoStore,
        "find_kinds",
        staticmethod(lambda wanted: found.extend(wanted) or find_kinds(wanted)),
    )
    return found


@pytest.fixture
def entry(doors, entrant, monkeypatch):
    """Its address; its upload is open."""
    for module in ("upload.video_routes", "upload.entry_routes"):
        monkeypatch.setattr(import_module(module), "media", SignedMedia())
    entries = f"/entrant/{doors.contest.id}/entries"
    entry_id = doors.ask("POST", entries, {}, token=entrant).body["id"]
    begun = doors.ask("POST", f"{entries}/{entry_id}/uploads", {"size": 1000}, token=entrant)
    assert begun.status == 200, begun.text
    return f"{entries}/{entry_id}"


@pytest.mark.parametrize(
    ("method", "below", "body"),
    [
        ("POST", "/uploads/1/parts/1", {}),
        ("GET", "/uploads/1", None),
        ("GET", "", None),
        ("DELETE", "/uploads/1", None),
    ],
)
def test_a_request_of_an_upload_reads_the_contest_once(
    doors, entrant, entry, reads, method, below, body
):
    reads.clear()
    answer = doors.ask(method, f"{entry}{below}", body, token=entrant)
    assert answer.status == 200, answer.text
    assert reads.count(keys.contest(doors.contest.id)) == 1
