"""The request of a winner who answers the invitation to the ceremony."""

from pydantic import Field

from contest.model import StrictInt
from contest.winners.ceremony import CeremonyReply
from contest_aws.services.winners.ceremony_answers import ExpectedVersions


class CeremonyAnswer(CeremonyReply):
    """Not coming: no guests and no names. Coming: how many in all, and names of some or all."""

    expected_version: StrictInt = Field(ge=1)
    """Of the invitation that the winner saw."""
    ceremony_version: StrictInt = Field(ge=1)
    """Of the plan that the winner saw."""

    @property
    def expected(self) -> ExpectedVersions:
        return ExpectedVersions(self.expected_version, self.ceremony_version)

    @property
    def reply(self) -> CeremonyReply:
        return CeremonyReply(coming=self.coming, guests=self.guests, names=self.names)
