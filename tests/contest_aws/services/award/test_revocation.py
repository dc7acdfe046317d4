"""A granted award is taken back: list, entry and mail change at once, and no other work moves."""

import pytest

from contest.audit import Actor, first_broken
from contest.award.places import places
from contest.entry.entry import EntryStatus
from contest.mail.occasions import Occasion, occasion_of
from contest.mail.status_mail import status_mail
from contest.refusals import Refusal, Refused
from contest_aws.services.award import award_rounds, revocation
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify, entry_of
from contest_aws.services.upload import submission
from contest_aws.store import keys
from tests.builders import any_time


@pytest.fixture
def granted(final):
    final.grant()
    return final


def context(round_):
    return Context(round_.store, round_.contest, Actor.of("host", "h"), any_time(300))


def revoke(round_, place, entry=None, *, unit=None, reason="版权争议"):
    asked = RevocationRequest(place=place, entry=entry, unit=unit, reason=reason)
    return revocation.revoke(context(round_), round_.now, asked)


def entry(round_, name):
    return entry_of(round_.store, round_.contest.id, name)


def announced(round_):
    (shown,) = award_rounds.announced(round_.store, round_.contest.id)
    return shown


def test_a_revoked_award_leaves_the_list_and_nobody_moves_up(granted):
    before = announced(granted).winners
    revoke(granted, "gold", "e0")
    after = announced(granted)
    assert after.winners == tuple(w for w in before if (w.place, w.entry) != ("gold", "e0"))
    assert [(w.place, w.entry) for w in after.revoked] == [("gold", "e0")]


def test_a_work_keeps_its_other_awards_and_without_any_it_has_won_nothing(granted):
    awards = entry(granted, "e0").awards
    assert len(awards) > 1
    for number, place in enumerate(awards, start=1):
        before = entry(granted, "e0")
        revoke(granted, place, "e0")
        after = entry(granted, "e0")
        assert after.awards == awards[number:]
        assert occasion_of(before, after) is Occasion.REVOKED
    assert (after.status, after.status_names.entrant.zh) == (
        EntryStatus.NOT_AWARDED,
        "奖项已撤销",
    )
    assert [lost.place for lost in after.revoked] == list(awards)


def test_the_mail_names_the_award_and_the_reason(granted):
    revoke(granted, "gold", "e0", reason="画面素材未获授权")
    mail = status_mail(
        entry(granted, "e0"), Occasion.REVOKED, rules=granted.contest.rules, link="https://x.cn"
    )
    assert "金奖" in mail.text
    assert "画面素材未获授权" in mail.text


def test_decision_and_entry_are_one_transaction_with_their_records(granted):
    revoke(granted, "gold", "e0")
    for subject in (
        keys.award_round(granted.contest.id, "first"),
        keys.entry(granted.contest.id, "e0"),
    ):
        chain = granted.store.chain(subject)
        assert (chain[-1].action, str(chain[-1].actor)) == ("award.revoke", "host:h")
        assert first_broken(chain) is None


def test_revoked_again_nothing_changes(granted):
    once = revoke(granted, "gold", "e0")
    items = dict(granted.store.items)
    assert revoke(granted, "gold", "e0") == once
    assert granted.store.items == items


def test_a_units_award_is_revoked_too(granted):
    unit = next(w.unit for w in announced(granted).winners if w.place == "best-organisation")
    revoke(granted, "best-organisation", unit=unit)
    assert unit not in [
        w.unit for w in announced(granted).winners if w.place == "best-organisation"
    ]


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"place": "gold", "entry": "e1"}, "award.not_given"),
        ({"place": "platinum", "entry": "e0"}, "award.not_given"),
        ({"place": "gold", "entry": "e0", "reason": " "}, "decision.reason_missing"),
    ],
)
def test_refuses_what_cannot_be_revoked(granted, asked, refusal):
    place = asked.pop("place")
    with pytest.raises(Refused) as problem:
        revoke(granted, place, **asked)
    assert problem.value.refusals[0].code == refusal


def test_nothing_is_revoked_before_it_is_granted(final):
    with pytest.raises(Refused) as problem:
        revoke(final, "gold", "e0")
    assert problem.value.refusals == (
        Refusal(code="award.not_possible_now", measured=problem.value.refusals[0].measured),
    )


def test_a_work_that_is_withdrawn_after_the_grant_loses_all_its_awards_and_nobody_moves_up(granted):
    before, awards = announced(granted).winners, entry(granted, "e0").awards
    owner = Actor.of("entrant", entry(granted, "e0").owner)
    submission.withdraw(context(granted).acting_as(owner), entry(granted, "e0"))
    after = entry(granted, "e0")
    assert (after.status, after.awards) == (EntryStatus.WITHDRAWN, ())
    assert announced(granted).winners == tuple(w for w in before if w.entry != "e0")
    assert [w.place for w in announced(granted).taken_off] == [
        w.place for w in before if w.entry == "e0"
    ]
    assert {lost.place for lost in after.revoked} == set(awards)


def test_a_work_that_is_disqualified_after_the_grant_loses_all_its_awards(granted):
    awards = entry(granted, "e0").awards
    disqualify(context(granted), entry(granted, "e0"), reason="版权争议")
    after = entry(granted, "e0")
    assert (after.status, after.awards) == (EntryStatus.DISQUALIFIED, ())
    assert [lost.place for lost in after.revoked] == list(awards)
    assert [w for w in announced(granted).winners if w.entry == "e0"] == []
    assert {w.place for w in announced(granted).taken_off} == set(awards)
    mail = status_mail(after, Occasion.REVOKED, rules=granted.contest.rules, link="https://x.cn")
    chinese, english = mail.text.split("-" * 40)
    assert ("金奖" in chinese, "版权争议" in chinese) == (True, True)
    assert ("Gold" in english, "版权争议" in english, "取消资格" in english) == (
        True,
        True,
        False,
    )
    assert all(
        places(granted.contest.rules.awards)[place].name.zh in chinese for place in set(awards)
    ), "every award that it has lost"
