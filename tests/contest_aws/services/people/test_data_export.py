"""The export of a person's data tells judges nothing of the works that they score blind, and
entrants no decision before they are told of it."""

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest.mail.outbox import MailState
from contest.people.account import Invited, Role
from contest.review.conflict_decision import ConflictDecision, ConflictState, decide
from contest.review.review import ReviewText
from contest.screen.decision import ScreeningOutcome
from contest_aws.services.context import Context
from contest_aws.services.people import on_behalf
from contest_aws.services.people.data_export import personal_data
from contest_aws.services.pointers import Named, OwnEntry
from contest_aws.services.review import judges, removal, reviews
from contest_aws.services.review.conflicts import settle_conflict
from contest_aws.services.screen import screening
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import create, recorded
from tests.builders import any_judge, any_scores, any_time
from tests.contest_aws.services.panel import ROUND, appoint, in_review, opened
from tests.contest_aws.services.screen.conftest import C, Team
from tests.contest_aws.services.screen.test_undo import Post

JUDGE = "judge-1"
WORDS = ReviewText(scores=any_scores(), comment="节奏紧凑", notes="开头可再看")


@pytest.fixture
def panel(store, contest):
    """Five works before this judge and two others."""
    store.commit(create(keys.contest_named(contest.id), Named(name=contest.id)))
    host = Context(store, contest, Actor.of("host", "h1"), any_time())
    on_behalf.enrol(
        host,
        "gu@example.com",
        Invited(role=Role.JUDGE, name="顾清源", unit="中国工业报社"),
        new_id=JUDGE,
    )
    judges.appoint(host, any_judge(JUDGE, name="顾清源", unit="中国工业报社"))
    appoint(store, contest, 2)
    in_review(store, contest, 5)
    opened(store, contest)
    ctx = Context(store, contest, Actor.of("judge", JUDGE), any_time(120))
    removal.recheck(ctx, judges.of(store, contest.id, JUDGE))
    return ctx


def given(ctx):
    return {r.number: r for r in reviews.own_reviews(ctx.store, ctx.contest.id, judge=JUDGE)}


def exported(ctx, *, at=120.0):
    (judging,) = personal_data(ctx.store, JUDGE, now=any_time(at)).judging
    return judging


def settle(ctx, number, verdict, reason):
    host = ctx.acting_as(Actor.of("host", "h1"))
    settle_conflict(host, JUDGE, given(ctx)[number].entry, verdict, reason=reason)


def dismiss(ctx, number):
    """The host dismisses the suspicion that the work is of the judge's own unit."""
    start = ConflictDecision(contest=C, judge=JUDGE, entry=given(ctx)[number].entry)
    key = keys.conflict(C, JUDGE, start.entry)
    after, record = decide(
        start,
        ConflictState.DISMISSED,
        grounds=("own_unit.domain",),
        reason="邮箱同域，实为不同单位",
        subject=key,
        actor=Actor.of("host", "h1"),
        at=ctx.now,
    )
    ctx.store.commit(create(key, after), recorded(key, record))


def test_a_judge_reads_their_reviews_as_in_their_list(panel):
    one = given(panel)[2]
    kept = reviews.keep_scores(panel, one, WORDS, expected_version=one.version)
    reviews.submit_scores(panel, kept, expected_version=kept.version)
    found = exported(panel)
    assert (found.contest, found.name, found.unit) == (C, "顾清源", "中国工业报社")
    assert [review.number for review in found.reviews] == [1, 2, 3, 4, 5]
    assert found.reviews[1].model_dump() == {
        "round": ROUND,
        "number": 2,
        "title": one.title,
        "theme": one.theme,
        "draft": any_scores(),
        "scores": any_scores(),
        "comment": "节奏紧凑",
        "notes": "开头可再看",
        "submitted_at": panel.contest_time,
    }


