"""Hosts are mailed when a place of a list becomes free, and entrants what they won where the rules
have them learn it before the public: each once."""

import pytest

from contest.audit import RULES, Actor
from contest.award.award import AwardStatus
from contest.mail.outbox import MailState, StatusMail
from contest.people.account import Account
from contest.people.sign_in import sha256
from contest_aws.services.award import award_rounds, award_snapshots, proposals
from contest_aws.services.award.award_mails import write_free_places, write_provisional
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify
from contest_aws.services.mailing import MailPolicy
from contest_aws.services.pointers import Pointer
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create
from tests.builders import any_time
from tests.contest_aws.services.award.steps import WEEK
from tests.contest_aws.services.award.test_award_snapshots import entry, host, keep, kept, revoke
from tests.contest_aws.services.award.test_filling import Filling
from tests.contest_aws.services.award.test_who_learns_first import proposed_with

HOW = MailPolicy(site="https://here", sender=True, rehearsals=False, now=any_time(200))
HOSTS = ("host@example.org", "deputy@example.org", "never-signed-in@example.org")


@pytest.fixture
def hosts(store):
    for name, address in zip("hd", HOSTS, strict=False):
        account = Account(
            id=name, address=address, created_at=any_time(), verified_at=any_time(), version=1
        )
        store.commit(
            create(keys.account(name), account),
            create(keys.address(sha256(address)), Pointer(account=name)),
        )


def mails_of(round_, name="first"):
    """The mails of the last snapshot."""
    last = award_snapshots.kept(round_.store, round_.contest.id, name)[-1]
    where = keys.award_snapshot(round_.contest.id, name, last.number)
    found = write_free_places(round_.store, where, last, HOW, hosts=HOSTS)
    return [round_.store.find(key, StatusMail) for key in found]


def all_mails(round_, whose):
    return list(round_.store.query(keys.mail(round_.contest.id, whose, 0, "").pk, StatusMail))


@pytest.mark.usefixtures("hosts")
def test_each_host_who_has_signed_in_is_mailed_once_that_a_gold_is_free(final):
    final.grant()
    keep(final)
    assert mails_of(final) == [], "nothing was lost"
    revoke(final, "gold", "e0")
    keep(final)
    mails = mails_of(final)
    assert sorted(mail.account for mail in mails) == ["d", "h"]
    assert [mail.state for mail in mails] == [MailState.DUE] * 2
    assert mails_of(final) == mails, "the change arrived again"
    assert len(all_mails(final, "h")) == 1
    for said in (
        "- 金奖：奖项已撤销\n",
        "- Gold: the award was revoked\n",
        "发起递补评奖",
        f"https://here/contests/{final.contest.id}/host/awards/first",
    ):
        assert said in mails[0].text
    assert "钢铁脊梁" not in mails[0].text, "it names no work"


@pytest.mark.usefixtures("hosts")
def test_a_disqualification_frees_every_place_that_the_work_had(final):
    final.grant()
    keep(final)
    disqualify(host(final), entry(final, "e1"), reason="抄袭")
    keep(final)
    text = mails_of(final)[0].text
    assert "- 银奖：作品已被取消资格\n- 主题奖（" in text


@pytest.mark.usefixtures("hosts")
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (AwardStatus.PROPOSED, "请调整提名，或放弃这一轮评奖"),
        (AwardStatus.PROVISIONAL, "公示期间不能改动名单"),
        (AwardStatus.FINAL, "颁奖完成后可发起递补评奖"),
    ],
)
def test_before_the_grant_the_mail_says_what_the_host_can_do_then(proposed, status, said):
    if status is not AwardStatus.PROPOSED:
        proposed.confirm()
    if status is AwardStatus.FINAL:
        proposed.end_objections(WEEK)
    assert proposed.now.status is status
    keep(proposed)
    disqualify(host(proposed), entry(proposed, "e0"), reason="抄袭")
    keep(proposed)
    text = mails_of(proposed)[0].text
    assert said in text
    may_change = status is AwardStatus.PROPOSED
    assert ("调整提名" in text, "change the proposal" in text) == (may_change, may_change)


