"""Judges are compared with works by what is stored when it is asked."""

import pytest

from contest.audit import Actor, AuditRecord
from contest.entry.entry import EntryStatus
from contest.entry.form import Contact
from contest.people.account import GrantStatus, Invited, InviteMode, Role
from contest.refusals import Refused
from contest.review.conflict_decision import ConflictDecision, ConflictState
from contest.spreadsheets.row_matching import Recommendation
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.services.pointers import OwnEntry
from contest_aws.services.review import conflicts
from contest_aws.services.review.conflict_facts import Candidate
from contest_aws.services.review.judges import judges_of
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_decision, any_entry, any_form, any_rules, any_time
from tests.contest_aws.services import panel

DISMISSED, CONFIRMED = ConflictState.DISMISSED, ConflictState.CONFIRMED


def host(store, contest):
    return Context(store, contest, Actor.of("host", "h"), any_time(100))


def invited(store, contest, address, *, account="acc", **asked):
    """Invites a judge who accepts, under their own address."""
    ctx = host(store, contest)
    known = {"role": Role.JUDGE, "name": "李雷", **asked}
    grant = accounts.invite(ctx, address, Invited(**known), new_id=account, how=InviteMode.QUIETLY)
    accounts.answer(ctx, grant.account, Role.JUDGE, GrantStatus.ACCEPTED)
    return grant.person


def entered(store, contest, *, contact=None, **changes):
    entry = any_entry(EntryStatus.IN_REVIEW, **changes)
    store.commit(create(keys.entry(contest.id, entry.id), entry))
    if contact:
        store.commit(create(keys.contact(contest.id, entry.id), contact))
    return entry


def codes(store, contest):
    """By judge and entry."""
    works = list(store.entries_at(contest.id, EntryStatus.IN_REVIEW))
    found = conflicts.conflicts_among(store, contest, judges_of(store, contest.id), works)
    return {
        pair: [(one.code, one.certain) for one in conflicts] for pair, conflicts in found.items()
    }


def test_a_judge_who_entered_a_work_under_the_same_address_never_gets_it(store):
    """An account entered a work, accepted an invitation as judge under the same e-mail address,
    was dealt its own work, and its 100 points counted."""
    contest = panel.contest_with(reviews_per_entry=1)
    account, changes = accounts.opened(
        "entrant-1", "li@example.com", actor=Actor.of("host"), now=any_time()
    )
    store.commit(*changes)
    entered(store, contest, id="e0", owner=account.id)
    assert invited(store, contest, "li@example.com", name="另一个名字") == "entrant-1"

    plan = panel.opened(store, contest)

    assert plan.judges == {}
    assert list(plan.unplaced) == ["e0"]
    assert panel.entry_now(store, contest, "e0").judges == ()
    assert codes(store, contest) == {("entrant-1", "e0"): [("own_work", True)]}


def one_judge(store, contest, **asked):
    return invited(store, contest, "li@xjzg.com", **asked)


def test_a_contact_and_every_sheet_that_names_the_work_are_compared(store):
    contest = panel.contest_with()
    judge = one_judge(store, contest)
    entered(store, contest, id="e0", contact=Contact(email="LI@xjzg.com"))
    entered(store, contest, id="e1", contact=Contact(email="han@xjzg.com"))
    entered(store, contest, id="e2", contact=Contact(person="李 雷", email="han@qq.com"))
    entered(store, contest, id="e3", contact=Contact(person="韩梅梅", email="han@qq.com"))
    store.commit(
        create(keys.row_contact(contest.id, "e3", "hunan-iit"), Contact(email="li@xjzg.com"))
    )

    assert codes(store, contest) == {
        (judge, "e0"): [("own_work", True)],
        (judge, "e1"): [("own_unit", False)],
        (judge, "e2"): [("own_work", False)],
        (judge, "e3"): [("own_work", True)],
    }


def test_a_unit_that_recommends_by_a_sheet_is_compared_though_the_form_names_another(store):
    contest = panel.contest_with()
    unit = contest.rules.units[0]
    judge = one_judge(store, contest, unit=unit.name.zh)
    entered(store, contest, id="e0", form=any_form(recommending_unit="别的单位"))
    entered(store, contest, id="e1")
    store.commit(create(keys.row_contact(contest.id, "e0", unit.id), Contact()))

    assert codes(store, contest) == {(judge, "e0"): [("recommending_unit", True)]}


