"""Review as a machine: whatever the host, judges, entrants and the calendar do, in whatever order,
and however late the table's stream delivers, every named invariant holds when all is delivered, and
no score that was acknowledged is lost."""

import os
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contest.audit import CALENDAR, RULES, Actor
from contest.entry.entry import Entry, EntryStatus
from contest.refusals import Refused
from contest.review.conflict_decision import ConflictState
from contest.review.judge import Judge
from contest.review.review import Review, ReviewText
from contest.rules.contest import Contest
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of
from contest_aws.services.review import (
    decisions,
    extension,
    judges,
    removal,
    reviews,
    rounds,
)
from contest_aws.services.review.conflicts import settle_conflict
from contest_aws.services.upkeep.review_invariants import INVARIANTS, check
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_judge, any_scores, any_time
from tests.contest_aws.services.fakes import TableStore
from tests.contest_aws.services.panel import ROUND, contest_with, in_review

pytestmark = pytest.mark.slow

JUDGES, ENTRIES = [f"j{n}" for n in range(6)], [f"e{n}" for n in range(6)]
a_judge, an_entry = st.sampled_from(JUDGES), st.sampled_from(ENTRIES)
points = st.integers(0, 100)
HOST = Actor.of("host", "h")


class Telling(TableStore):
    """Notes which items were written, for the stream."""

    def __init__(self):
        super().__init__()
        self.written = []

    def commit(self, *changes):
        super().commit(*changes)
        self.written += [change.key for change in changes if change.item]