@pytest.mark.usefixtures("hosts")
def test_the_first_proposal_of_all_mails_no_host(proposed):
    for _ in range(2):
        keep(proposed)
    assert kept(proposed)
    assert mails_of(proposed) == []


def provisional(round_, name="first"):
    now = award_rounds.round_of(round_.store, round_.contest.id, name)
    found = write_provisional(
        round_.store, round_.contest.id, name, version=now.version, policy=HOW
    )
    return {mail.entry: mail for key in found for mail in [round_.store.find(key, StatusMail)]}


def learned_first(round_, days):
    after = proposed_with(round_, days)
    after.store.commit(Change(keys.contest(after.contest.id), after.contest, "any"))
    return after


def test_winners_are_mailed_at_the_confirmation_where_they_learn_it_first(proposed):
    round_ = learned_first(proposed, 2)
    assert provisional(round_) == {}, "nothing is confirmed"
    round_.confirm()
    mails = provisional(round_)
    assert {*mails} == {"e0", "e1", "e2", "e3"}
    assert "e4" not in mails, "who has won nothing is told with the grant"
    assert "拟获金奖、最佳科学奖" in mails["e0"].text
    assert "is to receive Silver" in mails["e2"].text
    assert provisional(round_) == mails, "the change arrived again"
    assert len(all_mails(round_, "e0")) == 1


def test_with_everybody_they_are_mailed_with_the_grant_alone(proposed):
    round_ = learned_first(proposed, 0)
    round_.confirm()
    assert provisional(round_) == {}


def test_a_work_that_does_not_stand_is_not_mailed(proposed):
    round_ = learned_first(proposed, 2)
    round_.confirm()
    disqualify(host(round_), entry(round_, "e0"), reason="抄袭")
    assert "e0" not in provisional(round_)


def test_only_who_is_new_on_a_later_list_is_mailed(proposed):
    round_ = learned_first(proposed, 2)
    round_.confirm()
    round_.end_objections(WEEK * 2)
    round_.grant()
    filling = Filling(round_)
    filling.revoke("best-story", "e0")
    filling.propose()
    filling.confirm()
    mails = provisional(filling, "second")
    assert {*mails} == {"e1"}
    assert "拟获最佳故事奖" in mails["e1"].text


def test_a_list_that_was_given_up_mails_nobody(proposed):
    round_ = learned_first(proposed, 2)
    round_.confirm()
    version = round_.now.version
    ctx = Context(round_.store, round_.contest, RULES, any_time(164))
    award_rounds.discard(ctx, round_.now, reason="重来")
    found = write_provisional(round_.store, round_.contest.id, "first", version=version, policy=HOW)
    assert list(found) == []


def test_winners_of_a_new_list_are_mailed_though_the_one_before_was_discarded(proposed):
    round_ = learned_first(proposed, 2)
    round_.confirm()
    first, version = provisional(round_), round_.now.version
    ctx = Context(round_.store, round_.contest, Actor.of("host"), any_time(164))
    award_rounds.discard(ctx, round_.now, reason="重来")
    again = Filling(round_)
    again.propose()
    confirmed = again.confirm()
    assert (confirmed.version, confirmed.fills) == (version, ()), "the same number of steps"
    mails = provisional(again, "second")
    assert {*mails} == {*first}
    assert provisional(again, "second") == mails, "the change arrived again"
    assert len(all_mails(round_, "e0")) == 2


def test_winners_of_two_lists_that_fill_the_same_places_are_mailed_of_each(proposed):
    round_ = learned_first(proposed, 2)
    round_.confirm()
    round_.end_objections(WEEK * 2)
    round_.grant()
    filling = Filling(round_)
    filling.revoke("best-story", "e0")
    filling.propose()
    filling.confirm()
    assert {*provisional(filling, "second")} == {"e1"}
    award_rounds.discard(filling.ctx(), filling.now, reason="重来")
    third = filling.begin("third")
    third = award_rounds.tally(filling.ctx(RULES), round_.snapshots, third)
    third = proposals.propose(filling.ctx(RULES), round_.snapshots, third)
    proposals.confirm(
        filling.ctx(), round_.snapshots, third, changes=(), expected_version=third.version
    )
    assert {*provisional(filling, "third")} == {"e1"}
    assert len(all_mails(round_, "e1")) == 2
