"""A claim: a screener works on an entry, and others see that. It expires by itself."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import AwareDatetime, model_validator

from contest.model import Fact, Id

LASTS = timedelta(minutes=30)
RENEWED_AFTER = timedelta(minutes=5)
"""A claim that is younger is not renewed, so that reading a case again writes nothing."""


class Claim(Fact):
    by: Id
    """The screener's id within the contest. Their name is read from their grant when it is shown,
    so that it goes with their account."""
    until: AwareDatetime
    """By our clock."""

    @model_validator(mode="before")
    @classmethod
    def _without_name(cls, stored: Any) -> Any:  # noqa: ANN401 - pydantic's own
        """Claims that were stored before have a name."""
        if not isinstance(stored, dict):
            return stored
        return {name: value for name, value in stored.items() if name != "name"}

    def counts(self, now: datetime) -> bool:
        return now < self.until


def claim_of(by: Id, *, now: datetime) -> Claim:
    return Claim(by=by, until=now + LASTS)


def is_fresh(claim: Claim | None, by: Id, *, now: datetime) -> bool:
    """Whether the claim is theirs and need not be renewed yet."""
    return claim is not None and claim.by == by and now < claim.until - LASTS + RENEWED_AFTER
