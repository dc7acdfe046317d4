"""Over HTTP: the host searches the audit records, and has the chains verified."""

from importlib import import_module

import pytest

from contest.audit import Actor
from contest.chains import Digest, Head
from contest.people.account import Role
from contest_aws.media.digests import StoredDigest
from contest_aws.store import keys
from contest_aws.store.protocol import create, recorded
from tests.builders import any_entry, any_rules, any_time

PATH = f"/host/{any_rules().id}/audit"
SUBJECT = keys.entry(any_rules().id, "e1")


class FakeDigests:
    def __init__(self, heads):
        self.digest = Digest(at=any_time(), previous="0" * 64, heads=heads)

    def last(self):
        return StoredDigest(self.digest, "0" * 64)


@pytest.fixture
def host(doors):
    return doors.token(Role.HOST)


@pytest.fixture(autouse=True)
def record(doors):
    """The only one that there is."""
    entry, made = any_entry(id="e1").with_record(
        "entry.disqualify",
        subject=SUBJECT,
        actor=Actor.of("host", "host-1"),
        at=any_time(),
        details={"reason": "版权争议"},
    )
    doors.store.commit(create(SUBJECT, entry), recorded(SUBJECT, made))
    return made


def test_records_of_a_work_are_found_with_who_and_why(doors, host, record):
    found = doors.ask("GET", PATH, token=host, query={"entry": "e1"}).body
    assert found["records"] == [
        {
            "kind": "entry",
            "entries": ["e1"],
            "sequence": 1,
            "at": any_time().isoformat(),
            "actor": "host",
            "person": "host-1",
            "action": "entry.disqualify",
            "details": {"reason": "版权争议"},
            "hash": record.hash,
        }
    ]
    assert (found["chains"], found["total"], found["cursor"], found["broken"]) == (1, 1, "", [])


@pytest.mark.parametrize(
    ("query", "found"),
    [({}, 1), ({"kind": "entry"}, 1), ({"kind": "award"}, 0), ({"entry": "e2"}, 0)],
)
def test_records_are_searched_by_kind_and_work(doors, host, query, found):
    seen = doors.ask("GET", PATH, token=host, query=query).body
    assert (len(seen["records"]), seen["total"]) == (found, found)


def test_a_kind_that_there_is_not_is_refused(doors, host):
    assert doors.ask("GET", PATH, token=host, query={"kind": "unheard-of"}).status == 422


def test_chains_that_are_intact_are_counted(doors, host):
    seen = doors.ask("GET", f"{PATH}/verification", token=host).body
    assert (seen["broken"], seen["cursor"], seen["sealed_at"]) == ([], "", None)
    assert seen["chains"] == seen["records"] == seen["total"] == 1


def test_a_chain_that_the_digest_knows_otherwise_is_named(doors, host, monkeypatch):
    sealed = {str(SUBJECT): Head(records=1, hash="f" * 64)}
    monkeypatch.setattr(import_module("audit.host_audit_api"), "digests", FakeDigests(sealed))
    seen = doors.ask("GET", f"{PATH}/verification", token=host).body
    assert seen["sealed_at"] == any_time().isoformat()
    [broken] = seen["broken"]
    assert (broken["subject"], broken["record"], broken["entries"]) == (str(SUBJECT), 1, ["e1"])
    assert broken["damage"]["zh"] == "与摘要所封存的不符"


def test_nobody_but_the_host_reads_them(doors):
    for role in (Role.ENTRANT, Role.JUDGE, Role.SCREENER, Role.UNIT):
        assert doors.ask("GET", PATH, token=doors.token(role)).status == 403
    assert doors.ask("GET", PATH).status == 401
