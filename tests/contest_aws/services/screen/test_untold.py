"""While a decision can still be undone, its entrant learns nothing of it: neither by looking nor by
trying, and not afterwards if it was undone."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.entry.entrant_view import as_told
from contest.entry.entry import EntryStatus
from contest.entry.history import history
from contest.mail.occasions import Occasion, occasion_of
from contest.mail.outbox import MailState
from contest.model import digest
from contest.refusals import Refused
from contest.screen.changes import ThemeChange
from contest.screen.decision import ScreeningOutcome
from contest_aws.services import entries
from contest_aws.services.screen import reopening, themes
from contest_aws.services.upload import late, submission, video
from contest_aws.services.upload.submission import Origin
from contest_aws.store import keys
from tests.builders import any_contact, any_form, any_rules
from tests.contest_aws.services.fakes import FakeMedia
from tests.contest_aws.services.screen.conftest import C
from tests.contest_aws.services.screen.test_undo import OUTCOMES, Post, undo

DECLARED = any_rules().declaration
SCREENER = Actor.of("screener", "s1")
REJECT, RETURN = ScreeningOutcome.REJECT, ScreeningOutcome.RETURN
ACTIONS = {
    "form": lambda ctx, entry: submission.fill_in(
        ctx, entry, expected_version=entry.edits, form=any_form(title="新题"), contact=any_contact()
    ),
    "declaration": lambda ctx, entry: submission.accept(
        ctx, entry, version=DECLARED.version, sha256=digest(DECLARED), origin=Origin("", "")
    ),
    "submit": lambda ctx, entry: submission.submit(ctx, entry, expected_version=entry.edits + 1),
    "upload": lambda ctx, entry: video.offer(
        ctx, FakeMedia(), entry, video.NewFile(10**6), nonce="n"
    ),
}


def entrant(team, *, minutes=5.0):
    return team.ctx("entrant-1", role="entrant", minutes=minutes)


def tried(team, action):
    """What the entrant is answered who tries it."""
    with pytest.raises(Refused) as problem:
        ACTIONS[action](entrant(team), team.now())
    return problem.value.refusals


def history_of(team, *, minutes=5.0):
    """The actions in the entry's history, as its entrant reads it."""
    entry, now = team.now(), entrant(team, minutes=minutes).now
    records = list(team.store.chain(keys.entry(C, "e1")))
    return [event.action for event in history(records, entry, now=now)]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_whatever_the_entrant_tries_is_answered_as_while_the_entry_waits(team, outcome, action):
    team.put()
    waiting = tried(team, action)
    after = team.decide(outcome)
    assert tried(team, action) == waiting
    assert team.now() == after
    assert undo(team, after, minutes=6).status is EntryStatus.SCREENING


def proposal(team):
    return ThemeChange(theme="green", reason="内容更合", actor=SCREENER, at=team.ctx("s1").now)


@pytest.mark.parametrize("outcome", [RETURN, REJECT])
def test_a_proposed_theme_is_no_question_any_more_and_is_one_again_after_an_undo(team, outcome):
    asked = proposal(team)
    team.put(theme_change=asked)
    after = team.decide(outcome)
    assert after.theme_change is None
    back = undo(team, after, minutes=6)
    assert (back.theme_change, occasion_of(after, back)) == (asked, None), "and mailed once"


@pytest.mark.parametrize("outcome", [RETURN, REJECT])
def test_where_the_host_reopens_it_the_entrant_is_told_that_and_not_the_theme_again(team, outcome):
    team.put(theme_change=proposal(team))
    after = team.decide(outcome)
    back = reopening.reopen(team.ctx("h", role="host", minutes=20), after, reason="复核")
    assert back.theme_change == proposal(team)
    assert occasion_of(after, back) is Occasion.REOPENED


def asked_of(team):
    """A screener has proposed a theme, and the mail of it waits."""
    before, post = team.put(), Post(team)
    asked = {"theme": "green", "reason": "内容更合", "expected_version": before.version}
    after = themes.propose(team.ctx("s1"), before, **asked)
    post.write(before, after)
    return post, after


@pytest.mark.parametrize("accepts", [True, False])
def test_the_mail_of_a_theme_that_is_answered_meanwhile_is_not_sent(team, accepts):
    post, after = asked_of(team)
    themes.answer(entrant(team), after, theme="green", accepts=accepts)
    assert post.send(minutes=6) == [MailState.WITHDRAWN]


def test_the_mail_of_a_theme_is_sent_while_nobody_knows_that_the_entry_was_decided_on(team):
    post, _ = asked_of(team)
    team.decide(REJECT)
    assert post.send(minutes=6) == [MailState.SENT]


def test_the_mail_of_a_theme_that_is_no_question_any_more_is_not_sent(team):
    post, _ = asked_of(team)
    team.decide(REJECT)
    assert post.send(minutes=11) == [MailState.WITHDRAWN]


