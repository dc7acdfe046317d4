"""A contest as it is run: its rules, and its clock. A rehearsal's clock can be set, so that an
organiser may try the whole contest, and demos and tests need not wait.
"""

from datetime import datetime, timedelta

from contest.audit import Audited
from contest.model import Fact, Id
from contest.refusals import refused
from contest.rules.rules import Rules
from contest.rules.sections import ReviewRound


class Contest(Audited):
    rules: Rules
    rehearsal: bool = False
    clock_offset: timedelta = timedelta(0)
    """How far a rehearsal's clock runs ahead of ours; negative for a contest of the past."""

    @property
    def id(self) -> Id:
        return self.rules.id

    def time_at(self, now: datetime) -> datetime:
        """The contest's time when our clock shows `ours`."""
        return now + self.clock_offset

    def clock_at(self, contest_time: datetime) -> datetime:
        """What our clock shows at a moment of the contest."""
        return contest_time - self.clock_offset

    def round(self, round_id: Id) -> ReviewRound:
        """Refused with `item.missing` when the rules have no such round."""
        for round_ in self.rules.rounds:
            if round_.id == round_id:
                return round_
        raise refused("item.missing")


def set_clock(contest: Contest, *, contest_time: datetime, now: datetime) -> timedelta:
    """How far ahead a rehearsal has to run to show `theirs` now. Refused for a true contest."""
    if not contest.rehearsal:
        raise refused("clock.not_a_rehearsal")
    return contest_time - now


class Due(Fact):
    """What the calendar asks for by now; done twice it changes nothing the second time."""

    open: tuple[Id, ...] = ()
    """Review rounds whose time has come."""
    close: tuple[Id, ...] = ()
    """Review rounds whose time is over."""


def due(contest: Contest, *, now: datetime) -> Due:
    """`now` is the contest's time."""
    rounds = contest.rules.rounds
    return Due(
        open=tuple(r.id for r in rounds if r.opens <= now < r.closes),
        close=tuple(r.id for r in rounds if r.closes <= now),
    )