def test_of_many_works_the_sheets_are_read_by_unit(store, monkeypatch):
    monkeypatch.setattr("contest_aws.services.review.conflict_facts.FEW", 0)
    contest = panel.contest_with()
    unit = contest.rules.units[0]
    judge = one_judge(store, contest, unit=unit.name.zh)
    entered(store, contest, id="e0")
    row = Recommendation(
        contest=contest.id,
        unit=unit.id,
        id="r1",
        sheet="0" * 64,
        number=1,
        form=any_form(),
        entry="e0",
        begun=None,
        recommended_at=any_time(),
    )
    store.commit(create(keys.recommendation(contest.id, unit.id, "r1"), row))
    store.commit(create(keys.row_contact(contest.id, "e0", unit.id), Contact(email="li@xjzg.com")))

    assert codes(store, contest) == {
        (judge, "e0"): [("own_work", True), ("recommending_unit", True)]
    }


def test_who_may_act_for_a_unit_does_not_judge_what_it_recommends(store):
    contest = panel.contest_with()
    unit = contest.rules.units[0]
    judge = one_judge(store, contest)
    accounts.invite(
        host(store, contest),
        "li@xjzg.com",
        Invited(role=Role.UNIT, unit=unit.id),
        new_id="x",
        how=InviteMode.QUIETLY,
    )
    entered(store, contest, id="e0", recommended_by=unit.id)
    assert codes(store, contest) == {}

    accounts.answer(host(store, contest), judge, Role.UNIT, GrantStatus.ACCEPTED)

    assert codes(store, contest) == {(judge, "e0"): [("recommending_unit", True)]}


def test_who_screened_a_work_does_not_judge_it(store):
    contest = panel.contest_with()
    judge = one_judge(store, contest)
    by = any_decision(actor=Actor.of("screener", judge))
    entered(store, contest, id="e0", screening=by)

    assert codes(store, contest) == {(judge, "e0"): [("screened", True)]}


def test_nor_does_who_confirmed_the_decision_or_whose_decision_was_undone(store):
    contest = panel.contest_with()
    judge = one_judge(store, contest)
    first, confirming = Actor.of("screener", "s1"), Actor.of("screener", judge)
    entered(store, contest, id="e0", screening=any_decision(actor=first, confirmed_by=confirming))
    entered(store, contest, id="e1", screening=any_decision(actor=first), screened_by=(judge, "s1"))

    assert codes(store, contest) == {
        (judge, "e0"): [("screened", True)],
        (judge, "e1"): [("screened", True)],
    }


def test_entrants_judge_others_works_unless_the_rules_forbid_it(store):
    contest = panel.contest_with()
    judge = one_judge(store, contest)
    entered(store, contest, id="e0", owner=judge)
    entered(store, contest, id="e1")
    store.commit(create(keys.own_entry(contest.id, judge, "e0"), OwnEntry(entry="e0")))

    assert codes(store, contest) == {(judge, "e0"): [("own_work", True)]}
    forbidding = contest.model_copy(update={"rules": any_rules(entrants_may_judge=False)})
    assert codes(store, forbidding) == {
        (judge, "e0"): [("entrant", True), ("own_work", True)],
        (judge, "e1"): [("entrant", True)],
    }


def suspected_judge(store, contest):
    """A judge who may have a part in the work e0."""
    judge = one_judge(store, contest)
    entered(store, contest, id="e0", form=any_form(credits=("导演：李雷",)))
    return judge


def settle(store, contest, judge, verdict, reason="同名", **how):
    return conflicts.settle_conflict(
        host(store, contest), judge, "e0", verdict, reason=reason, **how
    )


def test_a_suspicion_that_the_host_dismisses_is_not_found_again(store):
    contest = panel.contest_with()
    judge = suspected_judge(store, contest)
    assert codes(store, contest) == {(judge, "e0"): [("credited", False)]}

    settled = settle(store, contest, judge, DISMISSED, grounds=("credited.name",))

    assert codes(store, contest) == {}
    assert settle(store, contest, judge, DISMISSED, grounds=("credited.name",)) == settled
    assert str(settled.decided_by).startswith("host")
    assert settled.decided_at is not None
    records = list(
        store.query(keys.audit_chain(str(keys.conflict(contest.id, judge, "e0"))), AuditRecord)
    )
    assert [(r.action, r.actor, r.details["reason"]) for r in records] == [
        ("conflict.dismissed", Actor.of("host", "h"), "同名")
    ]


