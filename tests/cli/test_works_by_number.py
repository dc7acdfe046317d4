"""Lists name works by their numbers, and the commands that act on works take these numbers, in any
spelling, beside ids. A revocation that waits for a second person is shown, and can be agreed to."""

import json

import pytest

from contest.audit import Actor
from contest.award.award import AwardChange, AwardStatus, Revocation
from contest.entry.entry import EntryStatus
from contest.rules.sections import Confirmation
from contest_aws.services.award import award_rounds
from contest_aws.services.pointers import Named
from contest_aws.services.review import conflicts, decisions
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from laurel import award, inputs
from tests.builders import any_contest, any_entry
from tests.cli.conftest import AWARD_ROUND, CONTEST_TIME, NOW

CONTEST = AWARD_ROUND.contest
NUMBER = "GY-0412"
REVOKE = ("award", "revoke", CONTEST, "first", "--place", "gold", "--entry")
WU = Actor.of("host", "user/wu")


@pytest.fixture
def numbered(organiser):
    """The winner of gold, as granted: number GY-0412, id e1. Two people revoke."""
    entry = any_entry(EntryStatus.AWARDED, id="e1", number=NUMBER, awards=("gold",))
    rules = organiser.contest(CONTEST).rules
    two = rules.model_copy(update={"confirmation": Confirmation(people=2)})
    contest = any_contest(rules=two, rehearsal=True, clock_offset=CONTEST_TIME - NOW)
    granted = AWARD_ROUND.model_copy(update={"status": AwardStatus.GRANTED})
    organiser.store.commit(
        Change(keys.contest(CONTEST), contest, "any"),
        Change(keys.entry(CONTEST, "e1"), entry, "any"),
        Change(keys.number(CONTEST, NUMBER), Named(name="e1"), "any"),
        Change(keys.award_round(CONTEST, "first"), granted, "any"),
    )
    return organiser


def asked_by(organiser, who, reason="版权争议"):
    waits = Revocation(place="gold", entry="e1", reason=reason, asked_by=who)
    round_ = award_rounds.round_of(organiser.store, CONTEST, "first")
    with_it = round_.model_copy(update={"revocations": (waits,)})
    organiser.store.commit(Change(keys.award_round(CONTEST, "first"), with_it, "any"))


def revocations(organiser):
    return award_rounds.round_of(organiser.store, CONTEST, "first").revocations


@pytest.mark.usefixtures("numbered")
def test_a_list_of_winners_says_number_and_for_programs_the_id(run):
    (winner,) = json.loads(run("award", "show", CONTEST, "first", "--json").out)["winners"]
    assert (winner["number"], winner["entry"]) == (NUMBER, "e1")
    head, row = run("award", "show", CONTEST, "first").out.splitlines()[:2]
    assert dict(zip(head.split("\t"), row.split("\t"), strict=True))["编号 number"] == NUMBER


@pytest.mark.parametrize("typed", [NUMBER, "gy-0412", "e1"])
def test_an_award_is_revoked_by_number_or_id(run, numbered, typed):
    assert run(*REVOKE, typed, "--reason", "版权争议").code == 0
    (one,) = revocations(numbered)
    assert (one.entry, one.asked_by, one.at) == ("e1", Actor.of("host", "user/zhang"), None)


@pytest.mark.usefixtures("numbered")
def test_a_number_that_nobody_has_is_named(run):
    ended = run(*REVOKE, "GY-9999", "--reason", "x")
    assert (ended.code, "没有这个作品：GY-9999" in ended.err) == (1, True)


def test_changes_name_works_by_number(numbered, tmp_path):
    file = tmp_path / "changes.json"
    change = {"action": "drop", "place": "gold", "reason": "评议"}
    listed = [change | {"entry": NUMBER}, change | {"entry": "e1"}, change | {"unit": "u1"}]
    file.write_text(json.dumps(listed), encoding="utf-8")

    found = inputs.read_changes(file, lambda typed: numbered.entry(CONTEST, typed).id)

    own = AwardChange(action="drop", place="gold", entry="e1", reason="评议")
    assert found == (own, own, own.model_copy(update={"entry": None, "unit": "u1"}))


