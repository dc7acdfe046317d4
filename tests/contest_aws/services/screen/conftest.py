"""Two screeners at the team, and an entry that waits for them."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.entry.entry import Entry, EntryStatus
from contest.people.account import Invited, Role
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.services.screen import screening
from contest_aws.services.screen.access import to_decide_on
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_contest, any_entry, any_rules, any_time

RULES = any_rules()
C = RULES.id


class Team:
    """A store, and what screeners do in it."""

    def __init__(self, store, **rules):
        screened = RULES.screening.model_copy(update=rules)
        self.store, self.contest = store, any_contest(rules=any_rules(screening=screened))

    def ctx(self, who="s1", *, minutes=0.0, role="screener"):
        now = any_time() + timedelta(minutes=minutes)
        actor = Actor.of(role, who)
        return Context(self.store, self.contest, actor, now, account=f"account-{who}")

    def invite(self, who):
        """Grant them the role, under their name."""
        asked = Invited(role=Role.SCREENER, name=f"初筛员 {who}")
        accounts.invite(self.ctx("h1", role="host"), f"{who}@example.org", asked, new_id=who)

    def put(self, name="e1", status=EntryStatus.SCREENING, **changes):
        entry = any_entry(status, id=name, **({"submitted_at": any_time(-1)} | changes))
        self.store.commit(create(keys.entry(C, name), entry))
        return entry

    def now(self, name="e1"):
        return self.store.find(keys.entry(C, name), Entry)

    def decide(self, outcome, name="e1", *, who="s1", minutes=0.0, version=None, **more):
        ctx = self.ctx(who, minutes=minutes)
        reasons = () if outcome is ScreeningOutcome.PASS else ("rights",)
        decision = ScreeningDecision(
            outcome=outcome, reasons=reasons, actor=ctx.actor, at=ctx.contest_time, **more
        )
        entry = to_decide_on(ctx, name)
        expected = entry.content_version if version is None else version
        return screening.decide(ctx, entry, decision, expected_version=expected)


@pytest.fixture
def team(store):
    return Team(store)