def test_a_suspicion_that_the_host_confirms_is_a_conflict_for_good(store):
    contest = panel.contest_with()
    judge = suspected_judge(store, contest)
    settle(store, contest, judge, CONFIRMED)
    assert codes(store, contest) == {(judge, "e0"): [("confirmed", True), ("credited", False)]}


def test_the_host_may_set_a_conflict_that_nothing_points_to_and_take_it_back(store):
    contest = panel.contest_with()
    judge = one_judge(store, contest)
    entered(store, contest, id="e0")
    settle(store, contest, judge, CONFIRMED, "师生")
    assert codes(store, contest) == {(judge, "e0"): [("confirmed", True)]}
    settle(store, contest, judge, DISMISSED, "核实无关")
    assert codes(store, contest) == {}


def refusal(store, contest, judge, verdict, **how):
    with pytest.raises(Refused) as caught:
        settle(store, contest, judge, verdict, **how)
    return caught.value.refusals[0].code


def test_what_is_certain_or_not_there_is_not_dismissed(store):
    contest = panel.contest_with()
    judge = one_judge(store, contest)
    entered(store, contest, id="e0")
    assert refusal(store, contest, judge, DISMISSED) == "conflict.none"
    store.commit(create(keys.contact(contest.id, "e0"), Contact(email="li@xjzg.com")))
    assert refusal(store, contest, judge, DISMISSED) == "conflict.certain"


def test_the_host_decides_on_what_they_saw_and_gives_a_reason(store):
    contest = panel.contest_with()
    judge = suspected_judge(store, contest)
    assert refusal(store, contest, judge, DISMISSED, reason=" ") == "decision.reason_missing"
    store.commit(create(keys.contact(contest.id, "e0"), Contact(person="李雷")))
    seen = {"grounds": ("credited.name",)}
    assert refusal(store, contest, judge, DISMISSED, **seen) == "item.changed_meanwhile"


def test_a_suspicion_that_comes_to_light_after_the_dismissal_is_open(store):
    contest = panel.contest_with()
    judge = suspected_judge(store, contest)
    settle(store, contest, judge, DISMISSED)
    store.commit(create(keys.contact(contest.id, "e0"), Contact(person="李雷")))
    assert codes(store, contest) == {(judge, "e0"): [("own_work", False)]}


def test_what_the_judge_has_said_stands(store):
    contest = panel.contest_with()
    judge = suspected_judge(store, contest)
    key = keys.conflict(contest.id, judge, "e0")
    said = ConflictDecision(
        contest=contest.id, judge=judge, entry="e0", state=ConflictState.RECUSED, version=1
    )
    store.commit(create(key, said))
    assert codes(store, contest)[judge, "e0"][0] == ("recused", True)
    assert refusal(store, contest, judge, DISMISSED) == "conflict.said_by_judge"


def test_a_report_says_before_the_invitation_how_many_works_are_in_the_way(store):
    contest = panel.contest_with()
    form = any_form(entrant="洞庭厂")
    entered(store, contest, id="e0", form=form, contact=Contact(email="li@xjzg.com"))
    entered(store, contest, id="e1", form=any_form(entrant="湘江重工集团", unit_type="企业"))
    entered(store, contest, id="e2", form=any_form(entrant="湘江重工集团总部", unit_type="企业"))
    entered(store, contest, id="e3", form=any_form(entrant="东海院", unit_type="高校院所"))

    before = dict(store.items)

    found = conflicts.report(
        host(store, contest),
        Candidate(address="li@xjzg.com", name="李雷", unit="湘江重工集团"),
    )

    assert store.items == before
    listed = [(w.entry, [(c.code, c.certain) for c in w.conflicts]) for w in found.listed]
    assert listed == [
        ("e0", [("own_work", True)]),
        ("e1", [("own_unit", True)]),
        ("e2", [("own_unit", False)]),
    ]
    assert found.model_dump(exclude={"listed"}) == {
        "works": 4,
        "reviewable": 1,
        "kinds": (
            {"code": "own_unit", "certain": 1, "suspected": 1},
            {"code": "own_work", "certain": 1, "suspected": 0},
        ),
    }
