"""What the host has decided about an entry, as the entry keeps it."""

from pydantic import AwareDatetime, Field

from contest.audit import Actor
from contest.model import Fact, Id


class LetIn(Fact):
    """The host let the entry in after its deadline."""

    actor: Actor
    reason: str
    until: AwareDatetime | None
    """The date that the host named; None for the rules' period for corrections."""
    at: AwareDatetime


class RevokedAward(Fact):
    """An award that the entry had, and that the host took back."""

    place: Id
    """The award, or its level."""
    reason: str = Field(default="", max_length=1000)
    """The entrant is told it. Empty: the entry was withdrawn or disqualified."""


class LeftOut(Fact):
    """The host left the entry out of the ranking, because it has too few reviews."""

    reason: str = Field(max_length=1000)
    """As the entrant is told it."""
    actor: Actor
    at: AwareDatetime


class TakenOff(Fact):
    """Marks that an entry was withdrawn, disqualified or erased after its review: no list of
    winners shows it any more. It names no reason."""

    entry: Id
    at: AwareDatetime
