"""Where the rules ask for two people, one of them alone confirms and revokes nothing."""

import pytest

from contest.audit import RULES, Actor, AuditRecord, first_broken
from contest.award.award import AwardChange, AwardStatus
from contest.mail.attention_mail import attention_mail
from contest.refusals import Refusal, Refused
from contest.rules.sections import Confirmation
from contest_aws.services.award import award_rounds, proposals, revocation
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify, entry_of
from contest_aws.services.upkeep import reminders
from contest_aws.store import keys
from tests.builders import any_time

SPECIAL = AwardChange(action="add", place="special", entry="e3", reason="题材独特")
ONE, OTHER = "one", "other"


@pytest.fixture
def by_two(proposed):
    rules = proposed.contest.rules.model_copy(update={"confirmation": Confirmation(people=2)})
    proposed.contest = proposed.contest.model_copy(update={"rules": rules})
    return proposed


def confirm(round_, who, *changes, version=None, agreed=False):
    return proposals.confirm(
        Context(round_.store, round_.contest, Actor.of("host", who), any_time(163)),
        round_.snapshots,
        round_.now,
        changes=None if agreed else changes,
        expected_version=round_.now.version if version is None else version,
    )


def ctx_of(round_):
    return Context(round_.store, round_.contest, RULES, any_time(300))


