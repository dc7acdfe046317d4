"""Certificates over HTTP: anybody checks one, its winner and the host download it, and the host
corrects it. The award round is stored as it is once the awards are granted."""

from datetime import timedelta
from importlib import import_module
from urllib.parse import parse_qs, urlsplit

import pytest

from contest.audit import RULES, Actor
from contest.award.award import AwardRound, AwardStatus, Winner
from contest.certificates.archive import Archive, digest_of
from contest.certificates.code import grouped
from contest.entry.entry import EntryStatus
from contest.people.account import Role
from contest_aws import clock
from contest_aws.certificates.look import covered
from contest_aws.services.award import certificates, making, revocation
from contest_aws.services.award.certificates import Issuing
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.context import Context
from contest_aws.services.pointers import OwnEntry
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create
from tests.builders import any_entry, any_text
from tests.functions.winners import Granted

UNKNOWN = {"status": "unknown", "since": None, "certificate": None}


class Files:
    def keep(self, key, body):  # noqa: ARG002
        return "v"


class Renderer:
    def pdf(self, certificate):
        return certificate.number.encode()


class Issued:
    def __init__(self, doors):
        self.doors, self.store, self.contest = doors, doors.store, doors.contest
        self.path = f"/public/{self.contest.id}/certificates"
        winner = Winner(
            award="overall",
            level="gold",
            name=any_text("金奖"),
            entry="e1",
            title="钢铁脊梁",
            recipient="湘江重工集团",
            why=any_text("内部理由"),
            score="93.21",
        )
        entry = any_entry(EntryStatus.AWARDED, id="e1", owner="p1", awards=("gold",))
        self.round = AwardRound(
            contest=self.contest.id,
            id="first",
            round="r",
            status=AwardStatus.GRANTED,
            proposal=(winner,),
        )
        self.store.commit(
            create(keys.entry(self.contest.id, "e1"), entry),
            create(keys.own_entry(self.contest.id, "p1", "e1"), OwnEntry(entry="e1")),
            create(keys.award_round(self.contest.id, "first"), self.round),
            create(keys.winner(self.contest.id, "first", 1), winner),
        )
        issuing = Issuing("https://contest.example.org", covered())
        (self.one,) = certificates.issue(self.context(), self.round, issuing)

    def context(self, actor=RULES):
        return Context(self.store, self.contest, actor, clock.now())

    def make(self):
        making.make(self.context(), Files(), lambda _: Renderer(), enough=lambda: True)

    def check(self, code):
        return self.doors.ask("GET", f"{self.path}/{code}").body

    def revoke(self):
        asked = RevocationRequest(place="gold", entry="e1", reason="内部理由")
        revocation.revoke(self.context(Actor.of("host", "h")), self.round, asked)

    def mine(self, **who):
        token = self.doors.token(Role.ENTRANT, **who)
        path = f"/entrant/{self.contest.id}/entries/e1/certificates"
        return self.doors.ask("GET", path, token=token)


@pytest.fixture
def issued(doors, monkeypatch):
    started = []
    routes = import_module("host.certificate_routes")
    monkeypatch.setattr(routes, "keep_soon", lambda *asked: started.append(asked))
    found = Issued(doors)
    found.started = started
    return found


def test_anybody_sees_what_the_certificate_itself_says(issued):
    found = issued.check(grouped(issued.one.code).lower())
    assert (found["status"], found["since"]) == ("valid", None)
    assert found["certificate"] == {
        "number": "GYZS-2024-0001",
        "recipient": "湘江重工集团",
        "title": "钢铁脊梁",
        "award": "综合奖·金奖",
        "contest": "第一届「工业强国·新型工业化」短视频征选活动",
        "host": "工业和信息化部工业文化发展中心",
        "date": issued.one.wording.date,
        "mark": True,
    }


def test_a_revoked_one_says_since_when_and_not_why(issued):
    issued.revoke()
    found = issued.check(issued.one.code)
    assert found["status"] == "revoked"
    assert found["since"] is not None
    assert "内部理由" not in str(found)


@pytest.mark.parametrize("code", ["0000-0000-0000", "GYZS-2024-0001", "x"])
def test_an_unknown_one_has_an_answer_of_the_same_shape(issued, code):
    found = issued.check(code)
    assert found.keys() == issued.check(issued.one.code).keys()
    del found["checked_at"]
    assert found == UNKNOWN


