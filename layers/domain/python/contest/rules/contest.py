"""A contest as it is run: its rules and its clock. A rehearsal's clock can be set, so that an
organiser can try out the whole contest, and demos and tests need not wait.
"""

from datetime import datetime, time, timedelta

from pydantic import AwareDatetime

from contest.audit import Audited
from contest.model import Fact, Id
from contest.refusals import refused
from contest.refusals.formatting import stored
from contest.rules.rules import Rules
from contest.rules.sections import ReviewRound

MORNING, EVENING = time(9), time(21)
"""Between them nobody minds a mail."""


class Ended(Fact):
    at: AwareDatetime
    """In the contest's time."""
    reason: str


class Contest(Audited):
    rules: Rules
    rehearsal: bool = False
    clock_offset: timedelta = timedelta(0)
    """How far a rehearsal's clock runs ahead of the real clock; negative for a past contest."""
    extended: dict[Id, AwareDatetime] = {}
    """Until when the host has extended review rounds."""
    ended: Ended | None = None
    """The host has called the contest off. Nothing is entered, reviewed or awarded any more."""

    @property
    def id(self) -> Id:
        return self.rules.id

    def time_at(self, now: datetime) -> datetime:
        """The contest's time when the real clock shows `now`."""
        return now + self.clock_offset

    def clock_at(self, contest_time: datetime) -> datetime:
        """What the real clock shows at `contest_time`."""
        return contest_time - self.clock_offset

    @property
    def rules_now(self) -> Rules:
        """The rules with the closing dates that hold now."""
        return self.rules.model_copy(update={"rounds": self.rounds})

    @property
    def rounds(self) -> tuple[ReviewRound, ...]:
        """The review rounds of the rules, with the closing dates that hold now."""
        return tuple(
            round_.model_copy(
                update={"closes": max(round_.closes, self.extended.get(round_.id, round_.closes))}
            )
            for round_ in self.rules.rounds
        )

    def round(self, round_id: Id) -> ReviewRound:
        """Refused with `item.missing` when the rules have no such round."""
        for round_ in self.rounds:
            if round_.id == round_id:
                return round_
        raise refused("item.missing")


def refuse_if_ended(contest: Contest) -> None:
    if contest.ended:
        raise refused("contest.ended", measured=stored(contest.ended.at, contest.rules.zone))


def set_clock(contest: Contest, *, contest_time: datetime, now: datetime) -> timedelta:
    """The clock offset at which a rehearsal shows `contest_time` now. Refused for a contest that is
    not a rehearsal."""
    if not contest.rehearsal:
        raise refused("clock.not_a_rehearsal")
    return contest_time - now


def by_day(contest: Contest, at: datetime, *, before: datetime) -> datetime:
    """When people are mailed of what is due at `at`: then, but at night at nine in the morning, if
    that is before `before`. A rehearsal does not wait, because its clock is set."""
    local = at.astimezone(contest.rules.zone)
    if contest.rehearsal or MORNING <= local.time() < EVENING:
        return at
    date = local.date() + timedelta(days=local.time() >= EVENING)
    morning = datetime.combine(date, MORNING, contest.rules.zone)
    return morning if morning < before else at


class Due(Fact):
    """What the calendar requires by now. Doing it a second time changes nothing."""

    open: tuple[Id, ...] = ()
    """Review rounds that have to be open now."""
    close: tuple[Id, ...] = ()
    """Review rounds that have to be closed by now."""


def due(contest: Contest, *, now: datetime) -> Due:
    """`now` is the contest's time. Of a contest that was called off every round is closed."""
    rounds = contest.rounds
    if contest.ended:
        return Due(close=tuple(r.id for r in rounds))
    return Due(
        open=tuple(r.id for r in rounds if r.opens <= now < r.closes),
        close=tuple(r.id for r in rounds if r.closes <= now),
    )
