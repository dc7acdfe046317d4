"""The request of a winner who answers the invitation to the ceremony."""

from pydantic import Field

from contest.model import StrictInt
from contest.winners.ceremony import CeremonyReply


class CeremonyAnswer(CeremonyReply):
    """Not coming: no guests and no names. Coming: how many in all, and names of some or all."""

    expected_version: StrictInt = Field(ge=1)
    """Of the invitation that the winner saw."""

    @property
    def reply(self) -> CeremonyReply:
        return CeremonyReply(coming=self.coming, guests=self.guests, names=self.names)