def test_a_unit_downloads_its_own_certificates(doors):
    granted = Granted(doors)
    issuing = Issuing("https://contest.example.org", covered())
    ctx = Context(doors.store, doors.contest, RULES, clock.now())
    certificates.issue(ctx, granted.round, issuing)
    making.make(ctx, Files(), lambda _: Renderer(), enough=lambda: True)
    path = f"/unit/{doors.contest.id}/certificates"

    (one,) = doors.ask("GET", path, token=doors.token(Role.UNIT)).body
    other = doors.token(Role.UNIT, unit=doors.contest.rules.units[1].id, person="u2")

    assert (one["award"], one["status"]) == ("优秀组织奖", "valid")
    assert urlsplit(one["address"]).path.endswith(f"{one['code'].replace('-', '')}.pdf")
    assert doors.ask("GET", path, token=other).body == []
    assert doors.ask("GET", path, token=doors.token(Role.ENTRANT)).status == 403


def test_its_winner_downloads_it_by_an_address_that_expires(issued):
    (before,) = issued.mine().body
    assert (before["number"], before["status"], before["address"]) == (
        "GYZS-2024-0001",
        "valid",
        None,
    )
    issued.make()
    (one,) = issued.mine().body
    address = urlsplit(one["address"])
    assert address.path.endswith(f"/certificates/{issued.contest.id}/e1/{issued.one.code}.pdf")
    assert parse_qs(address.query)["X-Amz-Expires"] == [
        str(int(timedelta(minutes=15).total_seconds()))
    ]
    issued.revoke()
    (after,) = issued.mine().body
    assert (after["status"], after["address"]) == ("revoked", None)
    assert issued.mine(person="p2").status == 404


def test_the_host_downloads_and_corrects(issued):
    token = issued.doors.token(Role.HOST)
    path = f"/host/{issued.contest.id}/certificates"
    code = issued.one.code
    early = issued.doors.ask("GET", f"{path}/{code}", token=token)
    assert early.code == "certificate.not_made_yet"
    assert issued.started == [("make-certificates", issued.contest.id)]
    issued.make()
    assert issued.doors.ask("GET", f"{path}/{code}", token=token).body["number"] == "GYZS-2024-0001"
    asked = {"recipient": "湘江重工", "reason": "名称有误"}
    after = issued.doors.ask("POST", f"{path}/{code}/correction", asked, token=token)
    assert (after.body["number"], after.body["recipient"]) == ("GYZS-2024-0002", "湘江重工")
    assert issued.check(code)["status"] == "replaced"
    listed = issued.doors.ask("GET", path, token=token).body["certificates"]
    assert [(one["number"], one["status"], one["made"]) for one in listed] == [
        ("GYZS-2024-0001", "replaced", True),
        ("GYZS-2024-0002", "valid", False),
    ]
    old = issued.doors.ask("GET", f"{path}/{code}", token=token)
    assert old.code == "certificate.no_longer_valid"
    rare = {"recipient": "王𠮷", "reason": "名称有误"}
    lacking = issued.doors.ask("POST", f"{path}/{after.body['code']}/correction", rare, token=token)
    assert lacking.code == "certificate.missing_characters"
    missing = issued.doors.ask("GET", f"{path}/nothing", token=token)
    assert missing.status == 404


def test_the_host_has_all_packed_into_one_file(issued):
    token = issued.doors.token(Role.HOST)
    path = f"/host/{issued.contest.id}/certificate-archive"
    assert issued.doors.ask("GET", path, token=token).status == 404
    issued.make()
    asked = issued.doors.ask("POST", path, {}, token=token).body
    assert (asked["done"], asked["total"], asked["address"]) == (0, 1, None)
    assert issued.started == [("make-certificates", issued.contest.id)]
    assert issued.doors.ask("GET", path, token=token).body == asked


def test_an_archive_has_no_address_any_more_once_the_bucket_may_have_deleted_it(issued):
    """A lifecycle rule of one day: S3 deletes at the next midnight (UTC) after the day."""
    token = issued.doors.token(Role.HOST)
    path = f"/host/{issued.contest.id}/certificate-archive"
    key = keys.certificate_archive(issued.contest.id)

    def packed(age, **changes):
        made = {"contest": issued.contest.id, "done": 1, "total": 1, "file": "certificates/x.zip"}
        made["packed"] = digest_of([issued.one])
        archive = Archive(**made | changes, asked_at=clock.now() - age)
        issued.store.commit(Change(key, archive, "any"))
        found = issued.doors.ask("GET", path, token=token).body
        return found["address"] is not None, found["expired"]

    assert packed(timedelta(hours=23)) == (True, False)
    assert packed(timedelta(days=1)) == (False, True)
    assert packed(timedelta(hours=1), file="", erased=True) == (False, True)
    assert packed(timedelta(days=3), file="") == (False, False), "it is still being made"
    again = issued.doors.ask("POST", path, {}, token=token).body
    assert (again["address"], again["expired"]) == (None, False)