def test_nothing_names_the_entries(panel):
    dismiss(panel, 1)
    removal.recuse(panel, given(panel)[2], reason="同事")
    whole = personal_data(panel.store, JUDGE, now=any_time(999)).model_dump_json()
    assert [name for name in ("e0", "e1", "e2", "e3", "e4") if f'"{name}"' in whole] == []
    assert [word for word in ("邮箱同域", "own_unit") if word in whole] == []


def test_what_the_host_decided_is_told_once_the_last_round_has_closed(panel):
    dismiss(panel, 1)
    assert exported(panel).conflicts == ()
    (conflict,) = exported(panel, at=999).conflicts
    assert (conflict.declared, conflict.counts, conflict.at) == (None, False, panel.now)


def test_what_they_said_themselves_is_told_at_once(panel):
    removal.recuse(panel, given(panel)[2], reason="与主创是同事")
    (conflict,) = exported(panel).conflicts
    assert (conflict.declared, conflict.counts) == ("与主创是同事", True)
    assert conflict.at == panel.contest_time


def test_of_a_work_that_left_their_list_only_what_they_wrote_is_told(panel):
    one = given(panel)[3]
    reviews.keep_scores(panel, one, WORDS, expected_version=one.version)
    for number in (3, 4):
        settle(panel, number, ConflictState.CONFIRMED, "曾共事")
    removal.recheck(panel, judges.of(panel.store, C, JUDGE))
    found = {review.number: review for review in exported(panel).reviews}
    assert found.keys() == {1, 2, 3, 5}
    assert (found[3].title, found[3].theme, found[3].notes) == ("", "", "开头可再看")
    assert "曾共事" not in exported(panel).model_dump_json()


@pytest.fixture
def team(store, contest):
    store.commit(
        create(keys.contest_named(contest.id), Named(name=contest.id)),
        create(keys.own_entry(C, "entrant-1", "e1"), OwnEntry(entry="e1")),
    )
    return Team(store)


def work(team, *, minutes):
    now = team.ctx(minutes=minutes).now
    (found,) = personal_data(team.store, "entrant-1", now=now).works
    return found


def shown(team, *, minutes):
    """What is told of the screening."""
    found = work(team, minutes=minutes)
    mails, said = [mail.occasion for mail in found.mails], [e.action for e in found.history]
    return found.entry.status, found.screening and found.screening.note, mails, said


WAITS = (EntryStatus.SCREENING, None, [], [])


def test_a_decision_is_in_the_export_once_it_is_final(team):
    before, post = team.put(number="GY-0412"), Post(team)
    post.write(before, team.decide(ScreeningOutcome.REJECT, note="见第3分钟"))
    assert shown(team, minutes=5) == WAITS
    told = (EntryStatus.REJECTED, "见第3分钟", ["rejected"], ["screen.reject"])
    assert shown(team, minutes=11) == told


@pytest.mark.parametrize("sent", [True, False])
def test_an_undone_decision_never_is(team, sent):
    """Nor is its mail, whether somebody has tried to send it or not."""
    before, post = team.put(number="GY-0412"), Post(team)
    after = team.decide(ScreeningOutcome.RETURN, note="见第3分钟")
    post.write(before, after)
    undone = screening.undo(team.ctx(minutes=5), after, expected_version=after.content_version)
    if sent:
        assert post.send(minutes=11) == [MailState.WITHDRAWN]
    assert undone.status is EntryStatus.SCREENING
    assert (shown(team, minutes=6), shown(team, minutes=11)) == (WAITS, WAITS)


def test_nor_is_one_before_which_the_entrant_withdrew(team):
    before, post = team.put(), Post(team)
    after = team.decide(ScreeningOutcome.REJECT, note="见第3分钟")
    post.write(before, after)
    submission.withdraw(team.ctx("entrant-1", role="entrant", minutes=5), after)
    assert shown(team, minutes=6) == (EntryStatus.WITHDRAWN, None, [], ["entry.withdraw"])
