"""What is changed about an entry while it is screened: a move to another theme, a reopening."""

from pydantic import AwareDatetime

from contest.audit import Actor
from contest.model import Fact, Id


class ThemeChange(Fact):
    """A move to another theme that a screener has proposed. The entrant accepts or declines."""

    theme: Id
    reason: str
    actor: Actor
    at: AwareDatetime


class Explained(Fact):
    """Something a person did, and why."""

    reason: str
    actor: Actor
    at: AwareDatetime
