"""A decision can be undone for ten minutes; later the host has the entry screened again."""

import pytest

from contest.entry.entry import Entry, EntryStatus
from contest.mail.occasions import Occasion
from contest.mail.outbox import MailState, StatusMail
from contest.people.account import Account
from contest.refusals import Refused
from contest.review.blind_copy import BlindCopy
from contest.screen.decision import ScreeningOutcome
from contest_aws.mail.mailer import Unreachable
from contest_aws.services import delivery, entries, mailing
from contest_aws.services.mailing import MailPolicy
from contest_aws.services.review import rounds
from contest_aws.services.screen import reopening, screening
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import create
from contest_aws.workflow.executions import LONG_AGO, position
from tests.builders import any_time
from tests.contest_aws.services.screen.conftest import C, Team

OUTCOMES = list(ScreeningOutcome)


class Letterbox:
    def __init__(self):
        self.sent = []

    def send(self, mail):
        self.sent.append(mail)


def policy(now):
    return MailPolicy(site="https://c.example", sender=True, rehearsals=False, now=now)


def refusal(action, *args, **more):
    with pytest.raises(Refused) as problem:
        action(*args, **more)
    return problem.value.refusals[0].code


def undo(team, after, *, who="s1", minutes=5.0):
    ctx = team.ctx(who, minutes=minutes)
    return screening.undo(ctx, team.now(), expected_version=after.content_version)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_undone_the_entry_waits_as_before_in_its_old_place(team, outcome):
    before = team.put(changed_at=any_time(-3))
    after = team.decide(outcome)
    back = undo(team, after, minutes=9.9)
    assert (back.status, back.screening, back.run) == (EntryStatus.SCREENING, None, before.run + 1)
    assert (back.submitted_at, back.resubmit_by, back.changed_at) == (
        before.submitted_at,
        before.resubmit_by,
        before.changed_at,
    )
    assert team.store.actions(keys.entry(C, "e1")) == [f"screen.{outcome}", "screen.undo"]


def test_undone_again_after_a_lost_answer_nothing_changes(team):
    team.put()
    after = team.decide(ScreeningOutcome.REJECT)
    assert undo(team, after) == undo(team, after)


@pytest.mark.parametrize(
    ("who", "minutes", "code"),
    [("s1", 10.1, "screening.undo_over"), ("s2", 1.0, "screening.undo_other")],
)
def test_too_late_or_by_another_it_stays(team, who, minutes, code):
    team.put()
    after = team.decide(ScreeningOutcome.REJECT)
    assert refusal(undo, team, after, who=who, minutes=minutes) == code
    assert team.now() == after


def test_of_what_the_entrant_has_withdrawn_no_decision_is_undone(team):
    team.put()
    after = team.decide(ScreeningOutcome.RETURN)
    submission.withdraw(team.ctx("entrant-1", role="entrant"), after)
    assert refusal(undo, team, after) == "entry.not_possible_now"


def test_where_the_rules_give_no_time_nothing_can_be_undone(store):
    team = Team(store, undo_within=any_time() - any_time())
    team.put()
    after = team.decide(ScreeningOutcome.PASS)
    assert (after.screening.final_at, position(after).final_at) == (None, LONG_AGO)
    assert refusal(undo, team, after, minutes=0) == "screening.undo_over"


def test_judges_do_not_get_an_entry_while_its_pass_can_be_undone(team):
    team.put()
    after = team.decide(ScreeningOutcome.PASS)
    assert position(after).final_at == after.screening.final_at
    round_id = team.contest.rules.rounds[0].id
    assert rounds.open_round(team.ctx(minutes=9.5), round_id).unplaced == {}
    assert rounds.open_round(team.ctx(minutes=10.5), round_id).unplaced.keys() == {"e1"}


def test_the_blind_copy_of_an_undone_pass_is_withdrawn(team):
    team.put()
    undo(team, team.decide(ScreeningOutcome.PASS))
    assert team.store.find(keys.blind_copy(C, "e1"), BlindCopy).withdrawn
    team.decide(ScreeningOutcome.PASS, minutes=20)
    assert not team.store.find(keys.blind_copy(C, "e1"), BlindCopy).withdrawn


class Post:
    """What is written and sent of the changes of one entry."""

    def __init__(self, team):
        account = Account(
            id="entrant-1",
            address="zhou@example.com",
            created_at=any_time(-9),
            verified_at=any_time(-5),
            version=1,
        )
        team.store.commit(create(keys.account("entrant-1"), account))
        self.team, self.box, self.keys = team, Letterbox(), []

    def write(self, before: Entry, after: Entry, *, minutes=0.0):
        now = self.team.ctx(minutes=minutes).now
        if key := mailing.write(self.team.store, before, after, policy(now)):
            self.keys.append(key)
        return mailing.delay_of(before, after, now=now)

    def send(self, *, minutes):
        now = self.team.ctx(minutes=minutes).now
        return [delivery.deliver(self.team.store, self.box, key, now=now) for key in self.keys]

    def subjects(self):
        return [mail.subject.split(" / ")[0] for mail in self.box.sent]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_mail_waits_as_long_as_the_decision_can_be_undone(team, outcome):
    before = team.put(number="GY-0412")
    post = Post(team)
    after = team.decide(outcome)
    assert post.write(before, after) == 600
    with pytest.raises(Unreachable):
        post.send(minutes=9.9)
    assert post.box.sent == []
    assert post.send(minutes=10.1) == [MailState.SENT]
    assert "GY-0412" in post.box.sent[0].text


