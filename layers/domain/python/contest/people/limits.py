"""Limits on requests and mails, as counters in windows that are aligned to the clock. Whoever acts
counts in the same transaction."""

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import NamedTuple

from contest.audit import Audited
from contest.model import Expiring
from contest.refusals import refused

QUARTER, HOUR, DAY, MONTH = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=30),
)


class Window(NamedTuple):
    """A rate limit: at most `most` in each span. Spans are aligned to the clock."""

    name: str
    most: int
    span: timedelta

    def start(self, now: datetime) -> int:
        """Start of the current span, in seconds since 1970."""
        whole = int(self.span.total_seconds())
        return int(now.timestamp()) // whole * whole

    def ends(self, now: datetime) -> datetime:
        return datetime.fromtimestamp(self.start(now), UTC) + self.span


class Limit(NamedTuple):
    """Windows over the same events."""

    what: str
    """The first part of the counters' keys."""
    windows: tuple[Window, ...]


class Count(Audited, Expiring):
    """The number of events in one window."""

    asked: int = 0


def _daily(what: str, most: int) -> Limit:
    return Limit(what, (Window("day", most, DAY),))


INVITATIONS = _daily("mail-invitation", 5)
"""To an address: of the host, to any role."""
ROLE_MAILS = _daily("mail-role", 100)
"""To the address of an account, in a contest: of what its role there asks for."""
STATUS_MAILS = _daily("mail-status", 200)
"""To the address of an account that has shown that it is theirs. A rules file lets an entrant enter
so many works a day that this is seldom reached."""
COPIES = _daily("mail-copy", 30)
"""To the address of a contact that has confirmed it, whoever named it."""
RECONCILIATIONS = Limit("mail-reconciliation", (Window("hour", 5, HOUR), Window("day", 20, DAY)))
"""To the address of a unit."""
RECOMMENDED_ONCE = Limit("mail-recommended", (Window("once", 1, timedelta(days=1000)),))
"""To an address that nobody has signed in with, in a contest, whichever unit names it."""
RECOMMENDED_DAILY = Limit("mail-recommended", (Window("day", 1, DAY),))
"""To an address that somebody has signed in with: in a contest."""
CONFIRMATIONS = Limit("mail-confirmation", (Window("day", 2, DAY), Window("month", 3, MONTH)))
"""To an address, whoever names it as a contact."""
CONFIRMATIONS_BY_ACCOUNT = Limit("confirmation-by", (Window("day", 5, DAY),))


OBJECTIONS_FROM_SOURCE = Limit("objection-from", (Window("hour", 10, HOUR), Window("day", 30, DAY)))
"""By the source, in a contest."""
OBJECTIONS_BY_CONTACT = _daily("objection-by", 5)
"""By the address or the phone number, in a contest."""
OBJECTIONS_OF_CONTEST = _daily("objection-in", 500)
OBJECTION_LOOKUPS = Limit("objection-code-from", (Window("hour", 60, HOUR),))
"""By the source: answers that were asked for."""
PACKAGES_FROM_SOURCE = Limit(
    "package-from", (Window("quarter", 60, QUARTER), Window("day", 600, DAY))
)
"""By the source, in a contest: openings of media packages, and tries."""
PACKAGES_OPENED = Limit("package-opened", (Window("hour", 200, HOUR),))
"""By the package, from all sources."""
OBJECTION_ANSWERS = _daily("mail-objection", 3)
"""To an address that nobody has shown to be theirs."""


def counted(
    count: Count, window: Window, *, now: datetime, code: str = "signin.too_often"
) -> Count:
    """Counts one more event in this window.

    Beyond the limit it is refused with `code`, and the seconds until the window ends."""
    if count.asked >= window.most:
        wait = ceil((window.ends(now) - now).total_seconds())
        raise refused(code, allowed=wait)
    return count.next_version(asked=count.asked + 1)


CODES_FROM_SOURCE = Limit("code-from", (Window("quarter", 60, QUARTER),))
"""By the source, whatever the addresses."""
CODES_TO_ADDRESS_FROM_SOURCE = Limit(
    "code-for-from", (Window("quarter", 5, QUARTER), Window("hour", 10, HOUR))
)
CODES_IN_BROWSER = Limit("code-in", (Window("quarter", 5, QUARTER), Window("hour", 10, HOUR)))
"""By an address and a browser that signed in to it before. Requests of others do not use it up."""

CODES_TODAY = Limit("code-for", (Window("day", 1000, DAY),))
"""Counts. The hourly limits, which depend on it, keep it far below this."""
BUSY_AFTER = 36
BUSY, QUIET = Window("hour", 24, HOUR), Window("hour", 1, HOUR)


def codes_to_address(asked_today: int) -> Limit:
    """By the address, of all browsers that never signed in to it, whatever their sources: 24 an
    hour, but one an hour after 36 on one day.

    So an address gets at most 58 unasked mails a day, and nobody waits longer than an hour."""
    return Limit("code-for", (BUSY if asked_today < BUSY_AFTER else QUIET,))


WRONG_CODES = Limit("tries-for", (Window("day", 10, DAY), Window("month", 50, MONTH)))
"""For an address; in each browser that signed in to it before they count by themselves. Beyond them
the mailed link still signs in."""
