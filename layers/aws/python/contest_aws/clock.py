"""Our clock, in one place. `Contest.time_at(now)` turns it into the contest's own time."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