@pytest.mark.parametrize("command", ["show", "confirm"])
def test_the_commands_that_take_changes_read_them_so(run, numbered, monkeypatch, tmp_path, command):
    proposed = AWARD_ROUND.model_copy(update={"status": AwardStatus.PROPOSED})
    numbered.store.commit(Change(keys.award_round(CONTEST, "first"), proposed, "any"))
    file, seen = tmp_path / "changes.json", []
    change = {"action": "drop", "place": "gold", "entry": NUMBER, "reason": "评议"}
    file.write_text(json.dumps([change]), encoding="utf-8")

    def taken(*_, **__):
        raise inputs.InputError("seen")

    def shown(_, __, changes):
        seen.append(changes)
        taken()

    def confirmed(*_, changes, **__):
        seen.append(changes)
        taken()

    monkeypatch.setattr(award.award_listing, "shown", shown)
    monkeypatch.setattr(award.proposals, "confirm", confirmed)
    monkeypatch.setattr(type(numbered), "snapshots", None)
    more = ("--expected-version", 3, "--list", 0) if command == "confirm" else ()
    run("award", command, CONTEST, "first", *more, "--changes", file)
    assert seen == [(AwardChange(action="drop", place="gold", entry="e1", reason="评议"),)]


@pytest.mark.usefixtures("numbered")
@pytest.mark.parametrize("command", ["accept", "leave_out"])
def test_works_with_too_few_reviews_are_decided_on_by_number(run, monkeypatch, command):
    seen = []
    monkeypatch.setattr(decisions, command, lambda *of, **_: seen.append(of[1:]))
    words = ("review", command.replace("_", "-"), CONTEST, "expert-review", NUMBER)
    ended = run(*words, "--reason", "已议")
    assert (ended.code, seen) == (0, [("expert-review", "e1")])


def test_a_conflict_is_settled_by_number(run, numbered, monkeypatch):
    seen = []
    monkeypatch.setattr(type(numbered), "judge", lambda *_: None)
    monkeypatch.setattr(conflicts, "settle_conflict", lambda *of, **_: seen.append(of[1:3]))
    ended = run("review", "settle-conflict", CONTEST, "j1", NUMBER, "--reason", "师生")
    assert (ended.code, seen) == (0, [("j1", "e1")])


def test_what_waits_is_shown_with_person_and_reason(run, numbered):
    asked_by(numbered, WU)
    (waits,) = json.loads(run("award", "show", CONTEST, "first", "--json").out)["waiting"]
    assert (waits["award"], waits["number"], waits["entry"]) == ("gold", NUMBER, "e1")
    assert (waits["asked_by"], waits["reason"]) == ("host:user/wu", "版权争议")
    told = run("award", "show", CONTEST, "first").out
    assert ("host:user/wu\t版权争议" in told, "撤销待确认 revocation waits" in told) == (True, True)


def test_a_second_person_agrees_without_typing_the_reason_again(run, numbered):
    asked_by(numbered, WU)
    ended = run(*REVOKE, NUMBER)
    assert (ended.code, "已撤销" in ended.out) == (0, True)
    (one,) = revocations(numbered)
    assert (one.reason, one.asked_by, one.at) == ("版权争议", WU, CONTEST_TIME)
    assert one.actor == Actor.of("host", "user/zhang")


def test_of_what_was_revoked_it_is_not_told_that_it_waits(run, numbered):
    """Another award's revocation still does."""
    asked_by(numbered, WU)
    round_ = award_rounds.round_of(numbered.store, CONTEST, "first")
    other = Revocation(place="silver", entry="e2", reason="版权争议", asked_by=WU)
    both = round_.model_copy(update={"revocations": (other, *round_.revocations)})
    numbered.store.commit(Change(keys.award_round(CONTEST, "first"), both, "any"))
    assert run(*REVOKE, NUMBER).out == "gold：已撤销。 Revoked.\n"


def test_the_first_person_cannot_agree_with_themselves(run, numbered):
    asked_by(numbered, Actor.of("host", "user/zhang"))
    before = revocations(numbered)
    assert run(*REVOKE, NUMBER).code == 1
    assert revocations(numbered) == before


def test_where_nothing_waits_a_reason_is_asked_for(run, numbered):
    ended = run(*REVOKE, NUMBER)
    assert (ended.code, ended.out) == (1, "")
    assert "没有待确认的撤销，请用 --reason 写明理由。" in ended.err
    assert revocations(numbered) == ()


def test_a_reason_of_nothing_is_refused(run, numbered):
    asked_by(numbered, WU)
    assert run(*REVOKE, NUMBER, "--reason", "").code == 1
    assert revocations(numbered)[0].at is None