def code(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    return problem.value.refusals


def test_the_first_word_is_kept_and_the_second_persons_publishes(by_two):
    first = confirm(by_two, ONE, SPECIAL)
    assert (first.status, str(first.agreement.actor)) == (AwardStatus.PROPOSED, "host:one")
    assert list(award_rounds.announced(by_two.store, by_two.contest.id)) == []
    second = confirm(by_two, OTHER, agreed=True)
    assert (second.status, second.changes) == (AwardStatus.PROVISIONAL, (SPECIAL,))


def test_nobody_is_both(by_two):
    confirm(by_two, ONE, SPECIAL)
    assert code(confirm, by_two, ONE, SPECIAL) == (Refusal(code="award.second_person"),)


def test_who_changes_the_list_is_the_first_again(by_two):
    confirm(by_two, ONE, SPECIAL)
    changed = confirm(by_two, OTHER)
    assert (changed.status, str(changed.agreement.actor)) == (AwardStatus.PROPOSED, "host:other")
    assert code(confirm, by_two, OTHER) == (Refusal(code="award.second_person"),)
    assert confirm(by_two, ONE).status is AwardStatus.PROVISIONAL


def test_a_repeated_word_after_a_lost_answer_changes_nothing(by_two):
    before = by_two.now.version
    first = confirm(by_two, ONE, SPECIAL)
    assert confirm(by_two, ONE, SPECIAL, version=before) == first
    second = confirm(by_two, OTHER, SPECIAL)
    assert confirm(by_two, OTHER, SPECIAL, version=first.version) == second


def test_what_breaks_the_plan_is_refused_to_the_first_already(by_two):
    unknown = AwardChange(action="add", place="special", entry="zzz", reason="题材独特")
    assert code(confirm, by_two, ONE, unknown)[0].code == "award.not_ranked"
    assert by_two.now.agreement is None


@pytest.fixture
def granted(by_two):
    confirm(by_two, ONE)
    confirm(by_two, OTHER)
    by_two.end_objections(by_two.contest.rules.objections.period)
    by_two.grant()
    return by_two


GOLD = {"place": "gold", "entry": "e0"}


def act(action, round_, who, reason, *, version=None, **of):
    """`action`: `revoke` or `drop`."""
    ctx = Context(round_.store, round_.contest, Actor.of("host", who), any_time(300))
    asked = RevocationRequest(**(of or GOLD), reason=reason)
    return action(ctx, round_.now, asked, expected_version=version)


def test_a_revocation_that_waits_is_dropped_by_anybody_of_the_host(granted):
    for who in (ONE, OTHER):
        act(revocation.revoke, granted, ONE, "版权争议")
        version = granted.now.version
        dropped = act(revocation.drop, granted, who, "查无此事", version=version)
        assert (dropped.revocations, dropped.version) == ((), version + 1)
        assert act(revocation.drop, granted, who, "查无此事", version=version) == dropped
    records = list(
        granted.store.query(
            keys.audit(keys.award_round(granted.contest.id, "first"), 0).pk, AuditRecord
        )
    )
    assert first_broken(records) is None
    assert (records[-1].action, str(records[-1].actor)) == ("award.drop_revocation", "host:other")
    assert records[-1].details["reason"] == "查无此事"
    assert reminders.waiting(ctx_of(granted)).revocations == []
    assert "gold" in entry_of(granted.store, granted.contest.id, "e0").awards


def test_what_is_dropped_needs_a_reason_and_has_to_wait(granted):
    none = (Refusal(code="award.no_revocation"),)
    assert code(act, revocation.drop, granted, ONE, "查无此事") == none
    act(revocation.revoke, granted, ONE, "版权争议")
    seen = granted.now.version
    assert code(act, revocation.drop, granted, ONE, " ")[0].code == "decision.reason_missing"
    act(revocation.revoke, granted, OTHER, "版权争议")
    meanwhile = (Refusal(code="item.changed_meanwhile"),)
    assert code(act, revocation.drop, granted, ONE, "查无此事", version=seen) == meanwhile
    assert code(act, revocation.drop, granted, ONE, "查无此事") == none


def test_of_a_work_that_was_disqualified_since_no_revocation_waits(granted):
    act(revocation.revoke, granted, ONE, "版权争议")
    act(revocation.revoke, granted, ONE, "数据不实", place="silver", entry="e1")
    entry = entry_of(granted.store, granted.contest.id, "e0")
    disqualify(ctx_of(granted), entry, reason="抄袭")
    left = [(one.place, one.entry) for one in reminders.waiting(ctx_of(granted)).revocations]
    assert left == [("silver", "e1")]


def test_a_revocation_waits_for_the_second_person(granted):
    asked = RevocationRequest(place="gold", entry="e0", reason="版权争议")

    def revoke(who):
        ctx = Context(granted.store, granted.contest, Actor.of("host", who), any_time(300))
        return revocation.revoke(ctx, granted.now, asked)

    revoke(ONE)
    asked_for = reminders.waiting(ctx_of(granted))
    assert [one.place for one in asked_for.revocations] == ["gold"]
    mail = attention_mail(asked_for, rules=granted.contest.rules, now=any_time(300), link="x")
    assert "1 项撤销待处理" in mail.subject
    assert "1 revocation waits for a second person. Until then the award stands." in mail.text
    (shown,) = award_rounds.announced(granted.store, granted.contest.id)
    assert ("gold" in [w.place for w in shown.winners], shown.revoked) == (True, ())
    assert code(revoke, ONE) == (Refusal(code="award.second_person"),)
    revoke(OTHER)
    assert reminders.waiting(ctx_of(granted)).revocations == []
    (shown,) = award_rounds.announced(granted.store, granted.contest.id)
    assert [w.place for w in shown.revoked] == ["gold"]
    assert "gold" not in entry_of(granted.store, granted.contest.id, "e0").awards


def test_another_reason_makes_the_second_person_the_first(granted):
    def revoke(who, reason):
        ctx = Context(granted.store, granted.contest, Actor.of("host", who), any_time(300))
        asked = RevocationRequest(place="gold", entry="e0", reason=reason)
        return revocation.revoke(ctx, granted.now, asked).revocations

    revoke(ONE, "版权争议")
    (waiting,) = revoke(OTHER, "内容失实")
    assert (str(waiting.asked_by), waiting.at) == ("host:other", None)
    (done,) = revoke(ONE, "内容失实")
    assert (str(done.actor), done.reason) == ("host:one", "内容失实")
