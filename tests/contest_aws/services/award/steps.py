"""The steps of an award round, for its tests."""

from datetime import timedelta

from contest.audit import CALENDAR, RULES, Actor
from contest.award.award import AwardRound
from contest_aws.services.award import award_rounds, beginning, proposals
from contest_aws.services.context import Context
from tests.builders import any_time
from tests.contest_aws.services.panel import ROUND

POINTS = {"e0": 90, "e1": 80, "e2": 70, "e3": 65}
WEEK = timedelta(days=7)


class Round:
    """The award round `first`, step by step."""

    def __init__(self, store, snapshots, contest):
        self.store, self.snapshots, self.contest = store, snapshots, contest

    @property
    def now(self) -> AwardRound:
        return award_rounds.round_of(self.store, self.contest.id, "first")

    def begin(self, award_round="first"):
        return beginning.begin(
            Context(self.store, self.contest, Actor.of("host"), any_time(160)),
            award_round=award_round,
            review_round=ROUND,
        )

    def tally(self):
        return award_rounds.tally(
            Context(self.store, self.contest, RULES, any_time(161)), self.snapshots, self.now
        )

    def propose(self):
        return proposals.propose(
            Context(self.store, self.contest, RULES, any_time(162)), self.snapshots, self.now
        )

    def confirm(self, *changes, expected_version=None):
        return proposals.confirm(
            Context(self.store, self.contest, Actor.of("host", "h"), any_time(163)),
            self.snapshots,
            self.now,
            changes=changes,
            expected_version=self.now.version if expected_version is None else expected_version,
        )

    def end_objections(self, after):
        award_rounds.end_objections(
            Context(self.store, self.contest, CALENDAR, any_time(163) + after)
        )

    def grant(self):
        return award_rounds.grant(Context(self.store, self.contest, RULES, any_time(171)), self.now)


def winners_of(round_, place):
    return [w.entry or w.recipient for w in round_.now.proposal if w.place == place]