def test_the_mail_of_an_undone_decision_is_withdrawn_and_no_other_is_sent(team):
    before = team.put()
    post = Post(team)
    after = team.decide(ScreeningOutcome.REJECT)
    post.write(before, after)
    post.write(after, undo(team, after), minutes=5)
    assert post.send(minutes=11) == [MailState.WITHDRAWN]
    assert post.box.sent == []
    mail = team.store.find(post.keys[0], StatusMail)
    assert mail.why.code == "mail.undone"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_of_a_work_that_is_disqualified_meanwhile_no_decision_is_mailed(team, outcome):
    before = team.put()
    post = Post(team)
    after = team.decide(outcome)
    post.write(before, after)
    host = team.ctx("h", role="host", minutes=3)
    gone = entries.disqualify(host, after, reason="抄袭")
    assert post.write(after, gone, minutes=3) == 0
    assert (post.send(minutes=11), post.box.sent) == ([MailState.WITHDRAWN], [])
    assert entries.disqualify(host, gone, reason="抄袭") == gone, "a second call changes nothing"


def test_a_decision_that_was_told_stays_with_a_work_that_is_disqualified(team):
    team.put()
    after = team.decide(ScreeningOutcome.PASS)
    gone = entries.disqualify(team.ctx("h", role="host", minutes=11), after, reason="抄袭")
    assert (gone.screening, gone.undone) == (after.screening, ())


def test_a_decision_after_an_undo_is_mailed_alone(team):
    before = team.put()
    post = Post(team)
    rejected = team.decide(ScreeningOutcome.REJECT)
    post.write(before, rejected)
    back = undo(team, rejected, minutes=1)
    passed = team.decide(ScreeningOutcome.PASS, minutes=2)
    post.write(back, passed, minutes=2)
    assert post.send(minutes=13) == [MailState.WITHDRAWN, MailState.SENT]
    assert post.subjects() == ["作品《钢铁脊梁》已通过初筛"]


def reopen(team, *, minutes, reason="参选者补交证明"):
    return reopening.reopen(team.ctx("h", minutes=minutes, role="host"), team.now(), reason=reason)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_later_the_host_has_it_screened_again_and_the_entrant_is_told(team, outcome):
    before = team.put(number="GY-0412")
    post = Post(team)
    after = team.decide(outcome)
    post.write(before, after)
    back = reopen(team, minutes=60)
    post.write(after, back, minutes=60)
    assert (back.status, back.screening, back.submitted_at) == (
        EntryStatus.SCREENING,
        None,
        before.submitted_at,
    )
    assert post.send(minutes=61) == [MailState.SENT, MailState.SENT]
    assert post.subjects()[1] == "作品《钢铁脊梁》将重新初筛"
    assert "参选者补交证明" in post.box.sent[1].text
    record = team.store.chain(keys.entry(C, "e1"))[-1]
    assert (record.action, record.details["reason"]) == ("screen.reopen", "参选者补交证明")
    assert reopen(team, minutes=61) == back, "a second time changes nothing"


def test_reopened_before_the_entrant_was_told_nobody_is_mailed(team):
    before = team.put()
    post = Post(team)
    after = team.decide(ScreeningOutcome.REJECT)
    post.write(before, after)
    post.write(after, reopen(team, minutes=3), minutes=3)
    assert post.send(minutes=20) == [MailState.WITHDRAWN]
    assert len(post.keys) == 1


@pytest.mark.parametrize("with_judges", [{"judges": ("j1",)}, {"judges": (), "round": "r1"}])
def test_what_is_in_a_round_is_not_screened_again(team, with_judges):
    team.put(status=EntryStatus.IN_REVIEW, judges=("j1",))
    entry = team.now()
    passed = entry.model_copy(update={"screening": None})
    assert refusal(reopening.reopen, team.ctx("h"), passed, reason="x") == "entry.not_possible_now"
    team.put("e2")
    after = team.decide(ScreeningOutcome.PASS, "e2").model_copy(update=with_judges)
    assert refusal(reopening.reopen, team.ctx("h"), after, reason="x") == "screening.dealt"


@pytest.mark.parametrize("reason", ["", "  "])
def test_reopening_needs_a_reason(team, reason):
    team.put()
    team.decide(ScreeningOutcome.REJECT)
    assert refusal(reopen, team, minutes=60, reason=reason) == "decision.reason_missing"


def test_what_the_check_returned_is_not_reopened(team):
    team.put(status=EntryStatus.RETURNED)
    assert refusal(reopen, team, minutes=60) == "entry.not_possible_now"


def test_each_occasion_has_its_text(team):
    mails = team.contest.rules.mails
    assert all(getattr(mails, occasion) for occasion in Occasion)
