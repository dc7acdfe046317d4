"""Our clock, in one place; the contest's own time is `Contest.now(...)` of it."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
