"""What the host decided on an entry beside the stages: let in late, or left out of the ranking."""

from pydantic import AwareDatetime, Field

from contest.audit import Actor
from contest.model import Fact


class LetIn(Fact):
    """The host let the entry in after its deadline."""

    actor: Actor
    reason: str
    until: AwareDatetime | None
    """The date that the host named; None for the rules' period for corrections."""
    at: AwareDatetime


class LeftOut(Fact):
    """The host left the entry out of the ranking, because it has too few reviews."""

    reason: str = Field(max_length=1000)
    """As the entrant is told it."""
    actor: Actor
    at: AwareDatetime
