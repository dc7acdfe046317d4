"""What is changed about an entry while it is screened: a move to another theme, a reopening."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from contest.audit import Actor
from contest.model import Fact, Id
from contest.rules.rules import Rules


class ThemeChange(Fact):
    """A move to another theme that a screener has proposed. The entrant accepts or declines."""

    theme: Id
    reason: str
    actor: Actor
    at: AwareDatetime


class AnsweredTheme(Fact):
    """How the last such move ended: the entrant accepted or declined it, or the host moved the
    entry and recorded the entrant's consent."""

    from_theme: str
    theme: Id
    reason: str
    """Why it was proposed or, of a move by the host, how the entrant has consented."""
    outcome: Literal["accepted", "declined", "moved"]
    at: AwareDatetime


def answer_by(rules: Rules, *, now: datetime) -> datetime | None:
    """By when a proposal should be answered: when the screening closes; None once it has. An answer
    is taken for as long as the entry is screened. `now`: the contest's time."""
    closes = rules.dates.screening_closes
    return closes if now < closes else None


class Explained(Fact):
    """Something a person did, and why."""

    reason: str
    actor: Actor
    at: AwareDatetime
