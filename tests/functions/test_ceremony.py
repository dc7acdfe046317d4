"""The ceremony over HTTP: the host invites, winners answer as long as their award stands, and names
of guests are kept with the contacts."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from contest.audit import AuditRecord, first_broken
from contest.erasure import Erasure
from contest.people.account import Grant, GrantStatus, Role
from contest.winners.ceremony import CeremonyInvitation, GuestList
from contest_aws import clock
from contest_aws.services.upkeep.deletion import beside
from contest_aws.services.winners.guest_lists import guest_lists_by
from contest_aws.store import keys
from contest_aws.store.protocol import create, get, update
from tests.functions.winners import ENDS, Granted, of_unit

DAY = timedelta(days=1)
YES = {"coming": True, "guests": 2, "names": ["周立群", "李小梅"]}
NO = {"coming": False}
UNIT = "湖南省工业和信息化厅"


class Ceremony(Granted):
    """The host invites and looks; winners of `e1` and a unit answer."""

    def __init__(self, doors):
        super().__init__(doors)
        self.host = doors.token(Role.HOST)
        self.path = f"/host/{self.contest.id}/ceremony"

    def plan(self, **changes):
        now = self.contest.time_at(clock.now()).replace(microsecond=0)
        plan = {
            "at": (now + 9 * DAY).isoformat().replace("+00:00", "Z"),
            "place": {"zh": "北京国家会议中心", "en": "China National Convention Center"},
            "answer_by": (now + 5 * DAY).isoformat().replace("+00:00", "Z"),
            "note": {"zh": "请提前半小时入场。", "en": "Please come half an hour early."},
        }
        return plan | changes

    def invite(self, plan, version=0, **more):
        asked = {"plan": plan, "expected_version": version, **more}
        return self.doors.ask("POST", self.path, asked, token=self.host)

    def seen(self):
        return self.doors.ask("GET", self.path, token=self.host).body

    def lines(self):
        return {
            line["title"] or line["recipient"] or line["who"]: line for line in self.seen()["lines"]
        }

    def of_work(self, name="e1", owner="p1"):
        path = f"/entrant/{self.contest.id}/entries/{name}/ceremony"
        return path, self.doors.token(Role.ENTRANT, owner)

    def of_unit(self):
        return f"/unit/{self.contest.id}/ceremony", self.doors.token(Role.UNIT)

    def view(self, whose):
        path, token = whose
        return self.doors.ask("GET", path, token=token)

    def answer(self, whose, said, version=1, plan=1):
        path, token = whose
        seen = {"expected_version": version, "ceremony_version": plan}
        return self.doors.ask("PUT", path, {**seen, **said}, token=token)


@pytest.fixture
def ceremony(doors):
    return Ceremony(doors)


@pytest.fixture
def invited(ceremony):
    assert ceremony.invite(ceremony.plan()).status == 200
    return ceremony


def test_each_winner_that_stands_is_invited_once(ceremony):
    plan = ceremony.plan()
    for _ in range(2):
        seen = ceremony.invite(plan).body
        assert (seen["version"], seen["plan"], seen["coming"]) == (1, plan, 0)
    found = [(line["title"], line["recipient"], line["status"]) for line in seen["lines"]]
    assert found == [
        ("钢铁脊梁", "湘江重工集团", "invited"),
        ("一颗螺丝钉", "湘江重工集团", "invited"),
        ("", UNIT, "not_reachable"),
    ]
    first = seen["lines"][0]
    assert [name["zh"] for name in first["awards"]] == ["综合奖·金奖", "主题奖（高端升级）"]
    assert first["places"] == ["gold", "theme-award"]
    for name in ("e1", "e2"):
        key = keys.ceremony_invitation(ceremony.contest.id, name)
        assert get(ceremony.store, key, CeremonyInvitation).version == 1


def test_a_unit_with_an_account_is_reached(ceremony):
    whose = ceremony.of_unit()
    ceremony.invite(ceremony.plan())
    seen = ceremony.view(whose).body
    assert [name["zh"] for name in seen["awards"]] == ["优秀组织奖"]
    assert ceremony.answer(whose, {**YES, "names": []}).body["status"] == "coming"
    line = ceremony.lines()[UNIT]
    assert (line["status"], line["guests"], line["names"]) == ("coming", 2, [])


def test_a_winner_sees_the_plan_answers_and_changes_the_answer(invited):
    seen = invited.view(invited.of_work()).body
    assert (seen["status"], seen["may_answer"], seen["version"]) == ("invited", True, 1)
    assert seen["place"]["zh"] == "北京国家会议中心"
    for _ in range(2):  # the answer was lost, and is asked for again
        done = invited.answer(invited.of_work(), YES)
        assert (done.status, done.body["status"], done.body["version"]) == (200, "coming", 2)
        assert done.body["names"] == YES["names"]
    assert invited.answer(invited.of_work(), NO).code == "item.changed_meanwhile"
    other = {**YES, "names": ["周立群"]}
    assert invited.answer(invited.of_work(), other).code == "item.changed_meanwhile"
    done = invited.answer(invited.of_work(), NO, version=2).body
    assert (done["status"], done["guests"], done["names"]) == ("not_coming", 0, [])


def test_the_host_sees_answers_and_names_also_as_a_sheet(invited):
    invited.answer(invited.of_work(), YES)
    invited.answer(invited.of_work("e2", "p2"), NO)
    assert invited.seen()["coming"] == 2
    line = invited.lines()["钢铁脊梁"]
    assert (line["status"], line["guests"], line["names"]) == ("coming", 2, YES["names"])
    answer = invited.doors.ask("GET", f"{invited.path}.xlsx", token=invited.host)
    rows = load_workbook(BytesIO(answer.body)).active.iter_rows(min_row=3, values_only=True)
    assert [row[1:] for row in rows] == [
        ("钢铁脊梁", "湘江重工集团", "出席 coming", 2, "周立群；李小梅"),
        ("一颗螺丝钉", "湘江重工集团", "不出席 not coming", 0, None),
        (None, UNIT, "无账号，无法送达 no account, not reachable", 0, None),
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"coming": True},
        {"coming": True, "guests": 1, "names": ["甲", "乙"]},
        {"coming": False, "guests": 1},
        {"coming": False, "names": ["甲"]},
    ],
)
def test_number_and_names_have_to_agree(invited, said):
    assert invited.answer(invited.of_work(), said).code == "ceremony.bad_guests"


def test_answers_end_at_their_date(invited):
    ends = invited.plan()["answer_by"]
    invited.answer(invited.of_work(), YES)
    invited.doors.turn(invited.contest.time_at(clock.now()) + 5 * DAY)
    late = invited.answer(invited.of_work(), NO, version=2)
    assert (late.status, late.code) == (409, "ceremony.too_late")
    seen = invited.view(invited.of_work()).body
    assert (seen["may_answer"], seen["status"], seen["answer_by"] <= ends) == (
        False,
        "coming",
        True,
    )


@pytest.mark.parametrize("end", ENDS)
def test_an_invitation_ends_with_its_award_and_names_are_not_shown(invited, end):
    invited.answer(invited.of_work(), YES)
    whose = invited.of_work()
    getattr(invited, end)("e1")
    assert invited.view(whose).code == "ceremony.not_invited"
    assert invited.answer(whose, NO, version=2).code == "ceremony.not_invited"
    seen = invited.seen()
    assert seen["coming"] == 0
    (line,) = [line for line in seen["lines"] if line["who"] == "e1"]
    assert (line["status"], line["names"], line["guests"]) == ("ended", [], 0)
    assert "李小梅" not in str(seen)


def test_a_units_invitation_ends_with_its_award(ceremony):
    whose = ceremony.of_unit()
    ceremony.invite(ceremony.plan())
    assert ceremony.view(whose).status == 200
    ceremony.unit_revoked()
    assert ceremony.view(whose).code == "ceremony.not_invited"


def test_another_plan_needs_the_version_that_the_host_saw(invited):
    place = {"zh": "长沙", "en": "Changsha"}
    later = invited.plan(place=place)
    assert invited.invite(later).code == "item.changed_meanwhile"
    assert invited.invite(later, version=1).body["version"] == 2
    assert invited.view(invited.of_work()).body["place"] == place
    assert invited.invite(later, version=1).body["version"] == 2


def test_nobody_is_invited_to_answer_by_a_date_that_is_over(invited):
    """A place was filled since: the new winner would be told a date that has gone."""
    plan = invited.seen()["plan"]
    invited.doors.turn(invited.contest.time_at(clock.now()) + 5 * DAY)
    again = invited.invite(plan)
    assert (again.status, again.body["version"]) == (200, 1), "nobody is left to be invited"
    whose = invited.of_unit()
    assert invited.invite(plan).code == "ceremony.bad_dates"
    assert invited.view(whose).code == "ceremony.not_invited"
    later = plan | {"answer_by": plan["at"]}
    assert invited.invite(later, version=1).body["version"] == 2
    assert invited.view(whose).body["answer_by"] == later["answer_by"]


def test_nobody_is_mailed_again_to_answer_by_a_date_that_is_over(invited):
    later = invited.plan(place={"zh": "长沙", "en": "Changsha"})
    assert invited.invite(later, version=1).status == 200
    invited.doors.turn(invited.contest.time_at(clock.now()) + 5 * DAY)
    assert invited.invite(later).status == 200
    assert invited.invite(later, mail_again=True).code == "ceremony.bad_dates"
    assert invitation_of(invited, "e1").mailed_plan == 1


def invitation_of(ceremony, who):
    return get(
        ceremony.store, keys.ceremony_invitation(ceremony.contest.id, who), CeremonyInvitation
    )


def test_a_unit_whose_account_is_another_one_now_is_invited_there(ceremony):
    unit = of_unit(ceremony.contest).unit
    _, first = ceremony.of_unit()
    plan = ceremony.plan()
    ceremony.invite(plan)
    before = invitation_of(ceremony, unit)
    second = ceremony.doors.token(Role.UNIT, "unit-2")
    ceremony.invite(plan)
    assert invitation_of(ceremony, unit) == before, "the first account is the unit's still"
    accounts = [ceremony.doors.tokens.read(token).sub for token in (first, second)]
    assert before.account == accounts[0]
    key = keys.grant(accounts[0], ceremony.contest.id, Role.UNIT)
    grant = get(ceremony.store, key, Grant)
    left = grant.next_version(status=GrantStatus.REVOKED)
    ceremony.store.commit(update(key, left, before=grant))
    for _ in range(2):
        ceremony.invite(plan)
        after = invitation_of(ceremony, unit)
        assert (after.account, after.mailed_plan, after.version) == (accounts[1], 1, 2)


def test_an_answer_to_a_plan_that_was_changed_since_is_refused(invited):
    later = invited.plan(place={"zh": "长沙", "en": "Changsha"})
    invited.invite(later, version=1)
    refused = invited.answer(invited.of_work(), YES)
    assert (refused.status, refused.code) == (412, "item.changed_meanwhile")
    seen = invited.view(invited.of_work()).body
    assert (seen["status"], seen["version"], seen["ceremony_version"]) == ("invited", 1, 2)
    assert invited.answer(invited.of_work(), YES, plan=2).body["status"] == "coming"


@pytest.mark.parametrize(("answer_by", "at"), [(-1, 9), (10, 9), (0, 9)])
def test_dates_follow_each_other(ceremony, answer_by, at):
    now = ceremony.contest.time_at(clock.now())
    dates = {"answer_by": (now + answer_by * DAY).isoformat(), "at": (now + at * DAY).isoformat()}
    assert ceremony.invite(ceremony.plan(**dates)).code == "ceremony.bad_dates"
    assert ceremony.seen()["version"] == 0


def test_nobody_is_invited_before_the_awards_are_granted(doors):
    path = f"/host/{doors.contest.id}/ceremony"
    now = doors.contest.time_at(clock.now())
    plan = {
        "at": (now + 9 * DAY).isoformat(),
        "place": {"zh": "北京", "en": "Beijing"},
        "answer_by": (now + DAY).isoformat(),
    }
    asked = {"plan": plan, "expected_version": 0}
    token = doors.token(Role.HOST)
    assert doors.ask("POST", path, asked, token=token).code == "ceremony.nobody"
    assert doors.ask("GET", path, token=token).body["plan"] is None


def test_nobody_sees_or_answers_anothers_invitation(invited):
    path, _ = invited.of_work()
    _, other = invited.of_work("e2", "p2")
    assert invited.view((path, other)).code == "item.missing"
    assert invited.answer((path, other), YES).code == "item.missing"
    for role in sorted({*Role} - {Role.HOST}):
        token = invited.doors.token(role)
        asked = invited.doors.ask("GET", invited.path, token=token)
        assert asked.code == "access.forbidden"
        asked = invited.doors.ask("GET", f"{invited.path}.xlsx", token=token)
        assert asked.code == "access.forbidden"


@pytest.mark.table
def test_names_stand_with_the_contacts_alone_and_are_found_with_them(invited):
    invited.answer(invited.of_work(), YES)
    items = invited.store._client.scan(TableName="laurel")["Items"]  # noqa: SLF001
    where = {item["pk"]["S"] for item in items if "李小梅" in str(item)}
    assert where == {f"CONTACT#{invited.contest.id}#e1"}
    kept = keys.guests(invited.contest.id, "e1")
    assert kept in list(beside(invited.store, invited.contest.id, "e1"))
    (mine,) = guest_lists_by(invited.store, invited.contest.id, "p1")
    assert mine == get(invited.store, kept, GuestList)
    assert list(guest_lists_by(invited.store, invited.contest.id, "p2")) == []


def test_a_winner_sees_the_theme_of_the_award_and_not_of_the_work(invited):
    seen = invited.view(invited.of_work()).body
    assert [name["zh"] for name in seen["awards"]] == ["综合奖·金奖", "主题奖（高端升级）"]
    assert seen["awards"][1]["en"] == "主题奖 (High-end upgrading)"


def test_an_answer_is_on_record_with_its_number_and_without_names(invited):
    invited.answer(invited.of_work(), YES)
    key = keys.ceremony_invitation(invited.contest.id, "e1")
    records = list(invited.store.query(keys.audit_chain(str(key)), AuditRecord))
    assert [(one.action, str(one.actor)) for one in records] == [
        ("ceremony.invite", "host:host-1"),
        ("ceremony.answer", "entrant:p1"),
    ]
    assert records[1].details == {"coming": True, "guests": 2}
    assert first_broken(records) is None


def test_whoever_is_being_erased_leaves_no_name_behind(invited):
    """The account asked for it between the check of the award and the commit."""
    whose = invited.of_unit()
    invited.invite(invited.seen()["plan"])
    assert invited.view(whose).body["status"] == "invited"
    account = invited.doors.tokens.read(whose[1]).sub
    asked = Erasure(account=account, asked_at=clock.now(), actor=invited.context().actor)
    invited.store.commit(create(keys.erasure(account), asked))
    assert invited.answer(whose, YES).code == "item.changed_meanwhile"
    key = keys.guests(invited.contest.id, of_unit(invited.contest).unit)
    assert invited.store.find(key, GuestList) is None