class Reviewing(RuleBasedStateMachine):
    @initialize(asked=st.integers(2, 3), most=st.integers(2, 6))
    def begin(self, asked, most):
        self.store = Telling()
        contest = contest_with(reviews_per_entry=asked, max_load=most)
        self.key, self.text = keys.contest(contest.id), ""
        self.store.commit(create(self.key, contest))
        self.days, self.acknowledged = 116.0, {}
        for judge in JUDGES[:3]:
            self.appoint(judge, "")
        self.arrive(2)
        self.keep_calendar()

    @property
    def contest(self):
        """As it is stored; parsed when it has changed."""
        text = self.store.items[self.key]
        if text != self.text:
            self.text, self.parsed = text, self.store.find(self.key, Contest)
        return self.parsed

    def ctx(self, actor):
        self.days += 0.001
        return Context(self.store, self.contest, actor, any_time(self.days))

    def review(self, judge, entry):
        return self.store.find(keys.review(self.contest.id, judge, ROUND, entry), Review)

    @rule(judge=a_judge, unit=st.sampled_from(["", "北方档案馆", "湘江重工集团"]))
    def appoint(self, judge, unit):
        judges.appoint(self.ctx(HOST), any_judge(judge, unit=unit))

    @rule(judge=a_judge)
    def dismiss(self, judge):
        judges.dismiss(self.ctx(HOST), judge)

    @rule(number=st.integers(1, 6))
    def arrive(self, number):
        in_review(self.store, self.contest, number)

    @rule()
    def keep_calendar(self):
        """As the calendar's function does."""
        ctx = self.ctx(CALENDAR)
        with suppress(Refused):
            if ctx.contest_time >= ctx.contest.round(ROUND).closes:
                rounds.close_round(ctx, ROUND)
            else:
                rounds.open_round(ctx, ROUND)

    @rule(judge=a_judge, entry=an_entry, given=points, submits=st.booleans())
    def score(self, judge, entry, given, submits):
        found = self.review(judge, entry)
        number = str(found.number) if found else "1"
        ctx = self.ctx(Actor.of("judge", judge))
        with suppress(Refused):
            mine = reviews.own_work(
                self.store, ctx.contest.id, judge=judge, round_id=ROUND, number=number
            ).review
            text = ReviewText(scores=any_scores(given), notes="仅供自己")
            kept = reviews.keep_scores(ctx, mine, text, expected_version=mine.version)
            if submits:
                reviews.submit_scores(ctx, kept, expected_version=kept.version)
                self.acknowledged[judge, kept.entry] = any_scores(given)

    @rule(judge=a_judge, entry=an_entry)
    def recuse(self, judge, entry):
        if mine := self.review(judge, entry):
            removal.recuse(self.ctx(Actor.of("judge", judge)), mine, reason="同事")

    @rule(judge=a_judge, entry=an_entry)
    def set_conflict(self, judge, entry):
        with suppress(Refused):
            settle_conflict(self.ctx(HOST), judge, entry, ConflictState.CONFIRMED, reason="曾共事")

    @rule(judge=a_judge)
    def replace(self, judge):
        with suppress(Refused):
            removal.replace(self.ctx(HOST), ROUND, judge=judge, reason="生病")

    @rule(judge=a_judge, finished=st.booleans())
    def finish(self, judge, finished):
        with suppress(Refused):
            reviews.set_finished(self.ctx(Actor.of("judge", judge)), ROUND, finished=finished)

    @rule()
    def close(self):
        rounds.close_round(self.ctx(HOST), ROUND)

    @rule(days=st.integers(1, 30))
    def extend(self, days):
        ctx = self.ctx(HOST)
        until = ctx.contest.round(ROUND).closes + timedelta(days=days)
        with suppress(Refused):
            extension.extend(ctx, ROUND, until=until, reason="缺评审")

    @rule(days=st.integers(1, 40))
    def wait(self, days):
        self.days += days

    @rule(entry=an_entry, leave_out=st.booleans())
    def decide(self, entry, leave_out):
        act = decisions.leave_out if leave_out else decisions.accept
        with suppress(Refused):
            act(self.ctx(HOST), ROUND, entry, reason="专家缺席")

    @rule(entry=an_entry)
    def withdraw(self, entry):
        with suppress(Refused):
            found = entry_of(self.store, self.contest.id, entry)
            submission.withdraw(self.ctx(Actor.of("entrant", found.owner)), found)

    @precondition(lambda self: self.store.written)
    @rule(twice=st.booleans())
    def deliver(self, twice):
        """Everything that was written, and what follows from it."""
        while self.store.written:
            waiting, self.store.written = self.store.written, []
            for key in waiting * (1 + twice):
                self.take(key)
            twice = False

    def take(self, key):
        """As the consumer of the stream."""
        ctx = self.ctx(RULES)
        if key.sk.startswith("REVIEW#"):
            review = self.store.find(key, Review)
            if review.removed:
                removal.follow(ctx, review)
            elif review.submitted:
                reviews.settle(ctx, entry_of(self.store, ctx.contest.id, review.entry))
        elif key.sk.startswith("JUDGE#"):
            removal.recheck(ctx, self.store.find(key, Judge))
        elif key.pk.startswith("CONFLICT#"):
            removal.recheck(ctx, judges.of(self.store, ctx.contest.id, key.pk.split("#")[2]))
        elif key.sk == "ENTRY":
            entry = self.store.find(key, Entry)
            if entry.status in (EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED):
                rounds.recall(ctx, entry)

    @invariant()
    def everything_holds_when_all_is_delivered(self):
        if not getattr(self, "store", None) or self.store.written:
            return
        assert check(self.store, self.contest) == []

    @invariant()
    def no_acknowledged_score_is_lost(self):
        for (judge, entry), scores in getattr(self, "acknowledged", {}).items():
            assert self.review(judge, entry).scores == scores

    def teardown(self):
        if getattr(self, "store", None):
            self.deliver(twice=True)
            self.everything_holds_when_all_is_delivered()
            self.store.verify()


Reviewing.TestCase.settings = settings(
    max_examples=1000 if os.environ.get("LAUREL_SOAK") else 40,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestReviewing = Reviewing.TestCase


def test_there_are_at_least_twenty_named_invariants():
    assert len(INVARIANTS) >= 20
