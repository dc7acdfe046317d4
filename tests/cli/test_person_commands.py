"""`laurel person` and `laurel objection erase`: what is stored under an address without an account
is told, exported and erased."""

import json
from datetime import timedelta

import pytest

from contest.audit import Actor, AuditRecord, first_broken
from contest.award.objection import Objection, ObjectionStatus, Objector
from contest.entry.entry import EntryStatus
from contest.entry.form import Contact
from contest.model import Text
from contest.people.account import Account
from contest.people.sign_in import sha256
from contest_aws.services.mailing import key_of
from contest_aws.services.pointers import Pointer
from contest_aws.store import keys
from contest_aws.store.protocol import Change, get
from tests.builders import any_entry, any_mail
from tests.cli.conftest import AWARD_ROUND, CONTEST_TIME, NOW

CONTEST = AWARD_ROUND.contest
LI = "li@example.org"
MADE = Objection(
    contest=CONTEST,
    id="0a1b",
    award_round="first",
    place="gold",
    name=Text(zh="金奖", en="Gold"),
    entry="e1",
    text="canary-text",
    made_at=CONTEST_TIME + timedelta(days=1),
    status=ObjectionStatus.DISMISSED,
    reason="经核实不成立",
)
BY_OBJECTOR = ("canary-name", LI, "13800001234", "canary-text", "canary-mail")
"""All that is held on the objector."""


@pytest.fixture
def objected(organiser):
    """Li has made an objection, without an account. Somebody else's has to stay."""
    key, mail = keys.objection(CONTEST, MADE.id), any_mail(entry=MADE.id, text="canary-mail")
    made, record = MADE.with_record(
        "objection.make", subject=key, actor=Actor.of("public"), at=NOW, details={}
    )
    objector = Objector(objection=MADE.id, name="canary-name", email=LI, phone="13800001234")
    other = MADE.model_copy(update={"id": "0c2d", "text": "other-text"})
    han = Objector(objection=other.id, name="han-mei", email="han@example.org")
    organiser.store.commit(
        Change(key, made, "any"),
        Change(keys.audit(key, 1), record, "any"),
        Change(keys.objector(CONTEST, MADE.id), objector, "any"),
        Change(key_of(mail), mail, "any"),
        Change(keys.objection(CONTEST, other.id), other, "any"),
        Change(keys.objector(CONTEST, other.id), han, "any"),
    )
    return organiser


@pytest.fixture
def contact(organiser):
    """Li is the contact of somebody else's work, as that one typed the address."""
    work = any_entry(EntryStatus.SCREENING, id="e7", number="GY-0007")
    held = Contact(person="李雷", phone="13800001234", email="Li@Example.org")
    organiser.store.commit(
        Change(keys.entry(CONTEST, "e7"), work, "any"),
        Change(keys.contact(CONTEST, "e7"), held, "any"),
    )
    return organiser


def left(organiser, words=BY_OBJECTOR):
    stored = "".join(organiser.store.items.values())
    return [word for word in words if word in stored]


def with_account(organiser, **changes):
    account = Account(id="li", address=LI, created_at=NOW, version=1, **changes)
    organiser.store.commit(
        Change(keys.account("li"), account, "any"),
        Change(keys.address(sha256(LI)), Pointer(account="li"), "any"),
    )


def exported(run, address=LI):
    ended = run("person", "export", address)
    assert ended.code == 0
    return json.loads(ended.out), ended.err


@pytest.mark.usefixtures("contact")
def test_the_export_has_what_is_stored_without_an_account(run, objected):
    found, told = exported(run)
    assert found["account"] is None
    (own,) = found["by_address"]["objections"]
    assert (own["objection"]["text"], own["objector"]["name"]) == ("canary-text", "canary-name")
    (work,) = found["by_address"]["contact_of"]
    assert (work["number"], work["contact"]["person"]) == ("GY-0007", "李雷")
    assert "没有这个账号。" in told
    assert f"As objector of: 0a1b ({CONTEST})." in told
    assert f"As contact of the works: GY-0007 ({CONTEST})." in told
    assert "han" not in json.dumps(found), "another objector's"
    assert left(objected) == list(BY_OBJECTOR), "an export deletes nothing"


@pytest.mark.usefixtures("objected")
def test_in_an_address_upper_case_is_lower_case(run):
    assert exported(run, "LI@example.org") == exported(run, LI)


def test_an_objector_is_erased_by_the_address(run, objected):
    assert run("person", "erase", LI, "--yes").code == 0
    assert left(objected) == []
    assert left(objected, ("other-text", "han-mei")) == ["other-text", "han-mei"]
    assert run("person", "export", LI).code == 1, "nothing is stored any more"


def test_an_objector_is_erased_by_the_objection_and_the_answer_stays(run, objected):
    words = ("objection", "erase", CONTEST, MADE.id, "--reason", "本人来信", "--yes")
    assert run(*words).code == 0
    assert left(objected) == []
    key = keys.objection(CONTEST, MADE.id)
    after = get(objected.store, key, Objection)
    assert (after.text, after.status, after.reason) == ("", MADE.status, MADE.reason)
    records = [*objected.store.query(keys.audit(key, 0).pk, AuditRecord)]
    assert first_broken(records) is None
    assert (records[-1].action, records[-1].actor) == (
        "objection.erase",
        Actor.of("host", "user/zhang"),
    )
    assert records[-1].details == {"reason": "本人来信"}
    before = dict(objected.store.items)
    assert run(*words).code == 0
    assert objected.store.items == before, "erased again, nothing changes"


@pytest.mark.usefixtures("objected")
def test_an_unknown_objection_is_named(run):
    ended = run("objection", "erase", CONTEST, "ffff", "--reason", "x", "--yes")
    assert (ended.code, "没有这个异议：ffff" in ended.err) == (1, True)


def test_without_a_confirmation_nothing_is_erased(run, objected):
    """There is nobody at the terminal who could confirm."""
    assert run("person", "erase", LI).code == 1
    assert run("objection", "erase", CONTEST, MADE.id, "--reason", "x").code == 1
    assert left(objected) == list(BY_OBJECTOR)


def test_a_contact_is_for_the_entrant_to_correct(run, contact):
    ended = run("person", "erase", LI, "--yes")
    assert (ended.code, ended.out) == (1, "")
    assert f"As contact of the works: GY-0007 ({CONTEST})." in ended.err
    assert "联系方式由参选者更正，或用 laurel entry contact 更正" in ended.err
    assert left(contact, ("李雷",)) == ["李雷"]


def test_of_an_account_nobody_signed_in_to_the_objections_are_exported_too(run, objected):
    with_account(objected)
    found, told = exported(run)
    assert (found["account"]["id"], found["objections"]) == ("li", [])
    assert [one["objection"]["id"] for one in found["by_address"]["objections"]] == [MADE.id]
    assert "没有这个账号" not in told


def test_of_an_account_that_is_proven_they_are_exported_once(run, objected):
    with_account(objected, verified_at=NOW)
    found, _ = exported(run)
    assert [one["objection"]["id"] for one in found["objections"]] == [MADE.id]
    assert found["by_address"]["objections"] == []
