"""The phases of a contest, by its dates."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from contest.refusals.formatting import stored_period
from contest.rules.rules import Rules


class Phase(StrEnum):
    """The phase of a contest, by its dates."""

    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"
    """Submission is over: works are screened, and returned ones are corrected."""
    REVIEW = "review"
    AFTER = "after"


def phase_of(rules: Rules, now: datetime) -> Phase:
    """The contest's phase at `now`, in contest time.

    An open review round takes precedence over a grace period that overlaps it."""
    dates, rounds = rules.dates, rules.rounds
    if now < dates.submission_opens:
        return Phase.BEFORE
    if any(round_.opens <= now < round_.closes for round_ in rounds):
        return Phase.REVIEW
    if now < dates.upload_ends:
        return Phase.OPEN
    return Phase.AFTER if now >= rounds[-1].closes else Phase.CLOSED


def spans(rules: Rules, phases: Collection[Phase]) -> str:
    """The period of these phases, as a refusal holds it. Submission ends as it was announced; a
    grace period is not named."""
    dates, rounds = rules.dates, rules.rounds
    ends = {
        Phase.BEFORE: (None, dates.submission_opens),
        Phase.OPEN: (dates.submission_opens, dates.submission_closes),
        Phase.CLOSED: (dates.submission_closes, rounds[0].opens),
        Phase.REVIEW: (rounds[0].opens, rounds[-1].closes),
        Phase.AFTER: (rounds[-1].closes, None),
    }
    wanted = [ends[phase] for phase in Phase if phase in phases]
    return stored_period(wanted[0][0], wanted[-1][1], rules.zone)
