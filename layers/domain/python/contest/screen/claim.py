"""A claim: a screener works on an entry, and others see that. It expires by itself."""

from datetime import datetime, timedelta

from pydantic import AwareDatetime

from contest.model import Fact, Id

LASTS = timedelta(minutes=30)
RENEWED_AFTER = timedelta(minutes=5)
"""A claim that is younger is not renewed, so that reading a case again writes nothing."""


class Claim(Fact):
    by: Id
    """The screener's id within the contest."""
    name: str = ""
    """As the host invited them."""
    until: AwareDatetime
    """By our clock."""

    def counts(self, now: datetime) -> bool:
        return now < self.until


def claim_of(by: Id, *, name: str, now: datetime) -> Claim:
    return Claim(by=by, name=name, until=now + LASTS)


def is_fresh(claim: Claim | None, by: Id, *, now: datetime) -> bool:
    """Whether the claim is theirs and need not be renewed yet."""
    return claim is not None and claim.by == by and now < claim.until - LASTS + RENEWED_AFTER