def test_what_was_submitted_so_is_answered_as_the_first_time(team):
    waiting = team.put()
    after = team.decide(RETURN)
    again = submission.submit(entrant(team), after, expected_version=waiting.edits)
    assert (again.status, again.submitted_at) == (waiting.status, waiting.submitted_at)
    assert team.now() == after


@pytest.mark.parametrize("action", ["form", "upload"])
def test_once_the_decision_is_final_a_returned_entry_is_changed(team, action):
    team.put()
    team.decide(RETURN)
    ACTIONS[action](entrant(team, minutes=11), team.now())
    assert team.now().status in (EntryStatus.RETURNED, EntryStatus.UPLOADING)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_withdrawn_before_it_is_final_the_decision_is_undone_and_never_told(team, outcome):
    before = team.put(number="GY-0412")
    post = Post(team)
    after = team.decide(outcome)
    post.write(before, after)
    gone = submission.withdraw(entrant(team), after)
    assert (gone.status, gone.screening) == (EntryStatus.WITHDRAWN, None)
    assert submission.withdraw(entrant(team), gone) == gone, "a second call changes nothing"
    assert (history_of(team), history_of(team, minutes=11)) == (
        ["entry.withdraw"],
        ["entry.withdraw"],
    )
    assert post.send(minutes=11) == [MailState.WITHDRAWN]
    with pytest.raises(Refused, match="withdrawn"):
        undo(team, after, minutes=6)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_disqualified_before_it_is_final_the_decision_is_never_told(team, outcome):
    team.put()
    host = team.ctx("h", role="host", minutes=3)
    entries.disqualify(host, team.decide(outcome), reason="抄袭")
    told = [history_of(team, minutes=minutes) for minutes in (5, 11)]
    assert told == [["entry.disqualify"], ["entry.disqualify"]]


def test_the_host_lets_it_in_once_the_decision_that_returned_it_is_final(team):
    team.put()
    after = team.decide(RETURN)
    until = after.resubmit_by + timedelta(days=3)
    with pytest.raises(Refused) as problem:
        late.let_in(team.ctx("h", role="host", minutes=9), after, reason="停电", until=until)
    assert [one.code for one in problem.value.refusals] == ["entry.not_possible_now"]
    assert team.now() == after
    given = late.let_in(team.ctx("h", role="host", minutes=11), after, reason="停电", until=until)
    post = Post(team)
    post.write(after, given, minutes=11)
    assert (given.resubmit_by, post.send(minutes=11)) == (until, [MailState.SENT])


@pytest.mark.parametrize("days", [-700, 700])
def test_in_a_rehearsal_the_host_waits_by_our_clock(team, days):
    rehearsal = {"rehearsal": True, "clock_offset": timedelta(days=days)}
    team.put()
    after = team.decide(RETURN)
    team.contest = team.contest.model_copy(update=rehearsal)
    until = after.resubmit_by + timedelta(days=800)
    with pytest.raises(Refused):
        late.let_in(team.ctx("h", role="host", minutes=9), after, reason="停电", until=until)
    given = late.let_in(team.ctx("h", role="host", minutes=11), after, reason="停电", until=until)
    assert occasion_of(after, given) is Occasion.LET_IN


def test_a_rejected_entry_is_not_withdrawn_once_that_is_final(team):
    team.put()
    after = team.decide(REJECT)
    with pytest.raises(Refused, match="rejected at screening"):
        submission.withdraw(entrant(team, minutes=11), after)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_decision_stands_in_the_history_once_it_is_final(team, outcome):
    team.put()
    team.decide(outcome)
    assert (history_of(team), history_of(team, minutes=11)) == ([], [f"screen.{outcome}"])


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_undone_decision_never_stands_in_the_history(team, outcome):
    team.put()
    undo(team, team.decide(outcome))
    team.decide(RETURN, minutes=20)
    assert (history_of(team, minutes=25), history_of(team, minutes=31)) == ([], ["screen.return"])


def test_nor_does_one_that_the_host_takes_back_before_it_is_told(team):
    team.put()
    host = team.ctx("h", role="host", minutes=5)
    reopening.reopen(host, team.decide(REJECT), reason="复核")
    assert (history_of(team), history_of(team, minutes=11)) == ([], [])
    late = team.ctx("h", role="host", minutes=40)
    reopening.reopen(late, team.decide(REJECT, minutes=20), reason="再核")
    assert history_of(team, minutes=40) == ["screen.reject", "screen.reopen"]


def test_a_look_at_the_contact_tells_no_decision(team):
    team.put()
    team.decide(REJECT)
    entries.show_contact(team.ctx("h", role="host"), team.now())
    assert as_told(team.now(), now=entrant(team).now).status is EntryStatus.SCREENING
    assert history_of(team) == []


def test_a_record_that_is_newer_than_the_entry_is_not_told(team):
    known = team.put()
    team.decide(REJECT)
    records = team.store.chain(keys.entry(C, "e1"))
    assert list(history(records, known, now=entrant(team).now)) == []
