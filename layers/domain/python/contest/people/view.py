"""A host's look through the eyes of one person in one contest: read-only, short, and on record."""

from datetime import datetime, timedelta
from typing import Literal

from contest.model import Expiring, Id
from contest.people.account import Role

LASTS = timedelta(minutes=15)
ViewedRole = Literal[Role.ENTRANT, Role.UNIT, Role.SCREENER, Role.JUDGE]


class View(Expiring):
    """It counts only beside a session of the host who began it, and for requests that change
    nothing."""

    id: Id
    host: Id
    """The account of the host who looks."""
    contest: Id
    role: ViewedRole
    account: Id
    """The person through whose eyes the host looks."""

    def holds(self, now: datetime) -> bool:
        return now < self.ends_at
